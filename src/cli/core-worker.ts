// core-worker.ts: what a further core runs: the same descent, as a member of the team.
import { parentPort, workerData } from "node:worker_threads";
import { dismissTeam, teamMember } from "../fit/index.ts";
import { type CoreStart, descentOf, isDismissal, READY } from "./descend-several.ts";

const { job, memory, index } = workerData as CoreStart;
parentPort!.postMessage(READY);
try {
  const steps = descentOf(job, teamMember(memory, index));
  while (!steps.next().done);
} catch (error) {
  dismissTeam(memory); // nobody is to wait for this one
  if (!isDismissal(error)) parentPort!.postMessage(error);
}
