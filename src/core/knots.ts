// knots.ts: where a sum of units changes slope.
import { checkSum, type ReluSum } from "./relu-sum.ts";

/** A place where the slope changes, by `kink`. */
export interface Knot {
  readonly x: number;
  readonly kink: number;
}

declare const sorted: unique symbol;

/** Knots in ascending order of x, no two equal, no kink 0. */
export type SortedKnots = readonly Knot[] & { readonly [sorted]: true };

/**
 * Where the slope of f changes, and by how much: x = −b/m, kink = Σ weight·|m| over the units whose knot is that x.
 * Equal knots are one. Left out: units with m = 0, knots beyond the largest float, and kinks that cancel to 0, which
 * means to no more than the rounding of their parts (2⁻⁵² of Σ |weight·m|).
 *
 * @throws {TypeError} if f is no sum
 */
export function knots(f: ReluSum): SortedKnots {
  checkSum("knots", f);
  const all = f.units
    .map(({ m, b, weight }) => ({ x: -b / m + 0, kink: weight * Math.abs(m) })) // + 0: no negative zero
    .filter(({ x }) => Number.isFinite(x))
    .sort((p, q) => p.x - q.x);
  const merged: Knot[] = [];
  for (let i = 0; i < all.length; ) {
    const { x } = all[i];
    let kink = 0;
    let size = 0;
    for (; i < all.length && all[i].x === x; i++) {
      kink += all[i].kink;
      size += Math.abs(all[i].kink);
    }
    if (Math.abs(kink) > Number.EPSILON * size) merged.push(Object.freeze({ x, kink }));
  }
  return Object.freeze(merged) as unknown as SortedKnots;
}
