// knots.ts: where a sum of units changes slope.
import { bendsOf } from "./bends.ts";
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
  const { x, kink } = flatKnots(f);
  return Object.freeze(Array.from(x, (x, i) => Object.freeze({ x, kink: kink[i] }))) as unknown as SortedKnots;
}

/** The knots as two flat arrays. */
export function flatKnots(f: ReluSum): { readonly x: Float64Array; readonly kink: Float64Array } {
  const { x, right, left, size } = bendsOf(f, Number.MAX_VALUE);
  const kink = right.map((slope, i) => slope - left[i]);
  const bends = (_: number, i: number) => Math.abs(kink[i]) > Number.EPSILON * size[i];
  return { x: x.filter(bends), kink: kink.filter(bends) };
}
