// forward.ts: hinges put in two by two where they lower the squared error most.
import type { Columns } from "./columns-table.ts";
import { type Span, type Term, termColumn } from "./terms.ts";

/** Hinges that lower the squared error by less than this share of y's variance are not put in. */
const WORTH = 1e-5;

/** What is left of a column's squares when it counts as a combination of others. */
const OWN = 1e-9;

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

/**
 * Grows terms forward as MARS does. Each term so far, and 1, is a parent; parent·max(0, x − t) and parent·max(0, t − x) are
 * tried for every input that it does not have and many t, and those two put in that lower the squared error most. An
 * orthonormal basis of what is in is kept, so that a place for a knot costs as many products as there are terms: running sums
 * over the rows in the order of an input give all places in one pass.
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
  const stride = maxTerms + 2;
  const basis = new Float64Array(n * stride); // orthonormal columns, row by row; the one after the last is the line on trial
  const rest = y.slice();
  const orders = x.map((column) => descending(column));
  const columns: Float64Array[] = [new Float64Array(n).fill(1)];
  const terms: Term[] = [[]];
  let size = 0;
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
      if (terms.length >= maxTerms || !put(column.slice())) continue;
      terms.push(term);
      columns.push(column);
    }
    const now = squares(rest);
    if (terms.length === before || !(now < left)) break;
    left = now;
  }
  return terms.slice(1);

  /** Takes from `column` what the basis has of it and divides by what is left; false if nothing is. Gram and Schmidt, twice. */
  function orthogonal(column: Float64Array): boolean {
    const whole = squares(column);
    const shares = new Float64Array(size);
    for (let pass = 0; pass < 2; pass++) {
      shares.fill(0);
      for (let i = 0, at = 0; i < n; i++, at += stride) {
        for (let m = 0; m < size; m++) shares[m] += basis[at + m] * column[i];
      }
      for (let i = 0, at = 0; i < n; i++, at += stride) {
        for (let m = 0; m < size; m++) column[i] -= shares[m] * basis[at + m];
      }
    }
    const left = squares(column);
    if (!(left > OWN * whole)) return false;
    const length = Math.sqrt(left);
    for (let i = 0; i < n; i++) column[i] /= length;
    return true;
  }

  /** Makes a column part of the basis, and takes its part out of what is left of y. */
  function put(column: Float64Array): boolean {
    if (!orthogonal(column)) return false;
    let share = 0;
    for (let i = 0; i < n; i++) share += column[i] * rest[i];
    for (let i = 0; i < n; i++) {
      rest[i] -= share * column[i];
      basis[i * stride + size] = column[i];
    }
    size++;
    return true;
  }

  /** The best that parent·(a line and a hinge of one input) can do. */
  function tried(parent: number, input: number): Candidate {
    const over = columns[parent];
    const { least, width } = spans[input];
    const line = new Float64Array(n);
    let on = 0;
    for (let i = 0; i < n; i++) {
      line[i] = (over[i] * (x[input][i] - least)) / width;
      if (over[i] !== 0) on++;
    }
    const independent = orthogonal(line);
    let lineShare = 0;
    if (independent) {
      for (let i = 0; i < n; i++) {
        lineShare += line[i] * rest[i];
        basis[i * stride + size] = line[i];
      }
    }
    const along = independent ? size + 1 : size;
    const best = { gain: lineShare * lineShare, knot: undefined as number | undefined };
    const outside = endSpan(x.length);
    const every = Math.max(minSpan(x.length, on), Math.floor(on / PLACES));
    // Sums over the rows above t: of parent², parent²·z, parent²·z², rest·parent, and of each basis column's part.
    const sums = new Float64Array(along);
    const sumsX = new Float64Array(along);
    let [p0, p1, p2, r0, r1, above, same] = [0, 0, 0, 0, 0, 0, 0];
    let last = Number.NaN;
    for (const i of orders[input]) {
      const c = over[i];
      if (c === 0) continue;
      const value = x[input][i];
      // Every so many rows, and wherever as many share a value.
      const place = value !== last && (above % every === 0 || same >= 2 * outside);
      if (place && above >= outside && on - above >= outside) {
        const t = (value - least) / width;
        const whole = p2 - 2 * t * p1 + t * t * p0;
        let left = whole;
        for (let m = 0; m < along; m++) {
          const share = sumsX[m] - t * sums[m];
          left -= share * share;
        }
        if (left > 1e-7 * whole) {
          const toLine = independent ? (sumsX[size] - t * sums[size]) * lineShare : 0;
          const share = r1 - t * r0 - toLine;
          const gain = lineShare * lineShare + (share * share) / left;
          if (gain > best.gain * (1 + 1e-9)) {
            best.gain = gain;
            best.knot = value;
          }
        }
      }
      same = value === last ? same + 1 : 1;
      last = value;
      above++;
      const z = (c * (value - least)) / width;
      p0 += c * c;
      p1 += c * z;
      p2 += z * z;
      r0 += c * rest[i];
      r1 += z * rest[i];
      for (let m = 0, at = i * stride; m < along; m++, at++) {
        sums[m] += c * basis[at];
        sumsX[m] += z * basis[at];
      }
    }
    return { ...best, parent, input };
  }
}

/** The rows from the largest value to the least. */
const descending = (column: Float64Array): Uint32Array =>
  new Uint32Array(column.length).map((_, i) => i).sort((a, b) => column[b] - column[a]);

function squares(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] * column[i];
  return sum;
}
