// best-fit-robust.ts: the best sum for losses other than the squared error, by least squares with weights.

import { evaluate } from "../core/index.ts";
import { evenRows } from "./best-fit-grid.ts";
import { allowed, createBench } from "./best-fit-local.ts";
import { type Columns, type Written, writeAbsoluteModel, writeModel } from "./best-fit-model.ts";
import { settle } from "./best-fit-polish.ts";
import { type Effort, searchKnots, within } from "./best-fit-search.ts";
import { type Loss, mae } from "./losses.ts";
import { typicalSize, weightsFor } from "./reweighting.ts";
import { type Knots, lossAt, withKnot, withoutKnot } from "./segments-chain.ts";
import { prepareRows, rowsUpTo, sortedColumns } from "./segments-rows.ts";

/** With more rows the knots are sought on so many of them, at even ranks, and only then moved on all. */
const ROWS = 5000;
/** Rounds of reweighting from one start; on all rows of a long table only the last few. */
const ROUNDS = 45;
const LATE_ROUNDS = 5;
/** Rows at which each knot is tried before all are moved about, if that many trials may be made. */
const PLACES = 60;
/** Rows that may be looked at in all to find better knots for the mean absolute error. */
const TRIALS = 4e5;

interface Robust extends Written {
  readonly knots: Knots;
  readonly residuals: Float64Array;
  /** those that the model is the least-squares fit for */
  readonly weights: Float64Array;
}

/**
 * Iteratively reweighted least squares (Holland & Welsch 1977, doi:10.1080/03610927708827533): with weights ψ(r)/r at the
 * present residuals, ψ the loss's derivative, a fit that lowers the weighted squares lowers the loss. Near 0 residuals
 * count as `floor`, which shrinks from round to round. It starts at the least-squares optimum, and again at
 * the best fit to the reweighted rows, as long as that ends lower. For the mean absolute error the values are exact for
 * the knots found. A local search: nothing is proved.
 */
export function* robustFit(
  table: Columns,
  units: number,
  minPoints: number,
  loss: Loss,
  effort: Effort = "thorough",
): Generator<number, Written> {
  const all = sortedColumns(table.x, table.y, table.weights);
  const some = thinned(all);
  const fit = (columns: Required<Columns>, knots: Knots, rounds: number) =>
    reweight(columns, knots, minPoints, loss, rounds);
  const found = yield* within(0, 0.3, searchKnots(prepareRows(some.x, some.y, some.weights), units, minPoints, effort));
  let best = fit(some, found.knots, ROUNDS);
  yield 0.4;
  for (let attempt = 0; attempt < (effort === "quick" ? 1 : 3); attempt++) {
    const weights = weightsFor(best.residuals, loss, typicalSize(best.residuals), some.weights);
    const from = 0.4 + 0.15 * attempt;
    const search = searchKnots(prepareRows(some.x, some.y, weights), units, minPoints, effort);
    const next = fit(some, (yield* within(from, from + 0.1, search)).knots, ROUNDS);
    yield from + 0.15;
    if (!(next.loss < best.loss * (1 - 1e-6))) break;
    best = next;
  }
  if (loss === mae)
    best = yield* within(0.85, 0.95, nudge(some, best, minPoints, effort === "quick" ? TRIALS / 8 : TRIALS));
  return some === all ? best : fit(all, best.knots, LATE_ROUNDS);
}

function reweight(columns: Required<Columns>, start: Knots, minPoints: number, loss: Loss, rounds: number): Robust {
  const { x, y } = columns;
  let knots = start;
  let weights = columns.weights;
  let floor = 0;
  let best: Robust | undefined;
  for (let round = 0; round <= rounds; round++) {
    const rows = prepareRows(x, y, weights);
    const bench = createBench(rows, knots.length, minPoints);
    if (round > 0) knots = settle(bench, { knots, loss: lossAt(rows, knots) }).knots;
    const written = writeModel(rows, knots, columns, loss, minPoints);
    const predicted = evaluate(written.model, x);
    const residuals = y.map((value, i) => value - predicted[i]);
    if (best === undefined || written.loss < best.loss) best = { ...written, knots, residuals, weights };
    floor = round === 0 ? typicalSize(residuals) : floor * 0.6;
    if (floor === 0) break;
    weights = weightsFor(residuals, loss, floor, columns.weights);
  }
  return best as Robust;
}

/**
 * Moves knots one at a time, each place judged by its exact mean absolute error: first anywhere, then by ranks of rows,
 * half as far whenever no move helps. It does what reweighting, which sees a smooth loss, leaves undone.
 */
function* nudge(
  columns: Required<Columns>,
  start: Robust,
  minPoints: number,
  budget: number,
): Generator<number, Robust> {
  const rows = prepareRows(columns.x, columns.y, start.weights);
  const bench = createBench(rows, start.knots.length, minPoints);
  const trials = budget / (rows.size + 200);
  let best = start;
  let trial = 0;
  const attempt = (knots: Knots): boolean => {
    trial++;
    if (!allowed(bench, knots)) return false;
    const written = writeAbsoluteModel(rows, knots, columns, minPoints);
    if (!(written.loss < best.loss * (1 - 1e-12))) return false;
    best = { ...best, ...written, knots };
    return true;
  };
  attempt(start.knots);
  const places = evenRows(rows, PLACES);
  for (let j = 0; j < best.knots.length && places.length * best.knots.length < trials; j++) {
    const others = withoutKnot(best.knots, j);
    for (const row of places) if (!others.includes(rows.x[row])) attempt(withKnot(others, rows.x[row]));
    yield Math.min(1, trial / trials);
  }
  for (let step = Math.max(1, rows.size / 16); step > 0.01 && trial < trials; ) {
    let helped = false;
    for (let j = 0; j < best.knots.length; j++) {
      for (const direction of [-step, step]) {
        const moved = best.knots.slice();
        moved[j] = placeAt(rows.x, rankOf(rows.x, moved[j]) + direction);
        helped = attempt(moved.sort()) || helped;
      }
      yield Math.min(1, trial / trials);
    }
    if (!helped) step /= 2;
  }
  return best;
}

/** The number of rows to the left of a place, with the share of the gap it stands in. */
function rankOf(x: Float64Array, place: number): number {
  const row = rowsUpTo(x, place) - 1;
  return row + (place - x[row]) / (x[row + 1] - x[row]);
}

function placeAt(x: Float64Array, rank: number): number {
  const row = Math.max(0, Math.min(x.length - 2, Math.floor(rank)));
  return x[row] + (x[row + 1] - x[row]) * (rank - row);
}

function thinned(all: Required<Columns>): Required<Columns> {
  const count = all.x.length;
  if (count <= ROWS) return all;
  const pick = (values: Float64Array) =>
    Float64Array.from({ length: ROWS }, (_, i) => values[Math.round((i * (count - 1)) / (ROWS - 1))]);
  return { x: pick(all.x), y: pick(all.y), weights: pick(all.weights) };
}
