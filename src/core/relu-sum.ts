// relu-sum.ts: a sum of rectified linear units as a plain value.
import { finite, record, show } from "./check.ts";
import type { PlaneProductInput, PlaneSum, PlaneUnitInput, SumFields } from "./planes.ts";
import { hasVectors, planeSum, takesRows } from "./several-inputs.ts";
import type { Vector } from "./vector.ts";

/** One unit, `weight · max(0, m·x + b)`: m its slope before the kink, b its bias, weight its output weight. */
export interface Unit {
  readonly m: number;
  readonly b: number;
  readonly weight: number;
}

/** A unit as it may be given: its weight is 1 unless said. */
export type UnitInput = Omit<Unit, "weight"> & Partial<Pick<Unit, "weight">>;

declare const checked: unique symbol;

/** f(x) = intercept + slope·x + Σ weight·max(0, m·x + b): checked, finite, and frozen to its depths. */
export interface ReluSum {
  readonly intercept: number;
  readonly slope: number;
  readonly units: readonly Unit[];
  readonly [checked]: true;
}

/**
 * The sum intercept + slope·x + Σ weight·max(0, m·x + b), as a frozen copy of what is given. No units is legal: a line.
 * Where m is a vector, x is a row of as many numbers, and slope is such a vector too (zeros if not said); a vector of one
 * number is that number. A slope that is a vector says how many inputs a sum without units has. A sum of several inputs may
 * have products of units, which add Σ weight·Π max(0, m·x + b).
 *
 * @param units `{ m, b, weight = 1 }` each; every m is of one length
 * @param options.products `{ weight = 1, factors }` each, its factors two or more of `{ m, b }`
 * @throws {TypeError} if something is not of its type or has an unknown key; the error says which unit and which field
 * @throws {RangeError} if a number is not finite, an m or the slope has another length than the rest, a product has fewer
 *   than two factors, or a sum of one input has products
 */
export function reluSum(
  units: readonly UnitInput[],
  options?: { readonly intercept?: number; readonly slope?: number },
): ReluSum;
export function reluSum(
  units: readonly PlaneUnitInput[],
  options?: {
    readonly intercept?: number;
    readonly slope?: Vector;
    readonly products?: readonly PlaneProductInput[];
  },
): PlaneSum;
// Once more, since `Parameters<typeof reluSum>` and what is inferred from it are of the last overload.
export function reluSum(
  units: readonly UnitInput[],
  options?: { readonly intercept?: number; readonly slope?: number },
): ReluSum;
export function reluSum(
  units: readonly (UnitInput | PlaneUnitInput)[],
  options: { readonly intercept?: number; readonly slope?: number | Vector; readonly products?: unknown } = {},
): ReluSum | PlaneSum {
  const keys = ["intercept", "slope", "products"];
  const { intercept = 0, slope = 0, products } = record(options, "reluSum: options", keys);
  return checkedSum("reluSum: ", { intercept, slope, units, products });
}

/** The sum that `fields` describe; `path` leads the name of a field in errors. */
export function checkedSum(path: string, fields: SumFields): ReluSum | PlaneSum {
  if (hasVectors(fields)) return planeSum(path, fields);
  const { intercept, slope, units } = fields;
  if (!Array.isArray(units))
    throw new TypeError(`${path}units must be an array of { m, b, weight }, got ${show(units)}`);
  return Object.freeze({
    intercept: finite(intercept, `${path}intercept`),
    slope: finite(slope, `${path}slope`),
    units: Object.freeze(Array.from(units, (unit, i) => checkedUnit(`${path}units[${i}]`, unit))),
  }) as ReluSum;
}

function checkedUnit(where: string, unit: unknown): Unit {
  const { m, b, weight = 1 } = record(unit, where, ["m", "b", "weight"]);
  return Object.freeze({
    m: finite(m, `${where}.m`),
    b: finite(b, `${where}.b`),
    weight: finite(weight, `${where}.weight`),
  });
}

/**
 * Refuses what is no sum of one input, for functions that take one.
 *
 * @throws {TypeError} if `f` has no units, or takes rows
 */
export function checkSum(name: string, f: ReluSum): void {
  if (takesRows(f)) {
    throw new TypeError(
      `${name}: f must be a sum of one input, got ${"layers" in f ? "a network" : `one of ${f.slope.length}`}`,
    );
  }
  if (!Array.isArray(f?.units)) {
    throw new TypeError(`${name}: f must be a sum made by reluSum or fromVertices, got ${show(f)}`);
  }
}
