// move-steps.ts: steps moved to the two neighbouring rows between which they do best.
import type { Columns } from "./columns-table.ts";
import { endSpan, RISE } from "./forward.ts";
import { isStep, type Span, type Term, termColumn } from "./terms.ts";
import { stateAt, type TermsState } from "./terms-state.ts";

/** Times that each step is moved. */
const PASSES = 3;
/** What lowers the squares by less than this share is no move. */
const WORTH = 1e-6;

/**
 * The terms with each step in turn where it and its parent, all else as it is, leave least: the search that put it in tried every few
 * rows. Squares never grow.
 */
export function movedSteps(first: readonly Term[], table: Columns, spans: readonly Span[]): readonly Term[] {
  if (!first.some((term) => term.some(isStep))) return first;
  let state = stateAt(first, table, spans);
  const orders = new Map<number, Uint32Array>();
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [k, term] of first.entries()) {
      for (const [h, factor] of term.entries()) {
        if (!isStep(factor)) continue;
        const moved = best(state, k, h);
        if (!moved || moved.knot === state.terms[k][h].knot) continue;
        const terms = state.terms.with(k, state.terms[k].with(h, { ...factor, ...moved }));
        const next = stateAt(terms, table, spans);
        if (next.squares < state.squares * (1 - WORTH)) state = next;
      }
    }
  }
  return state.terms;

  function best({ terms, coefficients, rest }: TermsState, k: number, h: number) {
    const { input } = terms[k][h];
    const x = table.x[input];
    const own = termColumn(terms[k], table, spans);
    const parent = termColumn(terms[k].toSpliced(h, 1), table, spans);
    const order = orders.get(input) ?? new Uint32Array(x.length).map((_, i) => i).sort((a, b) => x[b] - x[a]);
    orders.set(input, order);
    const on = order.filter((row) => parent[row] !== 0);
    const least = Math.max(1, Math.min(endSpan(table.x.length), on.length >> 1));
    const [sums, squares] = [new Float64Array(on.length + 1), new Float64Array(on.length + 1)];
    for (const [i, row] of on.entries()) {
      const weighted = (table.weights?.[row] ?? 1) * parent[row];
      sums[i + 1] = sums[i] + weighted * (rest[row] + coefficients[k] * own[row]);
      squares[i + 1] = squares[i] + weighted * parent[row];
    }
    const [sum, whole] = [sums[on.length], squares[on.length]];
    let found: { readonly gain: number; readonly knot: number; readonly end: number } | undefined;
    for (let i = least; i <= on.length - least; i++) {
      const [knot, end] = [x[on[i]], x[on[i - 1]]];
      if (!(knot < end)) continue;
      const share = squares[i] / whole;
      const gain = (sums[i] - share * sum) ** 2 / (squares[i] * (1 - share));
      if (gain > (found?.gain ?? 0)) found = { gain, knot, end: Math.max(end, knot + RISE * spans[input].width) };
    }
    return found && { knot: found.knot, end: found.end };
  }
}
