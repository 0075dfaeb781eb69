// best-fit-search.ts: the road to the best knots.

import { evenRows, FAR, gridPlaces, programCap } from "./best-fit-grid.ts";
import { allowed, type Bench, bestInsertion, bestInsertions, createBench, moveToCrossings } from "./best-fit-local.ts";
import { type Pool, perturb, recombine } from "./best-fit-perturb.ts";
import { polish } from "./best-fit-polish.ts";
import { dynamicProgram, programAtOnce } from "./dynamic-program.ts";
import { linesBound } from "./dynamic-program-bound.ts";
import { type Knots, lossAt, type Placed } from "./segments-chain.ts";
import type { Rows } from "./segments-rows.ts";

/** What a search found, and what it knows of what it did not find. */
export interface Found extends Placed {
  /** candidate places on which the dynamic program ran to its end; 0 if on none */
  readonly grid: number;
  /** no choice of as many of those places loses less; 0 if there was none */
  readonly gridBound: number;
  /** no knots anywhere lose less */
  readonly bound: number;
  /** whether greedy knots left no room for as many as were asked for (`minPoints`): fewer may then lose less */
  readonly crowded?: boolean;
}

/** Losses up to this are rounding: a share of the variance. */
export function nothing(rows: Rows): number {
  return 1e-26 * rows.totalWeight;
}

/** Places of the coarse and of the fine grid. */
const GRIDS = [120, 300];
/** So few rows are looked at with all that the search has. */
const FEW = 16;
/** Before them, where rows are few, on a grid so coarse that the dynamic program ends for any number of knots. */
const FEW_GRIDS = [40, ...GRIDS];
/** Up to so many rows a single knot is tried at each. */
const EVERY_ROW = 1e5;
/** Trials and moves of a knot that a perturbation of many may make. */
const WORK = 3e4;
/** Comparisons that the dynamic program may make on each. */
const BUDGET = 3e5;

/** 'quick' leaves out the fine grid and all but the first perturbation: seldom worse by more than a hundredth. */
export type Effort = "quick" | "thorough";

/** So many knots leave a search no longer sure to beat that with one fewer. */
const MANY = 16;

/**
 * Knots for the least loss, `units` at most. Where these are many, what is found with one fewer and then grown is tried as
 * well: a sum with more units is hardly ever worse.
 */
export function* searchKnots(
  rows: Rows,
  units: number,
  minPoints: number,
  effort: Effort = "thorough",
): Generator<number, Found> {
  const count = Math.min(units, rows.size - 2);
  const many = effort !== "quick" && count > MANY;
  const found = yield* within(0, many ? 0.45 : 0.9, searchAtOnce(rows, units, minPoints, effort));
  if (found.loss <= nothing(rows)) return found;
  if (found.crowded && found.knots.length > 0) {
    const fewer = yield* within(0.9, 1, searchKnots(rows, found.knots.length - 1, minPoints, effort));
    return fewer.loss < found.loss ? { ...fewer, grid: 0, gridBound: 0, bound: found.bound } : found;
  }
  if (!many || found.knots.length < count) return found;
  const fewer = yield* within(0.45, 0.9, searchAtOnce(rows, count - 1, minPoints, effort));
  const bench = createBench(rows, count, minPoints);
  const grown = yield* within(0.9, 1, growOnce(bench, fewer));
  return grown.loss < found.loss ? { ...found, ...grown } : found;
}

/** One knot more, where it helps most, and all moved. */
function* growOnce(bench: Bench, { knots, loss }: Placed): Generator<number, Placed> {
  const { rows } = bench;
  const { knot } = bestInsertion(bench, knots, bench.everyRow);
  const more = Float64Array.of(...knots, knot).sort();
  if (Number.isNaN(knot) || !allowed(bench, more)) return { knots, loss };
  const start = polish(bench, { knots: more, loss: lossAt(rows, more) });
  yield 0;
  const pool: Pool = { places: new Map(), size: 100 };
  const found = yield* perturb(bench, start, pool, nothing(rows), WORK, 9);
  yield 1;
  return polish(bench, recombine(bench, found, pool));
}

/**
 * A greedy start, a short search by perturbation, the dynamic program on two
 * grids, more perturbation (much more where the program was cut short), and polish.
 */
function* searchAtOnce(rows: Rows, units: number, minPoints: number, effort: Effort): Generator<number, Found> {
  const room = minPoints > 0 ? Math.floor(rows.counts[rows.size] / minPoints) - 1 : Infinity;
  const most = Math.max(0, Math.min(units, rows.size - 2, room));
  if (most === rows.size - 2 && minPoints === 0)
    return { knots: rows.x.slice(1, -1), loss: 0, grid: most, gridBound: 0, bound: 0 };
  const enough = nothing(rows);
  const bench = createBench(rows, most, minPoints);
  const pool: Pool = { places: new Map(), size: 100 };
  if (most === 1 && rows.size <= EVERY_ROW) return bestKnot(bench);
  let best = insertGreedily(bench, most, enough);
  const crowded = best.knots.length < most && best.loss > enough;
  if (crowded) best = fillUp(bench, best, most);
  yield 0.05;
  best = yield* within(0.05, 0.2, perturb(bench, best, pool, enough, Math.min(WORK, 5e3 * most), 1));
  if (best.loss > enough) best = recombine(bench, best, pool);
  yield 0.2;
  let grid = 0;
  let gridBound = 0;
  const few = rows.size <= FEW;
  const grids = effort === "quick" ? GRIDS.slice(0, 1) : few ? FEW_GRIDS : GRIDS;
  for (const [stage, places] of grids.entries()) {
    if (best.knots.length === 0 || best.loss <= enough) break;
    const candidates = gridPlaces(bench, best.knots, places);
    const progress = (done: number) => 0.2 + (0.4 * (stage + done)) / grids.length;
    if (candidates.length < best.knots.length) break;
    const lists = Array<Knots>(best.knots.length).fill(candidates);
    const run = (cap: number) =>
      dynamicProgram(rows, lists, {
        cap,
        tolerance: 1e-6,
        budget: effort === "quick" ? BUDGET / 3 : BUDGET,
        minPoints,
        solutions: few ? 20 : 3,
      });
    // Where rows are few, gaps are wide, and a fit whose knots stand in them is far from its own on the grid.
    let result = yield* within(
      progress(0),
      progress(0.4),
      run(few ? FAR * best.loss : programCap(bench, best, candidates)),
    );
    if (few && !result.complete) {
      result = yield* within(progress(0.4), progress(0.75), run(programCap(bench, best, candidates)));
    }
    if (!result.complete) break;
    // Of fewer knots than there is room for (`minPoints`) it says nothing of those that were asked for.
    if (best.knots.length === most) {
      grid = candidates.length;
      gridBound = result.bound;
    }
    for (const solution of result.solutions) {
      const polished = polish(bench, solution, best.loss);
      if (polished.loss < best.loss) best = polished;
      yield progress(1);
    }
  }
  const { rounds, work } = leftToDo(rows, most, grid, effort);
  for (let round = 0; round < rounds && best.loss > enough; round++) {
    const steps = perturb(bench, best, pool, enough, work, 2 + round);
    const progress = (done: number) => 0.6 + (0.3 * (round + done)) / rounds;
    best = yield* within(progress(0), progress(1), steps);
    best = recombine(bench, best, pool);
    yield progress(1);
  }
  best = polish(bench, best);
  yield 0.95;
  return { ...best, grid, gridBound, bound: linesBound(rows, most, best.loss), crowded };
}

/** How much perturbation is still worth its time: the less the program saw, the more; also where rows are few and gaps wide. */
function leftToDo(rows: Rows, most: number, grid: number, effort: Effort): { rounds: number; work: number } {
  if (effort === "quick") return { rounds: 0, work: 0 };
  const fine = grid > GRIDS[0] * 1.2;
  const work = fine && rows.size > FEW ? Math.min(WORK, 5e3 * most) : Math.min(5e4, 8e3 * most);
  if (fine && rows.size > 64) return { rounds: 1, work };
  return { rounds: grid > 0 ? 3 : 4, work };
}

/** The best single knot, by trying every row and every gap: the optimum itself. */
function bestKnot(bench: Bench): Found {
  const { rows, everyRow } = bench;
  const none = new Float64Array(0);
  const line = lossAt(rows, none);
  const { knot, loss } = bestInsertion(bench, none, everyRow.subarray(1, -1));
  const found = loss < line ? { knots: Float64Array.of(knot), loss } : { knots: none, loss: line };
  return { ...found, grid: rows.size - 2, gridBound: found.loss, bound: found.loss };
}

/**
 * Knots added one by one where each helps most, all moved after each. Given a share, so large a part of the knots that
 * stand is added at once, and moved but a little: the next ones move it again.
 */
export function insertGreedily(bench: Bench, most: number, enough: number, share = 0): Placed {
  const { rows } = bench;
  const positions = evenRows(rows, Math.max(100, 4 * most));
  let best: Placed = { knots: new Float64Array(0), loss: lossAt(rows, new Float64Array(0)) };
  while (best.knots.length < most && best.loss > enough) {
    const count = Math.min(most - best.knots.length, Math.max(1, Math.floor(share * best.knots.length)));
    const places =
      count > 1
        ? bestInsertions(bench, best.knots, positions, count)
        : [bestInsertion(bench, best.knots, positions).knot];
    const knots = Float64Array.of(...best.knots, ...places).sort();
    if (!allowed(bench, knots)) break;
    best = moveToCrossings(bench, { knots, loss: lossAt(rows, knots) }, false, count > 1 ? 6 : 20);
  }
  return best;
}

/** Where greedy knots left no room for more (`minPoints`), the dynamic program on a grid, for as many as it finds room. */
function fillUp(bench: Bench, start: Placed, most: number): Placed {
  const { rows, minPoints } = bench;
  for (const wanted of rows.size <= FEW ? FEW_GRIDS : GRIDS.slice(1)) {
    const places = gridPlaces(bench, start.knots, wanted);
    for (let count = most; count > start.knots.length; count--) {
      const limits = { cap: start.loss, tolerance: 1e-6, budget: 10 * BUDGET, minPoints, solutions: 1 };
      const [solution] = programAtOnce(rows, Array<Knots>(count).fill(places), limits).solutions;
      if (solution) return solution;
    }
  }
  return start;
}

/** Steps whose progress from 0 to 1 is a part of a longer one, from `from` to `to`. */
export function* within<T>(from: number, to: number, steps: Generator<number, T>): Generator<number, T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield from * (1 - value) + to * value;
  }
}
