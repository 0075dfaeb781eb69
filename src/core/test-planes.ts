// test-planes.ts: random sums and networks of several inputs for the property tests of this room.
import fc from "fast-check";
import { type Network, network, type PlaneSum, random, reluSum } from "./index.ts";
import { plain } from "./test-sums.ts";

const row = (inputs: number) => fc.array(plain, { minLength: inputs, maxLength: inputs });

/** Small whole numbers beside others: they make lines that are parallel, coincide, and meet in a point. */
const mixedRow = (inputs: number) =>
  fc.oneof(row(inputs), fc.array(fc.integer({ min: -2, max: 2 }), { minLength: inputs, maxLength: inputs }));

/** Sums of so many inputs and up to `most` units. */
export const planesOf = (inputs: number, most: number): fc.Arbitrary<PlaneSum> =>
  fc
    .tuple(
      fc.array(fc.record({ m: mixedRow(inputs), b: fc.oneof(plain, fc.integer({ min: -2, max: 2 })), weight: plain }), {
        maxLength: most,
      }),
      plain,
      row(inputs),
    )
    .map(([units, intercept, slope]) => reluSum(units, { intercept, slope }));

/** Sums of so many inputs with up to `most` units and one product or more. */
export const productsOf = (inputs: number, most: number): fc.Arbitrary<PlaneSum> =>
  fc
    .tuple(
      planesOf(inputs, most),
      fc.array(
        fc.record({
          weight: plain,
          factors: fc.array(fc.record({ m: mixedRow(inputs), b: plain }), { minLength: 2, maxLength: 3 }),
        }),
        { minLength: 1, maxLength: most },
      ),
    )
    .map(([{ units, intercept, slope }, products]) => reluSum(units, { intercept, slope, products }));

/** A network of these widths, its numbers from the seed. */
export function randomNetwork(widths: readonly number[], seed: number): Network {
  const { normal } = random(seed);
  return network(
    widths.slice(1).map((width, l) => ({
      weights: Array.from({ length: width }, () => Array.from({ length: widths[l] }, normal)),
      biases: Array.from({ length: width }, normal),
    })),
  );
}

/** The size of the terms that f(x) is added up from: what rounding is relative to. */
export function sizeOfPlanes(f: PlaneSum, x: readonly number[]): number {
  const size = (m: readonly number[]) => m.reduce((sum, value, j) => sum + Math.abs(value * x[j]), 0);
  return termsOf(f).reduce(
    (sum, { factors, weight }) =>
      sum + factors.reduce((product, { m, b }) => product * (size(m) + Math.abs(b)), Math.abs(weight)),
    Math.abs(f.intercept) + size(f.slope),
  );
}

/** The formula as it is written. */
export function planesAt(f: PlaneSum, x: readonly number[]): number {
  const dot = (m: readonly number[]) => m.reduce((sum, value, j) => sum + value * x[j], 0);
  return termsOf(f).reduce(
    (y, { factors, weight }) => y + factors.reduce((product, { m, b }) => product * Math.max(0, dot(m) + b), weight),
    f.intercept + dot(f.slope),
  );
}

/** Units and products alike. */
const termsOf = ({ units, products = [] }: PlaneSum) => [
  ...units.map(({ m, b, weight }) => ({ weight, factors: [{ m, b }] })),
  ...products,
];

/** A network as it is written: one row. */
export function networkAt(f: Network, x: readonly number[]): number[] {
  return f.layers.reduce<readonly number[]>((values, { weights, biases }, l) => {
    const out = weights.map((m, i) => m.reduce((sum, value, j) => sum + value * values[j], biases[i]));
    return l < f.layers.length - 1 ? out.map((z) => Math.max(0, z)) : out;
  }, x) as number[];
}
