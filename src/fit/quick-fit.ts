// quick-fit.ts: fits within a frame: the sum with given knots, and good knots found greedily.
import type { ReluSum, Vector } from "../core/index.ts";
import { toFloat64Array } from "../core/index.ts";
import { checkedTable, type Table } from "./best-fit.ts";
import { createBench, moveToCrossings } from "./best-fit-local.ts";
import { writeModel } from "./best-fit-model.ts";
import { insertGreedily, nothing } from "./best-fit-search.ts";
import { wholeFrom } from "./check.ts";
import { mse } from "./losses.ts";
import { lossAt } from "./segments-chain.ts";
import { prepareRows, type Rows } from "./segments-rows.ts";

/** A sum and its mean squared error on the table. */
export interface QuickFit {
  readonly model: ReluSum;
  readonly loss: number;
}

/**
 * The least-squares best intercept + slope·x + Σ weight·|x − t|₊ with its knots t at given places: linear least squares
 * in hat functions, a tridiagonal system, O(n log n) with the sort. Knots that are not strictly between the least and
 * the greatest x, and those beyond the first in one place, do nothing and are left out.
 *
 * @param knots finite numbers, in any order
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if the table is empty, its columns differ in length, or a number is not finite
 */
export function fitWithKnots(table: Table, knots: Vector): QuickFit {
  const columns = checkedTable("fitWithKnots", table);
  const places = toFloat64Array(knots, "fitWithKnots: knots");
  const bad = places.findIndex((t) => !Number.isFinite(t));
  if (bad >= 0) throw new RangeError(`fitWithKnots: knots[${bad}] must be a finite number, got ${places[bad]}`);
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  return writeModel(rows, inside(rows, places), columns, mse);
}

/**
 * A good sum of k units at once: knots put in one by one (where many stand, a sixteenth of them) where each helps most,
 * all moved by Gauss-Newton after each round. Some milliseconds for k ≤ 100 on some hundred rows; `bestFit` takes longer
 * and finds the best. Given `knots`, such as
 * those of a moment ago, it moves these instead where that ends lower.
 *
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if the table is empty, its columns differ in length, or a number is out of its range
 */
export function quickFit(table: Table, options: { readonly units: number; readonly knots?: Vector }): QuickFit {
  const columns = checkedTable("quickFit", table);
  const units = wholeFrom(0, options?.units, "quickFit: units");
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const most = Math.max(0, Math.min(units, rows.size - 2));
  const bench = createBench(rows, most, 0);
  let best = insertGreedily(bench, most, nothing(rows), 1 / 16);
  if (options.knots !== undefined && options.knots.length === most && most > 0) {
    const knots = inside(rows, toFloat64Array(options.knots, "quickFit: knots"));
    if (knots.length === most) {
      const moved = moveToCrossings(bench, { knots, loss: lossAt(rows, knots) }, false);
      if (moved.loss < best.loss) best = moved;
    }
  }
  return writeModel(rows, best.knots, columns, mse);
}

/** The knots in the scale of the rows, ascending, each once, those inside the data. */
function inside({ x, size, xShift, xScale }: Rows, knots: Float64Array): Float64Array {
  const scaled = new Set(knots.map((t) => (t - xShift) / xScale));
  return Float64Array.from(scaled)
    .sort()
    .filter((t) => t > x[0] && t < x[size - 1]);
}
