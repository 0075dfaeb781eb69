// dynamic-program.ts: the best knots among given candidates, by dynamic programming over the value at the knot.

import { createEnvelope, lower, resetEnvelope } from "./dynamic-program-envelope.ts";
import { absorb, carryRight, FORM, lineLoss, MOMENTS, writeForm } from "./segments.ts";
import type { Knots, Placed } from "./segments-chain.ts";
import { type Rows, rowsBelow, rowsUpTo } from "./segments-rows.ts";

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
  /** what the best line over the segment leaves */
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
  const { cap, budget, minPoints } = limits;
  const levels = lists.length + 1;
  const all = [Float64Array.of(rows.x[0]), ...lists, Float64Array.of(rows.x[rows.size - 1])];
  const tables: PairTable[] = [];
  for (let level = 1; level <= levels; level++) {
    const repeats = level > 2 && all[level] === all[level - 1] && all[level - 1] === all[level - 2];
    tables[level] = repeats ? tables[level - 1] : pairTable(rows, all[level - 1], all[level], cap);
  }
  const rest = boundsFromRight(all, tables);
  const tolerance = limits.tolerance * cap;
  const envelope = createEnvelope();
  const carried = new Float64Array(3);

  // All parabolas kept so far, and for each level where those of candidate j begin.
  const kept = parabolaStore();
  kept.add(0, 0, 0, -1, 0);
  let before = Int32Array.of(0, 1);
  let leastBefore = Float64Array.of(0);
  let work = 0;
  const ends: { loss: number; parabola: number }[] = [];
  for (let level = 1; level <= levels; level++) {
    const { start, losses, forms } = tables[level];
    const size = all[level].length;
    const bounds = new Int32Array(size + 1);
    const leastHere = new Float64Array(size).fill(Infinity);
    const starts = Int32Array.from(all[level - 1], (t, i) => (level === 1 && i === 0 ? 0 : rowsUpTo(rows.x, t)));
    for (let j = 0; j < size; j++) {
      bounds[j] = kept.count();
      const room = cap - rest[level][j];
      if (!(room > 0)) continue;
      const last = level === levels;
      const end = last ? rows.size : rowsBelow(rows.x, all[level][j]);
      resetEnvelope(envelope, room);
      for (let pair = start[j + 1] - 1; pair >= start[j]; pair--) {
        const i = pair - start[j];
        work++;
        if (losses[pair] >= room) break;
        if (leastBefore[i] + losses[pair] >= room) continue;
        if (minPoints > 0 && rows.counts[end] - rows.counts[starts[i]] < minPoints) continue;
        for (let z = before[i]; z < before[i + 1]; z++) {
          carryRight(forms, pair * FORM, kept.curvature[z], kept.centre[z], kept.least[z], carried, 0);
          if (!(carried[2] < room)) continue;
          if (last) ends.push({ loss: carried[2], parabola: z });
          else lower(envelope, carried[0], carried[1], carried[2], z, tolerance);
          work += envelope.pieces;
        }
        if (work > budget) return { solutions: [], complete: false, bound: 0, work };
      }
      leastHere[j] = kept.addEnvelope(envelope, j);
      if ((j & 31) === 31) yield (level - 1 + j / size) / levels;
    }
    bounds[size] = kept.count();
    before = bounds;
    leastBefore = leastHere;
  }
  ends.sort((a, b) => a.loss - b.loss);
  const bound = Math.max(0, (ends.length > 0 ? ends[0].loss : cap) - lists.length * tolerance);
  const solutions = distinct(ends, limits.solutions, (parabola) => kept.trace(parabola, lists.length)).map(
    ({ loss, path }) => ({ loss, knots: Float64Array.from(path, (j, l) => lists[l][j]) }),
  );
  return { solutions, complete: true, bound, work };
}

/** The quadratic forms of all segments between two lists; those over which even a line loses `cap` or more are left out. */
export function pairTable(rows: Rows, from: Knots, to: Knots, cap: number): PairTable {
  const startOf = (t: number) => (t === rows.x[0] ? 0 : rowsUpTo(rows.x, t));
  const startRows = Int32Array.from(from, startOf);
  const endRows = Int32Array.from(to, startOf);
  // The rows between neighbours of the second list, once for all.
  const cells = new Float64Array(to.length * MOMENTS);
  for (let j = 1; j < to.length; j++) rows.moments(endRows[j - 1], endRows[j], cells, j * MOMENTS);
  const start = new Int32Array(to.length + 1);
  for (let j = 0, i = 0; j < to.length; j++) {
    while (i < from.length && from[i] < to[j]) i++;
    start[j + 1] = start[j] + i;
  }
  const pairs = start[to.length];
  const losses = new Float64Array(pairs).fill(Infinity);
  const forms = new Float64Array(pairs * FORM);
  const moments = new Float64Array(MOMENTS);
  for (let i = 0, j0 = 0; i < from.length; i++) {
    while (j0 < to.length && to[j0] <= from[i]) j0++;
    for (let j = j0; j < to.length; j++) {
      if (j === j0) rows.moments(startRows[i], endRows[j], moments, 0);
      else absorb(moments, 0, cells, j * MOMENTS);
      const pair = start[j] + i;
      losses[pair] = lineLoss(moments, 0);
      if (losses[pair] >= cap) break;
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

/** A growing list of parabolas, each with the candidate it stands at and the parabola it came from. */
function parabolaStore() {
  let room = 1024;
  let count = 0;
  const store = {
    curvature: new Float64Array(room),
    centre: new Float64Array(room),
    least: new Float64Array(room),
    candidate: new Int32Array(room),
    origin: new Int32Array(room),
    count: () => count,
    add,
    addEnvelope,
    trace,
  };
  function add(curvature: number, centre: number, least: number, origin: number, candidate: number): void {
    if (count === room) grow();
    store.curvature[count] = curvature;
    store.centre[count] = centre;
    store.least[count] = least;
    store.origin[count] = origin;
    store.candidate[count] = candidate;
    count++;
  }
  function grow(): void {
    room *= 2;
    for (const name of ["curvature", "centre", "least"] as const) {
      const longer = new Float64Array(room);
      longer.set(store[name]);
      store[name] = longer;
    }
    for (const name of ["candidate", "origin"] as const) {
      const longer = new Int32Array(room);
      longer.set(store[name]);
      store[name] = longer;
    }
  }
  /** Adds every parabola that owns a piece, once, and returns the least of their least values. */
  function addEnvelope(envelope: ReturnType<typeof createEnvelope>, candidate: number): number {
    const owners = envelope.owner.slice(0, envelope.pieces).sort();
    let least = Infinity;
    for (let p = 0; p < owners.length; p++) {
      const id = owners[p];
      if (id === 0 || (p > 0 && owners[p - 1] === id)) continue;
      add(envelope.curvature[id], envelope.centre[id], envelope.least[id], envelope.origin[id], candidate);
      least = Math.min(least, envelope.least[id]);
    }
    return least;
  }
  /** The candidates of the knots, first to last, that led to a parabola. */
  function trace(parabola: number, knots: number): Int32Array {
    const path = new Int32Array(knots);
    for (let l = knots - 1, z = parabola; l >= 0; l--) {
      path[l] = store.candidate[z];
      z = store.origin[z];
    }
    return path;
  }
  return store;
}

function distinct(
  ends: readonly { loss: number; parabola: number }[],
  wanted: number,
  trace: (parabola: number) => Int32Array,
): { loss: number; path: Int32Array }[] {
  const found: { loss: number; path: Int32Array }[] = [];
  for (const { loss, parabola } of ends) {
    if (found.length === wanted) break;
    const path = trace(parabola);
    const isNew = found.every((other) => other.path.some((candidate, l) => Math.abs(candidate - path[l]) > 1));
    if (isNew) found.push({ loss, path });
  }
  return found;
}
