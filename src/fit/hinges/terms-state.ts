// terms-state.ts: terms, their coefficients, and what they leave.
import { termProducts } from "./backward.ts";
import type { Columns } from "./columns-table.ts";
import { leastSquares } from "./least-squares.ts";
import { fillTerm, type Span, type Term } from "./terms.ts";

/** Terms and what is left of y. */
export interface TermsState {
  readonly terms: readonly Term[];
  readonly coefficients: Float64Array;
  readonly rest: Float64Array;
  readonly squares: number;
}

const BLOCK = 1024;

/**
 * With the coefficients of least squares.
 *
 * @param fill puts rows of a term into a block, where that is known
 */
export function stateAt(
  terms: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  fill = (c: number, from: number, out: Float64Array): void => fillTerm(terms[c], table, spans, from, out),
): TermsState {
  const { intercept, coefficients } = leastSquares(
    termProducts(terms, table, spans, fill),
    terms.map((_, c) => c),
  );
  const rest = table.y.map((value) => value - intercept);
  let squares = 0;
  for (let from = 0; from < rest.length; from += BLOCK) {
    const out = new Float64Array(Math.min(BLOCK, rest.length - from));
    for (const k of terms.keys()) {
      fill(k, from, out);
      for (let i = 0; i < out.length; i++) rest[from + i] -= coefficients[k] * out[i];
    }
    for (let i = from; i < from + out.length; i++) squares += (table.weights?.[i] ?? 1) * rest[i] * rest[i];
  }
  return { terms, coefficients, rest, squares };
}
