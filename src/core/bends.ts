// bends.ts: the places where units switch, sorted and merged, as flat arrays for the loops.
import type { ReluSum, Unit } from "./relu-sum.ts";

/** Places in ascending order, no two equal, and how the units there change the slope. */
export interface Bends {
  readonly x: Float64Array;
  /** Σ weight·m over the units at x that are on to its right (m > 0). */
  readonly right: Float64Array;
  /** Σ weight·m over the units at x that are on to its left (m < 0). */
  readonly left: Float64Array;
  /** Σ |weight·m| over both. */
  readonly size: Float64Array;
}

/**
 * Where units of f switch within ±reach, in O(k log k): x = −b/m of those with a weight and an m.
 * A typed array sorts by itself far faster than objects by a comparison; each unit then looks up its place.
 */
export function bendsOf(f: ReluSum, reach: number): Bends {
  const all = new Float64Array(f.units.length);
  let count = 0;
  for (const unit of f.units) {
    const x = switchOf(unit);
    if (Math.abs(x) <= reach) all[count++] = x;
  }
  const sorted = all.subarray(0, count).sort();
  let distinct = 0;
  for (const x of sorted) if (distinct === 0 || x !== sorted[distinct - 1]) sorted[distinct++] = x;
  const x = sorted.subarray(0, distinct);
  const [right, left, size] = [new Float64Array(distinct), new Float64Array(distinct), new Float64Array(distinct)];
  for (const unit of f.units) {
    const at = switchOf(unit);
    if (!(Math.abs(at) <= reach)) continue;
    const i = countBelow(x, at);
    const slope = unit.weight * unit.m;
    (unit.m > 0 ? right : left)[i] += slope;
    size[i] += Math.abs(slope);
  }
  return { x, right, left, size };
}

/** Where a unit switches; NaN or infinite if nowhere. Zero has no sign. */
export const switchOf = ({ m, b, weight }: Unit): number => (weight === 0 ? Number.NaN : -b / m + 0);

/** How many of the ascending xs are below x. */
function countBelow(xs: Float64Array, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
