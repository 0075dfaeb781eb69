// segments-chain.ts: the least-squares values at fixed knots, and the best place for one knot among the others.

import { absorb, carryLeft, carryRight, FORM, lineLoss, MOMENTS, meet, nearValue, writeForm } from "./segments.ts";
import { type Rows, rowsBelow, rowsUpTo } from "./segments-rows.ts";

/** Ascending positions strictly inside the data's range, in the scaled x of `Rows`. */
export type Knots = Float64Array;

/** A fit in the making: its knots and the squared error that it leaves beyond `rows.scatter`. */
export interface Placed {
  readonly knots: Knots;
  readonly loss: number;
}

/** All that follows from fixing the knots: a chain of segments, each a quadratic form in the values at its ends. */
export interface Chain extends Placed {
  /** the knots between the first and the last x */
  readonly nodes: Float64Array;
  /** rowsUpTo of each node; 0 for the first: segment j holds rows [starts[j], starts[j + 1]) */
  readonly starts: Int32Array;
  readonly forms: Float64Array;
  /** three numbers a node: curvature, centre, least of the loss of all rows to its left by the value there */
  readonly fromLeft: Float64Array;
}

/**
 * The best continuous piecewise-linear function with these knots: hat functions' tridiagonal normal equations,
 * eliminated from left to right, O(k log n).
 */
export function chain(rows: Rows, knots: Knots): Chain {
  const segments = knots.length + 1;
  const nodes = new Float64Array(segments + 1);
  nodes[0] = rows.x[0];
  nodes.set(knots, 1);
  nodes[segments] = rows.x[rows.size - 1];
  const starts = new Int32Array(segments + 1);
  const forms = new Float64Array(segments * FORM);
  const fromLeft = new Float64Array(3 * segments + 3);
  const moments = new Float64Array(MOMENTS);
  for (let j = 0; j < segments; j++) {
    starts[j + 1] = j + 1 === segments ? rows.size : rowsUpTo(rows.x, nodes[j + 1]);
    rows.moments(starts[j], starts[j + 1], moments, 0);
    writeForm(moments, 0, nodes[j], nodes[j + 1], forms, j * FORM);
    carryRight(forms, j * FORM, fromLeft[3 * j], fromLeft[3 * j + 1], fromLeft[3 * j + 2], fromLeft, 3 * j + 3);
  }
  return { knots, loss: fromLeft[3 * segments + 2], nodes, starts, forms, fromLeft };
}

/** The loss of the best fit with these knots. */
export function lossAt(rows: Rows, knots: Knots): number {
  return chain(rows, knots).loss;
}

/** The values at a chain's nodes that attain its loss. */
export function nodeValues({ nodes, forms, fromLeft }: Chain): Float64Array {
  const last = nodes.length - 1;
  const values = new Float64Array(last + 1);
  values[last] = fromLeft[3 * last + 1];
  for (let j = last - 1; j >= 0; j--) {
    values[j] = nearValue(forms, j * FORM, fromLeft[3 * j], fromLeft[3 * j + 1], values[j + 1]);
  }
  return values;
}

/** As `fromLeft`, from the other side: three numbers a node for the rows to its right. */
export function fromRight({ nodes, forms }: Chain): Float64Array {
  const last = nodes.length - 1;
  const out = new Float64Array(3 * last + 3);
  for (let j = last - 1; j >= 0; j--) {
    carryLeft(forms, j * FORM, out[3 * j + 3], out[3 * j + 4], out[3 * j + 5], out, 3 * j);
  }
  return out;
}

/** Where one more knot does best, and, as `jump`, the gap between neighbouring x where two more do. */
export interface Insertion {
  loss: number;
  knot: number;
  jumpLoss: number;
  /** the jump's two knots are x[jumpRow] and x[jumpRow + 1] */
  jumpRow: number;
}

/** Insertion's start: nothing found yet. */
export function noInsertion(): Insertion {
  return { loss: Infinity, knot: NaN, jumpLoss: Infinity, jumpRow: -1 };
}

/** Room for the scan below, made once for a table and reused. */
export interface ScanRoom {
  readonly right: Float64Array;
  readonly left: Float64Array;
  readonly form: Float64Array;
  readonly parabolas: Float64Array;
}

export function scanRoom(positions: number): ScanRoom {
  return {
    right: new Float64Array((positions + 1) * MOMENTS),
    left: new Float64Array(2 * MOMENTS),
    form: new Float64Array(2 * FORM),
    parabolas: new Float64Array(6),
  };
}

/**
 * Tries one knot at each of the given rows between nodes `j` and `j + 1` of a chain, and in the gap after each, all other
 * knots fixed; exact, and O(1) a row. With the rows left and right of the knot fixed, its best place is where the best
 * line from the left meets the best line from the right, if they do in that gap; else it stands on one of the gap's rows.
 *
 * @param positions ascending row numbers; those from `begin` up to `end` lie strictly inside the segment
 * @param best improved in place
 */
export function scanSegment(
  rows: Rows,
  { nodes, starts, fromLeft }: Pick<Chain, "nodes" | "starts" | "fromLeft">,
  rightParabolas: Float64Array,
  j: number,
  to: number,
  positions: Int32Array,
  begin: number,
  end: number,
  minPoints: number,
  room: ScanRoom,
  best: Insertion,
): void {
  if (begin >= end) return;
  const { x, counts } = rows;
  const { right, left, form, parabolas } = room;
  const leftNode = nodes[j];
  const rightNode = nodes[to];
  const firstRow = starts[j];
  const lastRow = starts[to];
  const strictEnd = to === nodes.length - 1 ? lastRow : rowsBelow(x, rightNode);
  // Moments of the rows after each position up to the segment's end, from the right inwards.
  rows.moments(positions[end - 1] + 1, lastRow, right, (end - 1 - begin) * MOMENTS);
  for (let k = end - 2; k >= begin; k--) {
    const at = (k - begin) * MOMENTS;
    rows.moments(positions[k] + 1, positions[k + 1] + 1, right, at);
    absorb(right, at, right, at + MOMENTS);
  }
  left.fill(0);
  let reached = firstRow;
  for (let k = begin; k < end; k++) {
    const row = positions[k];
    rows.moments(reached, row + 1, left, MOMENTS);
    absorb(left, 0, left, MOMENTS);
    reached = row + 1;
    const t = x[row];
    const r = (k - begin) * MOMENTS;
    const atLeast = fromLeft[3 * j + 2] + lineLoss(left, 0) + lineLoss(right, r) + rightParabolas[3 * to + 2];
    if (atLeast >= best.loss && atLeast >= best.jumpLoss) continue;
    writeForm(left, 0, leftNode, t, form, 0);
    carryRight(form, 0, fromLeft[3 * j], fromLeft[3 * j + 1], fromLeft[3 * j + 2], parabolas, 0);
    writeForm(right, r, t, rightNode, form, FORM);
    carryLeft(form, FORM, rightParabolas[3 * to], rightParabolas[3 * to + 1], rightParabolas[3 * to + 2], parabolas, 3);
    const apart = parabolas[2] + parabolas[5];
    const after = counts[strictEnd] - counts[row + 1];
    const through = counts[row + 1] - counts[firstRow];
    if (apart < best.jumpLoss && minPoints === 0 && row + 1 < lastRow) {
      best.jumpLoss = apart;
      best.jumpRow = row;
    }
    if (apart >= best.loss || after < minPoints) continue;
    const pinned = meet(parabolas[0], parabolas[1], parabolas[2], parabolas[3], parabolas[4], parabolas[5]);
    if (pinned < best.loss && counts[row] - counts[firstRow] >= minPoints) {
      best.loss = pinned;
      best.knot = t;
    }
    if (through < minPoints || row + 1 >= rows.size) continue;
    const leftSlope =
      (parabolas[1] - nearValue(form, 0, fromLeft[3 * j], fromLeft[3 * j + 1], parabolas[1])) / (t - leftNode);
    const rightSlope = farSlope(form, rightParabolas, to, parabolas[4], rightNode - t);
    const crossing = t + (parabolas[1] - parabolas[4]) / (rightSlope - leftSlope);
    if (crossing > t && crossing < x[row + 1] && crossing < rightNode) {
      best.loss = apart;
      best.knot = crossing;
    }
  }
}

function farSlope(form: Float64Array, parabolas: Float64Array, node: number, value: number, width: number): number {
  const curvature = parabolas[3 * node];
  const centre = parabolas[3 * node + 1];
  const sum = curvature + form[FORM + 3];
  const far =
    sum > 0
      ? form[FORM + 6] + (curvature * (centre - form[FORM + 6]) - form[FORM + 2] * (value - form[FORM + 5])) / sum
      : centre;
  return (far - value) / width;
}
