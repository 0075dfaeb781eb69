// evaluate.ts: the values of a sum, at one x or at many.
import { show } from "./check.ts";
import type { Network } from "./network.ts";
import type { PlaneSum } from "./planes.ts";
import { checkSum, type ReluSum } from "./relu-sum.ts";
import type { Rows } from "./rows.ts";
import { REACH, ROW, type Segments, segments } from "./segments.ts";
import { evaluateRows, takesRows } from "./several-inputs.ts";
import { type Mapped, toFloat64Array, type Vector } from "./vector.ts";

/**
 * The value of a sum, f(x) = intercept + slope·x + Σ weight·max(0, m·x + b), or of a network.
 *
 * A number gives the formula in IEEE arithmetic, in O(k). A vector of n gives n values in O(n + k log k) where x ascends,
 * in O(n log k) where it does not; they differ from the formula by rounding alone, a few units in the last place of the
 * largest term. NaN in, NaN out. A term whose coefficient (slope, weight or m) is 0 adds its constant or nothing, at
 * x = ±∞ too; otherwise f(±∞) is what the formula gives: ±∞, a number, or NaN for ∞ − ∞.
 *
 * Of d ≥ 2 inputs, x is a row of d numbers, which gives a number; or a matrix of n rows, as one vector of n·d numbers row
 * by row or as an array of rows, which gives n numbers (one vector of d numbers is a row, not a matrix). A network with p
 * outputs gives p numbers for a row and n·p, row by row, for a matrix; one with one input takes numbers and vectors as a
 * sum does. O(n·k·d), in IEEE arithmetic.
 *
 * @param out for a vector: where to write, as long as what is returned, overwritten and returned; of one input may be x itself
 * @throws {TypeError} if f is no sum or network, x neither a number nor a vector, or out no `Float64Array`
 * @throws {RangeError} if out is not as long as what is returned, or x not of the length of rows
 */
export function evaluate<X extends number | Vector>(f: ReluSum, x: X, out?: Float64Array): Mapped<X>;
export function evaluate(f: PlaneSum, x: readonly Vector[], out?: Float64Array): Float64Array;
export function evaluate(f: ReluSum | PlaneSum | Network, x: number | Rows, out: Float64Array): Float64Array;
export function evaluate(f: ReluSum | PlaneSum | Network, x: number | Rows, out?: Float64Array): number | Float64Array;
export function evaluate(f: ReluSum | PlaneSum | Network, x: number | Rows, out?: Float64Array): number | Float64Array {
  if (takesRows(f)) return evaluateRows(f, x, out);
  checkSum("evaluate", f);
  if (typeof x === "number") return valueAt(f, x);
  const xs = toFloat64Array(x as Vector, "evaluate: x");
  if (out === undefined) return valuesAt(f, xs);
  if (!(out instanceof Float64Array)) throw new TypeError(`evaluate: out must be a Float64Array, got ${show(out)}`);
  if (out.length !== xs.length) {
    throw new RangeError(`evaluate: out must be as long as x (${xs.length}), got ${out.length}`);
  }
  return valuesAt(f, xs, out);
}

/** The formula, term by term: the definition that the fast paths are held against. */
export function valueAt(f: ReluSum, x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  let y = f.slope === 0 ? f.intercept : f.intercept + f.slope * x;
  for (const { m, b, weight } of f.units) {
    if (weight !== 0) y += weight * Math.max(0, m === 0 ? b : m * x + b);
  }
  return y;
}

/** The values by the table of segments: a sweep while xs ascend, a search from where they do not. */
export function valuesAt(
  f: ReluSum,
  xs: Float64Array,
  out: Float64Array = new Float64Array(xs.length),
  table: Segments = segments(f),
): Float64Array {
  const done = sweep(f, table, xs, out);
  if (done < xs.length) search(f, table, xs, out, done);
  return out;
}

/** Fills out while xs ascend, and returns where they stop ascending (at a NaN too). */
function sweep(f: ReluSum, table: Segments, xs: Float64Array, out: Float64Array): number {
  const { intercept, slope, knots, rows } = table;
  const n = xs.length;
  let i = 0;
  let last = Number.NEGATIVE_INFINITY;
  while (i < n && xs[i] < -REACH && xs[i] >= last) {
    last = xs[i];
    out[i++] = valueAt(f, last);
  }
  for (let segment = 0; segment <= knots.length; segment++) {
    const row = segment * ROW;
    const right = rows[row];
    const rightSlope = rows[row + 1];
    const start = rows[row + 2];
    const left = rows[row + 3];
    const leftSlope = rows[row + 4];
    const end = rows[row + 5];
    const limit = segment < knots.length ? knots[segment] : REACH;
    while (i < n) {
      const x = xs[i];
      if (!(x >= last && x < limit)) break;
      last = x;
      out[i++] = intercept + slope * x + (right + rightSlope * (x - start) + (left + leftSlope * (x - end)));
    }
  }
  while (i < n && xs[i] >= REACH && xs[i] >= last) {
    last = xs[i];
    out[i++] = valueAt(f, last);
  }
  return i;
}

/**
 * Fills out from `from` on, for xs in any order. A uniform grid over the xs says between which segments x can lie, and
 * bisection finds the one: crowded knots cost O(log k), evenly spread ones next to nothing.
 */
function search(f: ReluSum, table: Segments, xs: Float64Array, out: Float64Array, from: number): void {
  const { intercept, slope, knots, rows } = table;
  let low = REACH;
  let high = -REACH;
  for (let i = from; i < xs.length; i++) {
    if (xs[i] < low && xs[i] >= -REACH) low = xs[i];
    if (xs[i] > high && xs[i] <= REACH) high = xs[i];
  }
  const cells = 4 * (knots.length + 1);
  const scale = cells / (high - low);
  // before[c] counts the knots in cells below c: bounds on a segment that rounding cannot break, as it is the same for both.
  const before = new Int32Array(cells + 1);
  for (const x of knots) {
    if (x < low) before[0]++;
    else if (x <= high) before[Math.min(((x - low) * scale) | 0, cells - 1) + 1]++;
  }
  for (let c = 0; c < cells; c++) before[c + 1] += before[c];
  for (let i = from; i < xs.length; i++) {
    const x = xs[i];
    if (!(Math.abs(x) <= REACH)) {
      out[i] = valueAt(f, x);
      continue;
    }
    const cell = Math.min(((x - low) * scale) | 0, cells - 1);
    let segment = before[cell];
    let above = before[cell + 1];
    while (segment < above) {
      const middle = (segment + above) >> 1;
      if (knots[middle] <= x) segment = middle + 1;
      else above = middle;
    }
    const row = segment * ROW;
    const right = rows[row] + rows[row + 1] * (x - rows[row + 2]);
    const left = rows[row + 3] + rows[row + 4] * (x - rows[row + 5]);
    out[i] = intercept + slope * x + (right + left);
  }
}
