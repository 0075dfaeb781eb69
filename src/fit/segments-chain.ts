// segments-chain.ts: the least-squares values at fixed knots, by one pass from each side.

import * as runs from "./segments.ts";
import type { Rows } from "./segments-rows.ts";
import * as tables from "./segments-rows.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { carryLeft, carryRight, FORM, MOMENTS, nearValue, writeForm } = runs;
const { rowsUpTo } = tables;

/** Ascending positions strictly inside the data's range, in the scaled x of `Rows`. */
export type Knots = Float64Array;

/** A fit in the making: its knots and the squared error that it leaves beyond `rows.scatter`. */
export interface Placed {
  readonly knots: Knots;
  readonly loss: number;
}

/** All that follows from fixing the knots: segments between nodes, each a quadratic form in the values at its ends. */
export interface Chain {
  readonly rows: Rows;
  /** how many segments are in use: one more than knots */
  segments: number;
  /** the knots between the first and the last x */
  readonly nodes: Float64Array;
  /** segment j holds rows [starts[j], starts[j + 1]): those after its left node, up to and with its right one */
  readonly starts: Int32Array;
  readonly forms: Float64Array;
  /** three numbers a node: curvature, centre and least of the loss of all rows to its left, by the value there */
  readonly fromLeft: Float64Array;
  /** the same for the rows to its right; filled by `passBack` */
  readonly fromRight: Float64Array;
  readonly moments: Float64Array;
}

/** Room for a chain of up to `most` knots. */
export function createChain(rows: Rows, most: number): Chain {
  const segments = most + 1;
  return {
    rows,
    segments: 0,
    nodes: new Float64Array(segments + 1),
    starts: new Int32Array(segments + 1),
    forms: new Float64Array(segments * FORM),
    fromLeft: new Float64Array(3 * segments + 3),
    fromRight: new Float64Array(3 * segments + 3),
    moments: new Float64Array(MOMENTS),
  };
}

/**
 * The best continuous piecewise-linear function with these knots: hat functions' tridiagonal normal equations,
 * eliminated from left to right, O(k log n). Returns its loss.
 */
export function setKnots(chain: Chain, knots: Knots): number {
  const { rows, nodes, starts } = chain;
  const segments = knots.length + 1;
  chain.segments = segments;
  nodes[0] = rows.x[0];
  nodes.set(knots, 1);
  nodes[segments] = rows.x[rows.size - 1];
  for (let j = 1; j < segments; j++) starts[j] = rowsUpTo(rows.x, nodes[j]);
  starts[segments] = rows.size;
  for (let j = 0; j < segments; j++) passSegment(chain, j);
  return chain.fromLeft[3 * segments + 2];
}

/** Writes segment j's form and carries the loss of all rows to its left over it. */
export function passSegment({ rows, nodes, starts, forms, fromLeft, moments }: Chain, j: number): void {
  rows.moments(starts[j], starts[j + 1], moments, 0);
  writeForm(moments, 0, nodes[j], nodes[j + 1], forms, j * FORM);
  carryRight(forms, j * FORM, fromLeft[3 * j], fromLeft[3 * j + 1], fromLeft[3 * j + 2], fromLeft, 3 * j + 3);
}

/** Fills `fromRight` from the last node to the first. */
export function passBack({ segments, forms, fromRight: out }: Chain): void {
  out.fill(0, 3 * segments, 3 * segments + 3);
  for (let j = segments - 1; j >= 0; j--) {
    carryLeft(forms, j * FORM, out[3 * j + 3], out[3 * j + 4], out[3 * j + 5], out, 3 * j);
  }
}

/** The values at the nodes that attain the loss. */
export function nodeValues({ segments, forms, fromLeft }: Chain): Float64Array {
  const values = new Float64Array(segments + 1);
  values[segments] = fromLeft[3 * segments + 1];
  for (let j = segments - 1; j >= 0; j--) {
    values[j] = nearValue(forms, j * FORM, fromLeft[3 * j], fromLeft[3 * j + 1], values[j + 1]);
  }
  return values;
}

const moments = new Float64Array(MOMENTS);
const form = new Float64Array(FORM);
const parabola = new Float64Array(3);

/** The loss of the best fit with these knots; Infinity as soon as it is known to be `limit` or more. */
export function lossAt(rows: Rows, knots: Knots, limit = Infinity): number {
  const { x, size } = rows;
  parabola.fill(0);
  let start = 0;
  let left = x[0];
  for (let j = 0; j <= knots.length; j++) {
    const last = j === knots.length;
    const right = last ? x[size - 1] : knots[j];
    const end = last ? size : rowsUpTo(x, right);
    rows.moments(start, end, moments, 0);
    writeForm(moments, 0, left, right, form, 0);
    carryRight(form, 0, parabola[0], parabola[1], parabola[2], parabola, 0);
    if (parabola[2] >= limit) return Infinity;
    left = right;
    start = end;
  }
  return parabola[2];
}

/** `knots` and one more, in order. */
export function withKnot(knots: Knots, knot: number): Knots {
  const more = new Float64Array(knots.length + 1);
  let j = 0;
  for (; j < knots.length && knots[j] < knot; j++) more[j] = knots[j];
  more[j] = knot;
  for (; j < knots.length; j++) more[j + 1] = knots[j];
  return more;
}

/** `knots` without the j-th. */
export function withoutKnot(knots: Knots, j: number): Knots {
  const fewer = new Float64Array(knots.length - 1);
  fewer.set(knots.subarray(0, j));
  fewer.set(knots.subarray(j + 1), j);
  return fewer;
}
