// segments.ts: a sum of units as the straight lines between its knots, for fast and accurate evaluation.
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

/** Units without a knot within REACH are straight lines there, and join the line. */
function tableOf(f: ReluSum): Segments {
  let { intercept, slope } = f;
  const kinked: { readonly x: number; readonly right: number; readonly left: number }[] = [];
  for (const { m, b, weight } of f.units) {
    if (weight === 0) continue;
    const x = -b / m;
    if (Math.abs(x) <= REACH) kinked.push({ x, right: m > 0 ? weight * m : 0, left: m < 0 ? weight * m : 0 });
    else if (b > 0) {
      intercept += weight * b;
      slope += weight * m;
    }
  }
  kinked.sort((p, q) => p.x - q.x);
  const knots = Float64Array.from(kinked, ({ x }) => x);
  const k = knots.length;
  const rows = new Float64Array((k + 1) * ROW);
  for (let i = 0, row = 0; i < k; i++, row += ROW) {
    rows[row + 5] = knots[i];
    rows[row + 8] = knots[i];
    rows[row + 6] = rows[row] + rows[row + 1] * (knots[i] - rows[row + 2]);
    rows[row + 7] = rows[row + 1] + kinked[i].right;
  }
  for (let i = k - 1, row = i * ROW; i >= 0; i--, row -= ROW) {
    if (i < k - 1) rows[row + 3] = rows[row + 9] + rows[row + 10] * (knots[i] - knots[i + 1]);
    rows[row + 4] = rows[row + 10] + kinked[i].left;
  }
  return { intercept, slope, knots, rows };
}
