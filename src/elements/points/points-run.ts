// points-run.ts: a run in a worker that can be told where to end, to the step.
import { createLearner } from "../descent/learner.ts";
import type { DenseInput, DenseState } from "../work/dense-task.ts";

export interface PointsRun {
  /** Begins another run, at rest; its first state comes without being asked for. */
  begin(input: DenseInput): void;
  /** Goes on, with so many steps a frame, 0 for as many as fit; up to step `end` and no further. */
  run(pace: number, end: number): void;
  /** Goes on to step `end`, as fast as it can. */
  reach(end: number): void;
  pause(): void;
  readonly running: boolean;
  /** The run has diverged: it takes no more steps. */
  readonly over: boolean;
  dispose(): void;
}

/** A learner asks for up to so many times the pace at once, for readers who asked for less motion. */
const AT_ONCE = 6;

/** `onState` gets each state, and whether with it the end that was set is reached. */
export function pointsRun(
  onState: (state: DenseState, reached: boolean) => void,
  onError: (error: Error) => void,
  present: () => boolean,
): PointsRun {
  let end = Number.POSITIVE_INFINITY;
  let pace = 0;
  let steps = 0;
  /** The last stretch: asked for as many steps as are left. */
  let finishing = false;
  const learner = createLearner<DenseInput, DenseState>("dense", take, onError, present);

  function take(state: DenseState): void {
    steps = state.steps;
    const was = running();
    if (state.status === "diverged") finishing = false;
    else if (was) approach();
    onState(state, was && !running());
  }
  const running = (): boolean => learner.running || finishing;

  function approach(): void {
    const left = end - steps;
    if (!finishing && left > (pace === 0 ? Number.POSITIVE_INFINITY : pace * AT_ONCE)) return;
    learner.pause();
    finishing = left > 0;
    if (finishing) learner.step(left);
  }
  const pause = (): void => {
    learner.pause();
    finishing = false;
  };
  const reach = (goal: number): void => {
    pause();
    end = goal;
    finishing = end > steps;
    if (finishing) learner.step(end - steps);
  };

  return {
    begin(input) {
      pause();
      steps = input.steps ?? 0;
      learner.begin(input);
    },
    run(wanted, goal) {
      pace = wanted;
      if (pace === 0 && goal < Number.POSITIVE_INFINITY) return reach(goal);
      pause();
      end = goal;
      learner.run(pace);
    },
    reach,
    pause,
    get running() {
      return running();
    },
    get over() {
      return learner.over;
    },
    dispose: learner.dispose,
  };
}
