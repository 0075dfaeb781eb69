// move-knots.ts: the knots of terms moved to where they do best.
import { knots } from "../../core/index.ts";
import { fitRows } from "../best-fit.ts";
import { prepareRows } from "../segments-rows.ts";
import type { Columns } from "./columns-table.ts";
import { endSpan } from "./forward.ts";
import { crossProducts, leastSquares } from "./least-squares.ts";
import { mergedTerms } from "./merge-terms.ts";
import { fillTerm, type Hinge, isLine, isStep, type Span, type Term, termColumn } from "./terms.ts";
import { stateAt, type TermsState } from "./terms-state.ts";

/** Passes over the inputs of the exact search, and steps of the joint one. */
const PASSES = 2;
const STEPS = 20;
/** What lowers the squares by less than this share is no better; a joint step that does is the last one. */
const WORTH = 1e-6;
const WORTH_OF_STEP = 1e-4;
/** Moved knots that leave more than this share of the squares follow noise. */
const WORTHWHILE = 0.9;

/**
 * The terms with their knots moved, as many as before. First by the exact engine, input by input: what the terms of one
 * input alone add up to is a function of one input, and `bestFit` finds the best with as many knots for what the other terms
 * leave of y. Then all at once, those within products too, by Gauss-Newton with halved steps. Knots keep away from the ends of the data,
 * and steps stay where they are. Squares never grow. Yields the share of the work done.
 */
export function* moveKnots(
  terms: readonly Term[],
  table: Columns,
  spans: readonly Span[],
): Generator<number, readonly Term[]> {
  const first = stateAt(terms, table, spans);
  let state = first;
  const inputs = table.x.length;
  const moves = (hinge: Hinge) => !isLine(hinge, spans) && !isStep(hinge);
  const apart = Math.min(endSpan(inputs), (table.y.length - 1) >> 1);
  for (let pass = 0; pass < PASSES; pass++) {
    for (let input = 0; input < inputs; input++) {
      yield (0.8 * (pass * inputs + input)) / (PASSES * inputs);
      const next = yield* exactly(state, input);
      if (next && next.squares < state.squares * (1 - WORTH)) state = next;
    }
  }
  const bounds = table.x.map((column, input) => {
    const sorted = column.slice().sort();
    const own = state.terms.flat().filter((hinge) => hinge.input === input && moves(hinge));
    const knots = own.map(({ knot }) => knot);
    return [Math.min(sorted[apart], ...knots), Math.max(sorted[sorted.length - 1 - apart], ...knots)] as const;
  });
  for (let step = 0; step < STEPS; step++) {
    yield 0.8 + (0.2 * step) / STEPS;
    const next = jointly(state);
    if (!next) break;
    const gained = state.squares - next.squares;
    state = next;
    if (gained < WORTH_OF_STEP * next.squares) break;
  }
  const { squares, coefficients } = state;
  return squares < WORTHWHILE * first.squares ? mergedTerms(state.terms, coefficients, table, spans) : terms;

  /** The terms of one input alone with the best knots that there are for what the others leave. */
  function* exactly(
    { terms, coefficients, rest }: TermsState,
    input: number,
  ): Generator<number, TermsState | undefined> {
    const isMine = (term: Term) => term.length === 1 && term[0].input === input && !isStep(term[0]);
    const wanted = new Set(terms.filter((term) => isMine(term) && moves(term[0])).map(([{ knot }]) => knot));
    if (wanted.size === 0) return undefined;
    const y = rest.slice();
    const own = new Float64Array(y.length);
    for (const [k, term] of terms.entries()) {
      if (!isMine(term)) continue;
      fillTerm(term, table, spans, 0, own);
      for (let i = 0; i < y.length; i++) y[i] += coefficients[k] * own[i];
    }
    const x = table.x[input];
    const { weights } = table;
    const [first, last] = [Math.min(...wanted), Math.max(...wanted)];
    const [below, above] = [x.filter((value) => value < first).length, x.filter((value) => value > last).length];
    const least = Math.min(apart, below, above);
    const best = fitRows(prepareRows(x, y, weights), { x, y, weights }, wanted.size, least, "quick");
    let next = best.next();
    for (; !next.done; next = best.next()) yield (0.8 * input) / inputs;
    const line: Term = [{ input, side: 1, knot: spans[input].least }];
    const found = knots(next.value.model).map(({ x }): Term => [{ input, side: 1, knot: x }]);
    return stateAt([...terms.filter((term) => !isMine(term)), line, ...found], table, spans);
  }

  /** In how many rows a term is not 0. */
  function rowsOf(term: Term): number {
    let rows = 0;
    for (const value of termColumn(term, table, spans)) if (value !== 0) rows++;
    return rows;
  }

  /** One step of Gauss-Newton on all knots and coefficients together, halved until it helps; nothing if it does not. */
  function jointly({ terms, coefficients, rest, squares }: TermsState): TermsState | undefined {
    const key = ({ input, knot }: Hinge) => `${input} ${knot}`;
    const moving = new Map<string, Hinge>();
    for (const hinge of terms.flat()) if (moves(hinge)) moving.set(key(hinge), hinge);
    if (moving.size === 0) return undefined;
    const names = [...moving.keys()];
    const count = terms.length + names.length;
    const fill = (c: number, from: number, out: Float64Array): void => {
      if (c < terms.length) fillTerm(terms[c], table, spans, from, out);
      else if (c < count) slopeByKnot(names[c - terms.length], from, out);
      else out.set(rest.subarray(from, from + out.length));
    };
    const products = crossProducts(rest.length, count + 1, fill, table.weights);
    const all = Array.from({ length: count }, (_, c) => c);
    const rows = terms.map(rowsOf);
    const steps = leastSquares(products, all, RIDGE).coefficients.subarray(terms.length);
    for (let share = 1; share > 0.02; share /= 2) {
      const moved = new Map(
        names.map((name, i) => {
          const { input, knot } = moving.get(name)!;
          const [low, high] = bounds[input];
          return [name, Math.min(high, Math.max(low, knot + share * steps[i] * spans[input].width))];
        }),
      );
      const at = (hinge: Hinge) => (moves(hinge) ? { ...hinge, knot: moved.get(key(hinge)) ?? hinge.knot } : hinge);
      const next = terms.map((term) => term.map(at));
      // In a corner of few rows a product would follow the noise.
      if (next.some((term, k) => term.length > 1 && rowsOf(term) < Math.min(apart, rows[k]))) continue;
      const state = stateAt(next, table, spans);
      if (state.squares < squares) return state;
    }
    return undefined;

    /** The derivative of the sum by one knot, in widths of its input, at the rows from `from`. */
    function slopeByKnot(name: string, from: number, out: Float64Array): void {
      const factor = new Float64Array(out.length);
      out.fill(0);
      for (const [k, term] of terms.entries()) {
        for (const [h, hinge] of term.entries()) {
          if (!moves(hinge) || key(hinge) !== name) continue;
          const others = term.filter((_, other) => other !== h);
          fillTerm(others, table, spans, from, factor);
          const column = table.x[hinge.input];
          for (let i = 0; i < out.length; i++) {
            const on = hinge.side * (column[from + i] - hinge.knot) > 0;
            if (on) out[i] -= hinge.side * coefficients[k] * factor[i];
          }
        }
      }
    }
  }
}

/** What keeps knots from leaping where the data hardly says where they should be. */
const RIDGE = 1e-3;
