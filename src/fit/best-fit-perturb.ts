// best-fit-perturb.ts: out of one valley into a deeper one, by taking knots out and putting others in.

import { type Random, random } from "../core/index.ts";
import { evenRows } from "./best-fit-grid.ts";
import { allowed, type Bench, bestInsertion, moveEach, moveToCrossings } from "./best-fit-local.ts";
import { settle } from "./best-fit-polish.ts";
import { programAtOnce } from "./dynamic-program.ts";
import { type Knots, lossAt, type Placed, withKnot, withoutKnot } from "./segments-chain.ts";

/** The places where knots of good fits stood. */
export interface Pool {
  /** each place with the least loss it was part of */
  readonly places: Map<number, number>;
  /** how many of the best places are put together anew; halved whenever that was too many */
  size: number;
}

/** How far above the best a combination may lie, before it settles. */
const SLACK = 1e-3;
/** Trials that lose this many times the best are given up. */
const HOPELESS = 1.1;

/**
 * Iterated local search: each trial takes out one to three knots at random, puts as many back where they help most (one
 * at a time, or as a jump or a spike), settles, and is kept if it is better. Ends when `work` is used up.
 */
export function* perturb(
  bench: Bench,
  start: Placed,
  pool: Pool,
  enough: number,
  work: number,
  seed: number,
): Generator<number, Placed> {
  const chance = random(seed);
  const positions = evenRows(bench.rows, Math.max(400, 4 * start.knots.length));
  const first = bench.work;
  let best = start;
  for (let trial = 1; best.loss > enough && best.knots.length > 0 && bench.work - first < work; trial++) {
    const fewer = withoutSome(bench, best.knots, chance);
    const knots = withMore(bench, fewer, best.knots.length, positions, chance);
    bench.work += knots.length;
    if (knots.length === best.knots.length && allowed(bench, knots)) {
      const next = quickSettle(bench, knots, best.loss);
      for (const knot of next.knots)
        if (!((pool.places.get(knot) ?? Infinity) <= next.loss)) pool.places.set(knot, next.loss);
      if (next.loss < best.loss * (1 - 1e-9)) best = next;
    }
    if (trial % 16 === 0) yield Math.min(1, (bench.work - first) / work);
  }
  return best;
}

/**
 * The best fit with knots from the pool's best places: the dynamic program puts together what single fits found.
 * Places where two lines cross between rows, which no grid has, are among them.
 */
export function recombine(bench: Bench, start: Placed, pool: Pool): Placed {
  const sorted = [...pool.places].sort((p, q) => p[1] - q[1]).slice(0, pool.size);
  const candidates = Float64Array.from(new Set([...start.knots, ...sorted.map(([place]) => place)])).sort();
  const { complete, solutions } = programAtOnce(bench.rows, Array<Knots>(start.knots.length).fill(candidates), {
    cap: start.loss * (1 + SLACK),
    tolerance: 1e-6,
    budget: 2e5,
    minPoints: bench.minPoints,
    solutions: 3,
  });
  if (!complete) pool.size = Math.max(20, pool.size >> 1);
  let best = start;
  for (const solution of solutions) {
    const settled = settle(bench, solution);
    if (settled.loss < best.loss) best = settled;
  }
  return best;
}

function withoutSome(bench: Bench, knots: Knots, chance: Random): Knots {
  const out = 1 + chance.integer(Math.min(3, knots.length));
  const at = chance.integer(knots.length);
  const together = chance.uniform() < 0.5;
  let fewer = knots;
  for (let count = 0; count < out; count++) {
    fewer = withoutKnot(fewer, together ? Math.min(fewer.length - 1, at) : chance.integer(fewer.length));
  }
  if (chance.uniform() < 0.5) return fewer;
  return moveToCrossings(bench, { knots: fewer, loss: lossAt(bench.rows, fewer) }, chance.uniform() < 0.5, 5, 1e-3)
    .knots;
}

/** Adds knots up to `most`, each time over all positions or over a stretch of them. */
function withMore(bench: Bench, fewer: Knots, most: number, positions: Int32Array, chance: Random): Knots {
  const { x, size } = bench.rows;
  let knots = fewer;
  while (knots.length < most) {
    const middle = chance.integer(positions.length);
    const half = 3 + chance.integer(1 + (positions.length >> 1));
    const all = chance.uniform() < 0.5;
    const stretch = all ? positions : positions.subarray(Math.max(0, middle - half), middle + half);
    const wanted = bench.minPoints > 0 ? 1 : 1 + chance.integer(Math.min(3, most - knots.length));
    const { knot, jumpRow, spikeRow } = bestInsertion(bench, knots, stretch, wanted);
    let added: readonly number[] = [knot];
    if (wanted === 2 && jumpRow > 0 && jumpRow + 2 < size) added = [x[jumpRow], x[jumpRow + 1]];
    if (wanted === 3 && spikeRow > 1 && spikeRow + 2 < size) added = [x[spikeRow - 1], x[spikeRow], x[spikeRow + 1]];
    const before = knots.length;
    for (const t of added) if (!Number.isNaN(t) && !knots.includes(t)) knots = withKnot(knots, t);
    if (knots.length === before) break;
  }
  return knots;
}

function quickSettle(bench: Bench, knots: Knots, best: number): Placed {
  let next: Placed = { knots, loss: lossAt(bench.rows, knots) };
  for (let round = 0; round < 4; round++) {
    const before = next.loss;
    next = moveToCrossings(bench, next, false, 20, 1e-4);
    if (next.loss > best * HOPELESS) break;
    next = moveToCrossings(bench, next, true, 20, 1e-4);
    next = moveEach(bench, next, 40);
    if (next.loss > before * (1 - 1e-6)) break;
  }
  return next;
}
