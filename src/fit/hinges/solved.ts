// solved.ts: the least-squares sum of terms, and what a sum says of a table's rows.
import { evaluate, type PlaneSum } from "../../core/index.ts";
import { type Loss, mse } from "../losses.ts";
import { termProducts } from "./backward.ts";
import { type Columns, rowsOf } from "./columns-table.ts";
import { leastSquares, roundingOf, withoutIdle } from "./least-squares.ts";
import { alignedTerms, type Span, sumOfTerms, type Term } from "./terms.ts";

/** Squares that are larger by less than this share are the same. */
const SAME = 1e-6;

/** The least-squares sum of the terms that are worth more than rounding. */
export function solved(terms: readonly Term[], table: Columns, spans: readonly Span[]): PlaneSum {
  const fit = (all: readonly Term[]) => {
    const products = termProducts(all, table, spans);
    const kept = withoutIdle(
      products,
      all.map((_, c) => c),
    );
    return { terms: kept.map((c) => all[c]), ...leastSquares(products, kept), rounding: roundingOf(products) };
  };
  const aligned = alignedTerms(terms, spans);
  const short = fit(aligned);
  const plain = short.terms.length < aligned.length ? fit(terms) : short;
  // Knots close together may be told apart in one form only.
  const best = short.squares <= plain.squares * (1 + SAME) + short.rounding ? short : plain;
  return sumOfTerms(best.terms, best.coefficients, best.intercept, spans);
}

const BLOCK = 4096;

/** The mean loss over the rows, block by block. */
export function lossOf(model: PlaneSum, { x, y }: Columns, loss: Loss = mse): number {
  let sum = 0;
  for (let from = 0; from < y.length; from += BLOCK) {
    const count = Math.min(BLOCK, y.length - from);
    const predicted = predictions(model, x, from, count);
    for (let i = 0; i < count; i++) sum += loss.of(y[from + i] - predicted[i]);
  }
  return sum / y.length;
}

/** What the model says of rows [from, from + count). */
export const predictions = (model: PlaneSum, x: readonly Float64Array[], from: number, count: number): Float64Array =>
  evaluate(model, rowsOf(x, from, count), new Float64Array(count));
