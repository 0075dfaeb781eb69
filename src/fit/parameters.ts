// parameters.ts: a sum's numbers in one row, as the optimizers and the kernels see them.
import { type ReluSum, reluSum } from "../core/index.ts";
import { show } from "./check.ts";

/** The kinds of parameter, in the order in which they lie: intercept, slope, every m, every b, every weight. */
export const KINDS = ["intercept", "slope", "m", "b", "weight"] as const;

export type ParameterKind = (typeof KINDS)[number];

/** The same fields as the model has, each holding the derivative of the loss by it. */
export interface Gradient {
  readonly intercept: number;
  readonly slope: number;
  readonly units: readonly { readonly m: number; readonly b: number; readonly weight: number }[];
}

/** [intercept, slope, m₁ … mₖ, b₁ … bₖ, weight₁ … weightₖ] */
export function pack(f: ReluSum): Float64Array {
  const k = f.units.length;
  const params = new Float64Array(2 + 3 * k);
  params[0] = f.intercept;
  params[1] = f.slope;
  for (const [j, { m, b, weight }] of f.units.entries()) {
    params[2 + j] = m;
    params[2 + k + j] = b;
    params[2 + 2 * k + j] = weight;
  }
  return params;
}

/** The model that `pack` gives these parameters for. */
export function unpack(params: Float64Array): ReluSum {
  const { intercept, slope, units } = fields(params);
  return reluSum(units, { intercept, slope });
}

/** Numbers laid out as by `pack`, under the names of the model's fields. */
export function fields(params: Float64Array): Gradient {
  const k = unitCount(params);
  const units = Array.from({ length: k }, (_, j) => ({
    m: params[2 + j],
    b: params[2 + k + j],
    weight: params[2 + 2 * k + j],
  }));
  return { intercept: params[0], slope: params[1], units };
}

export function unitCount(params: Float64Array): number {
  return (params.length - 2) / 3;
}

export type Range = readonly [start: number, end: number];

/**
 * Where the parameters lie that are trained, and those that are frozen.
 *
 * @throws {TypeError} if frozen is no array
 * @throws {RangeError} if it names what is no kind of parameter
 */
export function parameterRanges(
  units: number,
  frozen: readonly ParameterKind[],
): Record<"trained" | "frozen", Range[]> {
  if (!Array.isArray(frozen)) throw new TypeError(`train: frozen must be an array of names, got ${show(frozen)}`);
  for (const name of frozen) {
    if (!KINDS.includes(name)) throw new RangeError(`train: frozen must name ${KINDS.join(", ")}, got ${show(name)}`);
  }
  const ranges: Record<"trained" | "frozen", Range[]> = { trained: [], frozen: [] };
  let start = 0;
  for (const kind of KINDS) {
    const end = start + (kind === "intercept" || kind === "slope" ? 1 : units);
    ranges[frozen.includes(kind) ? "frozen" : "trained"].push([start, end]);
    start = end;
  }
  return ranges;
}
