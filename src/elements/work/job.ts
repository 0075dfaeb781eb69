// job.ts: the page's side of a job. To add a task that lives long and is talked to:
//
// 1. `learn-task.ts`: `async function learnTask(input, host: Host<Message, State>): Promise<Outcome<Result>>`. Its loop:
//    `for (const message of host.messages()) …` to take what the page said, work, `host.state(…)` as often as it likes
//    (posted at most every 16 ms, the latest wins), `if (host.due()) await host.turn()`. While it is paused it awaits
//    `host.message()`. Returning ends the job; a cancelled one is stopped inside `turn` or `message`.
// 2. A line in `tasks.ts`.
// 3. `openJob<Result, Message, State>("learn", input, { onState })`: `send(message)` talks to it.
//
// States and messages are structured clones: plain data and typed arrays. Import only pure rooms in tasks: the same
// code runs in a worker and, where workers are refused, in slices on the page.
import type { Failure } from "./serve.ts";
import { sharesMemory } from "./shares-memory.ts";
import { type Bench, startBench } from "./start.ts";
import type { TaskName } from "./tasks.ts";

export interface Job<T> {
  /** What the job comes to. Rejects with an AbortError once it is cancelled. */
  readonly done: Promise<T>;
  cancel(): void;
}

/** A job that takes messages. */
export interface OpenJob<T, M> extends Job<T> {
  send(message: M): void;
}

export interface JobListeners<S = never> {
  readonly onProgress?: (share: number, count: number) => void;
  readonly onState?: (state: S) => void;
}

/** Cores that may share memory: all that the machine says it has, where the page may. */
const coresShared = (): number => (sharesMemory() ? navigator.hardwareConcurrency : 1);

/** One bench is kept for the next job; more than that are let go. */
let idle: Bench | undefined;
let count = 0;
const busy = new Set<Bench>();

/**
 * Starts a task on an idle worker or a new one. Its input is copied once, as structured clones are.
 *
 * @throws what the task throws, from `done`: errors of the same name and message
 */
export function openJob<T, M = never, S = never>(
  task: TaskName,
  input: unknown,
  { onProgress, onState }: JobListeners<S> = {},
): OpenJob<T, M> {
  const id = ++count;
  let bench: Bench | undefined;
  let settled = false;
  const early: M[] = [];
  let reject: (reason: unknown) => void = () => {};

  const done = new Promise<T>((resolve, refuse) => {
    reject = refuse;
    take().then((taken) => {
      if (settled) return release(taken);
      bench = taken;
      bench.receive = (message) => {
        if (message.type === "ready" || message.id !== id) return;
        if (message.type === "done" || message.type === "failed") {
          release(taken);
          if (settled) return;
          settled = true;
          if (message.type === "done") resolve(message.result as T);
          else refuse(revived(message.error));
        } else if (settled) return;
        else if (message.type === "progress") onProgress?.(message.share, message.count);
        else onState?.(message.state as S);
      };
      bench.fail = (problem) => {
        drop(taken);
        settled = true;
        refuse(new Error(`${task}: the worker stopped (${problem}); try again, with fewer rows if memory is short`));
      };
      try {
        bench.post({ type: "start", id, task, input, cores: coresShared() });
      } catch (error) {
        release(taken);
        settled = true;
        refuse(error);
        return;
      }
      for (const message of early) bench.post({ type: "message", id, message });
    }, refuse);
  });

  return {
    done,
    cancel() {
      if (settled) return;
      settled = true;
      // The worker learns of it at its next turn, and is free again when it says so.
      bench?.post({ type: "cancel", id });
      reject(new DOMException("the job was cancelled", "AbortError"));
    },
    send(message) {
      if (settled) return;
      if (bench) bench.post({ type: "message", id, message });
      else early.push(message);
    },
  };
}

async function take(): Promise<Bench> {
  const bench = idle ?? (await startBench());
  if (bench === idle) idle = undefined;
  busy.add(bench);
  return bench;
}

function release(bench: Bench): void {
  if (!busy.delete(bench)) return;
  bench.receive = () => {};
  bench.fail = () => drop(bench);
  if (idle) bench.dispose();
  else idle = bench;
}

function drop(bench: Bench): void {
  busy.delete(bench);
  if (idle === bench) idle = undefined;
  bench.dispose();
}

/** Ends all workers, those that work as well: their jobs never settle. For pages that are done with them. */
export function disposeWorkers(): void {
  for (const bench of [...busy, idle]) bench?.dispose();
  busy.clear();
  idle = undefined;
}

/** How many workers there are, working or waiting. */
export const workerCount = (): number => busy.size + (idle ? 1 : 0);

const ERRORS: Readonly<Record<string, ErrorConstructor>> = { TypeError, RangeError };

function revived({ name, message, row, column }: Failure): Error | DOMException {
  if (name === "AbortError") return new DOMException(message, name);
  const Kind = Object.hasOwn(ERRORS, name) ? ERRORS[name] : Error;
  const error = new Kind(message);
  if (error.name !== name) error.name = name;
  return Object.assign(error, row === undefined ? {} : { row }, column === undefined ? {} : { column });
}
