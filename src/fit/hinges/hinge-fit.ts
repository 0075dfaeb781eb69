// hinge-fit.ts: a sum of hinges in single inputs, and of products of two, for a table.
import { evaluate, type PlaneSum } from "../../core/index.ts";
import { run } from "../best-fit.ts";
import { within } from "../best-fit-search.ts";
import { nonNegative, numberThat, record, wholeFrom } from "../check.ts";
import { pruned, termProducts } from "./backward.ts";
import { type Columns, type ColumnsTable, checkedColumns, rowsOf, sampleRows } from "./columns-table.ts";
import { growTerms } from "./forward.ts";
import { leastSquares } from "./least-squares.ts";
import { moveKnots } from "./move-knots.ts";
import { type Span, spansOf, sumOfTerms, type Term } from "./terms.ts";

export interface HingeFitOptions {
  /** 1 unless said: each term is a hinge in one input; 2: or a product of two, in two inputs */
  readonly degree?: 1 | 2;
  /** how many terms stay at most; 2·inputs, but 20 to 100, unless said */
  readonly maxTerms?: number;
  /** what a knot costs in parameters when terms are taken out; 2 for degree 1 and 3 for degree 2 unless said, as in MARS */
  readonly price?: number;
  /** called with the share of the work done */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface HingeFit {
  readonly model: PlaneSum;
  /** mean squared error over the rows */
  readonly loss: number;
  /** the generalized cross-validation of the terms that stayed, before their knots were moved */
  readonly gcv: number;
}

/** Rows on which hinges are looked for, and on which their knots are moved; coefficients and the choice of terms take all. */
export const SEARCHED = 10_000;
const MOVED = 50_000;

/**
 * A small sum for a table of several inputs: f(x) = intercept + slope·x + Σ weight·max(0, x_j − t), with
 * `degree` 2 also Σ weight·max(0, ±(x_i − s))·max(0, ±(x_j − t)). Hinges are put in forward, two by two, where they lower the squared error
 * most, and taken out backward as long as generalized cross-validation falls: multivariate adaptive regression splines, Friedman (1991),
 * doi:10.1214/aos/1176347963. Then, as they do not there, the knots are moved: those of one input alone to the best there
 * are (`bestFit`), and all of them together by Gauss-Newton.
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

export type Wanted = Required<Pick<HingeFitOptions, "degree" | "maxTerms" | "price">>;

const OPTIONS = ["degree", "maxTerms", "price", "onProgress", "signal"];

export function checkedHinges(name: string, options: HingeFitOptions, { x }: Columns): Wanted {
  const given = record(options, `${name}: options`, OPTIONS) as HingeFitOptions;
  const degree = numberThat(given.degree ?? 1, `${name}: degree`, "1 or 2", (v) => v === 1 || v === 2) as 1 | 2;
  const maxTerms = wholeFrom(0, given.maxTerms ?? defaultTerms(x.length), `${name}: maxTerms`);
  return { degree, maxTerms, price: nonNegative(given.price ?? degree + 1, `${name}: price`) };
}

export const defaultTerms = (inputs: number): number => Math.min(100, Math.max(20, 2 * inputs));

/** @param searched rows on which hinges are looked for; `move` says whether knots are moved off the rows */
export function* fitHinges(
  table: Columns,
  { degree, maxTerms, price }: Wanted,
  searched: number,
  move: boolean,
): Generator<number, HingeFit> {
  const spans = spansOf(table);
  // A few asked for: more are put in, so that there is something to choose from.
  const grown = Math.max(maxTerms, Math.min(2 * maxTerms, defaultTerms(table.x.length)));
  const end = move ? 0.6 : 1;
  const terms = yield* within(0, end, growTerms(sampleRows(table, searched), spans, degree, grown + 1));
  const { terms: kept, gcv } = pruned(terms, table, spans, price, maxTerms);
  const moved = move ? yield* within(end, 1, moveKnots(kept, sampleRows(table, MOVED), spans)) : kept;
  const model = solved(moved, table, spans);
  return { model, loss: lossOf(model, table), gcv };
}

/** What a term must explain of y's variance; less is rounding. */
const ROUNDING = 1e-14;

/** The least-squares sum of the terms that are worth more than rounding. */
function solved(terms: readonly Term[], table: Columns, spans: readonly Span[]): PlaneSum {
  const products = termProducts(terms, table, spans);
  const all = terms.map((_, c) => c);
  const { growth } = leastSquares(products, all);
  const variance = products.products[products.products.length - 1];
  const kept = all.filter((c) => growth[c] > ROUNDING * variance);
  const { coefficients, intercept } = leastSquares(products, kept);
  return sumOfTerms(
    kept.map((c) => terms[c]),
    coefficients,
    intercept,
    spans,
  );
}

const BLOCK = 4096;

/** The mean squared error, block by block. */
export function lossOf(model: PlaneSum, { x, y }: Columns): number {
  let squares = 0;
  for (let from = 0; from < y.length; from += BLOCK) {
    const count = Math.min(BLOCK, y.length - from);
    const predicted = predictions(model, x, from, count);
    for (let i = 0; i < count; i++) squares += (y[from + i] - predicted[i]) ** 2;
  }
  return squares / y.length;
}

/** What the model says of rows [from, from + count). */
export const predictions = (model: PlaneSum, x: readonly Float64Array[], from: number, count: number): Float64Array =>
  evaluate(model, rowsOf(x, from, count), new Float64Array(count));
