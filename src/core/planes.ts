// planes.ts: a sum of rectified linear units of several inputs, and of products of them, as a plain value.
import { finite, record, show } from "./check.ts";
import type { ReluSum } from "./relu-sum.ts";
import type { Vector } from "./vector.ts";

/** One unit of d inputs, `weight · max(0, m·x + b)`: a plane folded along the line where m·x + b = 0. */
export interface PlaneUnit {
  readonly m: readonly number[];
  readonly b: number;
  readonly weight: number;
}

/** A unit of d inputs as it may be given: m any vector of d numbers, its weight 1 unless said. */
export interface PlaneUnitInput {
  readonly m: Vector;
  readonly b: number;
  readonly weight?: number;
}

/** A factor of a product, `max(0, m·x + b)`. */
export type PlaneFactor = Omit<PlaneUnit, "weight">;

/** A product of two or more units of d inputs, `weight · Π max(0, m·x + b)`. */
export interface PlaneProduct {
  readonly weight: number;
  readonly factors: readonly PlaneFactor[];
}

/** A product as it may be given: every m any vector of d numbers, its weight 1 unless said. */
export interface PlaneProductInput {
  readonly weight?: number;
  readonly factors: readonly Omit<PlaneUnitInput, "weight">[];
}

declare const checked: unique symbol;

/**
 * f(x) = intercept + slope·x + Σ weight·max(0, m·x + b) + Σ weight·Π max(0, m·x + b) for rows x of d ≥ 2 numbers: checked,
 * finite, and frozen to its depths. `slope` and every m hold d numbers; f.slope.length is d. `products` is there where there
 * are any.
 */
export interface PlaneSum {
  readonly intercept: number;
  readonly slope: readonly number[];
  readonly units: readonly PlaneUnit[];
  readonly products?: readonly PlaneProduct[];
  readonly [checked]: true;
}

/** What a sum is made from: units, a line, products, nothing of it checked. */
export interface SumFields {
  readonly intercept: unknown;
  readonly slope: unknown;
  readonly units: unknown;
  readonly products?: unknown;
}

const isVector = (value: unknown): value is Vector => Array.isArray(value) || ArrayBuffer.isView(value);

/** Whether a vector stands where a sum of one input has a number, or there are products, which it cannot have. */
export const hasVectors = ({ slope, units, products = [] }: SumFields): boolean =>
  isVector(slope) ||
  (Array.isArray(units) && units.some((unit) => isVector(unit?.m))) ||
  !(Array.isArray(products) && products.length === 0);

/**
 * The sum that `fields` describe, in d inputs; vectors of one number give a sum of one input, with numbers in their place.
 *
 * @param path leads the name of a field in errors
 * @throws {TypeError} if something is not of its type, {RangeError} if a number is not finite or lengths differ
 */
export function planeSum(path: string, { intercept, slope, units, products = [] }: SumFields): PlaneSum | ReluSum {
  if (!Array.isArray(units)) {
    throw new TypeError(`${path}units must be an array of { m, b, weight }, got ${show(units)}`);
  }
  if (!Array.isArray(products)) {
    throw new TypeError(`${path}products must be an array of { weight, factors }, got ${show(products)}`);
  }
  const [like, first] = isVector(slope)
    ? ["slope", slope]
    : units.length > 0
      ? ["units[0].m", units[0]?.m]
      : ["products[0].factors[0].m", products[0]?.factors?.[0]?.m];
  const inputs = isVector(first) ? first.length : 1;
  if (inputs < 1) throw new RangeError(`${path}${like} must have at least 1 number, got []`);
  if (inputs === 1 && products.length > 0) {
    throw new RangeError(`${path}products must be of several inputs, got a sum of one`);
  }
  const given = slope === 0 ? new Array(inputs).fill(0) : slope;
  const factor = (values: Readonly<Record<string, unknown>>, where: string) => ({
    m: coefficients(values.m, inputs, `${where}.m`, like),
    b: finite(values.b, `${where}.b`),
  });
  return Object.freeze({
    intercept: finite(intercept, `${path}intercept`),
    slope: coefficients(given, inputs, `${path}slope`, like),
    units: Object.freeze(
      Array.from(units, (unit, i) => {
        const where = `${path}units[${i}]`;
        const { weight = 1, ...line } = record(unit, where, ["m", "b", "weight"]);
        return Object.freeze({ ...factor(line, where), weight: finite(weight, `${where}.weight`) });
      }),
    ),
    ...(products.length > 0 && {
      products: Object.freeze(
        Array.from(products, (product, i) => {
          const where = `${path}products[${i}]`;
          const { weight = 1, factors } = record(product, where, ["weight", "factors"]);
          return Object.freeze({
            weight: finite(weight, `${where}.weight`),
            factors: Object.freeze(
              severalFactors(factors, `${where}.factors`).map((line, j) => {
                const place = `${where}.factors[${j}]`;
                return Object.freeze(factor(record(line, place, ["m", "b"]), place));
              }),
            ),
          });
        }),
      ),
    }),
  }) as unknown as PlaneSum | ReluSum;
}

function severalFactors(factors: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(factors)) throw new TypeError(`${where} must be an array of { m, b }, got ${show(factors)}`);
  if (factors.length < 2) throw new RangeError(`${where} must be two or more, got ${factors.length}`);
  return Array.from(factors);
}

/** A frozen copy of as many numbers as there are inputs; the number itself where there is one. */
function coefficients(values: unknown, inputs: number, where: string, like: string): number | readonly number[] {
  const row = isVector(values) ? Array.from(values) : [values];
  if (row.length !== inputs) {
    throw new RangeError(`${where} must have ${inputs} ${plural(inputs)}, as ${like} has, got ${row.length}`);
  }
  if (!isVector(values)) return finite(values, where);
  row.forEach((value, i) => {
    finite(value, `${where}[${i}]`);
  });
  return inputs === 1 ? (row[0] as number) : (Object.freeze(row) as readonly number[]);
}

const plural = (count: number): string => (count === 1 ? "number" : "numbers");

/**
 * Refuses what is no sum of `inputs` inputs.
 *
 * @throws {TypeError} if f is something else
 */
export function checkPlanes(name: string, f: PlaneSum, inputs?: number): void {
  const planes = Array.isArray(f?.units) && Array.isArray(f.slope);
  if (planes && (inputs === undefined || f.slope.length === inputs)) return;
  const got = planes ? `one of ${f.slope.length}` : show(f);
  throw new TypeError(`${name}: f must be a sum of ${inputs ?? "several"} inputs made by reluSum, got ${got}`);
}

/**
 * Refuses products too, for functions of what is flat between its folds.
 *
 * @throws {TypeError} if f is something else
 */
export function checkFlat(name: string, f: PlaneSum, inputs?: number): void {
  checkPlanes(name, f, inputs);
  if (f.products) throw new TypeError(`${name}: f must be a sum without products, got one with ${f.products.length}`);
}
