// best-fit-robust.ts: the best sum for losses other than the squared error, by least squares with weights.

import { evaluate } from "../core/index.ts";
import { createBench } from "./best-fit-local.ts";
import { type Columns, type Written, writeModel } from "./best-fit-model.ts";
import { settle } from "./best-fit-polish.ts";
import { searchKnots, within } from "./best-fit-search.ts";
import type { Loss } from "./losses.ts";
import { type Knots, lossAt } from "./segments-chain.ts";
import { prepareRows, sortedColumns } from "./segments-rows.ts";

/** With more rows the knots are sought on so many of them, at even ranks, and only then moved on all. */
const ROWS = 20_000;
/** Rounds of reweighting from one start; on all rows of a long table only the last few. */
const ROUNDS = 60;
const LATE_ROUNDS = 8;

interface Robust extends Written {
  readonly knots: Knots;
  readonly residuals: Float64Array;
}

/**
 * Iteratively reweighted least squares (Holland & Welsch 1977, doi:10.1080/03610927708827533): with weights ψ(r)/r at the
 * present residuals, ψ the loss's derivative, a fit that lowers the weighted squares lowers the loss. Near 0 residuals
 * count as `floor`, which shrinks from round to round. It starts at the least-squares optimum, and again at
 * the best fit to the reweighted rows, as long as that ends lower. A local search: nothing is proved.
 */
export function* robustFit(table: Columns, units: number, minPoints: number, loss: Loss): Generator<number, Written> {
  const all = sortedColumns(table.x, table.y, table.weights);
  const some = thinned(all);
  const fit = (columns: Columns, knots: Knots, rounds: number) => reweight(columns, knots, minPoints, loss, rounds);
  const found = yield* within(0, 0.3, searchKnots(prepareRows(some.x, some.y, some.weights), units, minPoints));
  let best = fit(some, found.knots, ROUNDS);
  yield 0.4;
  for (let attempt = 0; attempt < 3; attempt++) {
    const weights = weightsFor(some, best.residuals, loss, typicalSize(best.residuals));
    const from = 0.4 + 0.15 * attempt;
    const search = searchKnots(prepareRows(some.x, some.y, weights), units, minPoints);
    const next = fit(some, (yield* within(from, from + 0.1, search)).knots, ROUNDS);
    yield from + 0.15;
    if (!(next.loss < best.loss * (1 - 1e-6))) break;
    best = next;
  }
  return some === all ? best : fit(all, best.knots, LATE_ROUNDS);
}

function reweight(columns: Columns, start: Knots, minPoints: number, loss: Loss, rounds: number): Robust {
  const { x, y } = columns;
  let knots = start;
  let weights = columns.weights;
  let floor = 0;
  let best: Robust | undefined;
  for (let round = 0; round <= rounds; round++) {
    const rows = prepareRows(x, y, weights);
    const bench = createBench(rows, knots.length, minPoints);
    if (round > 0) knots = settle(bench, { knots, loss: lossAt(rows, knots) }).knots;
    const written = writeModel(rows, knots, columns, loss);
    const predicted = evaluate(written.model, x);
    const residuals = y.map((value, i) => value - predicted[i]);
    if (best === undefined || written.loss < best.loss) best = { ...written, knots, residuals };
    floor = round === 0 ? typicalSize(residuals) : floor * 0.7;
    if (floor === 0) break;
    weights = weightsFor(columns, residuals, loss, floor);
  }
  return best as Robust;
}

/** w·ψ(r)/r for each row, |r| no less than `floor`. */
function weightsFor({ weights }: Columns, residuals: Float64Array, loss: Loss, floor: number): Float64Array {
  return residuals.map((residual, i) => {
    const r = Math.max(Math.abs(residual), floor);
    return ((weights ? weights[i] : 1) * loss.derivative(r)) / r;
  });
}

/** The mean absolute value. */
function typicalSize(residuals: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < residuals.length; i++) sum += Math.abs(residuals[i]);
  return sum / residuals.length;
}

function thinned(all: Columns): Columns {
  const count = all.x.length;
  if (count <= ROWS) return all;
  const pick = (values: Float64Array) =>
    Float64Array.from({ length: ROWS }, (_, i) => values[Math.round((i * (count - 1)) / (ROWS - 1))]);
  return { x: pick(all.x), y: pick(all.y), weights: all.weights && pick(all.weights) };
}
