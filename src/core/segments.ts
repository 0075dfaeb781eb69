// segments.ts: a sum of units as the straight lines between its knots, for fast and accurate evaluation.
import { bendsOf, switchOf } from "./bends.ts";
import type { ReluSum } from "./relu-sum.ts";

/** The numbers that a row of the table holds, one row a segment. */
export const ROW = 6;

/**
 * Units that face right (m > 0) and left (m < 0) are kept apart, each sum anchored at the end of the segment where it is
 * smallest, so nothing large is taken from something large:
 *
 *   f(x) = intercept + slope·x + (rows[0] + rows[1]·(x − rows[2])) + (rows[3] + rows[4]·(x − rows[5]))
 *
 * where rows[2] is the segment's left knot and rows[5] its right one. Segment i ends before knots[i].
 */
export interface Segments {
  readonly intercept: number;
  readonly slope: number;
  readonly knots: Float64Array;
  readonly rows: Float64Array;
}

/** The table holds for |x| up to this; beyond it products may overflow, and the formula itself has to say what f is. */
export const REACH = 1e150;

const tables = new WeakMap<ReluSum, Segments>();

/** The table of f, in O(k log k); kept for a sum that is asked for again, since it is frozen. */
export function segments(f: ReluSum): Segments {
  const known = tables.get(f);
  if (known) return known;
  const table = tableOf(f);
  if (Object.isFrozen(f)) tables.set(f, table);
  return table;
}

/** Units that do not switch within REACH are straight lines there, and join the line. */
function tableOf(f: ReluSum): Segments {
  let { intercept, slope } = f;
  for (const unit of f.units) {
    if (unit.weight === 0 || unit.b <= 0 || Math.abs(switchOf(unit)) <= REACH) continue;
    intercept += unit.weight * unit.b;
    slope += unit.weight * unit.m;
  }
  const bends = bendsOf(f, REACH);
  const knots = bends.x;
  const k = knots.length;
  const rows = new Float64Array((k + 1) * ROW);
  for (let i = 0, row = 0; i < k; i++, row += ROW) {
    rows[row + 5] = knots[i];
    rows[row + 8] = knots[i];
    rows[row + 6] = rows[row] + rows[row + 1] * (knots[i] - rows[row + 2]);
    rows[row + 7] = rows[row + 1] + bends.right[i];
  }
  for (let i = k - 1, row = i * ROW; i >= 0; i--, row -= ROW) {
    if (i < k - 1) rows[row + 3] = rows[row + 9] + rows[row + 10] * (knots[i] - knots[i + 1]);
    rows[row + 4] = rows[row + 10] + bends.left[i];
  }
  return { intercept, slope, knots, rows };
}
