// test-sums.ts: random sums for the property tests of this room.
import fc from "fast-check";
import { type ReluSum, reluSum, type UnitInput } from "./index.ts";

/** The options of every property test here: one seed, so that what failed fails again. */
export const RUNS = { seed: 20_240_601, numRuns: 300 };

/** Plain numbers up to 10. Products of those left out would underflow, where no relative tolerance can hold. */
export const plain = fc
  .double({ min: -10, max: 10, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-30 ? 0 : value));

/** Numbers of all kinds that sums are made of: small whole ones (which collide and cancel), plain, tiny, huge. */
export const number: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  plain,
  fc.tuple(plain, fc.integer({ min: -8, max: 8 })).map(([a, e]) => a * 10 ** e),
);

/** Sums of up to `most` units of all kinds. */
export const anySum = (most: number): fc.Arbitrary<ReluSum> =>
  fc
    .tuple(fc.array(fc.record({ m: number, b: number, weight: number }), { maxLength: most }), number, number)
    .map(([units, intercept, slope]) => reluSum(units, { intercept, slope }));

/** Sums whose knots lie within 10 of `offset`. */
export const sumNear = (offset: number, most: number): fc.Arbitrary<ReluSum> => {
  const unit = fc
    .tuple(plain, plain, plain)
    .map(([m, shift, weight]): UnitInput => ({ m, b: -m * (offset + shift), weight }));
  return fc
    .tuple(fc.array(unit, { minLength: 1, maxLength: most }), plain, plain)
    .map(([units, intercept, slope]) => reluSum(units, { intercept, slope }));
};

/** The size of the terms that f(x) is added up from: what rounding is relative to. */
export function sizeAt(f: ReluSum, x: number): number {
  return f.units.reduce(
    (size, { m, b, weight }) => size + Math.abs(weight) * (Math.abs(m * x) + Math.abs(b)),
    Math.abs(f.intercept) + Math.abs(f.slope * x),
  );
}
