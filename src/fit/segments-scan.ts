// segments-scan.ts: the best place for one knot while all others stay where they are.

import * as runs from "./segments.ts";
import type { Chain } from "./segments-chain.ts";
import * as tables from "./segments-rows.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { absorb, carryLeft, carryRight, FORM, farValue, lineLoss, MOMENTS, meet, nearValue, writeForm } = runs;
const { rowsBelow } = tables;

/**
 * Where one more knot does best; where two more do that make a jump in a gap between neighbouring x; and where three do
 * that set one row apart from both sides. A loss that starts at −Infinity is not looked for.
 */
export interface Insertion {
  loss: number;
  knot: number;
  jumpLoss: number;
  /** the jump's two knots are x[jumpRow] and x[jumpRow + 1] */
  jumpRow: number;
  spikeLoss: number;
  /** the spike's three knots are x[spikeRow − 1], x[spikeRow] and x[spikeRow + 1] */
  spikeRow: number;
}

/** Nothing found yet; at most `knots` more are wanted. */
export function noInsertion(knots: number, loss = Infinity): Insertion {
  return {
    loss,
    knot: NaN,
    jumpLoss: knots > 1 ? Infinity : -Infinity,
    jumpRow: -1,
    spikeLoss: knots > 2 ? Infinity : -Infinity,
    spikeRow: -1,
  };
}

/** Beside a row, as a share of the gap there: where its rows are to count (`minPoints`), and the knot would do best on it. */
export const BESIDE = 1e-6;

let right = new Float64Array(1024 * MOMENTS);
const left = new Float64Array(2 * MOMENTS);
const forms = new Float64Array(2 * FORM);
const ends = new Float64Array(6);

/**
 * Tries one knot at each of the given rows between nodes `a` and `b` of a chain (and whatever knots lie between them
 * gone), and in the gap after each; exact, and O(1) a row. With the rows on either side fixed, its best place is where the best line
 * from the left meets the best line from the right if they do in that gap, and else one of the gap's two rows, or beside it.
 *
 * @param positions ascending row numbers; those from `begin` up to `end` lie strictly between the nodes
 * @param best improved in place
 */
export function scanBetween(
  chain: Chain,
  a: number,
  b: number,
  positions: Int32Array,
  begin: number,
  end: number,
  minPoints: number,
  best: Insertion,
): void {
  if (begin >= end) return;
  const { rows, nodes, starts, fromLeft, fromRight } = chain;
  const { x, counts } = rows;
  const leftNode = nodes[a];
  const rightNode = nodes[b];
  const firstRow = starts[a];
  const lastRow = starts[b];
  const inside = b === chain.segments ? lastRow : rowsBelow(x, rightNode);
  const outside = fromLeft[3 * a + 2] + fromRight[3 * b + 2];
  // Moments of the rows after each position up to the right node, from the right inwards.
  if ((end - begin) * MOMENTS > right.length) right = new Float64Array(2 * (end - begin) * MOMENTS);
  rows.moments(positions[end - 1] + 1, lastRow, right, (end - 1 - begin) * MOMENTS);
  for (let k = end - 2; k >= begin; k--) {
    const at = (k - begin) * MOMENTS;
    rows.moments(positions[k] + 1, positions[k + 1] + 1, right, at);
    absorb(right, at, right, at + MOMENTS);
  }
  left.fill(0, 0, MOMENTS);
  let reached = firstRow;
  let rowBefore = -1;
  let leastBefore = Infinity;
  for (let k = begin; k < end; k++) {
    const row = positions[k];
    rows.moments(reached, row + 1, left, MOMENTS);
    absorb(left, 0, left, MOMENTS);
    reached = row + 1;
    const t = x[row];
    const r = (k - begin) * MOMENTS;
    const lines = outside + lineLoss(left, 0) + lineLoss(right, r);
    if (lines >= best.loss && lines >= best.jumpLoss && best.spikeLoss === -Infinity) continue;
    writeForm(left, 0, leftNode, t, forms, 0);
    carryRight(forms, 0, fromLeft[3 * a], fromLeft[3 * a + 1], fromLeft[3 * a + 2], ends, 0);
    writeForm(right, r, t, rightNode, forms, FORM);
    carryLeft(forms, FORM, fromRight[3 * b], fromRight[3 * b + 1], fromRight[3 * b + 2], ends, 3);
    const apart = ends[2] + ends[5];
    const spike = leastBefore + ends[5];
    if (spike < best.spikeLoss && rowBefore === row - 1 && row + 1 < lastRow) {
      best.spikeLoss = spike;
      best.spikeRow = row;
    }
    rowBefore = row;
    leastBefore = ends[2];
    if (apart < best.jumpLoss && row + 1 < lastRow) {
      best.jumpLoss = apart;
      best.jumpRow = row;
    }
    if (apart >= best.loss) continue;
    const enoughBefore = counts[row] - counts[firstRow] >= minPoints;
    const enoughAfter = counts[inside] - counts[row + 1] >= minPoints;
    const gapBefore = enoughBefore && counts[inside] - counts[row] >= minPoints;
    const gapAfter = enoughAfter && row + 1 < lastRow && counts[row + 1] - counts[firstRow] >= minPoints;
    if (!gapBefore && !gapAfter) continue;
    const pinned = meet(ends[0], ends[1], ends[2], ends[3], ends[4], ends[5]);
    if (pinned < best.loss) {
      best.loss = pinned;
      if (enoughBefore && enoughAfter) best.knot = t;
      else if (gapAfter) best.knot = t + BESIDE * (x[row + 1] - t);
      else best.knot = t - BESIDE * (t - Math.max(leftNode, x[row - 1]));
    }
    if (apart >= best.loss || !gapAfter) continue;
    const slopeBefore = (ends[1] - nearValue(forms, 0, fromLeft[3 * a], fromLeft[3 * a + 1], ends[1])) / (t - leftNode);
    const slopeAfter =
      (farValue(forms, FORM, fromRight[3 * b], fromRight[3 * b + 1], ends[4]) - ends[4]) / (rightNode - t);
    const crossing = t + (ends[1] - ends[4]) / (slopeAfter - slopeBefore);
    if (crossing > t && crossing < x[row + 1]) {
      best.loss = apart;
      best.knot = crossing;
    }
  }
}
