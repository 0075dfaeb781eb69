// forward.ts: hinges put in two by two where they lower the squared error most.
import type { Columns } from "./columns-table.ts";
import { type Span, type Term, termColumn } from "./terms.ts";

/** Hinges that lower the squared error by less than this share of y's variance are not put in. */
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
  readonly input: number;
  /** nothing: no knot, the line is what helps */
  readonly knot?: number;
}

/** What is kept of the trials of one parent in one input, so that each new basis column is taken out of them once. */
interface Trials {
  /** for each place of a knot: x there, in shares of the input's width too, and how many rows of the order lie above */
  readonly knots: readonly number[];
  readonly places: readonly number[];
  readonly above: readonly number[];
  /** the squares of each hinge, whole and without what the basis has of it */
  readonly whole: Float64Array;
  readonly left: Float64Array;
  /** each hinge's product with the line, both without what the basis has of them */
  readonly along: Float64Array;
  /** the line's squares, whole and without what the basis has of it */
  readonly wholeLine: number;
  line: number;
  /** how many basis columns are taken out so far */
  known: number;
}

/**
 * Grows terms forward as MARS does. Each term so far, and 1, is a parent; parent·max(0, x − t) and parent·max(0, t − x) are
 * tried for every input that it does not have and many t, and those two put in that lower the squared error most. An
 * orthonormal basis of what is in is kept, and of each trial its squares outside of that basis, from which only what is new in
 * the basis is taken: running sums over the rows in the order of an input give all places in one pass for each new column.
 *
 * Friedman (1991), doi:10.1214/aos/1176347963, algorithm 2. Yields the share of the work done.
 */
export function* growTerms(
  table: Columns,
  spans: readonly Span[],
  degree: number,
  maxTerms: number,
): Generator<number, readonly Term[]> {
  const { x, y } = table;
  const n = y.length;
  const basis: Float64Array[] = []; // orthonormal columns
  const rest = y.slice();
  const orders = x.map((column) => descending(column));
  // The inputs from 0 to 1, each in its own order.
  const heights = x.map((column, input) => {
    const { least, width } = spans[input];
    return new Float64Array(n).map((_, k) => (column[orders[input][k]] - least) / width);
  });
  const columns: Float64Array[] = [new Float64Array(n).fill(1)];
  const terms: Term[] = [[]];
  const trials = new Map<number, Trials>();
  put(columns[0]);
  const variance = squares(rest);
  for (let left = variance; terms.length < maxTerms; ) {
    let best: Candidate = { gain: 0, parent: -1, input: -1 };
    for (const [parent, term] of terms.entries()) {
      yield Math.min(1, (terms.length + parent / terms.length) / maxTerms);
      if (term.length >= degree) continue;
      for (let input = 0; input < x.length; input++) {
        if (term.some((hinge) => hinge.input === input)) continue;
        const found = tried(parent, input);
        if (found.gain > best.gain * (1 + 1e-9)) best = found;
      }
    }
    if (!(best.gain > WORTH * variance)) break;
    const { parent, input, knot = spans[input].least } = best;
    const before = terms.length;
    for (const side of best.knot === undefined ? ([1] as const) : ([1, -1] as const)) {
      const term = [...terms[parent], { input, side, knot }];
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

  /** The best that parent·(a line and a hinge of one input) can do. */
  function tried(parent: number, input: number): Candidate {
    const key = parent * x.length + input;
    const trial = trials.get(key) ?? begun(parent, input);
    trials.set(key, trial);
    const { knots, places, whole, left, along, wholeLine } = trial;
    const shares = new Float64Array(places.length);
    for (; trial.known < basis.length; trial.known++) {
      const ofLine = products(trial, parent, input, basis[trial.known], shares);
      trial.line -= ofLine * ofLine;
      for (let p = 0; p < shares.length; p++) {
        left[p] -= shares[p] * shares[p];
        along[p] -= shares[p] * ofLine;
      }
    }
    const ofLine = products(trial, parent, input, rest, shares);
    // What the line leaves to hinges; nothing is taken where it follows from the basis.
    const inverse = trial.line > OWN * wholeLine ? 1 / trial.line : 0;
    const alone = ofLine * ofLine * inverse;
    let gain = alone;
    let knot: number | undefined;
    for (let p = 0; p < shares.length; p++) {
      const own = left[p] - along[p] * along[p] * inverse;
      if (!(own > OWN_HINGE * whole[p])) continue;
      const share = shares[p] - along[p] * ofLine * inverse;
      const both = alone + (share * share) / own;
      if (both > gain * (1 + 1e-9)) [gain, knot] = [both, knots[p]];
    }
    return { gain, knot, parent, input };
  }

  /** The places for a knot, every so many rows of the parent's and wherever as many share a value, and what is whole there. */
  function begun(parent: number, input: number): Trials {
    const [column, over, order] = [x[input], columns[parent], orders[input]];
    const on = over.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
    const outside = endSpan(x.length);
    const every = Math.max(minSpan(x.length, on), Math.floor(on / PLACES));
    const [knots, places, above]: number[][] = [[], [], []];
    let [passed, same, last] = [0, 0, Number.NaN];
    for (let k = 0; k < n; k++) {
      if (over[order[k]] === 0) continue;
      const value = column[order[k]];
      const place = value !== last && (passed % every === 0 || same >= every);
      if (place && passed >= outside && on - passed >= outside) {
        knots.push(value);
        places.push(heights[input][k]);
        above.push(k);
      }
      same = value === last ? same + 1 : 1;
      last = value;
      passed++;
    }
    const along = new Float64Array(places.length);
    const line = new Float64Array(n);
    for (let k = 0; k < n; k++) line[order[k]] = over[order[k]] * heights[input][k];
    const wholeLine = products({ places, above }, parent, input, line, along);
    const whole = new Float64Array(places.length);
    products({ places, above }, parent, input, over, whole);
    for (let p = 0; p < whole.length; p++) whole[p] = along[p] - places[p] * whole[p];
    return { knots, places, above, whole, left: whole.slice(), along, wholeLine, line: wholeLine, known: 0 };
  }

  /** Puts the products of a column with parent·max(0, x − t) for all places t into `out`, and returns that with parent·x. */
  function products(
    { places, above }: Pick<Trials, "places" | "above">,
    parent: number,
    input: number,
    column: Float64Array,
    out: Float64Array,
  ): number {
    const [over, order, height] = [columns[parent], orders[input], heights[input]];
    let [sum, sumX] = [0, 0];
    for (let p = 0, k = 0; p <= places.length; p++) {
      const end = p < places.length ? above[p] : n;
      for (; k < end; k++) {
        const value = over[order[k]] * column[order[k]];
        sum += value;
        sumX += value * height[k];
      }
      if (p < places.length) out[p] = sumX - places[p] * sum;
    }
    return sumX;
  }
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
