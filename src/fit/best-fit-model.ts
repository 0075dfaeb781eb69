// best-fit-model.ts: from knots to a sum of ReLUs, written so that it keeps its digits.

import { evaluate, type ReluSum, reluSum } from "../core/index.ts";
import { absoluteValues } from "./best-fit-absolute.ts";
import { type Loss, mae, meanLoss } from "./losses.ts";
import { createChain, type Knots, nodeValues, setKnots } from "./segments-chain.ts";
import { type Rows, rowsBelow, rowsUpTo, withColumns } from "./segments-rows.ts";

/** A table as the loops see it. */
export interface Columns {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
}

/** A sum and the loss that it really has on the table. */
export interface Written {
  readonly model: ReluSum;
  readonly loss: number;
}

/** A fit this much smaller than the data's own spread is rebased on its residuals: moments cancel there. */
const SMALL = 1e-6;

/** Knots on either side of a row are written apart by this share of the gaps beside it; nearer, and kinks eat up the digits. */
const APART = 1e-6;

/**
 * The least-squares sum with these knots, with its loss from its own residuals. Where the loss is small the residuals
 * are fitted once more and the correction added, as iterative refinement does in linear algebra.
 *
 * @param minPoints how many rows there are strictly between the knots, and shall be between those that are written
 */
export function writeModel(rows: Rows, knots: Knots, table: Columns, loss: Loss, minPoints = 0): Written {
  return leastOf(tidyKnots(rows, knots, minPoints).map((tidy) => writeTidy(rows, tidy, table, loss)));
}

function writeTidy(rows: Rows, tidy: Knots, table: Columns, loss: Loss): Written {
  const chain = createChain(rows, tidy.length);
  const left = setKnots(chain, tidy);
  const { nodes } = chain;
  let values = nodeValues(chain);
  let best = scored(modelThrough(rows, nodes, values), table, loss);
  if (left > SMALL * rows.totalWeight) return best;
  const { x, y, xScale, xShift, yScale, yShift } = rows;
  const xs = x.map((t) => t * xScale + xShift);
  for (let round = 0; round < 3; round++) {
    const predicted = evaluate(modelThrough(rows, nodes, values), xs);
    const residuals = y.map((value, i) => value - (predicted[i] - yShift) / yScale);
    const refit = createChain(withColumns(rows, residuals), tidy.length);
    setKnots(refit, tidy);
    const correction = nodeValues(refit);
    values = values.map((value, j) => value + correction[j]);
    const next = scored(modelThrough(rows, nodes, values), table, loss);
    if (!(next.loss < best.loss)) break;
    best = next;
  }
  return best;
}

/** The sum with these knots and the least mean absolute error, begun at the weighted least squares of `rows`. */
export function writeAbsoluteModel(rows: Rows, knots: Knots, table: Required<Columns>, minPoints: number): Written {
  const x = table.x.map((value) => (value - rows.xShift) / rows.xScale);
  const y = table.y.map((value) => (value - rows.yShift) / rows.yScale);
  const written = tidyKnots(rows, knots, minPoints).map((tidy) => {
    const chain = createChain(rows, tidy.length);
    setKnots(chain, tidy);
    const values = absoluteValues(x, y, table.weights, chain.nodes, nodeValues(chain));
    return scored(modelThrough(rows, chain.nodes, values), table, mae);
  });
  return leastOf(written);
}

/** The one with the least loss, the first of those that are as good. */
function leastOf(all: readonly Written[]): Written {
  return all.reduce((best, next) => (next.loss < best.loss * (1 - APART) ? next : best));
}

function scored(model: ReluSum, { x, y, weights }: Columns, loss: Loss): Written {
  return { model, loss: meanLoss(loss, evaluate(model, x), y, weights) };
}

/**
 * Knots as they may be written: rounded to numbers of the table's own scale, and out of gaps that they
 * share (but not where segments are to have rows strictly between: a gap's ends would take theirs). Two close to a row, on
 * either side of it, are one knot on it; or else a jump through it, and set apart. Where x spans so many orders of magnitude
 * that segments are a millionth of it, also without some: kinks there may leave no digits for the rest.
 */
function tidyKnots(rows: Rows, knots: Knots, minPoints: number): Knots[] {
  const { x, xScale, xShift } = rows;
  let tidy: Knots = knots.map((t) => {
    const row = rowsUpTo(x, t);
    if (x[row - 1] === t) return t;
    const rounded = (t * xScale + xShift - xShift) / xScale;
    if (minPoints === 0) return rounded;
    // Rounding may not take a knot past a row that counts, or onto it.
    const digits = 2 ** -50 * (Math.abs(t) + Math.abs(xShift) / xScale);
    const room = Math.min((x[row] - x[row - 1]) / 2, digits);
    return Math.min(Math.max(rounded, x[row - 1] + room), x[row] - room);
  });
  for (let crowded = minPoints === 0; crowded; ) {
    const next = outOfGaps(rows, tidy);
    crowded = next.some((t, j) => t !== tidy[j]);
    tidy = next;
  }
  const single = new Set(tidy);
  const apart = tidy.slice();
  for (let j = 1; j < tidy.length; j++) {
    const row = rowsBelow(x, tidy[j]) - 1;
    const share = (APART * Math.min(x[row] - x[row - 1], x[row + 1] - x[row])) / (tidy[j] - tidy[j - 1]);
    if (!(tidy[j - 1] < x[row] && share > 1)) continue;
    for (const i of [j - 1, j]) {
      single.delete(tidy[i]);
      apart[i] = x[row] + share * (tidy[i] - x[row]);
    }
    single.add(x[row]);
  }
  const ways = single.size < tidy.length ? [Float64Array.from(single).sort(), apart] : [tidy];
  for (let width = 1e-12; width < 1e-5; width *= 100) {
    const fewer = withWidths(rows, tidy, width);
    if (fewer.length < ways[ways.length - 1].length) ways.push(fewer);
  }
  return ways;
}

/** Knots left where each segment is to have at least this width. */
function withWidths({ x, size }: Rows, knots: Knots, width: number): Knots {
  let from = x[0];
  return knots.filter((t) => {
    const wide = t - from >= width && x[size - 1] - t >= width;
    if (wide) from = t;
    return wide;
  });
}

/**
 * Two knots or more in one gap between neighbouring x (ends included) become its ends, where they make the same jump with the
 * smallest kinks; one in the first or last gap moves to its inner end, where it does the same.
 */
function outOfGaps({ x, size }: Rows, knots: Knots): Knots {
  const out = new Set<number>();
  knots.forEach((knot, j) => {
    const row = rowsUpTo(x, knot) - 1;
    const crowded = knots[j - 1] >= x[row] || knots[j + 1] <= x[row + 1] || row === 0 || row === size - 2;
    if (knot > x[row] && crowded) out.add(x[row]).add(x[row + 1]);
    else out.add(knot);
  });
  return Float64Array.from(out)
    .sort()
    .filter((t) => t > x[0] && t < x[size - 1]);
}

/**
 * The sum through given values at given nodes (scaled), in the table's units. Units are max(0, x − t) or max(0, t − x):
 * x − t is exact near t, however far both are from 0. Far from 0, intercept + slope·x rounds by |slope·x|, so the line is
 * that of the flattest segment and units to its left face left; otherwise it is the first segment's.
 */
function modelThrough(rows: Rows, nodes: Float64Array, values: Float64Array): ReluSum {
  const { xScale, xShift, yScale, yShift } = rows;
  const slopes = new Float64Array(Math.max(1, nodes.length - 1));
  for (let j = 0; j + 1 < nodes.length; j++) {
    const width = nodes[j + 1] - nodes[j];
    slopes[j] = width > 0 ? (((values[j + 1] - values[j]) / width) * yScale) / xScale : 0;
  }
  let base = 0;
  if (Math.abs(xShift) > 1e3 * xScale) {
    for (let j = 1; j < slopes.length; j++) if (Math.abs(slopes[j]) < Math.abs(slopes[base])) base = j;
  }
  const units = [];
  for (let j = 1; j < slopes.length; j++) {
    const weight = slopes[j] - slopes[j - 1];
    const t = nodes[j] * xScale + xShift;
    if (weight !== 0) units.push(j > base ? { m: 1, b: -t, weight } : { m: -1, b: t, weight });
  }
  const slope = slopes[base];
  const anchor = nodes[base] * xScale + xShift;
  return reluSum(units, { intercept: values[base] * yScale + yShift - slope * anchor, slope });
}
