// serve.ts: the side of a job that works, in a worker or, where there is none, in slices on the page's own thread.

/** What the page says. */
export type ToWorker =
  | {
      readonly type: "start";
      readonly id: number;
      readonly task: string;
      readonly input: unknown;
      readonly cores: number;
    }
  | { readonly type: "message"; readonly id: number; readonly message: unknown }
  | { readonly type: "cancel"; readonly id: number };

/** What the worker says. */
export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "progress"; readonly id: number; readonly share: number; readonly count: number }
  | { readonly type: "state"; readonly id: number; readonly state: unknown }
  | { readonly type: "done"; readonly id: number; readonly result: unknown }
  | { readonly type: "failed"; readonly id: number; readonly error: Failure };

/** An error as it travels. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly row?: number;
  readonly column?: number;
}

/** What a task can do with the page that started it: M are the messages that it takes, S the states that it tells. */
export interface Host<M = unknown, S = unknown> {
  /** Cores that share memory in this page: one where the page is not isolated from others. */
  readonly cores: number;
  /** Tells the share of the work that is done, and a count of the task's own; at most every 50 ms. */
  progress(share: number, count?: number): void;
  /** Tells a state; at most every 16 ms, the latest wins, and the last one always arrives. */
  state(state: S): void;
  /** Whether the slice's time is up and `turn` should be awaited. Cheap, for hot loops. */
  due(): boolean;
  /** Lets messages in, and the page's own work where it shares its thread. Rejects if the job was cancelled. */
  turn(): Promise<void>;
  /** The messages that came since the last look. */
  messages(): M[];
  /** The next message, awaited. Rejects if the job is cancelled. */
  message(): Promise<M>;
}

/** Work that can be told progress of, cancelled and talked to. What it returns may name buffers to hand over uncopied. */
export type Task = (input: never, host: Host<never, never>) => Promise<Outcome<unknown>>;

export interface Outcome<T> {
  readonly result: T;
  readonly transfer?: Transferable[];
}

type Post = (message: FromWorker, transfer?: Transferable[]) => void;

const PROGRESS_MS = 50;
const STATE_MS = 16;

interface Running {
  cancelled: boolean;
  readonly waiting: unknown[];
  /** Wakes a task that awaits a message. */
  wake: () => void;
}

/**
 * Answers the page's messages with `post`.
 *
 * @param sliceMs how long a task may work before it must let others in
 * @param turn resolves when the others have had their turn
 */
export function serve(
  tasks: Readonly<Record<string, Task>>,
  post: Post,
  sliceMs: number,
  turn: () => Promise<void>,
): (message: ToWorker) => void {
  const running = new Map<number, Running>();

  async function start({ id, task: name, input, cores }: Extract<ToWorker, { type: "start" }>): Promise<void> {
    const job: Running = { cancelled: false, waiting: [], wake: () => {} };
    running.set(id, job);
    const { host, flush } = hostOf({ id, cores }, job, post, sliceMs, turn);
    try {
      if (!Object.hasOwn(tasks, name)) throw new RangeError(`job: there is no task ${JSON.stringify(name)}`);
      const { result, transfer } = await tasks[name](input as never, host as Host<never, never>);
      flush();
      post({ type: "done", id, result }, transfer);
    } catch (error) {
      post({ type: "failed", id, error: failure(error) });
    } finally {
      running.delete(id);
    }
  }

  return (message) => {
    const job = running.get(message.id);
    if (message.type === "start") start(message);
    else if (job && message.type === "cancel") job.cancelled = true;
    else if (job && message.type === "message") job.waiting.push(message.message);
    job?.wake();
  };
}

function hostOf(
  { id, cores }: { readonly id: number; readonly cores: number },
  job: Running,
  post: Post,
  sliceMs: number,
  others: () => Promise<void>,
) {
  let sliceStart = performance.now();
  let lastProgress = Number.NEGATIVE_INFINITY;
  let lastState = Number.NEGATIVE_INFINITY;
  let pending: { readonly state: unknown } | undefined;

  const stopIfCancelled = () => {
    if (job.cancelled) throw new DOMException("the job was cancelled", "AbortError");
  };

  function flush(): void {
    if (!pending) return;
    lastState = performance.now();
    post({ type: "state", id, state: pending.state });
    pending = undefined;
  }

  async function turn(): Promise<void> {
    if (pending && performance.now() - lastState >= STATE_MS) flush();
    await others();
    sliceStart = performance.now();
    stopIfCancelled();
  }

  const host: Host = {
    cores,
    progress(share, count = 0) {
      const now = performance.now();
      if (now - lastProgress < PROGRESS_MS) return;
      lastProgress = now;
      post({ type: "progress", id, share, count });
    },
    state(state) {
      pending = { state };
      if (performance.now() - lastState >= STATE_MS) flush();
    },
    due: () => performance.now() - sliceStart >= sliceMs,
    turn,
    messages: () => job.waiting.splice(0),
    async message() {
      flush();
      stopIfCancelled();
      while (job.waiting.length === 0) {
        await new Promise<void>((resolve) => {
          job.wake = resolve;
        });
        stopIfCancelled();
      }
      sliceStart = performance.now();
      return job.waiting.shift();
    },
  };
  return { host, flush };
}

function failure(error: unknown): Failure {
  if (!(error instanceof Error) && !(error instanceof DOMException)) return { name: "Error", message: String(error) };
  const { name, message, row, column } = error as Error & { row?: number; column?: number };
  return { name, message, row, column };
}

/** Runs the steps of a search in slices, telling its progress between `from` and `to`. */
export async function inSlices<T>(steps: Generator<number, T>, host: Host, from = 0, to = 1): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    host.progress(from + value * (to - from));
    if (host.due()) await host.turn();
  }
}
