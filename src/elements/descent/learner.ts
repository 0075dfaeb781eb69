// learner.ts: the page's side of a run of descent: it asks for steps once a frame and never for more than one answer.
import { type Job, openJob } from "../work/job.ts";
import type { Advance, LearnInput, LearnState, Starts, StartsInput } from "../work/learn-task.ts";
import type { TaskName } from "../work/tasks.ts";
import { eachFrame } from "./frame.ts";

export interface Learner<Input = LearnInput> {
  /** Begins another run; the one before is let go. Its first state comes without being asked for. */
  begin(input: Input): void;
  /** Goes on, with so many steps a frame, 0 for as many as fit, until `pause`. */
  run(steps: number): void;
  pause(): void;
  /** Takes so many steps, once. */
  step(steps: number): void;
  readonly running: boolean;
  /** An answer is under way: a state will come, also while it is paused. */
  readonly asked: boolean;
  /** The run has diverged: it takes no more steps. */
  readonly over: boolean;
  dispose(): void;
}

/** As many steps as fit: more than any slice holds. */
const ALL = 1e9;

/** How long the page rests after a picture that took long, by how long it took. */
const REST = 3;

/** A picture that took less did not take long. */
const SHORT_MS = 4;

/**
 * A run in a worker, or where there is none in slices on the page. `onState` is called at most once a frame.
 *
 * @param task one that tells a state at first, and one for each message `{ steps }`
 */
export function createLearner<Input = LearnInput, State extends { readonly status: string } = LearnState>(
  task: TaskName,
  onState: (state: State) => void,
  onError: (error: Error) => void,
  present: () => boolean,
): Learner<Input> {
  let job: ReturnType<typeof openJob<undefined, Advance, State>> | undefined;
  /** The run has not told its first state. Of runs that are asked for meanwhile only the last one is opened, so that there are never many workers. */
  let starting = false;
  let next: Input | undefined;
  /** An answer is under way. */
  let waiting = true;
  let queued = 0;
  let over = false;
  let stop: (() => void) | undefined;
  /** When the next picture may be drawn: drawing takes a quarter of the page's time at most, so a hand on a slider is not kept waiting. */
  let rested = 0;

  const ask = (steps: number): void => {
    waiting = true;
    job?.send({ steps });
  };
  const pause = (): void => {
    stop?.();
    stop = undefined;
  };

  function open(input: Input): void {
    job?.cancel();
    starting = waiting = true;
    over = false;
    const mine = openJob<undefined, Advance, State>(task, input, {
      onState(state) {
        if (job !== mine) return;
        starting = waiting = false;
        if (reopened()) return;
        over = state.status === "diverged";
        if (over) pause();
        const begun = performance.now();
        onState(state);
        const ended = performance.now();
        rested = ended - begun < SHORT_MS ? 0 : ended + REST * (ended - begun);
        if (queued > 0 && !waiting) {
          ask(queued);
          queued = 0;
        }
      },
    });
    job = mine;
    mine.done.catch((error: Error) => {
      if (job !== mine || error.name === "AbortError") return;
      starting = false;
      if (reopened()) return;
      pause();
      onError(error);
    });
  }

  /** Whether another run had been asked for while this one was starting. */
  function reopened(): boolean {
    const input = next;
    next = undefined;
    if (input) open(input);
    return input !== undefined;
  }

  return {
    begin(input) {
      pause();
      queued = 0;
      if (job && starting) next = input;
      else open(input);
    },
    run(steps) {
      pause();
      stop = eachFrame((calm) => {
        if (!present()) return true;
        // Ten pictures a second for who asked for less motion: each as far on as six would be.
        if (!waiting && performance.now() >= rested) ask(steps === 0 ? ALL : steps * (calm ? 6 : 1));
        return true;
      });
    },
    pause,
    step(steps) {
      if (waiting) queued += steps;
      else ask(steps);
    },
    get running() {
      return stop !== undefined;
    },
    get asked() {
      return waiting;
    },
    get over() {
      return over;
    },
    dispose() {
      pause();
      job?.cancel();
      job = next = undefined;
    },
  };
}

/** Several starts of one problem, to their ends. */
export function startsJob(input: StartsInput, onProgress: (share: number) => void): Job<Starts> {
  return openJob<Starts>("starts", input, { onProgress });
}
