// random-starts.ts: gradient descent from random starts, to stand beside the best sum.
import type { ReluSum } from "../../core/index.ts";
import type { Descended } from "../../fit/index.ts";
import type { Job } from "../work/job.ts";
import { descendJob } from "../work/jobs.ts";
import { inWords, rootError } from "./error-chart.ts";
import type { Rows } from "./source.ts";

export interface Reached {
  readonly n: number;
  readonly loss: number;
  readonly model: ReluSum;
}

export interface RandomStarts {
  /** What was reached so far. */
  readonly reached: readonly Reached[];
  /** Learns the rows from another random start; ends the descent that is under way. */
  learn(rows: Rows, units: number): Promise<void>;
  /** Ends the descent that is under way, and forgets what was reached. */
  clear(): void;
}

const STEPS = 3000;
const RATE = 0.01;

/** What `learn` does, for the reader. */
export const LEARNING = `${STEPS.toLocaleString("en")} steps of Adam at ${RATE} from a random start, another one at each press`;

/** @param say told how far it is, and how it ended; with the sum where it reached one */
export function randomStarts(say: (text: string, model?: ReluSum) => void): RandomStarts {
  let reached: Reached[] = [];
  let job: Job<Descended> | undefined;
  return {
    get reached() {
      return reached;
    },
    async learn(rows, units) {
      const { x, y, weights } = rows;
      const seed = reached.length;
      job?.cancel();
      job = descendJob({ x, y, weights, units, start: "pytorch", learningRate: RATE, steps: STEPS, seed }, (share) =>
        say(`Descent, ${Math.round(100 * share)} %.`),
      );
      try {
        const { model, loss } = await job.done;
        reached = [...reached, { n: units, loss, model }];
        const off = inWords(rootError(loss, rows));
        say(
          `Descent from random start ${seed + 1} reached ${off} in ${STEPS.toLocaleString("en")} steps of Adam.`,
          model,
        );
      } catch (error) {
        if ((error as Error).name !== "AbortError") say((error as Error).message);
      }
    },
    clear() {
      job?.cancel();
      reached = [];
    },
  };
}
