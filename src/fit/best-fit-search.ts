// best-fit-search.ts: the road to the best knots: a good start, the dynamic program on grids, and polish.

import {
  allowed,
  bestInsertion,
  finish,
  moveEach,
  moveToCrossings,
  rowRange,
  shrinkWindows,
} from "./best-fit-local.ts";
import { dynamicProgram } from "./dynamic-program.ts";
import { chain, type Knots, lossAt, type Placed, type ScanRoom, scanRoom } from "./segments-chain.ts";
import { type Rows, rowsUpTo } from "./segments-rows.ts";

/** What a search found, and how far its dynamic program saw. */
export interface Found extends Placed {
  /** candidate places on which the dynamic program ran to its end; 0 if on none */
  readonly grid: number;
  /** no choice of k of those places loses less */
  readonly gridBound: number;
}

/** Losses below this share of the variance are rounding. */
const NOTHING = 1e-26;

export function* searchKnots(rows: Rows, units: number, minPoints: number): Generator<number, Found> {
  const most = Math.min(
    units,
    rows.size - 2,
    minPoints > 0 ? Math.floor(rows.counts[rows.size] / minPoints) - 1 : Infinity,
  );
  const nothing = NOTHING * rows.totalWeight;
  if (minPoints === 0 && most === rows.size - 2) {
    return { knots: rows.x.slice(1, -1), loss: 0, grid: most, gridBound: 0 };
  }
  const coarse = gridRows(rows, 100);
  const room = scanRoom(rows.size);
  let best = insertGreedily(rows, Math.max(0, most), coarse, minPoints, room, nothing);
  yield 0.1;
  best = relocate(rows, best, coarse, minPoints, room);
  yield 0.2;
  best = polish(rows, best, minPoints, room);
  yield 0.3;
  let grid = 0;
  let gridBound = 0;
  for (const places of [120, 300]) {
    if (best.knots.length === 0 || best.loss <= nothing) break;
    const candidates = gridPlaces(rows, places);
    if (candidates.length < best.knots.length) break;
    const result = finish(
      dynamicProgram(rows, Array(best.knots.length).fill(candidates), {
        cap: programCap(rows, best, candidates, minPoints),
        tolerance: 1e-6,
        budget: 2e7,
        minPoints,
        solutions: 6,
      }),
    );
    if (!result.complete) break;
    grid = candidates.length;
    gridBound = result.bound;
    for (const solution of result.solutions) {
      const polished = polish(rows, solution, minPoints, room);
      if (polished.loss < best.loss) best = polished;
    }
  }
  return { ...best, grid, gridBound };
}

/** The rows at evenly spaced ranks, ends left out. */
function gridRows(rows: Rows, places: number): Int32Array {
  const inner = rows.size - 2;
  if (inner <= places) return rowRange(1, rows.size - 1);
  return Int32Array.from({ length: places }, (_, s) => Math.round(((s + 1) * (rows.size - 1)) / (places + 1)));
}

/** Candidate places for the program: rows at evenly spaced ranks; where rows are few, all, and places between them. */
function gridPlaces(rows: Rows, places: number): Knots {
  const { x, size } = rows;
  const inner = size - 2;
  if (inner > places) return Float64Array.from(gridRows(rows, places), (row) => x[row]);
  const parts = Math.ceil(places / inner);
  const list: number[] = [];
  for (let row = 1; row + 1 < size; row++) {
    for (let part = 0; part < (row + 2 < size ? parts : 1); part++) {
      list.push(x[row] + ((x[row + 1] - x[row]) * part) / parts);
    }
  }
  return Float64Array.from(list);
}

/** How much a fit on the grid may lose and still be worth polishing: what rounding the best knots to it costs, and some. */
function programCap(rows: Rows, best: Placed, candidates: Knots, minPoints: number): number {
  const lists = Array.from(best.knots, (knot) => {
    const i = rowsUpTo(candidates, knot);
    return candidates.slice(Math.max(0, i - 2), i + 2);
  });
  const limits = { cap: best.loss * 2, tolerance: 1e-6, budget: 1e6, minPoints, solutions: 1 };
  const rounded = finish(dynamicProgram(rows, lists, limits)).solutions[0]?.loss ?? Infinity;
  return Math.min(best.loss * 1.05, best.loss + 1.2 * Math.max(0, rounded - best.loss)) * (1 + 1e-6);
}

/** Knots added one by one where each helps most, all moved after each. */
function insertGreedily(
  rows: Rows,
  most: number,
  positions: Int32Array,
  minPoints: number,
  room: ScanRoom,
  enough: number,
): Placed {
  let best: Placed = chain(rows, new Float64Array(0));
  while (best.knots.length < most && best.loss > enough) {
    const { knot } = bestInsertion(rows, best.knots, positions, minPoints, room);
    if (Number.isNaN(knot)) break;
    const next = withKnot(rows, best.knots, knot);
    if (!allowed(rows, next.knots, minPoints)) break;
    best = moveToCrossings(rows, next, minPoints, false);
  }
  return best;
}

/** Takes each knot out in turn and puts it back where it helps most, as long as that helps. */
function relocate(rows: Rows, start: Placed, positions: Int32Array, minPoints: number, room: ScanRoom): Placed {
  let best = start;
  for (let pass = 0; pass < 4; pass++) {
    const before = best.loss;
    for (let k = 0; k < best.knots.length; k++) {
      const others = best.knots.filter((_, j) => j !== k);
      const eased = moveToCrossings(rows, { knots: others, loss: lossAt(rows, others) }, minPoints, false, 5);
      for (const base of [others, eased.knots]) {
        const { knot } = bestInsertion(rows, base, positions, minPoints, room);
        if (Number.isNaN(knot)) continue;
        const next = withKnot(rows, base, knot);
        if (!allowed(rows, next.knots, minPoints)) continue;
        const moved = moveToCrossings(rows, next, minPoints, false, 10);
        if (moved.loss < best.loss * (1 - 1e-7)) {
          best = moved;
          break;
        }
      }
    }
    if (best.loss > before * (1 - 1e-7)) break;
  }
  return best;
}

function polish(rows: Rows, start: Placed, minPoints: number, room: ScanRoom): Placed {
  const range = rows.x[rows.size - 1] - rows.x[0];
  let best = start;
  for (let round = 0; round < 6; round++) {
    const before = best.loss;
    best = moveToCrossings(rows, best, minPoints, false);
    best = moveToCrossings(rows, best, minPoints, true);
    best = moveEach(rows, best, minPoints, 40, room);
    best = shrinkWindows(rows, best, minPoints, range * (round ? 2e-4 : 2e-3), range * 1e-9, 1e6);
    if (best.loss > before * (1 - 1e-8)) break;
  }
  return best;
}

function withKnot(rows: Rows, knots: Knots, knot: number): Placed {
  const more = new Float64Array(knots.length + 1);
  more.set(knots);
  more[knots.length] = knot;
  more.sort();
  return { knots: more, loss: lossAt(rows, more) };
}
