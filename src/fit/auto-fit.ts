// auto-fit.ts: how many ReLUs a table asks for.

import { type BestFit, type BestFitOptions, checkedTable, fitRows, run, type Table } from "./best-fit.ts";
import type { Columns } from "./best-fit-model.ts";
import { within } from "./best-fit-search.ts";
import { show, wholeFrom } from "./check.ts";
import { prepareRows } from "./segments-rows.ts";

/** How the number of units is chosen; what each is stands at `FitOfSize`. */
export type Criterion = "bic" | "mbic" | "gcv";

export interface AutoFitOptions extends Pick<BestFitOptions, "minPoints" | "onProgress" | "signal"> {
  /** the largest k that is tried; 16 unless said */
  readonly maxUnits?: number;
  /** 'bic' unless said */
  readonly criterion?: Criterion;
}

/** The best fit with k units: its loss and what each criterion makes of it, the lower the better. */
export interface FitOfSize {
  readonly units: number;
  /** mean squared error */
  readonly loss: number;
  /**
   * n·ln(loss) + p·ln(n) with p = 2 + 2k: a knot counts twice, for its place and its kink.
   * Schwarz (1978), doi:10.1214/aos/1176344136.
   */
  readonly bic: number;
  /**
   * n·ln(loss) + (2 + 3k)·ln(n) + Σ ln(nᵢ/n) over the k + 1 segments with nᵢ rows each: knots cost more, and most where they part
   * the rows evenly. Zhang & Siegmund (2007), doi:10.1111/j.1541-0420.2006.00662.x, derived there for jumps of
   * the mean; here as an approximation. A segment without rows counts as one.
   */
  readonly mbic: number;
  /**
   * loss / (1 − C/n)² with C = 2 + k + 3k: the parameters, and MARS's price of 3 for each knot chosen.
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

const CRITERIA = ["bic", "mbic", "gcv"] as const;

/**
 * The best sum of ReLUs with as many units as the table supports: a quicker `bestFit` for every k from 0 to maxUnits, of
 * which the criterion takes one, and the full one for that. Criteria weigh fit against size by asymptotic arguments: where 2 + 2k is more than half of
 * the rows they are Infinity, unless the fit is exact. An exact fit's loss counts as what rounding would leave.
 *
 * @throws {TypeError} if an argument is not of its type, or the criterion none of 'bic', 'mbic', 'gcv'
 * @throws {RangeError} if the table is empty, its columns differ in length, or a number is out of its range
 */
export function autoFit(table: Table, options: AutoFitOptions = {}): AutoFit {
  return run(autoFitSteps(table, options), options);
}

/** `autoFit` in steps: a generator that yields the share of the work done and returns the fit. */
export function* autoFitSteps(table: Table, options: AutoFitOptions = {}): Generator<number, AutoFit> {
  const columns = checkedTable("autoFit", table);
  const maxUnits = wholeFrom(0, options.maxUnits ?? 16, "autoFit: maxUnits");
  const minPoints = wholeFrom(0, options.minPoints ?? 0, "autoFit: minPoints");
  const criterion = checkedCriterion(options.criterion ?? "bic");
  const rows = prepareRows(columns.x, columns.y, columns.weights);
  const most = Math.max(0, Math.min(maxUnits, rows.size - 2));
  const total = (most + 1) * (most + 2);
  const n = rows.counts[rows.size];
  const fits: BestFit[] = [];
  const curve: FitOfSize[] = [];
  const add = (k: number, fit: BestFit) => {
    // A larger sum is never worse than a smaller one, which it contains.
    fits[k] = k > 0 && fits[k - 1].loss < fit.loss ? fits[k - 1] : fit;
    curve[k] = weigh(fits[k], k, n, columns);
  };
  for (let k = 0; k <= most; k++) {
    const steps = fitRows(rows, columns, k, minPoints, "quick");
    add(k, yield* within((0.9 * k * (k + 1)) / total, (0.9 * (k + 1) * (k + 2)) / total, steps));
  }
  const { units } = curve.reduce((a, b) => (b[criterion] < a[criterion] ? b : a));
  const thorough = yield* within(0.9, 1, fitRows(rows, columns, units, minPoints));
  if (thorough.loss < fits[units].loss) {
    add(units, thorough);
    for (let k = units + 1; k <= most; k++) add(k, fits[k]);
  }
  return { ...fits[units], units, criterion, curve };
}

function weigh({ model, loss }: BestFit, k: number, n: number, { x, y, weights }: Columns): FitOfSize {
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rounding = (16 * Number.EPSILON * largest) ** 2;
  const parameters = 2 + 2 * k;
  if (parameters > n / 2 && !(loss <= rounding && parameters < n)) {
    return { units: k, loss, bic: Infinity, mbic: Infinity, gcv: Infinity };
  }
  const counted = Math.max(loss, rounding);
  const fit = counted > 0 ? n * Math.log(counted) : -Infinity;
  const knots = model.units.map(({ m, b }) => -b / m).sort((p, q) => p - q);
  const inSegment = new Float64Array(knots.length + 1);
  for (let i = 0; i < x.length; i++) {
    if (weights === undefined || weights[i] > 0) inSegment[knots.filter((t) => t < x[i]).length]++;
  }
  const shares = inSegment.reduce((sum, count) => sum + Math.log(Math.max(1, count) / n), 0);
  const price = 1 - (2 + 4 * k) / n;
  return {
    units: k,
    loss,
    bic: fit + parameters * Math.log(n),
    mbic: fit + (2 + 3 * k) * Math.log(n) + shares,
    gcv: price > 0 ? counted / price ** 2 : Infinity,
  };
}

function checkedCriterion(criterion: unknown): Criterion {
  const found = CRITERIA.find((name) => name === criterion);
  if (!found) throw new TypeError(`autoFit: criterion must be one of ${CRITERIA.join(", ")}, got ${show(criterion)}`);
  return found;
}
