// starts-trial.ts: where several starts of one problem lead, said beside the best sum that there is.
import { concise, count } from "../numbers.ts";
import type { StartsInput } from "../work/learn-task.ts";
import { made } from "./frame.ts";
import { startsJob } from "./learner.ts";

/** Seeds that are tried, and their steps. */
const TRIES = 10;
const STEPS = 3000;

export interface StartsTrial {
  /** Where it is said. */
  readonly element: HTMLElement;
  run(): void;
  /** Ends a trial under way and takes back what was said. */
  forget(): void;
}

/** `onBest` gets the least loss of as many units, NaN where it is not known. */
export function startsTrial(
  input: () => Pick<StartsInput, "problem" | "domain">,
  onBest: (loss: number) => void,
  onError: (error: Error) => void,
): StartsTrial {
  const element = made("p", "pw-note");
  element.setAttribute("role", "status");
  let job: ReturnType<typeof startsJob> | undefined;

  function run(): void {
    job?.cancel();
    element.textContent = "Trying…";
    const given = input();
    const mine = startsJob({ ...given, seeds: TRIES, steps: STEPS }, (share) => {
      if (job === mine) element.textContent = `Ten starts, ${count(STEPS)} steps each: ${Math.round(100 * share)} %`;
    });
    job = mine;
    mine.done.then(
      ({ losses, best }) => {
        if (job !== mine) return;
        element.textContent = inWords(losses, best, given.problem.units);
        onBest(best);
      },
      (error: Error) => {
        if (job !== mine || error.name === "AbortError") return;
        element.textContent = "";
        onError(error);
      },
    );
  }

  return {
    element,
    run,
    forget() {
      job?.cancel();
      job = undefined;
      element.textContent = "";
    },
  };
}

function inWords(losses: readonly number[], best: number, units: number): string {
  const sorted = [...losses].sort((a, b) => a - b);
  const middle = (sorted[TRIES / 2 - 1] + sorted[TRIES / 2]) / 2;
  const beside = Number.isFinite(best) ? ` The best sum of ${units} there is: ${concise(best)}.` : "";
  return `Ten starts, ${count(STEPS)} steps each: they end at losses from ${concise(sorted[0])} to ${concise(sorted[TRIES - 1])}, half of them above ${concise(middle)}.${beside} The start decides.`;
}
