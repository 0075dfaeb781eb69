// solved.ts: the least-squares sum of terms, and what a sum says of a table's rows.
import { evaluate, type PlaneSum } from "../../core/index.ts";
import { type Loss, mse } from "../losses.ts";
import { termProducts } from "./backward.ts";
import { type Columns, rowsOf } from "./columns-table.ts";
import { leastSquares } from "./least-squares.ts";
import { type Span, sumOfTerms, type Term } from "./terms.ts";

/** What a term must explain of y's variance; less is rounding. */
const ROUNDING = 1e-14;

/** The least-squares sum of the terms that are worth more than rounding. */
export function solved(terms: readonly Term[], table: Columns, spans: readonly Span[]): PlaneSum {
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
