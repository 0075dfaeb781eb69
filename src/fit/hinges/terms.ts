// terms.ts: products of hinges, each in one input, and the sum that they make.
import { type PlaneSum, reluSum } from "../../core/index.ts";
import type { Columns } from "./columns-table.ts";
import { NO_INTERCEPT } from "./least-squares.ts";

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

/** A knot that is within the data by this share of its input's width is where they begin. */
const BEGUN = 1e-11;

/** Whether a hinge bends nowhere within the data, and so is a line there. */
export function isLine({ input, side, knot, end }: Hinge, spans: readonly Span[]): boolean {
  const { least, width } = spans[input];
  return side === 1 && knot - least <= BEGUN * width && end === undefined;
}

export const isStep = ({ end }: Hinge): boolean => end !== undefined;

/**
 * Terms of the same functions, those first that say most in few words: of an input whose hinges make a line together, that
 * line and one hinge for each knot, on the side where it reaches less far.
 */
export function alignedTerms(terms: readonly Term[], spans: readonly Span[]): readonly Term[] {
  const [single, others] = [terms.filter(isHinge), terms.filter((term) => !isHinge(term))];
  const lines: Term[] = [];
  const bends = spans.flatMap(({ least, width }, input): readonly Term[] => {
    const own = single.filter(([hinge]) => hinge.input === input);
    const mirrored = ([{ side, knot }]: Term) => own.some(([other]) => other.knot === knot && other.side !== side);
    if (!own.some((term) => isLine(term[0], spans) || mirrored(term))) return own;
    lines.push([{ input, side: 1, knot: least }]);
    const knots = new Set(own.filter(([hinge]) => !isLine(hinge, spans)).map(([{ knot }]) => knot));
    return [...knots].map((knot) => [{ input, side: knot - least < width / 2 ? -1 : 1, knot }]);
  });
  return [...lines, ...bends, ...others];
}

/** Whether a term is one hinge of one input, no step. */
export const isHinge = (term: Term): boolean => term.length === 1 && !isStep(term[0]);

/** Parts of a weight or a slope whose sum is this share of their sizes have cancelled. */
const CANCELLED = 1e-12;

/** A sum that knows how large its parts were, or the parts of its first one. */
function summed(start = 0, size = Math.abs(start)) {
  let [sum, parts] = [start, size];
  return {
    add(part: number): void {
      sum += part;
      parts += Math.abs(part);
    },
    /** the sum, 0 where its parts have cancelled but for a share of them */
    value: (share: number): number => (Math.abs(sum) <= share * parts ? 0 : sum),
  };
}

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
  // No term is larger than its coefficient, and so they tell what the constant is made of.
  const sizes = terms.reduce((sum, _, k) => sum + Math.abs(coefficients[k]), Math.abs(constant));
  const intercept = summed(constant, sizes);
  const slopes = spans.map(() => summed());
  const weights = spans.map(() => new Map<number, ReturnType<typeof summed>>());
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
      const there = weights[input].get(knot) ?? summed();
      there.add(weight);
      weights[input].set(knot, there);
    }
    if (side === 1 && !line) continue;
    slopes[input].add(side * weight);
    intercept.add(-side * weight * knot);
  }
  const units = weights.flatMap((knots, input) =>
    [...knots]
      .map(([knot, sum]) => ({ m: axis(input, 1), b: -knot, weight: sum.value(CANCELLED) }))
      .filter(({ weight }) => weight !== 0)
      .sort((one, other) => other.b - one.b),
  );
  const slope = slopes.map((sum) => sum.value(CANCELLED));
  return reluSum(units, { intercept: intercept.value(NO_INTERCEPT), slope, products });
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
