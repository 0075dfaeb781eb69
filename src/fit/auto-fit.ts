// auto-fit.ts: how many ReLUs a table asks for.

import { evaluate } from "../core/index.ts";
import {
  type BestFit,
  type BestFitOptions,
  checkedLoss,
  checkedTable,
  fitRobustly,
  fitRows,
  run,
  type Table,
} from "./best-fit.ts";
import type { Columns } from "./best-fit-model.ts";
import { type Effort, within } from "./best-fit-search.ts";
import { record, show, wholeFrom } from "./check.ts";
import { plainHeights } from "./heights.ts";
import { type Loss, mse } from "./losses.ts";
import { prepareRows, rowsUpTo } from "./segments-rows.ts";

/** How the number of units is chosen; what each is stands at `FitOfSize`. */
export type Criterion = "bic" | "mbic" | "gcv";

export interface AutoFitOptions extends Pick<BestFitOptions, "loss" | "minPoints" | "onProgress" | "signal"> {
  /** the largest k that is tried; 16 unless said */
  readonly maxUnits?: number;
  /** 'bic' unless said */
  readonly criterion?: Criterion;
}

/**
 * The best fit with k units: its loss and what each criterion makes of it, the lower the better. In all of them d is the
 * power of the residual that the loss grows with: 2 for the squared error, 1 for the absolute one. Residuals with a density
 * in proportion to exp(−(|r|/scale)ᵈ) (the normal one at 2, Laplace's at 1) have (2n/d)·ln(loss) for −2 times their greatest
 * log likelihood, but for a constant. A Huber loss is between: d = Σ r·loss′(r) / Σ loss(r) at the largest sum tried.
 */
export interface FitOfSize {
  readonly units: number;
  /** mean over the rows: squared error unless another loss was asked for */
  readonly loss: number;
  /**
   * (2n/d)·ln(loss) + p·ln(n) with p = 2 + 2k: a knot counts twice, for its place and its kink.
   * Schwarz (1978), doi:10.1214/aos/1176344136.
   */
  readonly bic: number;
  /**
   * (2n/d)·ln(loss) + (2 + 3k)·ln(n) + Σ ln(nᵢ/n) over the k + 1 segments with nᵢ rows each: knots cost more, and most where they part
   * the rows evenly. Zhang & Siegmund (2007), doi:10.1111/j.1541-0420.2006.00662.x, derived there for jumps of
   * the mean; here as an approximation. A segment without rows counts as one.
   */
  readonly mbic: number;
  /**
   * loss / (1 − C/n)ᵈ with C = 2 + k + 3k: the parameters, and MARS's price of 3 for each knot chosen.
   * Friedman (1991), doi:10.1214/aos/1176347963, equations 30 and 32.
   */
  readonly gcv: number;
}

export interface AutoFit extends BestFit {
  /** the number of units chosen */
  readonly units: number;
  readonly criterion: Criterion;
  /** k = 0, 1, … against error: one entry for each k that was tried */
  readonly curve: readonly FitOfSize[];
}

const OPTIONS = ["maxUnits", "criterion", "minPoints", "loss", "onProgress", "signal"];
const CRITERIA = ["bic", "mbic", "gcv"] as const;

/**
 * The best sum of ReLUs with as many units as the table supports: a quicker `bestFit` for every k from 0 to maxUnits, of
 * which the criterion takes one, and the full one for that. Criteria weigh fit against size by asymptotic arguments: where 2 + 2k is more than half of
 * the rows they are Infinity, unless the fit is exact. An exact fit's loss counts as what rounding would leave.
 * To the squared error a row that is far off is worth a spike of its own, two or three knots, since normal noise has none so far:
 * `minPoints` or another loss keeps knots for the rest.
 *
 * @throws {TypeError} if an argument is not of its type, or the loss or the criterion none of those that there are
 * @throws {RangeError} if the table is empty, its columns differ in length, or a number is out of its range
 */
export function autoFit(table: Table, options: AutoFitOptions = {}): AutoFit {
  return run(autoFitSteps(table, options), options);
}

/** `autoFit` in steps: a generator that yields the share of the work done and returns the fit. */
export function* autoFitSteps(table: Table, options: AutoFitOptions = {}): Generator<number, AutoFit> {
  const given = record(options, "autoFit: options", OPTIONS) as AutoFitOptions;
  const own = checkedTable("autoFit", table);
  const maxUnits = wholeFrom(0, given.maxUnits ?? 16, "autoFit: maxUnits");
  const minPoints = wholeFrom(0, given.minPoints ?? 0, "autoFit: minPoints");
  const criterion = checkedCriterion(given.criterion ?? "bic");
  const { columns, loss, logLoss, lossOf, fitOf } = plainHeights(
    own,
    checkedLoss("autoFit: loss", given.loss ?? "mse"),
  );
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const most = Math.max(0, Math.min(maxUnits, rows.size - 2));
  const total = (most + 1) * (most + 2);
  const fits: BestFit[] = [];
  const fitted = (k: number, effort?: Effort) =>
    loss === mse ? fitRows(rows, columns, k, minPoints, effort) : fitRobustly(columns, k, minPoints, loss, effort);
  // A larger sum is never worse than a smaller one, which it contains.
  const add = (k: number, fit: BestFit) => {
    fits[k] = k > 0 && fits[k - 1].loss < fit.loss ? fits[k - 1] : fit;
  };
  for (let k = 0; k <= most; k++) {
    add(k, yield* within((0.9 * k * (k + 1)) / total, (0.9 * (k + 1) * (k + 2)) / total, fitted(k, "quick")));
  }
  const n = rows.counts[rows.size];
  const d = degree(fits[most], columns, loss);
  const weigh = scale(n, columns, loss, d);
  const { units } = fits.map(weigh).reduce((a, b) => (b[criterion] < a[criterion] ? b : a));
  const thorough = yield* within(0.9, 1, fitted(units));
  if (thorough.loss < fits[units].loss) {
    for (let k = units; k <= most; k++) add(k, k === units ? thorough : fits[k]);
  }
  const shift = ((2 * n) / d) * logLoss;
  const curve = fits.map(weigh).map(({ units, loss, bic, mbic, gcv }) => {
    return { units, loss: lossOf(loss), bic: bic + shift, mbic: mbic + shift, gcv: lossOf(gcv) };
  });
  return { ...fitOf(fits[units]), units, criterion, curve };
}

/** The power d of `FitOfSize`. */
function degree({ model }: BestFit, { x, y, weights }: Columns, loss: Loss): number {
  if (loss === mse) return 2;
  const predicted = evaluate(model, x);
  let pull = 0;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const r = y[i] - predicted[i];
    const weight = weights === undefined ? 1 : weights[i];
    pull += weight * r * loss.derivative(r);
    sum += weight * loss.of(r);
  }
  return sum > 0 ? pull / sum : 1;
}

/** What weighs the fit with k units, for n rows. */
function scale(n: number, { x, y, weights }: Columns, loss: Loss, d: number): (fit: BestFit, k: number) => FitOfSize {
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rounding = loss.of(16 * Number.EPSILON * largest);
  const ascending = (weights ? x.filter((_, i) => weights[i] > 0) : x.slice()).sort();
  return ({ model, loss: error }, k) => {
    const parameters = 2 + 2 * k;
    if (parameters > n / 2 && !(error <= rounding && parameters < n)) {
      return { units: k, loss: error, bic: Infinity, mbic: Infinity, gcv: Infinity };
    }
    const counted = Math.max(error, rounding);
    const fit = counted > 0 ? ((2 * n) / d) * Math.log(counted) : -Infinity;
    const ends = model.units.map(({ m, b }) => rowsUpTo(ascending, -b / m)).sort((p, q) => p - q);
    let shares = 0;
    for (const [j, end] of [...ends, ascending.length].entries()) {
      shares += Math.log(Math.max(1, end - (ends[j - 1] ?? 0)) / n);
    }
    const price = 1 - (2 + 4 * k) / n;
    return {
      units: k,
      loss: error,
      bic: fit + parameters * Math.log(n),
      mbic: fit + (2 + 3 * k) * Math.log(n) + shares,
      gcv: price > 0 ? counted / price ** d : Infinity,
    };
  };
}

function checkedCriterion(criterion: unknown): Criterion {
  const found = CRITERIA.find((name) => name === criterion);
  if (!found) throw new TypeError(`autoFit: criterion must be one of ${CRITERIA.join(", ")}, got ${show(criterion)}`);
  return found;
}
