// best-fit.ts: the best sum of k ReLUs for a table of one input.

import { type ReluSum, toFloat64Array, type Vector } from "../core/index.ts";
import { type Columns, writeModel } from "./best-fit-model.ts";
import { robustFit } from "./best-fit-robust.ts";
import { type Effort, nothing, searchKnots } from "./best-fit-search.ts";
import { record, show, tableOf, wholeFrom } from "./check.ts";
import { plainHeights } from "./heights.ts";
import { type Loss, mae, mse } from "./losses.ts";
import { prepareRows, type Rows } from "./segments-rows.ts";

const LOSSES = { mse, mae };
const OPTIONS = ["units", "minPoints", "loss", "onProgress", "signal"];

/** The dynamic program's own tolerance, and some: losses nearer than this are the same. */
const CLOSE = 1e-4;

/** A table of one input: as many y as x, and, if rows count differently, a weight ≥ 0 for each. */
export interface Table {
  readonly x: Vector;
  readonly y: Vector;
  readonly weights?: Vector;
}

export interface BestFitOptions {
  /** k, how many ReLUs at most */
  readonly units: number;
  /** what to minimize: 'mse' unless said, 'mae', or a loss such as `mse`, `mae` or `huber(delta)` */
  readonly loss?: "mse" | "mae" | Loss;
  /** rows that lie strictly between neighbouring knots, and outside the first and the last, at least; 0 unless said */
  readonly minPoints?: number;
  /** called with the share of the work done, from 0 to 1 */
  readonly onProgress?: (fraction: number) => void;
  /** ends the search with its reason when it is aborted */
  readonly signal?: AbortSignal;
}

/** How near the optimum a fit is known to be. All losses are those of the table, per row. */
export interface Optimality {
  /**
   * true if the loss is, to one part in 10,000, not above `gridBound`, or not above `bound`: no choice of knots on the
   * grid, or none at all, does better
   */
  readonly proved: boolean;
  /** how many places for knots the dynamic program compared, all choices of k of them; 0 if it was cut short */
  readonly grid: number;
  /** no sum with its knots on those places has a lower loss; 0 if there are none */
  readonly gridBound: number;
  /** no sum of k units has a lower loss, wherever its knots: what k + 1 independent lines lose */
  readonly bound: number;
}

export interface BestFit {
  readonly model: ReluSum;
  /** mean (weighted) loss of `model`, from its own residuals */
  readonly loss: number;
  /** 'optimal' if `optimality.proved`, else 'found': the best of a long search, not shown to be the optimum */
  readonly status: "optimal" | "found";
  readonly optimality: Optimality;
}

/**
 * The least-squares best intercept + slope·x + Σ weight·max(0, m·x + b) with k units: the best continuous
 * piecewise-linear function with k knots wherever they do best. Units that would not lower the loss are left out.
 *
 * With the knots fixed the rest is linear least squares (hat functions, a tridiagonal system); the knots come from a
 * greedy start, a dynamic program over a grid of places whose state is the lower envelope of quadratics in the value at
 * the knot, and polish off the grid. Work is bounded by counting, not by a clock: the same table gives the same fit.
 *
 * A sum of this form rounds by |slope·x|, which no search can mend: where x lie closer to each other than 1e-13 of their distance
 * from 0, take an offset from them first.
 *
 * For another loss the fit is the best that reweighted least squares finds from there; its status is 'found'.
 *
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if the table is empty, its columns differ in length, or a number is out of its range
 */
export function bestFit(table: Table, options: BestFitOptions): BestFit {
  return run(bestFitSteps(table, options), options);
}

/** Runs steps to their end, telling progress and heeding the signal after each. */
export function run<T>(steps: Generator<number, T>, options: Pick<BestFitOptions, "onProgress" | "signal">): T {
  // The steps check their options themselves, at the first of them.
  const { signal, onProgress } = options ?? {};
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = steps.next();
    if (done) {
      onProgress?.(1);
      return value;
    }
    onProgress?.(value);
  }
}

/**
 * `bestFit` in steps of some milliseconds: a generator that yields the share of the work done and returns the fit. For
 * pages and commands that want to do something else in between. Its first step sorts the rows and sums over them, at one go: that
 * takes most of a second for a million rows, so call it in a worker where that would be felt.
 */
export function* bestFitSteps(table: Table, options: BestFitOptions): Generator<number, BestFit> {
  const given = checkedTable("bestFit", table);
  const { units, minPoints = 0, loss: measure = "mse" } = record(options, "bestFit: options", OPTIONS);
  const k = wholeFrom(0, units, "bestFit: units");
  const least = wholeFrom(0, minPoints, "bestFit: minPoints");
  const { columns, loss, fitOf } = plainHeights(given, checkedLoss("bestFit: loss", measure));
  const { x, y, weights } = columns;
  return fitOf(
    yield* loss === mse ? fitRows(prepareRows(x, y, weights), columns, k, least) : fitRobustly(columns, k, least, loss),
  );
}

/** The fit for a loss other than the squared error: of a local search, so nothing is shown. */
export function* fitRobustly(
  table: Columns,
  units: number,
  minPoints: number,
  loss: Loss,
  effort?: Effort,
): Generator<number, BestFit> {
  const found = yield* robustFit(table, units, minPoints, loss, effort);
  const optimality = { proved: false, grid: 0, gridBound: 0, bound: 0 };
  return { model: found.model, loss: found.loss, status: "found", optimality };
}

/** The least-squares fit of rows that are ready, written and measured on the table they come from. */
export function* fitRows(
  rows: Rows,
  table: Columns,
  units: number,
  minPoints: number,
  effort?: Effort,
): Generator<number, BestFit> {
  const found = yield* searchKnots(rows, units, minPoints, effort);
  const { model, loss } = writeModel(rows, found.knots, table, mse, minPoints);
  const perRow = (squares: number) => ((squares + rows.scatter) / rows.totalWeight) * rows.yScale * rows.yScale;
  const exact = found.loss <= nothing(rows);
  const reached = loss <= (1 + CLOSE) * perRow(found.loss);
  const proved = exact || (reached && found.loss <= (1 + CLOSE) * Math.max(found.gridBound, found.bound));
  const gridBound = found.grid > 0 ? perRow(found.gridBound) : 0;
  const optimality = { proved, grid: found.grid, gridBound, bound: Math.min(loss, perRow(found.bound)) };
  return { model, loss, status: proved ? "optimal" : "found", optimality };
}

/** A loss by its name or itself. */
export function checkedLoss(where: string, loss: unknown): Loss {
  if (typeof loss === "string" && Object.hasOwn(LOSSES, loss)) return LOSSES[loss as keyof typeof LOSSES];
  if (typeof loss === "function" && typeof (loss as Loss).derivative === "function") return loss as Loss;
  throw new TypeError(`${where} must be 'mse', 'mae', mse, mae or huber(delta), got ${show(loss)}`);
}

/** The table's columns, which must be of one length and finite, with weights ≥ 0 that are not all 0. */
export function checkedTable(where: string, table: Table): Columns {
  tableOf(table, `${where}: data`, ["x", "y", "weights"]);
  const x = checkedColumn(`${where}: x`, table.x);
  const y = checkedColumn(`${where}: y`, table.y);
  if (x.length === 0) throw new RangeError(`${where}: x must have at least one row, got 0`);
  if (y.length !== x.length) throw new RangeError(`${where}: y must be as long as x (${x.length}), got ${y.length}`);
  if (table.weights === undefined) return { x, y };
  const weights = checkedColumn(`${where}: weights`, table.weights);
  if (weights.length !== x.length) {
    throw new RangeError(`${where}: weights must be as long as x (${x.length}), got ${weights.length}`);
  }
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) throw new RangeError(`${where}: weights[${negative}] must be >= 0, got ${weights[negative]}`);
  if (weights.every((weight) => weight === 0)) throw new RangeError(`${where}: weights must not all be 0, got only 0`);
  return { x, y, weights };
}

function checkedColumn(where: string, values: Vector): Float64Array {
  const column = toFloat64Array(values, where);
  const bad = column.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${where}[${bad}] must be a finite number, got ${column[bad]}`);
  return column;
}
