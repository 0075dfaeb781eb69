// hinge-fit.ts: a sum of hinges in single inputs, and of products of two, for a table.
import type { PlaneSum } from "../../core/index.ts";
import { checkedLoss, run } from "../best-fit.ts";
import { within } from "../best-fit-search.ts";
import { nonNegative, numberThat, record, wholeFrom } from "../check.ts";
import { type Loss, mse } from "../losses.ts";
import { pruned } from "./backward.ts";
import { type Columns, type ColumnsTable, checkedColumns, sampleRows } from "./columns-table.ts";
import { growTerms } from "./forward.ts";
import { moveKnots } from "./move-knots.ts";
import { movedSteps } from "./move-steps.ts";
import { leftOneByOne } from "./orthonormal.ts";
import { better, drawnIn, quickRobust, type RobustTerms, robustSum, robustTerms } from "./robust.ts";
import { lossOf, solved } from "./solved.ts";
import { type Span, spansOf, type Term } from "./terms.ts";

export interface HingeFitOptions {
  /** 1 unless said: each term is a hinge in one input; 2: or a product of two, in two inputs */
  readonly degree?: 1 | 2;
  /** how many terms stay at most; 2·inputs, but 20 to 100, unless said */
  readonly maxTerms?: number;
  /** what a knot costs in parameters when terms are taken out; 2 for degree 1 and 3 for degree 2 unless said, as in MARS */
  readonly price?: number;
  /** mse unless said; for another, the best that is found from the least-squares function */
  readonly loss?: Loss;
  /** called with the share of the work done */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface HingeFit {
  readonly model: PlaneSum;
  /** over the rows: the mean squared error, or the loss that was asked for */
  readonly loss: number;
  /** the generalized cross-validation of the least-squares terms that stayed, before their knots were moved */
  readonly gcv: number;
}

/** Rows on which hinges are looked for, and on which their knots are moved; coefficients and the choice of terms take all. */
export const SEARCHED = 10_000;
const MOVED = 50_000;
/** Times that knots are moved and what no longer pays is taken out, at most. */
const ROUNDS = 2;
/** What functions without noise leave at most, as a share of what a constant leaves. */
const EXACT = 1e-3;
/** So many terms are tried as a start then. */
const SHORT = [1, 2, 3, 4];
/** Of no more rows than this, a second search has its knots up to so few rows from the ends. */
const FEW = 200;
const OUTSIDE = 2;
/** It is believed where cross-validation says less than this share, the generalized one and that of single rows. */
const CLEARLY = 0.1;
/** Its knots are moved off the rows where it has this share before. */
const LIKELY = 0.5;
/** So many rows for each input say which rows are far from a line; fewer say which are far from the middle. */
const MANY = 3;

/**
 * A small sum for a table of several inputs: f(x) = intercept + slope·x + Σ weight·max(0, x_j − t), with
 * `degree` 2 also Σ weight·max(0, ±(x_i − s))·max(0, ±(x_j − t)). Hinges are put in forward, two by two, where they lower the squared error
 * most, and taken out backward as long as generalized cross-validation falls: multivariate adaptive regression splines, Friedman (1991),
 * doi:10.1214/aos/1176347963. Then, as they do not there, the knots are moved: those of one input alone to the best there
 * are (`bestFit`), and all of them together by Gauss-Newton. Two inputs of which neither says anything alone enter by their product where
 * that says more than four times as much as any hinge. Knots keep some ten rows from the ends, as they do there, but where 200 rows or
 * fewer, left out one by one, clearly say otherwise.
 *
 * For another loss, `mae` or `huber(delta)` in y's own units, that function is where it starts: least squares with weights go down the
 * loss, and knots are moved for those weights. A second start is looked for with far rows drawn in, and the better is taken. That is the
 * best that is found; nothing is proved.
 *
 * Hinges are looked for on at most 10,000 rows and moved on at most 50,000, drawn by a fixed seed; the same table gives
 * the same fit.
 *
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if there is one input or no row, lengths differ, or a number is out of its range
 */
export function hingeFit(table: ColumnsTable, options: HingeFitOptions = {}): HingeFit {
  return run(hingeFitSteps(table, options), options);
}

/** `hingeFit` in steps: a generator that yields the share of the work done and returns the fit. */
export function* hingeFitSteps(table: ColumnsTable, options: HingeFitOptions = {}): Generator<number, HingeFit> {
  const columns = checkedColumns("hingeFit", table);
  return yield* fitHinges(columns, checkedHinges("hingeFit", options, columns), SEARCHED, true);
}

export interface Wanted extends Required<Pick<HingeFitOptions, "degree" | "maxTerms" | "price" | "loss">> {
  /** whether factors may be steps as well, each between two neighbouring rows */
  readonly steps: boolean;
}

const OPTIONS = ["degree", "maxTerms", "price", "loss", "onProgress", "signal"];

export function checkedHinges(name: string, options: HingeFitOptions, { x }: Columns): Wanted {
  const given = record(options, `${name}: options`, OPTIONS) as HingeFitOptions;
  const degree = numberThat(given.degree ?? 1, `${name}: degree`, "1 or 2", (v) => v === 1 || v === 2) as 1 | 2;
  const maxTerms = wholeFrom(0, given.maxTerms ?? defaultTerms(x.length), `${name}: maxTerms`);
  const price = nonNegative(given.price ?? degree + 1, `${name}: price`);
  return { degree, steps: false, maxTerms, price, loss: checkedLoss(`${name}: loss`, given.loss ?? mse) };
}

export const defaultTerms = (inputs: number): number => Math.min(100, Math.max(20, 2 * inputs));

/**
 * @param searched rows on which hinges are looked for
 * @param move whether knots are moved off the rows; if not, another loss has few rounds from two starts, one with rows far from a line drawn in
 */
export function* fitHinges(
  table: Columns,
  wanted: Wanted,
  searched: number,
  move: boolean,
): Generator<number, HingeFit> {
  const { loss } = wanted;
  const spans = spansOf(table);
  if (loss === mse) {
    const { terms, gcv } = yield* foundTerms(table, spans, wanted, searched, move);
    const model = solved(terms, table, spans);
    return { model, loss: lossOf(model, table), gcv };
  }
  // Knots are moved under the loss, once terms are there.
  const search = (rows: Columns) => foundTerms(rows, spans, wanted, searched, false);
  const fit = (best: RobustTerms, gcv: number): HingeFit => {
    const model = robustSum(best, table, spans);
    return { model, loss: lossOf(model, table, loss), gcv };
  };
  if (!move) {
    const lines = spans.map(({ least }, input): Term => [{ input, side: 1, knot: least }]);
    const enough = table.y.length > MANY * lines.length;
    const { residuals } = quickRobust(enough ? lines : [], table, spans, loss);
    const one = yield* within(0, 0.5, search(drawnIn(table, residuals)));
    const other = yield* within(0.5, 1, search(table));
    const [near, far] = [one, other].map(({ terms }) => quickRobust(terms, table, spans, loss));
    return better(far, near, wanted.price) ? fit(far, other.gcv) : fit(near, one.gcv);
  }
  const { terms, gcv } = yield* within(0, 0.3, search(table));
  const again = function* (rows: Columns): Generator<number, readonly Term[]> {
    return (yield* search(rows)).terms;
  };
  return fit(yield* within(0.3, 1, robustTerms(terms, table, spans, wanted, MOVED, again)), gcv);
}

/** Terms for the least squares. */
function* foundTerms(
  table: Columns,
  spans: readonly Span[],
  { degree, steps, maxTerms, price }: Wanted,
  searched: number,
  move: boolean,
): Generator<number, { readonly terms: readonly Term[]; readonly gcv: number }> {
  // A few asked for: more are put in, so that there is something to choose from.
  const grown = Math.max(maxTerms, Math.min(2 * maxTerms, defaultTerms(table.x.length)));
  const end = move ? 0.6 : 1;
  const terms = yield* within(
    0,
    end,
    growTerms(sampleRows(table, searched), spans, degree, grown + 1, steps ? price : undefined),
  );
  const { terms: chosen, gcv } = pruned(terms, table, spans, price, maxTerms);
  const kept = movedSteps(chosen, sampleRows(table, searched), spans);
  if (!move) return { terms: kept, gcv };
  const rows = sampleRows(table, MOVED);
  const settled = function* (from: number, to: number, terms: readonly Term[]) {
    let best = pruned(terms, rows, spans, price, maxTerms);
    for (let round = 0; round < ROUNDS; round++) {
      const share = (at: number) => from + ((to - from) * at) / ROUNDS;
      const moved = yield* within(share(round), share(round + 1), moveKnots(best.terms, rows, spans));
      const next = pruned(moved, rows, spans, price, maxTerms);
      if (!(next.gcv <= best.gcv)) break;
      const fewer = next.terms.length < moved.length;
      best = next;
      if (!fewer) break;
    }
    return best;
  };
  let best = yield* settled(end, 0.85, kept);
  // Where hardly anything is left, many terms may stand in for few, or products for single inputs, whose knots are off the rows.
  const constant = pruned([], rows, spans, price, 0);
  if (kept.some((term) => term.length > 1) && best.gcv < EXACT * constant.gcv) {
    const single = kept.filter((term) => term.length === 1);
    const starts = [single, ...SHORT.map((most) => pruned(kept, rows, spans, price, most).terms)];
    for (const [i, start] of starts.entries()) {
      const [from, to] = [i, i + 1].map((count) => 0.85 + (0.1 * count) / starts.length);
      const next = yield* settled(from, to, start);
      if (next.gcv < best.gcv) best = next;
    }
  }
  if (rows.y.length > FEW) return { terms: best.terms, gcv };
  const outer = yield* within(0.95, 0.97, growTerms(rows, spans, degree, grown + 1, undefined, OUTSIDE));
  if (!(pruned(outer, rows, spans, price, maxTerms).gcv < LIKELY * best.gcv)) return { terms: best.terms, gcv };
  const far = yield* settled(0.97, 1, outer);
  const clearly = (by: (found: typeof far) => number) => by(far) < CLEARLY * by(best);
  const surely = clearly(({ gcv }) => gcv) && clearly(({ terms }) => leftOneByOne(terms, rows, spans));
  return { terms: surely ? far.terms : best.terms, gcv };
}
