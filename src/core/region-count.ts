// region-count.ts: into how many regions a sum cuts the whole space of its inputs.
import { coincide, foldsOf, normal } from "./folds.ts";
import { knots } from "./knots.ts";
import { checkFlat, type PlaneSum } from "./planes.ts";
import type { ReluSum } from "./relu-sum.ts";

/** Restricting a hyperplane to another rounds; what is left of a coefficient after cancelling to this is nothing. */
const ROUNDING = 256 * Number.EPSILON;

/**
 * The number of linear regions of a sum in the whole space of its d inputs, in any position of its folds: parallel ones,
 * coinciding ones, many through one point. Each hyperplane, added to those before it, cuts as many regions in two as those
 * before it cut the hyperplane itself into: the same question in one dimension less. O(kᵈ) and, for telling equal
 * hyperplanes apart, O(k³).
 *
 * @throws {TypeError} if f is no sum, or has products
 */
export function regionCount(f: ReluSum | PlaneSum): number {
  if (typeof f?.slope === "number") return knots(f as ReluSum).length + 1;
  checkFlat("regionCount", f as PlaneSum);
  return count(foldsOf(f as PlaneSum).map(({ m, b }) => normal(m, b)));
}

/** Hyperplanes as their coefficients and then their constant, no two the same. */
function count(planes: readonly Float64Array[]): number {
  let regions = 1;
  planes.forEach((plane, i) => {
    const left: Float64Array[] = [];
    for (const other of planes.slice(0, i)) {
      const trace = restricted(other, plane);
      if (trace && !left.some((known) => coincide(known, trace, ROUNDING))) left.push(trace);
    }
    regions += count(left);
  });
  return regions;
}

/** What one hyperplane is within another, in one coordinate less; undefined where they do not meet. */
function restricted(one: Float64Array, within: Float64Array): Float64Array | undefined {
  const inputs = one.length - 1;
  let pivot = 0;
  for (let j = 1; j < inputs; j++) if (Math.abs(within[j]) > Math.abs(within[pivot])) pivot = j;
  const factor = one[pivot] / within[pivot];
  const rest = (j: number): number => {
    const gone = factor * within[j];
    const value = one[j] - gone;
    return Math.abs(value) <= ROUNDING * (Math.abs(one[j]) + Math.abs(gone)) ? 0 : value;
  };
  const m: number[] = [];
  for (let j = 0; j < inputs; j++) if (j !== pivot) m.push(rest(j));
  return m.some((value) => value !== 0) ? normal(m, rest(inputs)) : undefined;
}
