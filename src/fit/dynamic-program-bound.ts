// dynamic-program-bound.ts: a loss that no choice of k knots, wherever they are, can go below.

import { evenRows } from "./best-fit-grid.ts";
import * as runs from "./segments.ts";
import type { Rows } from "./segments-rows.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { absorb, lineLoss, MOMENTS } = runs;

/** Rows between which knots are told apart; with more, the rows around each knot are left out of account. */
const PLACES = 300;

/**
 * The least loss of k + 1 independent straight lines, which a continuous function with k knots cannot beat.
 *
 * The rows are cut into cells between rows of even rank. A knot inside a cell leaves the cell's two ends to the lines on
 * its left and right; rows strictly inside it are not counted, so the bound holds for knots anywhere. Where all rows are
 * ends it is the exact optimum of independent lines. Dynamic programming over the cells, O(k·places²).
 *
 * @param enough the bound is of no use above this loss, and not looked for there
 */
export function linesBound(rows: Rows, k: number, enough: number): number {
  const { size } = rows;
  const inner = evenRows(rows, PLACES);
  const ends = Int32Array.of(0, ...inner, size - 1);
  const cells = ends.length - 1;
  // losses[c·(cells + 1) + d]: what a line leaves of the rows from end c to end d.
  const losses = new Float64Array((cells + 1) ** 2).fill(enough);
  const between = new Float64Array(cells * MOMENTS);
  for (let c = 0; c < cells; c++) rows.moments(ends[c] + 1, ends[c + 1] + 1, between, c * MOMENTS);
  const run = new Float64Array(MOMENTS);
  for (let c = 0; c <= cells; c++) {
    rows.moments(ends[c], ends[c] + 1, run, 0);
    for (let d = c; d <= cells; d++) {
      if (d > c) absorb(run, 0, between, (d - 1) * MOMENTS);
      const loss = lineLoss(run, 0);
      if (loss >= enough) break;
      losses[c * (cells + 1) + d] = loss;
    }
  }
  // least[c]: with the knots so far, the last of them in cell c, the lines to their left.
  let least = new Float64Array(cells);
  for (let c = 0; c < cells; c++) least[c] = losses[c];
  for (let knot = 2; knot <= k; knot++) {
    // Two knots in one cell need no line between them.
    const next = least.slice();
    for (let c = 0; c < cells; c++) {
      if (least[c] >= enough) continue;
      const from = (c + 1) * (cells + 1);
      for (let d = c + 1; d < cells; d++) {
        const loss = least[c] + losses[from + d];
        if (loss < next[d]) next[d] = loss;
      }
    }
    least = next;
  }
  let bound = k === 0 ? losses[cells] : enough;
  for (let c = 0; c < cells && k > 0; c++) bound = Math.min(bound, least[c] + losses[(c + 1) * (cells + 1) + cells]);
  return bound;
}
