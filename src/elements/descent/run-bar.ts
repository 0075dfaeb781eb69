// run-bar.ts: the buttons of a run that learns: start and pause, one step, back to the start, another start.
import { announce } from "../announce.ts";
import { bar, button, enable } from "../bar.ts";
import type { Learner } from "./learner.ts";

export interface RunBarParts {
  readonly learner: Pick<Learner, "run" | "pause" | "step" | "running" | "asked" | "over">;
  /** Steps a frame. */
  readonly pace: () => number;
  /** Draws what stands now; calls `label`. */
  readonly show: () => void;
  /** What was done is one step of the history. */
  readonly commit: () => void;
  /** The run stands where it began: there is nothing to rewind. */
  readonly fresh: () => boolean;
  /** Begins at the same start, or at that of the next seed. */
  readonly begin: (next: boolean) => void;
}

export interface RunBar {
  readonly element: HTMLElement;
  /** Makes the first button say what it does now, leaves none to be pressed that would do nothing, and says nothing aloud while it runs. */
  readonly label: () => void;
  /** To be called with each state of the run, and whether it has gone on: a step asked for is done when it was taken. */
  readonly taken: (advanced: boolean) => void;
}

/** @param name how the row is announced; `more` stand after the four buttons */
export function runBar(
  name: string,
  { learner, pace, show, commit, fresh, begin }: RunBarParts,
  ...more: readonly HTMLElement[]
): RunBar {
  let stepping = false;
  /** Paused, and the last answer has not come yet. */
  let pausing = false;
  let announced: boolean | undefined;
  const run = button("Start", () => {
    if (learner.running) learner.pause();
    else learner.run(pace());
    show();
    pausing = !learner.running && learner.asked;
    if (!learner.running && !pausing) commit();
  });
  run.classList.add("main");
  const step = button("One step", () => {
    learner.pause();
    stepping = true;
    learner.step(1);
  });
  const afresh = (next: boolean) => () => {
    pausing = stepping = false;
    commit(); // what had been learned by now is not lost
    begin(next);
    commit();
  };
  const rewind = button("Rewind", afresh(false), { title: "To the same start" });
  const another = button("New start", afresh(true), { title: "The next seed" });
  const element = bar(name, run, step, rewind, another, ...more);
  element.classList.add("pw-run");
  return {
    element,
    label() {
      const does = learner.running ? "Pause" : "Start";
      if (run.textContent !== does) run.textContent = does;
      enable(rewind, !fresh());
      for (const further of [run, step]) enable(further, !learner.over);
      if (announced !== learner.running) announce(element.closest(".pw-learn")!, learner.running);
      announced = learner.running;
    },
    taken(advanced) {
      if (learner.running || !(pausing || (stepping && advanced))) return;
      pausing = stepping = false;
      commit();
    },
  };
}
