// folds.ts: the lines, planes, hyperplanes that a sum of several inputs folds along, each once.
import type { PlaneSum } from "./planes.ts";

/** Where m·x + b = 0, with |m| = 1; across it the gradient changes by fold·m. */
export interface Fold {
  readonly m: readonly number[];
  readonly b: number;
  readonly fold: number;
  /** Which units of the sum fold here. */
  readonly units: readonly number[];
}

/** Products of proportional numbers round: coefficients this near are equal. */
const SAME = 8 * Number.EPSILON;

/** Far from every ratio of coefficients that is 1 but for rounding. */
const ALIKE = 1 - 1e-6;

/** The folds of f: those that coincide are one, those that cancel to no more than rounding none. */
export function foldsOf(f: PlaneSum): Fold[] {
  const groups: { key: Float64Array; fold: number; size: number; units: number[] }[] = [];
  for (const [i, { m, b, weight }] of f.units.entries()) {
    const length = Math.hypot(...m);
    if (weight === 0 || length === 0) continue;
    const key = normal(m, b);
    const fold = weight * length;
    const known = groups.find((group) => coincide(group.key, key));
    if (known) {
      known.fold += fold;
      known.size += Math.abs(fold);
      known.units.push(i);
    } else groups.push({ key, fold, size: Math.abs(fold), units: [i] });
  }
  return groups
    .filter(({ fold, size }) => Math.abs(fold) > Number.EPSILON * size)
    .map(({ key, fold, units }) => {
      const m = Array.from(key.subarray(0, -1));
      const length = Math.hypot(...m);
      return { m: m.map((value) => value / length), b: key[m.length] / length, fold, units };
    });
}

/** Of m, the first that is as large as any but for rounding: which one it is, proportional m have in common. */
export function largestOf(m: ArrayLike<number>): number {
  let most = 0;
  for (let j = 0; j < m.length; j++) most = Math.max(most, Math.abs(m[j]));
  let j = 0;
  while (Math.abs(m[j]) < most * ALIKE) j++;
  return m[j];
}

/** m and b divided by the largest of m: equal for equal hyperplanes. */
export function normal(m: ArrayLike<number>, b: number): Float64Array {
  const largest = largestOf(m);
  const key = new Float64Array(m.length + 1);
  for (let j = 0; j < m.length; j++) key[j] = m[j] / largest;
  key[m.length] = b / largest;
  return key;
}

/** Whether two hyperplanes of `normal` are one. */
export function coincide(one: Float64Array, other: Float64Array, tolerance = SAME): boolean {
  for (let j = 0; j < one.length; j++) {
    if (Math.abs(one[j] - other[j]) > tolerance * Math.max(1, Math.abs(one[j]))) return false;
  }
  return true;
}
