// forward.ts: hinges put in two by two where they lower the squared error most.
import type { Columns } from "./columns-table.ts";
import { ROUNDED } from "./least-squares.ts";
import { OWN, ownOf, squares, takeOut } from "./orthonormal.ts";
import { pairsOf } from "./pairs.ts";
import { type Hinge, type Span, type Term, termColumn } from "./terms.ts";

/** Hinges that lower the squared error by less than this share of y's variance are not put in, nor those that explain rounding. */
const WORTH = 1e-5;

/** What is left of a hinge's squares on trial when it counts as a combination of others. */
const OWN_HINGE = 1e-7;

/** Places tried for a knot, at most, for each parent and input. */
const PLACES = 100;

/** A product of two inputs must lower the squares by so many times as much as what is found factor by factor. */
const TOGETHER = 4;

/** How sure it is, by Friedman's count, that noise alone does not decide where knots are. */
const RUN = 0.05;

/** Rows that must lie outside the outermost knots. Friedman (1991), doi:10.1214/aos/1176347963, equation 45. */
export const endSpan = (inputs: number): number => Math.ceil(3 - Math.log2(RUN / inputs));

/** Rows from one place for a knot to the next; equation 43 there. */
const minSpan = (inputs: number, rows: number): number =>
  Math.max(1, Math.floor(-Math.log2(-Math.log(1 - RUN) / (inputs * rows)) / 2.5));

interface Candidate {
  readonly gain: number;
  readonly terms: readonly Term[];
}

/** What is kept of the trials of one parent in one input, so that each new basis column is taken out of them once. */
interface Trials {
  /** where the parent is not 0, in the order of the input */
  readonly rows: Uint32Array;
  /** for each place of a knot: x there, in shares of the input's width too, and how many of these rows lie above */
  readonly knots: readonly number[];
  readonly places: readonly number[];
  readonly above: readonly number[];
  /** the next x above each knot, where a step ends */
  readonly ends: readonly number[];
  /** the squares of each hinge, whole and without what the basis has of it */
  readonly whole: Float64Array;
  readonly left: Float64Array;
  /** each hinge's product with the line, both without what the basis has of them */
  readonly along: Float64Array;
  /** the line's squares, whole and without what the basis has of it */
  readonly wholeLine: number;
  line: number;
  /** the squares of each step, whole and without what the basis has of it */
  readonly wholeStep: Float64Array;
  readonly leftStep: Float64Array;
  /** how many basis columns are taken out so far */
  known: number;
}

/** A column's products with what is tried of one parent in one input: parent·max(0, x − t) and parent·(a step) for all places t, parent·x. */
class Products {
  readonly hinges: Float64Array;
  readonly steps: Float64Array;
  line = 0;
  constructor(places: number) {
    this.hinges = new Float64Array(places);
    this.steps = new Float64Array(places);
  }
  put(place: number, t: number, sum: number, line: number): void {
    this.hinges[place] = line - t * sum;
    this.steps[place] = sum;
  }
}

/** A step rises over no less than this share of its input's width: the difference of two hinges would be lost to rounding. */
export const RISE = 1e-6;

/**
 * Grows terms forward as MARS does. Each term so far, and 1, is a parent; parent·max(0, x − t) and parent·max(0, t − x) are
 * tried for every input that it does not have and many t, and those two put in that lower the squared error most. An
 * orthonormal basis of what is in is kept, and of each trial its squares outside of that basis, from which only what is new in
 * the basis is taken: running sums over the rows in the order of an input give all places in one pass for each new column.
 *
 * Friedman (1991), doi:10.1214/aos/1176347963, algorithm 2. With a price, parent·(a step between two neighbouring rows) is
 * tried at the same places and put in alone where generalized cross-validation is less with it, as regression trees split.
 * Yields the share of the work done.
 *
 * @param stepPrice what a knot costs in parameters where there may be steps; there are none unless said
 * @param outside how many rows must lie outside the outermost knots; as Friedman says unless said
 */
export function* growTerms(
  table: Columns,
  spans: readonly Span[],
  degree: number,
  maxTerms: number,
  stepPrice?: number,
  outside = endSpan(table.x.length),
): Generator<number, readonly Term[]> {
  const { x, y } = table;
  const n = y.length;
  const basis: Float64Array[] = []; // orthonormal columns
  const rest = y.slice();
  const orders = x.map((column) => descending(column));
  const heights = x.map((column, input) => column.map((value) => (value - spans[input].least) / spans[input].width));
  const columns: Float64Array[] = [new Float64Array(n).fill(1)];
  const terms: Term[] = [[]];
  const trials = new Map<number, Trials>();
  let threes = [0, 1, 2].map(() => new Products(PLACES)); // of the trial at hand
  put(columns[0]);
  const variance = squares(rest);
  const least = Math.max(WORTH * variance, ROUNDED * squares(y));
  let left = variance;
  const bestPair = degree > 1 ? pairsOf(heights) : undefined;
  while (terms.length < maxTerms) {
    let best: Candidate = { gain: 0, terms: [] };
    for (const [parent, term] of terms.entries()) {
      yield Math.min(1, (terms.length + parent / terms.length) / maxTerms);
      if (term.length >= degree) continue;
      for (let input = 0; input < x.length; input++) {
        if (term.some((hinge) => hinge.input === input)) continue;
        const found = tried(parent, input);
        if (found.gain > best.gain * (1 + 1e-9)) best = found;
      }
    }
    const pair = bestPair?.(rest);
    if (pair && pair.gain > TOGETHER * best.gain) {
      const [one, other] = pair.inputs.map((input): Hinge => ({ input, side: 1, knot: spans[input].least }));
      best = { gain: pair.gain, terms: [[one], [other], [one, other]] };
    }
    if (!(best.gain > least)) break;
    const before = terms.length;
    for (const term of best.terms) {
      const column = termColumn(term, table, spans);
      if (terms.length >= maxTerms || !put(column)) continue;
      terms.push(term);
      columns.push(column);
    }
    const now = squares(rest);
    if (terms.length === before || !(now < left)) break;
    left = now;
  }
  return terms.slice(1);

  /** Makes a column part of the basis, and takes its part out of what is left of y; false if it is no new one. */
  function put(column: Float64Array): boolean {
    const own = ownOf(column, basis);
    if (!own) return false;
    takeOut(rest, own);
    basis.push(own);
    return true;
  }

  /** The best that parent·(a line and a hinge of one input) can do, or parent·(a step). */
  function tried(parent: number, input: number): Candidate {
    const key = parent * x.length + input;
    const trial = trials.get(key) ?? begun(parent, input);
    trials.set(key, trial);
    const { knots, places, whole, along, wholeLine, leftStep } = trial;
    const due = [...basis.slice(trial.known), rest];
    trial.known = basis.length;
    if (threes[0].hinges.length < places.length) threes = threes.map(() => new Products(places.length));
    for (let from = 0; from < due.length; from += 3) {
      products(
        trial,
        parent,
        input,
        [0, 1, 2].map((k) => due[Math.min(from + k, due.length - 1)]),
        threes,
      );
      for (const { hinges, steps, line } of threes.slice(0, due.length - 1 - from)) {
        trial.line -= line * line;
        for (let p = 0; p < places.length; p++) {
          trial.left[p] -= hinges[p] * hinges[p];
          along[p] -= hinges[p] * line;
          leftStep[p] -= steps[p] * steps[p];
        }
      }
    }
    const { hinges: shares, steps: stepShares, line: ofLine } = threes[(due.length - 1) % 3];
    // What the line leaves to hinges; nothing is taken where it follows from the basis.
    const inverse = trial.line > OWN * wholeLine ? 1 / trial.line : 0;
    const alone = ofLine * ofLine * inverse;
    let gain = alone;
    let knot: number | undefined;
    for (let p = 0; p < places.length; p++) {
      const own = trial.left[p] - along[p] * along[p] * inverse;
      if (!(own > OWN_HINGE * whole[p])) continue;
      const share = shares[p] - along[p] * ofLine * inverse;
      const both = alone + (share * share) / own;
      if (both > gain * (1 + 1e-9)) [gain, knot] = [both, knots[p]];
    }
    const factor = (side: 1 | -1, at: number): Hinge => ({ input, side, knot: at });
    const factors = knot === undefined ? [factor(1, spans[input].least)] : [factor(1, knot), factor(-1, knot)];
    const hinges = { gain, terms: factors.map((factor) => [...terms[parent], factor]) };
    if (stepPrice === undefined) return hinges;
    const step = bestStep(trial, stepShares);
    const crossValidated = (gain: number, terms: number, knots: number) =>
      (left - gain) / (n - basis.length - terms - stepPrice * knots) ** 2;
    const bends = knot === undefined ? 0 : 1;
    if (!step || crossValidated(step.gain, 1, 1) >= crossValidated(gain, 1 + bends, bends)) return hinges;
    return { gain: step.gain, terms: [[...terms[parent], { input, side: 1, knot: step.knot, end: step.end }]] };
  }

  /** The places for a knot, every so many rows of the parent's and wherever as many share a value, and what is whole there. */
  function begun(parent: number, input: number): Trials {
    const [column, over, order] = [x[input], columns[parent], orders[input]];
    const rows = order.filter((row) => over[row] !== 0);
    const every = Math.max(minSpan(x.length, rows.length), Math.floor(rows.length / PLACES));
    const [knots, places, above, ends]: number[][] = [[], [], [], []];
    let [same, last] = [0, Number.NaN];
    for (const [passed, row] of rows.entries()) {
      const value = column[row];
      const place = value !== last && (passed % every === 0 || same >= every);
      if (place && passed >= outside && rows.length - passed >= outside) {
        knots.push(value);
        places.push(heights[input][row]);
        above.push(passed);
        ends.push(Math.max(last, value + RISE * spans[input].width));
      }
      same = value === last ? same + 1 : 1;
      last = value;
    }
    const line = over.map((value, row) => value * heights[input][row]);
    const [own, ofLine] = [new Products(places.length), new Products(places.length)];
    products({ rows, places, above }, parent, input, [over, line, line], [own, ofLine, ofLine]);
    const { hinges: whole, steps: wholeStep } = own;
    const { hinges: along, line: wholeLine } = ofLine;
    for (let p = 0; p < whole.length; p++) whole[p] = along[p] - places[p] * whole[p];
    const of = { rows, knots, places, above, ends };
    const left = { left: whole.slice(), leftStep: wholeStep.slice(), line: wholeLine, known: 0 };
    return { ...of, whole, wholeStep, along, wholeLine, ...left };
  }

  /** Three columns' products with the trials of a parent in an input: what is read of a row serves all three. */
  function products(
    { rows, places, above }: Pick<Trials, "rows" | "places" | "above">,
    parent: number,
    input: number,
    [one, two, three]: readonly Float64Array[],
    [first, second, third]: readonly Products[],
  ): void {
    const [over, height] = [columns[parent], heights[input]];
    let [sum1, sum2, sum3, line1, line2, line3] = [0, 0, 0, 0, 0, 0];
    for (let p = 0, k = 0; p <= places.length; p++) {
      const end = p < places.length ? above[p] : rows.length;
      for (; k < end; k++) {
        const row = rows[k];
        const factor = over[row];
        const x = height[row];
        const value1 = factor * one[row];
        const value2 = factor * two[row];
        const value3 = factor * three[row];
        sum1 += value1;
        sum2 += value2;
        sum3 += value3;
        line1 += value1 * x;
        line2 += value2 * x;
        line3 += value3 * x;
      }
      if (p === places.length) break;
      first.put(p, places[p], sum1, line1);
      second.put(p, places[p], sum2, line2);
      third.put(p, places[p], sum3, line3);
    }
    [first.line, second.line, third.line] = [line1, line2, line3];
  }
}

/** The step that lowers the squares most, given what is left of y. */
function bestStep(
  { knots, ends, wholeStep, leftStep }: Trials,
  shares: Float64Array,
): { readonly gain: number; readonly knot: number; readonly end: number } | undefined {
  let best: { readonly gain: number; readonly knot: number; readonly end: number } | undefined;
  for (let p = 0; p < knots.length; p++) {
    if (!(leftStep[p] > OWN_HINGE * wholeStep[p])) continue;
    const gain = (shares[p] * shares[p]) / leftStep[p];
    if (gain > (best?.gain ?? 0) * (1 + 1e-9)) best = { gain, knot: knots[p], end: ends[p] };
  }
  return best;
}

/** The rows from the largest value to the least. */
const descending = (column: Float64Array): Uint32Array =>
  new Uint32Array(column.length).map((_, i) => i).sort((a, b) => column[b] - column[a]);
