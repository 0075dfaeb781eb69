// test-problems.ts: random problems for the tests of this folder.
import fc from "fast-check";
import { random } from "../../core/index.ts";
import type { Columns } from "../best-fit-model.ts";

export interface Problem {
  readonly columns: Columns;
  readonly params: Float64Array;
}

/** Rows with ties, gaps and far origins; units dead, always on, constant, and with knots on rows. */
export const problems: fc.Arbitrary<Problem> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    rows: fc.integer({ min: 1, max: 60 }),
    units: fc.integer({ min: 0, max: 9 }),
    origin: fc.constantFrom(0, 100, -3e4),
    ties: fc.boolean(),
    weighted: fc.boolean(),
  })
  .map(({ seed, rows, units, origin, ties, weighted }) => {
    const { uniform, normal, integer } = random(seed);
    const draw = () => (ties ? integer(5) - 2 : normal());
    const x = Float64Array.from({ length: rows }, () => origin + draw());
    const y = Float64Array.from({ length: rows }, () => origin + 2 * normal());
    const weights = weighted
      ? Float64Array.from({ length: rows }, () => (integer(4) === 0 ? 0 : uniform()))
      : undefined;
    if (weights) weights[0] = 1;
    const params = new Float64Array(2 + 3 * units);
    params[0] = origin;
    params[1] = normal() / 10;
    for (let j = 0; j < units; j++) {
      const m = integer(6) === 0 ? 0 : normal();
      const knot = integer(3) === 0 ? x[integer(rows)] : origin + 2 * normal();
      params[2 + j] = m;
      params[2 + units + j] = m === 0 ? normal() : -m * knot;
      params[2 + 2 * units + j] = normal();
    }
    return { columns: { x, y, weights }, params };
  });

export const unitsOf = ({ params }: Problem) => (params.length - 2) / 3;

/** The largest terms that a prediction is made of: rounding is in proportion to them. */
export function sizeOf({ columns, params }: Problem): number {
  const k = unitsOf({ columns, params });
  const reach = Math.max(1, ...columns.x.map(Math.abs));
  let size = Math.max(...columns.y.map(Math.abs)) + Math.abs(params[0]) + Math.abs(params[1]) * reach;
  for (let j = 0; j < k; j++) {
    size += Math.abs(params[2 + 2 * k + j]) * (Math.abs(params[2 + j]) * reach + Math.abs(params[2 + k + j]));
  }
  return size;
}

/** The least |m·x + b| over units and rows, or Infinity: how near the nearest knot is. */
export function leastLine({ columns, params }: Problem): number {
  const k = (params.length - 2) / 3;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < k; j++) {
    for (const x of columns.x) least = Math.min(least, Math.abs(params[2 + j] * x + params[2 + k + j]));
  }
  return least;
}

export function leastResidual({ columns, params }: Problem): number {
  const k = (params.length - 2) / 3;
  const residuals = columns.x.map((x, i) => {
    let f = params[0] + params[1] * x;
    for (let j = 0; j < k; j++) f += params[2 + 2 * k + j] * Math.max(0, params[2 + j] * x + params[2 + k + j]);
    return Math.abs(columns.y[i] - f);
  });
  return Math.min(...residuals);
}
