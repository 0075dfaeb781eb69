// values.ts: the values of a figure's controls, and the sum of ReLUs that they describe.
import { type ReluSum, reluSum } from "piecewise";

export type Values = Readonly<Record<string, unknown>>;

/** The subscripts of the ReLUs: "" for a single one (m, b), otherwise "1", "2", … (m1, b1, …). */
export function subscripts(values: Values): string[] {
  return Object.keys(values).flatMap((name) => (/^m\d*$/.test(name) ? [name.slice(1)] : []));
}

/** Σ w·max(0, m·x + b) + c from values named m, b, w, c with subscripts; absent weights are 1, an absent c is 0. */
export function sumOf(values: Values): ReluSum {
  const units = subscripts(values).map((subscript) => ({
    m: Number(values[`m${subscript}`]),
    b: Number(values[`b${subscript}`]),
    weight: Number(values[`w${subscript}`] ?? 1),
  }));
  return reluSum(units, { intercept: Number(values.c ?? 0) });
}
