// best-fit-model.ts: from knots to a sum of ReLUs, written so that it keeps its digits.

import { evaluate, type ReluSum, reluSum } from "../core/index.ts";
import { absoluteValues } from "./best-fit-absolute.ts";
import { type Loss, mae, meanLoss } from "./losses.ts";
import { createChain, type Knots, nodeValues, setKnots } from "./segments-chain.ts";
import { type Rows, rowsUpTo, withColumns } from "./segments-rows.ts";

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

/**
 * The least-squares sum with these knots, with its loss from its own residuals. Where the loss is small the residuals
 * are fitted once more and the correction added, as iterative refinement does in linear algebra.
 */
export function writeModel(rows: Rows, knots: Knots, table: Columns, loss: Loss): Written {
  const tidy = tidyKnots(rows, knots);
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
export function writeAbsoluteModel(rows: Rows, knots: Knots, table: Required<Columns>): Written {
  const tidy = tidyKnots(rows, knots);
  const chain = createChain(rows, tidy.length);
  setKnots(chain, tidy);
  const x = table.x.map((value) => (value - rows.xShift) / rows.xScale);
  const y = table.y.map((value) => (value - rows.yShift) / rows.yScale);
  const values = absoluteValues(x, y, table.weights, chain.nodes, nodeValues(chain));
  return scored(modelThrough(rows, chain.nodes, values), table, mae);
}

function scored(model: ReluSum, { x, y, weights }: Columns, loss: Loss): Written {
  return { model, loss: meanLoss(loss, evaluate(model, x), y, weights) };
}

/**
 * Knots as they are written: rounded to numbers of the table's own scale. Two or more in one gap between neighbouring x
 * become that gap's ends, where they make the same jump with the smallest kinks; one in the first or last gap moves to
 * its inner end, where it does the same.
 */
export function tidyKnots({ x, xScale, xShift, size }: Rows, knots: Knots): Knots {
  const tidy = new Set<number>();
  knots.forEach((knot, j) => {
    const row = rowsUpTo(x, knot) - 1;
    const crowded = knots[j - 1] >= x[row] || knots[j + 1] <= x[row + 1] || row === 0 || row === size - 2;
    if (knot > x[row] && crowded) tidy.add(x[row]).add(x[row + 1]);
    else if (knot === x[row]) tidy.add(knot);
    else tidy.add((knot * xScale + xShift - xShift) / xScale);
  });
  return Float64Array.from(tidy)
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
