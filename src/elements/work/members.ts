// members.ts: further workers that take every step of a run along, on memory that they share with the worker that starts them.
import { dismissTeam, type Team, teamMember } from "../../fit/index.ts";
import type { MemberInput } from "./member-task.ts";
import type { FromWorker, ToWorker } from "./serve.ts";
import { sharesMemory } from "./shares-memory.ts";

export interface Members {
  /** The membership of the thread that has started the others. */
  readonly team: Team;
  /** Ends the others. */
  dismiss(): void;
}

/** Whether this thread can have members: one that shares memory with others and may wait for them, as no page may. */
const canLead = (): boolean => sharesMemory() && typeof Worker !== "undefined" && typeof document === "undefined";

/**
 * Starts a worker for each member of a team but this one, and waits until the run of each is ready. Nothing where this thread
 * can have no members, or one of them could not be started.
 *
 * @param memory what `teamMemory` gave
 * @param input what the run is made of, on all threads
 */
export async function assemble(
  memory: SharedArrayBuffer,
  size: number,
  run: MemberInput["run"],
  input: unknown,
): Promise<Members | undefined> {
  if (!canLead()) return undefined;
  const workers: Worker[] = [];
  const dismiss = (): void => {
    dismissTeam(memory);
    for (const worker of workers) worker.terminate();
  };
  try {
    const ready = Array.from({ length: size - 1 }, (_, i) => {
      // This worker's own script once more: it knows all tasks.
      const worker = new Worker(location.href, { name: "piecewise" });
      workers.push(worker);
      return member(worker, { run, input, memory, index: i + 1 });
    });
    await Promise.all(ready);
  } catch {
    dismiss();
    return undefined;
  }
  return { team: teamMember(memory, 0), dismiss };
}

/** Resolves when a worker has its run, and rejects if it fails before. */
function member(worker: Worker, input: MemberInput): Promise<void> {
  const start: ToWorker = { type: "start", id: 1, task: "member", input, cores: 1 };
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "state") resolve();
      else if (data.type === "failed") reject(new Error(data.error.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(start);
  });
}
