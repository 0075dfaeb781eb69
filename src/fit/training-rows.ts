// training-rows.ts: a table made ready for training: checked, sorted by x, centred, with prefix sums of its moments.
import { toFloat64Array, type Vector } from "../core/index.ts";
import { record, show } from "./check.ts";
import { sortedOrder } from "./segments-rows.ts";

/** Rows to fit: inputs, targets, and how much each row counts (1 unless said). */
export interface Data {
  readonly x: Vector;
  readonly y: Vector;
  readonly weights?: Vector;
}

/** The columns as numbers, in the order in which they came. */
export interface Columns {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
}

/** The same rows by ascending x, beside the columns centred: u = x − meanX, v = y − meanY. */
export interface TrainingRows extends Columns {
  readonly size: number;
  readonly given: Columns;
  readonly meanX: number;
  readonly meanY: number;
  readonly u: Float64Array;
  readonly v: Float64Array;
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

/**
 * The columns of a table, checked: as long as each other, finite, weights not negative and not all 0.
 *
 * @param caller the function whose arguments these are, as errors shall name it
 * @throws {TypeError} if something is not of its type
 * @throws {RangeError} if a column's length or a number is out of range; the error says which row
 */
export function checkedColumns(caller: string, data: Data): Columns {
  const given = record(data, `${caller}: data`, ["x", "y", "weights"]) as unknown as Data;
  const x = finiteColumn(given.x, `${caller}: x`);
  const y = finiteColumn(given.y, `${caller}: y`);
  if (x.length === 0) throw new RangeError(`${caller}: x must have at least one row, got none`);
  if (y.length !== x.length) throw new RangeError(`${caller}: y must be as long as x (${x.length}), got ${y.length}`);
  if (given.weights === undefined) return { x, y };
  const weights = finiteColumn(given.weights, `${caller}: weights`);
  if (weights.length !== x.length) {
    throw new RangeError(`${caller}: weights must be as long as x (${x.length}), got ${weights.length}`);
  }
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) throw new RangeError(`${caller}: weights must be >= 0, got ${weights[negative]} at ${negative}`);
  if (!weights.some((weight) => weight > 0)) throw new RangeError(`${caller}: weights must not all be 0`);
  return { x, y, weights };
}

function finiteColumn(values: Vector, where: string): Float64Array {
  if (values === undefined) throw new TypeError(`${where} must be a vector of numbers, got ${show(values)}`);
  const column = toFloat64Array(values, where);
  const bad = column.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${where} must be finite, got ${column[bad]} at ${bad}`);
  return column;
}

/** The rows sorted and centred; O(n). */
export function trainingRows(given: Columns): TrainingRows {
  const order = sortedOrder(given.x);
  const sorted = (column: Float64Array) => Float64Array.from(order, (row) => column[row]);
  const x = sorted(given.x);
  const y = sorted(given.y);
  const weights = given.weights && sorted(given.weights);
  const total = weights === undefined ? x.length : weights.reduce((sum, weight) => sum + weight, 0);
  const meanX = mean(x, weights);
  const meanY = mean(y, weights);
  const u = x.map((value) => value - meanX);
  const v = y.map((value) => value - meanY);
  const rms = (column: Float64Array, center: number) => {
    const squares = column.reduce((sum, value, i) => sum + (weights === undefined ? 1 : weights[i]) * value * value, 0);
    return Math.hypot(center, Math.sqrt(squares / total));
  };
  return { size: x.length, given, x, y, weights, meanX, meanY, rmsX: rms(u, meanX), rmsY: rms(v, meanY), u, v, total };
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
 * The prefix sums, each correct to the last bit or two: Neumaier's compensated sums (1974, doi:10.1002/zamm.19740540106)
 * of the centred columns. Centring alone would make them worse, and plain sums of raw columns cancel far from 0.
 */
export function prefixSums({ size, u, v, weights }: TrainingRows): PrefixSums {
  const moments = new Float64Array(SUMS * (size + 1));
  const counts = weights && new Float64Array(size + 1);
  const sums = new Float64Array(6);
  const lost = new Float64Array(6);
  const terms = new Float64Array(6);
  for (let i = 0; i < size; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    terms[0] = weight * u[i];
    terms[1] = terms[0] * u[i];
    terms[2] = weight * v[i];
    terms[3] = terms[2] * u[i];
    terms[4] = terms[2] * v[i];
    terms[5] = weight;
    for (let s = 0; s < 6; s++) {
      const sum = sums[s] + terms[s];
      const kept = sum - sums[s];
      lost[s] += sums[s] - (sum - kept) + (terms[s] - kept);
      sums[s] = sum;
    }
    for (let s = 0; s < SUMS; s++) moments[SUMS * (i + 1) + s] = sums[s] + lost[s];
    if (counts) counts[i + 1] = sums[5] + lost[5];
  }
  return { moments, weights: counts, squares: sums[4] + lost[4] };
}
