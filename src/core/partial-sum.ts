// partial-sum.ts: some of a sum's terms.
import { show } from "./check.ts";
import { checkPlanes, type PlaneSum } from "./planes.ts";
import { checkSum, type ReluSum } from "./relu-sum.ts";
import { takesRows } from "./several-inputs.ts";

/**
 * The sum of some of f's units on f's own line: of the first so many, or of those with these indices, in their order.
 * partialSum(f, 0) is the line alone, partialSum(f, f.units.length) is f. Products, where f has any, are counted on after
 * the units: product j has the index f.units.length + j.
 *
 * @throws {TypeError} if f is no sum, or which neither a number nor an array of numbers
 * @throws {RangeError} if an index is none of f's, or there twice, or there are not that many units and products
 */
export function partialSum<F extends ReluSum | PlaneSum>(f: F, which: number | readonly number[]): F {
  if (takesRows(f)) checkPlanes("partialSum", f);
  else checkSum("partialSum", f as ReluSum);
  const { products = [], ...alone } = f as PlaneSum;
  const units = f.units.length;
  const count = units + products.length;
  const check = (value: unknown, where: string, most: number): void => {
    const rule = `partialSum: ${where} must be a whole number from 0 to ${most}, got ${show(value)}`;
    if (typeof value !== "number") throw new TypeError(rule);
    if (!Number.isInteger(value) || value < 0 || value > most) throw new RangeError(rule);
  };
  if (!Array.isArray(which)) check(which, "which", count);
  const indices = Array.isArray(which) ? which : Array.from({ length: which as number }, (_, i) => i);
  indices.forEach((index, i) => {
    check(index, `which[${i}]`, count - 1);
    if (indices.indexOf(index) < i)
      throw new RangeError(`partialSum: which must have no index twice, got ${index} twice`);
  });
  // The terms are frozen and checked: what is left of a sum of several inputs needs no copy of them.
  const left = indices.filter((i) => i >= units).map((i) => products[i - units]);
  return Object.freeze({
    ...alone,
    units: Object.freeze(indices.filter((i) => i < units).map((i) => f.units[i])),
    ...(left.length > 0 && { products: Object.freeze(left) }),
  }) as unknown as F;
}
