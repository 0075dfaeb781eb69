// backward.ts: terms taken out again one by one, as long as the rest is worth more.
import type { Columns } from "./columns-table.ts";
import { type CrossProducts, crossProducts, leastSquares, roundingOf } from "./least-squares.ts";
import { fillTerm, isStep, type Span, type Term } from "./terms.ts";

/** The terms' cross products with each other and, last, with y. */
export const termProducts = (
  terms: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  fill = (c: number, from: number, out: Float64Array): void => fillTerm(terms[c], table, spans, from, out),
): CrossProducts =>
  crossProducts(
    table.y.length,
    terms.length + 1,
    (c, from, out) => {
      if (c < terms.length) fill(c, from, out);
      else out.set(table.y.subarray(from, from + out.length));
    },
    table.weights,
  );

/**
 * Mean squared error / (1 − C/n)² with C = 1 + terms + price·knots: the intercept and the terms, and the price of each
 * knot that was chosen, of which two terms share one, but for steps. Friedman (1991), doi:10.1214/aos/1176347963, equations 30 and 32.
 */
export function crossValidation(squares: number, rows: number, terms: readonly Term[], price: number): number {
  const knots = terms.reduce((sum, term) => sum + (term.some(isStep) ? 1 : 0.5), 0);
  const cost = (1 + terms.length + price * knots) / rows;
  return cost < 1 ? squares / rows / (1 - cost) ** 2 : Number.POSITIVE_INFINITY;
}

/**
 * The terms without those that do not pay: the one whose loss hurts least goes, again and again to the last, and of all the
 * sets on the way the one with the least generalized cross-validation stays.
 *
 * @param most how many terms may stay
 */
export function pruned(
  terms: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  price: number,
  most: number,
): { readonly terms: readonly Term[]; readonly gcv: number } {
  const products = termProducts(terms, table, spans);
  const rounding = roundingOf(products);
  let kept = terms.map((_, c) => c);
  let best = { kept: [] as readonly number[], gcv: Number.POSITIVE_INFINITY };
  for (;;) {
    const chosen = kept.map((c) => terms[c]);
    const { squares, growth } = leastSquares(products, kept);
    const gcv = crossValidation(Math.max(squares, rounding), table.y.length, chosen, price);
    if (kept.length <= most && gcv <= best.gcv) best = { kept, gcv };
    if (kept.length === 0) break;
    const least = growth.indexOf(growth.reduce((a, b) => Math.min(a, b)));
    kept = kept.filter((_, i) => i !== least);
  }
  return { terms: best.kept.map((c) => terms[c]), gcv: best.gcv };
}
