// products.ts: sums of several inputs without what depends on none of them.
import type { PlaneProduct, PlaneUnit } from "./planes.ts";

interface Terms {
  readonly intercept: number;
  readonly units: readonly PlaneUnit[];
  readonly products?: readonly PlaneProduct[];
}

/**
 * The same terms without constant units and factors. What is constant goes into the intercept or into a product's weight;
 * a product with one factor left is a unit, one that is 0 is gone.
 */
export function withoutConstants({ intercept, units, products = [] }: Terms): Required<Terms> {
  const constant = ({ m }: { readonly m: readonly number[] }) => m.every((value) => value === 0);
  const reduced = products.map(({ weight, factors }) => ({
    weight: factors.filter(constant).reduce((product, { b }) => product * Math.max(0, b), weight),
    factors: factors.filter((factor) => !constant(factor)),
  }));
  const fixed = [
    ...units.filter(constant).map(({ b, weight }) => weight * Math.max(0, b)),
    ...reduced.filter(({ factors }) => factors.length === 0).map(({ weight }) => weight),
  ];
  const left = reduced.filter(({ weight }) => weight !== 0);
  return {
    intercept: fixed.reduce((sum, value) => sum + value, intercept),
    units: [
      ...units.filter((unit) => !constant(unit)),
      ...left
        .filter(({ factors }) => factors.length === 1)
        .map(({ weight, factors: [{ m, b }] }) => ({ m, b, weight })),
    ],
    products: left.filter(({ factors }) => factors.length > 1),
  };
}
