// terms.ts: products of hinges, each in one input, and the sum that they make.
import { type PlaneSum, reluSum } from "../../core/index.ts";
import type { Columns } from "./columns-table.ts";

/** max(0, side·(x − knot)) of one input; with an end a step, which rises from 0 at the knot to 1 there and stays. */
export interface Hinge {
  readonly input: number;
  readonly side: 1 | -1;
  readonly knot: number;
  readonly end?: number;
}

/** A product of hinges, each of another input; of none, 1. */
export type Term = readonly Hinge[];

/** Where an input's values begin, and how far they reach; 1 where it is constant. */
export interface Span {
  readonly least: number;
  readonly width: number;
}

export function spansOf({ x }: Columns): readonly Span[] {
  return x.map((column) => {
    let least = column[0];
    let most = column[0];
    for (const value of column) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return { least, width: most > least ? most - least : 1 };
  });
}

/** The term at the rows [from, from + out.length): Π max(0, side·(x − knot)/width), and steps, so that no input's units matter. */
export function fillTerm(term: Term, { x }: Columns, spans: readonly Span[], from: number, out: Float64Array): void {
  out.fill(1);
  for (const { input, side, knot, end } of term) {
    const column = x[input];
    const share = end === undefined ? side / spans[input].width : 1 / (end - knot);
    const most = end === undefined ? Number.POSITIVE_INFINITY : 1;
    for (let i = 0; i < out.length; i++) out[i] *= Math.min(most, Math.max(0, share * (column[from + i] - knot)));
  }
}

export function termColumn(term: Term, table: Columns, spans: readonly Span[]): Float64Array {
  const out = new Float64Array(table.y.length);
  fillTerm(term, table, spans, 0, out);
  return out;
}

/** Whether a hinge bends nowhere within the data, and so is a line there. */
export const isLine = ({ input, side, knot, end }: Hinge, spans: readonly Span[]): boolean =>
  side === 1 && knot <= spans[input].least && end === undefined;

export const isStep = ({ end }: Hinge): boolean => end !== undefined;

/** Weights on one knot whose sum is this share of them have cancelled. */
const CANCELLED = 1e-12;

/**
 * intercept + Σ coefficient·term as a sum: of a step two hinges, of one input's terms a slope and a unit for each knot, since
 * max(0, t − x) = max(0, x − t) − (x − t), unless its weights cancel; of two inputs' terms products.
 */
export function sumOfTerms(
  terms: readonly Term[],
  coefficients: ArrayLike<number>,
  constant: number,
  spans: readonly Span[],
): PlaneSum {
  let intercept = constant;
  const slope = spans.map(() => 0);
  const weights = spans.map(() => new Map<number, { weight: number; parts: number }>());
  const axis = (input: number, side: number) => spans.map((_, j) => (j === input ? side : 0));
  const products: { weight: number; factors: { m: number[]; b: number }[] }[] = [];
  const bent = terms.flatMap((term, k) => withoutSteps(term, coefficients[k], spans));
  for (const { term, coefficient } of bent) {
    const weight = term.reduce((weight, { input }) => weight / spans[input].width, coefficient);
    if (weight === 0) continue;
    if (term.length > 1) {
      const factors = term.map(({ input, side, knot }) => ({ m: axis(input, side), b: -side * knot }));
      products.push({ weight, factors });
      continue;
    }
    const [{ input, side, knot }] = term;
    const line = isLine(term[0], spans);
    if (!line) {
      const before = weights[input].get(knot) ?? { weight: 0, parts: 0 };
      weights[input].set(knot, { weight: before.weight + weight, parts: before.parts + Math.abs(weight) });
    }
    if (side === 1 && !line) continue;
    slope[input] += side * weight;
    intercept -= side * weight * knot;
  }
  const units = weights.flatMap((knots, input) =>
    [...knots]
      .sort(([a], [b]) => a - b)
      .filter(([, { weight, parts }]) => Math.abs(weight) > CANCELLED * parts)
      .map(([knot, { weight }]) => ({ m: axis(input, 1), b: -knot, weight })),
  );
  return reluSum(units, { intercept, slope, products });
}

/** A term as terms of hinges alone: a step is (max(0, x − knot) − max(0, x − end))/(end − knot). */
function withoutSteps(
  term: Term,
  coefficient: number,
  spans: readonly Span[],
): readonly { readonly term: Term; readonly coefficient: number }[] {
  const place = term.findIndex(isStep);
  if (place < 0) return [{ term, coefficient }];
  const { input, knot, end = knot } = term[place];
  const steep = (coefficient * spans[input].width) / (end - knot);
  const hinged = (at: number, share: number) =>
    withoutSteps(term.with(place, { input, side: 1, knot: at }), share, spans);
  return [...hinged(knot, steep), ...hinged(end, -steep)];
}
