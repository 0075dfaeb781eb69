// measures.ts: the loss over all rows: with its gradient for the next step, and with its digits for the reader.
import { evaluate } from "../core/index.ts";
import { moments } from "./kernels/moments.ts";
import { type Evaluate, reference } from "./kernels/reference.ts";
import { sweep } from "./kernels/sweep.ts";
import { type Loss, meanLoss } from "./losses.ts";
import { unpack } from "./parameters.ts";
import { type PrefixSums, prefixSums, type TrainingRows } from "./training-rows.ts";

/** The loss at parameters laid out as by `pack`, right to 1e-6 of itself however small it is. */
export type ExactLoss = (params: Float64Array) => number;

export interface Measure {
  readonly evaluate: Evaluate;
  readonly exactLoss: ExactLoss;
}

/**
 * Moments answer to a few 2⁻⁵² of the terms that they subtract; where the loss is below this share of those, it is read
 * from the rows. So what is left is right to about 1e-8 of itself.
 */
const DOUBTFUL = 1e-6;

/** By the loop over rows, as it is defined. */
export function measureByRows(rows: TrainingRows, loss: Loss, units: number): Measure {
  const evaluate = reference(rows, loss);
  const unread = new Float64Array(2 + 3 * units);
  return { evaluate, exactLoss: (params) => evaluate(params, unread) };
}

/** By moments for squared errors, by a sweep for others. */
export function measureSorted(rows: TrainingRows, loss: Loss, units: number): Measure {
  if (loss.kernel?.rule !== "mse") {
    return { evaluate: sweep(rows, loss, units), exactLoss: (params) => lossFromRows(rows, loss, params) };
  }
  const sums = prefixSums(rows);
  return { evaluate: moments(rows, sums, units).evaluate, exactLoss: lossByMoments(rows, loss, sums, units) };
}

/** Σ w·of(y − f(x)) / Σ w in O(n + k log k). */
export function lossFromRows(rows: TrainingRows, loss: Loss, params: Float64Array): number {
  return meanLoss(loss, evaluate(unpack(params), rows.x), rows.y, rows.weights);
}

/** Mean squared error in O(k log n), or from the rows where that would cost it its digits. */
export function lossByMoments(rows: TrainingRows, loss: Loss, sums: PrefixSums, units: number): ExactLoss {
  const { evaluate, scale } = moments(rows, sums, units);
  const unread = new Float64Array(2 + 3 * units);
  return (params) => {
    const value = evaluate(params, unread);
    return value > DOUBTFUL * scale() ? value : lossFromRows(rows, loss, params);
  };
}
