// best-fit-polish.ts: from a good fit to the bottom of its valley, and to deeper ones a few rows on.

import { allowed, type Bench, moveEach, moveToCrossings } from "./best-fit-local.ts";
import { newtonSteps } from "./best-fit-newton.ts";
import { programAtOnce } from "./dynamic-program.ts";
import { lossAt, type Placed } from "./segments-chain.ts";
import { rowsBelow, rowsUpTo } from "./segments-rows.ts";

/** Rows on either side to which `settle` looks for a better place for a knot. */
const REACH = 40;
/** Half widths of the windows, as shares of a segment, divided by 6. */
const WIDEST = 1 / 8;
const NARROWEST = 1e-3;
/** Losses nearer than this share are those of one fit. */
const SAME = 1e-7;
/** Comparisons that the windows of one call may take. */
const BUDGET = 3e5;

/**
 * Settles, and looks through windows around the knots, as long as that helps.
 *
 * @param known the loss of a polished fit: whatever settles there is taken for the same, and not looked at again
 */
export function polish(bench: Bench, start: Placed, known = -1): Placed {
  let best = settle(bench, start);
  for (let round = 0; round < 6 && Math.abs(best.loss - known) > SAME * known; round++) {
    const found = shrinkWindows(bench, best);
    if (!(found.loss < best.loss * (1 - SAME))) break;
    best = settle(bench, found);
  }
  return best;
}

/** All moves that go straight downhill, in turn, until none helps. */
export function settle(bench: Bench, start: Placed): Placed {
  let best = start;
  for (let round = 0; round < 6; round++) {
    const before = best.loss;
    best = moveToCrossings(bench, best, false, 20, 1e-6);
    best = moveToCrossings(bench, best, true, 20, 1e-6);
    best = moveEach(bench, best, REACH);
    best = newtonSteps(bench, best);
    if (best.loss > before * (1 - 1e-6)) break;
  }
  return best;
}

/**
 * The dynamic program on windows around the knots that shrink: seven places to each knot, and the rows among them where
 * there are few. A window's width is a share of the shorter of the knot's segments. It finds what no derivative
 * shows: knots whose best place is on a row, and better places a few rows on.
 */
function shrinkWindows(bench: Bench, start: Placed): Placed {
  const { rows, minPoints } = bench;
  const { x, size } = rows;
  let best = start;
  let spent = 0;
  for (let share = WIDEST; share > NARROWEST && spent < BUDGET; ) {
    const { knots } = best;
    const lists = Array.from(knots, (knot, j) => {
      const before = knot - (j > 0 ? knots[j - 1] : x[0]);
      const after = (j + 1 < knots.length ? knots[j + 1] : x[size - 1]) - knot;
      const width = share * Math.min(before, after);
      const places = [-3, -2, -1, 0, 1, 2, 3].map((s) => knot + s * width).filter((t) => t > x[0] && t < x[size - 1]);
      const from = Math.max(1, rowsBelow(x, knot - 3 * width));
      const to = Math.min(size - 1, rowsUpTo(x, knot + 3 * width));
      if (to - from <= 8) for (let row = from; row < to; row++) places.push(x[row]);
      return Float64Array.from(new Set(places)).sort();
    });
    const result = programAtOnce(rows, lists, {
      cap: best.loss * (1 + 1e-9),
      tolerance: Math.min(1e-6, Math.max(1e-10, share * share)),
      budget: BUDGET - spent,
      minPoints,
      solutions: 1,
    });
    spent += result.work;
    const found = result.solutions[0];
    const loss = found ? lossAt(rows, found.knots) : Infinity;
    const better = loss < best.loss && allowed(bench, found.knots);
    if (!(better && loss < best.loss * (1 - 1e-3))) share /= 3;
    if (better) best = { knots: found.knots, loss };
  }
  return best;
}
