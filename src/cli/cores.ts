// cores.ts: a descent on several cores, each in a thread that takes every step along.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import source from "virtual:piecewise-core";
import { dismissTeam, type Team, teamMember } from "../fit/index.ts";
import { type CoreStart, type DescentJob, isDismissal, memoryOf, READY } from "./descend-several.ts";

/**
 * Calls `work` as a member of a team whose others are threads of their own that do the same job, and ends them with it, however
 * it ends. Where one of them fails, that is its error.
 */
export async function onCores<T>(job: DescentJob, cores: number, work: (team: Team) => Promise<T>): Promise<T> {
  const memory = memoryOf(job, cores);
  const workers = Array.from({ length: cores - 1 }, (_, i) => {
    const workerData: CoreStart = { job, memory, index: i + 1 };
    return new Worker(source, { eval: true, workerData });
  });
  const failure = new Promise<unknown>((resolve) => {
    for (const worker of workers) worker.on("error", resolve).on("message", (told) => told !== READY && resolve(told));
  });
  try {
    await Promise.all(workers.map((worker) => once(worker, "message")));
    return await work(teamMember(memory, 0));
  } catch (error) {
    dismissTeam(memory);
    // Only who has failed dismisses the others, and then tells why.
    throw isDismissal(error) ? await failure : error;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
