// dynamic-program.ts: the best knots among given candidates, by dynamic programming over the value at the knot.

import type { Envelope } from "./dynamic-program-envelope.ts";
import * as envelopes from "./dynamic-program-envelope.ts";
import * as runs from "./segments.ts";
import type { Knots, Placed } from "./segments-chain.ts";
import type { Rows } from "./segments-rows.ts";
import * as tables from "./segments-rows.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { createEnvelope, longerFloats, longerInts, lower, resetEnvelope } = envelopes;
const { absorb, carryRight, FORM, lineLoss, MOMENTS, writeForm } = runs;
const { rowsBelow, rowsUpTo } = tables;

/** How far a search may go. */
export interface ProgramLimits {
  /** fits that lose this much or more are not looked for */
  readonly cap: number;
  /** slack, as a share of cap, in comparisons of parabolas at each knot */
  readonly tolerance: number;
  /** comparisons of parabolas allowed */
  readonly budget: number;
  /** rows that must lie strictly between neighbouring knots */
  readonly minPoints: number;
  /** how many solutions to return, each with a knot at least two candidates away from all better ones */
  readonly solutions: number;
}

export interface ProgramResult {
  /** best first; none if no choice of knots among the candidates comes below the cap */
  readonly solutions: readonly Placed[];
  /** false if the budget ran out first */
  readonly complete: boolean;
  /** if complete, no choice of one knot from each list loses less */
  readonly bound: number;
  readonly work: number;
}

/** Between every candidate of one list and every later one of the next: the segment's quadratic form. */
export interface PairTable {
  /** the pair (i, j) stands at start[j] + i; i runs over the candidates below the j-th */
  readonly start: Int32Array;
  /** what the best line over the segment leaves; Infinity or NaN if the pair is not to be used */
  readonly losses: Float64Array;
  readonly forms: Float64Array;
}

/**
 * One knot from each list of candidates (ascending; the lists may be the same one), so that the best continuous
 * piecewise-linear function with those knots loses least.
 *
 * F(l, j)(v) = least loss of the rows left of candidate j as l-th knot, f being v there; it is the lower envelope of the
 * parabolas that F(l − 1, i) makes over the segment from i to j. A parabola is dropped if it cannot come below the cap
 * once independent lines have fitted what lies to the right (a bound from below). Yields its progress from 0 to 1.
 */
export function* dynamicProgram(
  rows: Rows,
  lists: readonly Knots[],
  limits: ProgramLimits,
): Generator<number, ProgramResult> {
  const { cap, budget } = limits;
  const levels = lists.length + 1;
  const all = [Float64Array.of(rows.x[0]), ...lists, Float64Array.of(rows.x[rows.size - 1])];
  const tables: PairTable[] = [];
  for (let level = 1; level <= levels; level++) {
    const repeats = level > 2 && all[level] === all[level - 1] && all[level - 1] === all[level - 2];
    tables[level] = repeats ? tables[level - 1] : pairTable(rows, all[level - 1], all[level], limits);
  }
  const rest = boundsFromRight(all, tables);
  const tolerance = limits.tolerance * cap;
  const envelope = createEnvelope();
  const kept = createStore();
  keep(kept, 0, 0, 0, -1, 0, -Infinity, Infinity);
  let before = Int32Array.of(0, 1);
  let leastBefore = Float64Array.of(0);
  let work = 0;
  for (let level = 1; level < levels; level++) {
    const size = all[level].length;
    const bounds = new Int32Array(size + 1);
    const leastHere = new Float64Array(size).fill(Infinity);
    for (let j = 0; j < size; j++) {
      bounds[j] = kept.count;
      const room = cap - rest[level][j];
      if (!(room > 0)) continue;
      resetEnvelope(envelope, room);
      work += reach(tables[level], j, kept, before, leastBefore, envelope, tolerance);
      if (work > budget) return { solutions: [], complete: false, bound: 0, work };
      leastHere[j] = keepEnvelope(kept, envelope, j);
      if ((j & 31) === 31) yield (level - 1 + j / size) / levels;
    }
    bounds[size] = kept.count;
    before = bounds;
    leastBefore = leastHere;
  }
  const ends = finalLosses(tables[levels], kept, before, cap);
  const bound = Math.max(0, (ends.length > 0 ? ends[0].loss : cap) - lists.length * tolerance);
  const solutions = distinct(ends, limits.solutions, kept, lists.length).map(({ loss, path }) => ({
    loss,
    knots: Float64Array.from(path, (j, l) => lists[l][j]),
  }));
  return { solutions, complete: true, bound, work };
}

/** `dynamicProgram` without a pause. */
export function programAtOnce(rows: Rows, lists: readonly Knots[], limits: ProgramLimits): ProgramResult {
  const steps = dynamicProgram(rows, lists, limits);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const carried = new Float64Array(3);

/**
 * The envelope at candidate j from all parabolas at earlier candidates, one knot fewer: `before[i]` says where those of
 * candidate i begin in the store. Each counts only where its best value at i lies on its own piece there.
 *
 * @returns the number of comparisons made
 */
function reach(
  { start, losses, forms }: PairTable,
  j: number,
  kept: Store,
  before: Int32Array,
  leastBefore: Float64Array,
  envelope: Envelope,
  tolerance: number,
): number {
  const { curvature, centre, least, from, to } = kept;
  const room = envelope.least[0];
  let work = 0;
  for (let pair = start[j + 1] - 1; pair >= start[j]; pair--) {
    const i = pair - start[j];
    const loss = losses[pair];
    work++;
    if (leastBefore[i] + loss >= room) {
      // A longer run loses more still; runs that are not allowed lose NaN, and are passed over.
      if (loss >= room) break;
      continue;
    }
    if (Number.isNaN(loss)) continue;
    const form = pair * FORM;
    const cross = forms[form + 2];
    const nearLine = forms[form + 5];
    for (let z = before[i]; z < before[i + 1]; z++) {
      carryRight(forms, form, curvature[z], centre[z], least[z], carried, 0);
      work++;
      if (!(carried[2] < room)) continue;
      let low = -Infinity;
      let high = Infinity;
      const sum = curvature[z] + forms[form + 1];
      if (cross !== 0 && sum > 0) {
        const middle = forms[form + 6] + (curvature[z] * (centre[z] - nearLine)) / cross;
        const one = middle - (sum * (from[z] - nearLine)) / cross;
        const two = middle - (sum * (to[z] - nearLine)) / cross;
        low = one < two ? one : two;
        high = one < two ? two : one;
      }
      work += lower(envelope, carried[0], carried[1], carried[2], z, tolerance, low, high);
    }
  }
  return work;
}

interface End {
  readonly loss: number;
  readonly parabola: number;
}

/** What whole fits lose, least first, and the parabola at the last knot of each. */
function finalLosses({ start, losses, forms }: PairTable, kept: Store, before: Int32Array, cap: number): End[] {
  const ends: End[] = [];
  for (let i = 0; i < start[1]; i++) {
    if (!(losses[i] < cap)) continue;
    for (let z = before[i]; z < before[i + 1]; z++) {
      carryRight(forms, i * FORM, kept.curvature[z], kept.centre[z], kept.least[z], carried, 0);
      if (carried[2] < cap) ends.push({ loss: carried[2], parabola: z });
    }
  }
  return ends.sort((a, b) => a.loss - b.loss);
}

/**
 * The quadratic forms of all segments between two lists; those over which even a line loses `cap` are left out (their
 * loss is Infinity), and those with too few rows strictly inside (NaN).
 */
export function pairTable(
  rows: Rows,
  from: Knots,
  to: Knots,
  { cap, minPoints }: Pick<ProgramLimits, "cap" | "minPoints">,
): PairTable {
  const { x, size, counts } = rows;
  const startOf = (t: number) => (t === x[0] ? 0 : rowsUpTo(x, t));
  const startRows = Int32Array.from(from, startOf);
  const endRows = Int32Array.from(to, startOf);
  const insideRows = Int32Array.from(to, (t) => (t === x[size - 1] ? size : rowsBelow(x, t)));
  // The rows between neighbours of the second list, once for all.
  const cells = new Float64Array(to.length * MOMENTS);
  for (let j = 1; j < to.length; j++) rows.moments(endRows[j - 1], endRows[j], cells, j * MOMENTS);
  const start = new Int32Array(to.length + 1);
  for (let j = 0, i = 0; j < to.length; j++) {
    while (i < from.length && from[i] < to[j]) i++;
    start[j + 1] = start[j] + i;
  }
  const losses = new Float64Array(start[to.length]).fill(Infinity);
  const forms = new Float64Array(losses.length * FORM);
  const moments = new Float64Array(MOMENTS);
  for (let i = 0, first = 0; i < from.length; i++) {
    while (first < to.length && to[first] <= from[i]) first++;
    for (let j = first; j < to.length; j++) {
      if (j === first) rows.moments(startRows[i], endRows[j], moments, 0);
      else absorb(moments, 0, cells, j * MOMENTS);
      const pair = start[j] + i;
      const loss = lineLoss(moments, 0);
      if (loss >= cap) break;
      const inside = counts[insideRows[j]] - counts[startRows[i]];
      losses[pair] = inside < minPoints ? NaN : loss;
      writeForm(moments, 0, from[i], to[j], forms, pair * FORM);
    }
  }
  return { start, losses, forms };
}

/** rest[level][j]: what independent lines, cut at candidates, must still lose to the right of candidate j. */
function boundsFromRight(lists: readonly Knots[], tables: readonly PairTable[]): Float64Array[] {
  const rest: Float64Array[] = [];
  const levels = lists.length - 1;
  rest[levels] = new Float64Array(1);
  for (let level = levels; level > 0; level--) {
    const { start, losses } = tables[level];
    const next = rest[level];
    const here = new Float64Array(lists[level - 1].length).fill(Infinity);
    for (let j = 0; j < next.length; j++) {
      for (let pair = start[j + 1] - 1; pair >= start[j]; pair--) {
        const i = pair - start[j];
        if (losses[pair] === Infinity) break;
        const bound = losses[pair] + next[j];
        if (bound < here[i]) here[i] = bound;
      }
    }
    rest[level - 1] = here;
  }
  return rest;
}

/** A growing list of parabolas: the piece [from, to) of each, its candidate, and the parabola it came from. */
interface Store {
  count: number;
  curvature: Float64Array;
  centre: Float64Array;
  least: Float64Array;
  from: Float64Array;
  to: Float64Array;
  candidate: Int32Array;
  origin: Int32Array;
}

function createStore(): Store {
  const room = 1024;
  return {
    count: 0,
    curvature: new Float64Array(room),
    centre: new Float64Array(room),
    least: new Float64Array(room),
    from: new Float64Array(room),
    to: new Float64Array(room),
    candidate: new Int32Array(room),
    origin: new Int32Array(room),
  };
}

function keep(
  store: Store,
  curvature: number,
  centre: number,
  least: number,
  origin: number,
  candidate: number,
  from: number,
  to: number,
): void {
  const { count } = store;
  if (count === store.curvature.length) {
    for (const name of ["curvature", "centre", "least", "from", "to"] as const) store[name] = longerFloats(store[name]);
    for (const name of ["candidate", "origin"] as const) store[name] = longerInts(store[name]);
  }
  store.curvature[count] = curvature;
  store.centre[count] = centre;
  store.least[count] = least;
  store.from[count] = from;
  store.to[count] = to;
  store.origin[count] = origin;
  store.candidate[count] = candidate;
  store.count++;
}

/** Keeps every parabola that owns a piece, once, with the hull of its pieces, and returns the least of their least values. */
function keepEnvelope(store: Store, envelope: Envelope, candidate: number): number {
  const { owner, left, slot, curvature, centre, origin } = envelope;
  let least = Infinity;
  slot.fill(-1, 0, envelope.parabolas);
  for (let p = 0; p < envelope.pieces; p++) {
    const id = owner[p];
    if (id === 0) continue;
    if (slot[id] >= 0) {
      store.to[slot[id]] = left[p + 1];
      continue;
    }
    slot[id] = store.count;
    keep(store, curvature[id], centre[id], envelope.least[id], origin[id], candidate, left[p], left[p + 1]);
    least = Math.min(least, envelope.least[id]);
  }
  return least;
}

/** The best fits that differ from all better ones by two candidates or more at some knot. */
function distinct(
  ends: readonly End[],
  wanted: number,
  kept: Store,
  knots: number,
): { loss: number; path: Int32Array }[] {
  const found: { loss: number; path: Int32Array }[] = [];
  for (const { loss, parabola } of ends) {
    if (found.length === wanted) break;
    const path = new Int32Array(knots);
    for (let l = knots - 1, z = parabola; l >= 0; l--) {
      path[l] = kept.candidate[z];
      z = kept.origin[z];
    }
    const isNew = found.every((other) => other.path.some((candidate, l) => Math.abs(candidate - path[l]) > 1));
    if (isNew) found.push({ loss, path });
  }
  return found;
}
