// hand.ts: while a hand is on a slider nothing learns; when it lets go, the run goes on from there.
import type { Learner } from "./learner.ts";

export interface HandParts {
  readonly learner: Pick<Learner, "pause" | "running">;
  /** Lets the learner run on. */
  readonly goOn: () => void;
  /** Begins a run from what the hand has left. */
  readonly begin: () => void;
  /** What the hand did is one step of the history. */
  readonly commit: () => void;
}

export interface Hand {
  /** Whether it is on a slider: what the run still says does not count then. */
  readonly holds: boolean;
  /** It moves a slider. */
  moves(): void;
  /** It lets go. */
  letsGo(): void;
}

export function handOn({ learner, goOn, begin, commit }: HandParts): Hand {
  let holds = false;
  let goesOn = false;
  return {
    get holds() {
      return holds;
    },
    moves() {
      goesOn ||= learner.running;
      learner.pause();
      holds = true;
    },
    letsGo() {
      holds = false;
      begin();
      if (goesOn) goOn();
      goesOn = false;
      commit();
    },
  };
}
