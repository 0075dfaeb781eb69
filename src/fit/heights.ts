// heights.ts: tables whose y are too small or too large to be squared, in units in which they are not.
import { reluSum } from "../core/index.ts";
import type { BestFit } from "./best-fit.ts";
import type { Columns } from "./best-fit-model.ts";
import { type Loss, scaledLoss } from "./losses.ts";

/** A table to fit, and what a fit to it is on the one that was given. */
export interface Heights {
  readonly columns: Columns;
  readonly loss: Loss;
  /** the logarithm of what the loss is multiplied by */
  readonly logLoss: number;
  readonly lossOf: (loss: number) => number;
  readonly fitOf: (fit: BestFit) => BestFit;
}

/** The square of a number within this and its inverse, and of a billionth of it, is a float with all its digits. */
const PLAIN = 2 ** 300;

/** How often a factor of the residuals is one of the loss; of a loss of one's own `scaledLoss` is the loss itself. */
const POWERS = { mse: 2, mae: 1, huber: 2 } as const;

/** The table itself, or with y divided by a power of two, which rounds nothing. */
export function plainHeights(columns: Columns, loss: Loss): Heights {
  const largest = columns.y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || (largest < PLAIN && largest > 1 / PLAIN)) {
    return { columns, loss, logLoss: 0, lossOf: (loss) => loss, fitOf: (fit) => fit };
  }
  const scale = 2 ** Math.floor(Math.log2(largest));
  const power = loss.kernel ? POWERS[loss.kernel.rule] : 0;
  // One factor after the other: their product may be no float.
  const lossOf = (value: number) => (power > 1 ? value * scale * scale : power > 0 ? value * scale : value);
  return {
    columns: { ...columns, y: columns.y.map((value) => value / scale) },
    loss: scaledLoss(loss, scale),
    logLoss: power * Math.log(scale),
    lossOf,
    fitOf({ model, loss, status, optimality }) {
      const { proved, grid, gridBound, bound } = optimality;
      const units = model.units.map(({ m, b, weight }) => ({ m, b, weight: weight * scale }));
      return {
        model: reluSum(units, { intercept: model.intercept * scale, slope: model.slope * scale }),
        loss: lossOf(loss),
        status,
        optimality: { proved, grid, gridBound: lossOf(gridBound), bound: lossOf(bound) },
      };
    },
  };
}
