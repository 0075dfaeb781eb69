// starts.ts: where descent begins.
import { type Random, type ReluSum, random, reluSum } from "../core/index.ts";
import { checkedTable, type Table } from "./best-fit.ts";
import { type Columns, writeModel } from "./best-fit-model.ts";
import { record, show, wholeFrom } from "./check.ts";
import { grow } from "./grow.ts";
import { mse } from "./losses.ts";
import { scaledTable, unscaled } from "./scaled.ts";
import { prepareRows, type Rows } from "./segments-rows.ts";

const STARTS = { pytorch, he, quantiles, leastSquares, grown };

export type StartKind = keyof typeof STARTS;

export interface StartOptions {
  /** 'leastSquares' unless said */
  readonly kind?: StartKind;
  /** determines what is drawn at random; 0 unless said */
  readonly seed?: number;
}

/**
 * A sum of k units for descent to begin at.
 * - 'pytorch': as `nn.Linear(1, k)`, ReLU, `nn.Linear(k, 1)` begin: m, b ~ U(−1, 1); weight, intercept ~ U(−1/√k, 1/√k).
 *   Of such units a quarter are dead and a quarter linear on x in [−1, 1], and more where x lies elsewhere.
 * - 'he': He et al. (2015), arXiv:1502.01852: m ~ N(0, 2), weight ~ N(0, 2/k), b and intercept 0: all knots at 0.
 * - 'quantiles': knots at the k inner quantiles of x, m = 1, weights as 'pytorch' over the spread of x, intercept the mean of y.
 * - 'leastSquares': the same knots, with the intercept, slope and weights that then fit y best.
 * - 'grown': unit by unit, each where it lowers the squared error most, with descent between and second thoughts after
 *   (grow.ts): some hundred times as long as the others, and mostly within a percent or two of the best there is.
 *
 * @param k how many units, a whole number from 0
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if a number is out of range, or the kind is unknown
 */
export function start(k: number, data: Table, options: StartOptions = {}): ReluSum {
  wholeFrom(0, k, "start: k");
  const columns = checkedTable("start", data);
  const { kind = "leastSquares", seed = 0 } = record(options, "start: options", ["kind", "seed"]) as StartOptions;
  if (!Object.hasOwn(STARTS, kind)) {
    throw new RangeError(`start: kind must be one of ${Object.keys(STARTS).join(", ")}, got ${show(kind)}`);
  }
  return STARTS[kind](k, columns, random(seed));
}

function pytorch(k: number, _: Columns, stream: Random): ReluSum {
  const reach = 1 / Math.sqrt(k);
  const units = Array.from({ length: k }, () => ({
    m: symmetric(stream, 1),
    b: symmetric(stream, 1),
    weight: symmetric(stream, reach),
  }));
  return reluSum(units, { intercept: k > 0 ? symmetric(stream, reach) : 0 });
}

function he(k: number, _: Columns, stream: Random): ReluSum {
  const spread = Math.sqrt(2 / k);
  return reluSum(
    Array.from({ length: k }, () => ({ m: Math.SQRT2 * stream.normal(), b: 0, weight: spread * stream.normal() })),
  );
}

function quantiles(k: number, columns: Columns, stream: Random): ReluSum {
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const reach = rows.yScale / rows.xScale / Math.sqrt(k);
  const units = quantileKnots(rows, k).map((t) => ({ m: 1, b: -inUnits(rows, t), weight: symmetric(stream, reach) }));
  return reluSum(units, { intercept: rows.yShift });
}

function leastSquares(k: number, columns: Columns): ReluSum {
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const knots = Float64Array.from(new Set(quantileKnots(rows, k)));
  return filled(k, writeModel(rows, knots, columns, mse).model, rows);
}

function grown(k: number, columns: Columns): ReluSum {
  const { scale, ...table } = scaledTable(columns);
  return filled(k, unscaled(grow(k, table), scale), prepareRows(columns.x, columns.y, columns.weights));
}

/** The same function, with units of weight 0 where there are fewer than k. */
function filled(k: number, f: ReluSum, rows: Rows): ReluSum {
  const spare = quantileKnots(rows, k).slice(f.units.length);
  const units = [...f.units, ...spare.map((t) => ({ m: 1, b: -inUnits(rows, t), weight: 0 }))];
  return reluSum(units, { intercept: f.intercept, slope: f.slope });
}

/** k of the different x, in the scale of `rows`, at evenly spaced ranks; the first and the last left out where there are others. */
function quantileKnots({ x, size }: Rows, k: number): number[] {
  return Array.from({ length: k }, (_, j) => {
    const rank = Math.round(((j + 1) * (size - 1)) / (k + 1));
    return x[Math.min(Math.max(rank, 1), Math.max(size - 2, 0))];
  });
}

function inUnits(rows: Rows, x: number): number {
  return x * rows.xScale + rows.xShift;
}

function symmetric(stream: Random, reach: number): number {
  return reach * (2 * stream.uniform() - 1);
}
