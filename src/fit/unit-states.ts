// unit-states.ts: which units of a sum can still learn from the data, and why the others cannot.
import { type ReluSum, toFloat64Array, type Vector } from "../core/index.ts";

/** What the data can see of a unit: 'dead' nothing, 'linear' a straight line, 'kinked' its knot too. */
export interface UnitState {
  readonly state: "dead" | "linear" | "kinked";
  /** the state in words */
  readonly reason: string;
}

/**
 * One state for each unit of f: dead if no x lies on its active side (m·x + b > 0), so that its gradient is exactly 0;
 * linear if every x does, so that it is one more straight line; kinked if some do.
 * Exact in O(n + k): a unit is on somewhere if it is at the least or the greatest x, and everywhere if it is at both.
 *
 * @throws {TypeError} if x is no vector
 */
export function unitStates(f: ReluSum, x: Vector): UnitState[] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of toFloat64Array(x, "unitStates: x")) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return f.units.map(({ m, b }) => {
    const atLeast = m * least + b > 0;
    const atGreatest = m * greatest + b > 0;
    if (atLeast && atGreatest) return { state: "linear", reason: `on at every x from ${least} to ${greatest}` };
    if (atLeast || atGreatest) return { state: "kinked", reason: `its knot ${-b / m} has x on both sides` };
    return { state: "dead", reason: `off at every x from ${least} to ${greatest}: its gradient is 0` };
  });
}
