// planes.ts: a sum of rectified linear units of several inputs as a plain value.
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

declare const checked: unique symbol;

/**
 * f(x) = intercept + slope·x + Σ weight·max(0, m·x + b) for rows x of d ≥ 2 numbers: checked, finite, and frozen to its
 * depths. `slope` and every m hold d numbers; f.slope.length is d.
 */
export interface PlaneSum {
  readonly intercept: number;
  readonly slope: readonly number[];
  readonly units: readonly PlaneUnit[];
  readonly [checked]: true;
}

/** What a sum is made from: units and a line, nothing of it checked. */
export interface SumFields {
  readonly intercept: unknown;
  readonly slope: unknown;
  readonly units: unknown;
}

const isVector = (value: unknown): value is Vector => Array.isArray(value) || ArrayBuffer.isView(value);

/** Whether a vector stands where a sum of one input has a number. */
export const hasVectors = ({ slope, units }: SumFields): boolean =>
  isVector(slope) || (Array.isArray(units) && units.some((unit) => isVector(unit?.m)));

/**
 * The sum that `fields` describe, in d inputs; vectors of one number give a sum of one input, with numbers in their place.
 *
 * @param path leads the name of a field in errors
 * @throws {TypeError} if something is not of its type, {RangeError} if a number is not finite or lengths differ
 */
export function planeSum(path: string, { intercept, slope, units }: SumFields): PlaneSum | ReluSum {
  if (!Array.isArray(units)) {
    throw new TypeError(`${path}units must be an array of { m, b, weight }, got ${show(units)}`);
  }
  const first = isVector(slope) ? slope : units[0]?.m;
  const inputs = isVector(first) ? first.length : 1;
  const like = isVector(slope) ? "slope" : "units[0].m";
  if (inputs < 1) throw new RangeError(`${path}${like} must have at least 1 number, got []`);
  const given = slope === 0 ? new Array(inputs).fill(0) : slope;
  return Object.freeze({
    intercept: finite(intercept, `${path}intercept`),
    slope: coefficients(given, inputs, `${path}slope`, like),
    units: Object.freeze(
      Array.from(units, (unit, i) => {
        const where = `${path}units[${i}]`;
        const { m, b, weight = 1 } = record(unit, where, ["m", "b", "weight"]);
        return Object.freeze({
          m: coefficients(m, inputs, `${where}.m`, like),
          b: finite(b, `${where}.b`),
          weight: finite(weight, `${where}.weight`),
        });
      }),
    ),
  }) as unknown as PlaneSum | ReluSum;
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
