// starts.ts: where descent begins.
import { type Random, type ReluSum, random, reluSum } from "../core/index.ts";
import { checkedTable, type Table } from "./best-fit.ts";
import { bestInsertion } from "./best-fit-local.ts";
import { type Columns, writeModel } from "./best-fit-model.ts";
import { record, show, wholeFrom } from "./check.ts";
import { mse } from "./losses.ts";
import { scanRoom } from "./segments-chain.ts";
import { prepareRows, type Rows } from "./segments-rows.ts";

const STARTS = { pytorch, he, quantiles, leastSquares, greedy };

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
 * - 'greedy': knots added one by one where each lowers the squared error most, the rest refitted; likewise by least squares.
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
  const units = quantileKnots(rows, k).map((t) => ({ m: 1, b: -unscaled(rows, t), weight: symmetric(stream, reach) }));
  return reluSum(units, { intercept: rows.yShift });
}

function leastSquares(k: number, columns: Columns): ReluSum {
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const knots = quantileKnots(rows, k);
  return filled(k, rows, columns, Float64Array.from(new Set(knots)));
}

function greedy(k: number, columns: Columns): ReluSum {
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const room = scanRoom(rows.size);
  const places = Int32Array.from(new Set(ranks(rows.size, GREEDY_PLACES)));
  let knots = new Float64Array(0);
  while (knots.length < k) {
    const { knot } = bestInsertion(rows, knots, places, 0, room);
    if (Number.isNaN(knot)) break;
    knots = Float64Array.of(...knots, knot).sort();
  }
  return filled(k, rows, columns, knots);
}

/** Places that each greedy step compares, at most. */
const GREEDY_PLACES = 200;

/** The least-squares sum with these knots; where that takes fewer than k units, with as many of weight 0 as are missing. */
function filled(k: number, rows: Rows, columns: Columns, knots: Float64Array): ReluSum {
  const { model } = writeModel(rows, knots, columns, mse);
  const spare = quantileKnots(rows, k).slice(model.units.length);
  const units = [...model.units, ...spare.map((t) => ({ m: 1, b: -unscaled(rows, t), weight: 0 }))];
  return reluSum(units, { intercept: model.intercept, slope: model.slope });
}

/** k places at evenly spaced ranks among the different x, the first and the last left out where there are others. */
function quantileKnots(rows: Rows, k: number): number[] {
  return ranks(rows.size, k).map((row) => rows.x[row]);
}

function ranks(size: number, count: number): number[] {
  return Array.from({ length: count }, (_, j) => {
    const rank = Math.round(((j + 1) * (size - 1)) / (count + 1));
    return Math.max(Math.min(1, size - 1), Math.min(Math.max(0, size - 2), rank));
  });
}

function unscaled(rows: Rows, x: number): number {
  return x * rows.xScale + rows.xShift;
}

function symmetric(stream: Random, reach: number): number {
  return reach * (2 * stream.uniform() - 1);
}
