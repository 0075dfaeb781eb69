// training-rows.ts: a table made ready for training: sorted by x, with prefix sums of its centred moments.
import type { Columns } from "./best-fit-model.ts";
import { sortedOrder } from "./sorted-order.ts";

/** The same rows by ascending x, and where their middle is. */
export interface TrainingRows extends Columns {
  readonly size: number;
  /** the columns in the order in which they came */
  readonly given: Columns;
  readonly meanX: number;
  readonly meanY: number;
  /** root mean squares of x and y */
  readonly rmsX: number;
  readonly rmsY: number;
  /** Σ w, which is the number of rows where there are no weights */
  readonly total: number;
}

/** Sums over the first i rows, i from 0 to n; so a difference of two is the sum over any run of rows. */
export interface PrefixSums {
  /** four numbers for each i: Σwu, Σwu², Σwv, Σwuv */
  readonly moments: Float64Array;
  /** Σw for each i; absent where every weight is 1, since it is i */
  readonly weights?: Float64Array;
  /** Σwv² over all rows */
  readonly squares: number;
}

/** Numbers for each i in `PrefixSums.moments`. */
export const SUMS = 4;

/** The rows sorted and centred; O(n). */
export function trainingRows(given: Columns): TrainingRows {
  const order = sortedOrder(given.x);
  const x = taken(given.x, order);
  const y = taken(given.y, order);
  const weights = given.weights && taken(given.weights, order);
  const total = weights === undefined ? x.length : weights.reduce((sum, weight) => sum + weight, 0);
  const meanX = mean(x, weights);
  const meanY = mean(y, weights);
  const rms = (column: Float64Array, center: number) => {
    let sum = 0;
    for (let i = 0; i < column.length; i++) {
      sum += (weights === undefined ? 1 : weights[i]) * (column[i] - center) * (column[i] - center);
    }
    return Math.hypot(center, Math.sqrt(sum / total));
  };
  return { size: x.length, given, x, y, weights, meanX, meanY, rmsX: rms(x, meanX), rmsY: rms(y, meanY), total };
}

/** The columns less their means: u = x − meanX, v = y − meanY. */
export function centered({ x, y, meanX, meanY }: TrainingRows): { readonly u: Float64Array; readonly v: Float64Array } {
  return { u: x.map((value) => value - meanX), v: y.map((value) => value - meanY) };
}

/** The values of a column in the given order of rows. (`Float64Array.from` with a function takes fifty times as long.) */
function taken(column: Float64Array, order: Uint32Array): Float64Array {
  const values = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) values[i] = column[order[i]];
  return values;
}

/** Close to the mean and never outside the values; far from 0, and for huge values, as well as near it. */
function mean(values: Float64Array, weights?: Float64Array): number {
  let center = values[0];
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    if (weight === 0) continue;
    total += weight;
    const share = weight / total;
    center = center * (1 - share) + values[i] * share;
  }
  return center;
}

/**
 * The prefix sums of the centred columns, each correct to the last bit or two.
 *
 * @param out where to write them; overwritten and returned
 */
export function prefixSums(
  rows: TrainingRows,
  out: Pick<PrefixSums, "moments" | "weights"> = {
    moments: new Float64Array(SUMS * (rows.size + 1)),
    weights: rows.weights && new Float64Array(rows.size + 1),
  },
): PrefixSums {
  const { weights } = rows;
  const { u, v } = centered(rows);
  const weighted = (column: Float64Array) => (weights ? column.map((value, i) => weights[i] * value) : column);
  const wu = weighted(u);
  const wv = weighted(v);
  const { moments } = out;
  moments.fill(0, 0, SUMS);
  runningSum(wu, undefined, moments, SUMS, 0);
  runningSum(wu, u, moments, SUMS, 1);
  runningSum(wv, undefined, moments, SUMS, 2);
  runningSum(wv, u, moments, SUMS, 3);
  if (weights && out.weights) runningSum(weights, undefined, out.weights, 1, 0);
  return { ...out, squares: runningSum(wv, v, new Float64Array(rows.size + 1), 1, 0) };
}

/**
 * Σ a (or Σ a·b) over the first i + 1 rows, for each i, compensated: Neumaier (1974, doi:10.1002/zamm.19740540106).
 * Plain sums of centred columns would be worse than those of raw ones, which cancel far from 0.
 */
function runningSum(
  a: Float64Array,
  b: Float64Array | undefined,
  out: Float64Array,
  stride: number,
  offset: number,
): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < a.length; i++) {
    const term = b === undefined ? a[i] : a[i] * b[i];
    const next = sum + term;
    const kept = next - sum;
    lost += sum - (next - kept) + (term - kept);
    sum = next;
    out[stride * (i + 1) + offset] = sum + lost;
  }
  return sum + lost;
}
