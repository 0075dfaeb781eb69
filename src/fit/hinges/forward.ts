// forward.ts: hinges put in two by two where they lower the squared error most.
import type { Columns } from "./columns-table.ts";
import { ROUNDED } from "./least-squares.ts";
import { type Hinge, type Span, type Term, termColumn } from "./terms.ts";

/** Hinges that lower the squared error by less than this share of y's variance are not put in, nor those that explain rounding. */
const WORTH = 1e-5;

/** What is left of a column's squares when it counts as a combination of others; of a hinge's on trial. */
const OWN = 1e-9;
const OWN_HINGE = 1e-7;

/** Places tried for a knot, at most, for each parent and input. */
const PLACES = 100;

/** How sure it is, by Friedman's count, that noise alone does not decide where knots are. */
const RUN = 0.05;

/** Rows that must lie outside the outermost knots. Friedman (1991), doi:10.1214/aos/1176347963, equation 45. */
export const endSpan = (inputs: number): number => Math.ceil(3 - Math.log2(RUN / inputs));

/** Rows from one place for a knot to the next; equation 43 there. */
const minSpan = (inputs: number, rows: number): number =>
  Math.max(1, Math.floor(-Math.log2(-Math.log(1 - RUN) / (inputs * rows)) / 2.5));

interface Candidate {
  readonly gain: number;
  readonly parent: number;
  /** what the parent is multiplied by, in a term each */
  readonly factors: readonly Hinge[];
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
 */
export function* growTerms(
  table: Columns,
  spans: readonly Span[],
  degree: number,
  maxTerms: number,
  stepPrice?: number,
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
  put(columns[0]);
  const variance = squares(rest);
  const least = Math.max(WORTH * variance, ROUNDED * squares(y));
  let left = variance;
  while (terms.length < maxTerms) {
    let best: Candidate = { gain: 0, parent: 0, factors: [] };
    for (const [parent, term] of terms.entries()) {
      yield Math.min(1, (terms.length + parent / terms.length) / maxTerms);
      if (term.length >= degree) continue;
      for (let input = 0; input < x.length; input++) {
        if (term.some((hinge) => hinge.input === input)) continue;
        const found = tried(parent, input);
        if (found.gain > best.gain * (1 + 1e-9)) best = found;
      }
    }
    if (!(best.gain > least)) break;
    const { parent, factors } = best;
    const before = terms.length;
    for (const factor of factors) {
      const term = [...terms[parent], factor];
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

  /** Makes a column part of the basis, by Gram and Schmidt, twice, and takes its part out of what is left of y; false if it is no new one. */
  function put(column: Float64Array): boolean {
    const own = column.slice();
    for (let pass = 0; pass < 2; pass++) for (const other of basis) takeOut(own, other);
    const left = squares(own);
    if (!(left > OWN * squares(column))) return false;
    const length = Math.sqrt(left);
    for (let i = 0; i < n; i++) own[i] /= length;
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
    const shares = new Float64Array(places.length);
    const stepShares = new Float64Array(places.length);
    for (; trial.known < basis.length; trial.known++) {
      const ofLine = products(trial, parent, input, basis[trial.known], shares, stepShares);
      trial.line -= ofLine * ofLine;
      for (let p = 0; p < shares.length; p++) {
        trial.left[p] -= shares[p] * shares[p];
        along[p] -= shares[p] * ofLine;
        leftStep[p] -= stepShares[p] * stepShares[p];
      }
    }
    const ofLine = products(trial, parent, input, rest, shares, stepShares);
    // What the line leaves to hinges; nothing is taken where it follows from the basis.
    const inverse = trial.line > OWN * wholeLine ? 1 / trial.line : 0;
    const alone = ofLine * ofLine * inverse;
    let gain = alone;
    let knot: number | undefined;
    for (let p = 0; p < shares.length; p++) {
      const own = trial.left[p] - along[p] * along[p] * inverse;
      if (!(own > OWN_HINGE * whole[p])) continue;
      const share = shares[p] - along[p] * ofLine * inverse;
      const both = alone + (share * share) / own;
      if (both > gain * (1 + 1e-9)) [gain, knot] = [both, knots[p]];
    }
    const factor = (side: 1 | -1, at: number): Hinge => ({ input, side, knot: at });
    const factors = knot === undefined ? [factor(1, spans[input].least)] : [factor(1, knot), factor(-1, knot)];
    const hinges = { gain, parent, factors };
    if (stepPrice === undefined) return hinges;
    const step = bestStep(trial, stepShares);
    const crossValidated = (gain: number, terms: number, knots: number) =>
      (left - gain) / (n - basis.length - terms - stepPrice * knots) ** 2;
    const bends = knot === undefined ? 0 : 1;
    if (!step || crossValidated(step.gain, 1, 1) >= crossValidated(gain, 1 + bends, bends)) return hinges;
    return { gain: step.gain, parent, factors: [{ input, side: 1, knot: step.knot, end: step.end }] };
  }

  /** The places for a knot, every so many rows of the parent's and wherever as many share a value, and what is whole there. */
  function begun(parent: number, input: number): Trials {
    const [column, over, order] = [x[input], columns[parent], orders[input]];
    const rows = order.filter((row) => over[row] !== 0);
    const outside = endSpan(x.length);
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
    const along = new Float64Array(places.length);
    const line = over.map((value, row) => value * heights[input][row]);
    const wholeLine = products({ rows, places, above }, parent, input, line, along);
    const whole = new Float64Array(places.length);
    const wholeStep = new Float64Array(places.length);
    products({ rows, places, above }, parent, input, over, whole, wholeStep);
    for (let p = 0; p < whole.length; p++) whole[p] = along[p] - places[p] * whole[p];
    const of = { rows, knots, places, above, ends };
    const left = { left: whole.slice(), leftStep: wholeStep.slice(), line: wholeLine, known: 0 };
    return { ...of, whole, wholeStep, along, wholeLine, ...left };
  }

  /**
   * Puts the products of a column with parent·max(0, x − t) for all places t into `out`, with parent·(a step there) into
   * `steps`, and returns that with parent·x.
   */
  function products(
    { rows, places, above }: Pick<Trials, "rows" | "places" | "above">,
    parent: number,
    input: number,
    column: Float64Array,
    out: Float64Array,
    steps?: Float64Array,
  ): number {
    const [over, height] = [columns[parent], heights[input]];
    let [sum, sumX] = [0, 0];
    for (let p = 0, k = 0; p <= places.length; p++) {
      const end = p < places.length ? above[p] : rows.length;
      for (; k < end; k++) {
        const row = rows[k];
        const value = over[row] * column[row];
        sum += value;
        sumX += value * height[row];
      }
      if (p === places.length) break;
      out[p] = sumX - places[p] * sum;
      if (steps) steps[p] = sum;
    }
    return sumX;
  }
}

/** The step that lowers the squares most, given what is left of y. */
function bestStep(
  { knots, ends, wholeStep, leftStep }: Trials,
  shares: Float64Array,
): { readonly gain: number; readonly knot: number; readonly end: number } | undefined {
  let best: { readonly gain: number; readonly knot: number; readonly end: number } | undefined;
  for (let p = 0; p < shares.length; p++) {
    if (!(leftStep[p] > OWN_HINGE * wholeStep[p])) continue;
    const gain = (shares[p] * shares[p]) / leftStep[p];
    if (gain > (best?.gain ?? 0) * (1 + 1e-9)) best = { gain, knot: knots[p], end: ends[p] };
  }
  return best;
}

/** Takes out of a column what it has of another one of length 1. */
function takeOut(column: Float64Array, unit: Float64Array): void {
  let share = 0;
  for (let i = 0; i < column.length; i++) share += column[i] * unit[i];
  for (let i = 0; i < column.length; i++) column[i] -= share * unit[i];
}

/** The rows from the largest value to the least. */
const descending = (column: Float64Array): Uint32Array =>
  new Uint32Array(column.length).map((_, i) => i).sort((a, b) => column[b] - column[a]);

function squares(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] * column[i];
  return sum;
}
