// best-fit-local.ts: from one set of knots to a better one nearby.

import * as runs from "./segments.ts";
import type { Chain, Knots, Placed } from "./segments-chain.ts";
import * as chains from "./segments-chain.ts";
import type { Rows } from "./segments-rows.ts";
import * as tables from "./segments-rows.ts";
import type { Insertion } from "./segments-scan.ts";
import * as scans from "./segments-scan.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { carryRight, FORM, nearValue } = runs;
const { createChain, lossAt, passBack, passSegment, setKnots } = chains;
const { rowsBelow, rowsUpTo } = tables;
const { noInsertion, scanBetween } = scans;

/** What a search needs at hand: the rows, the rule, and room to work in. */
export interface Bench {
  readonly rows: Rows;
  readonly minPoints: number;
  readonly chain: Chain;
  /** 0, 1, 2, … for every row */
  readonly everyRow: Int32Array;
  /** segments and places evaluated so far: what searches are bounded by */
  work: number;
}

export function createBench(rows: Rows, units: number, minPoints: number): Bench {
  const everyRow = new Int32Array(rows.size);
  for (let row = 0; row < rows.size; row++) everyRow[row] = row;
  return { rows, minPoints, chain: createChain(rows, units), everyRow, work: 0 };
}

/** Whether knots ascend strictly inside the data's range with enough rows strictly between them. */
export function allowed({ rows, minPoints }: Bench, knots: Knots): boolean {
  const { x, counts, size } = rows;
  let from = x[0];
  let fromRow = 0;
  for (let j = 0; j < knots.length; j++) {
    const knot = knots[j];
    if (!(knot > from && knot < x[size - 1])) return false;
    from = knot;
    if (minPoints === 0) continue;
    if (counts[rowsBelow(x, knot)] - counts[fromRow] < minPoints) return false;
    fromRow = rowsUpTo(x, knot);
  }
  return counts[size] - counts[fromRow] >= minPoints;
}

/**
 * Gauss-Newton on the knots: with the rows of each segment fixed, the best knots are where the segments' own best lines
 * cross. Steps are halved until the loss falls. Knots that stand on a row may be held there: the lines on both sides
 * then meet on it.
 *
 * @param gain stops when a round lowers the loss by less than this share
 */
export function moveToCrossings(bench: Bench, start: Placed, holdRows: boolean, rounds = 20, gain = 1e-10): Placed {
  const { rows, chain } = bench;
  let best = start;
  for (let round = 0; round < rounds; round++) {
    setKnots(chain, best.knots);
    const targets = crossings(chain, holdRows);
    let next: Placed | undefined;
    for (let step = 1; step > 0.01 && !next; step /= 2) {
      const knots = best.knots.map((knot, j) => knot + step * (targets[j] - knot)).sort();
      if (!allowed(bench, knots)) continue;
      bench.work += knots.length;
      const loss = lossAt(rows, knots, best.loss);
      if (loss < best.loss) next = { knots, loss };
    }
    if (!next) break;
    const fallen = best.loss - next.loss;
    best = next;
    if (fallen < gain * best.loss) break;
  }
  return best;
}

/** For each knot the x where the lines of its two segments cross; knots that are held, or have no crossing, stay. */
function crossings({ rows, segments, nodes, starts, forms }: Chain, holdRows: boolean): Float64Array {
  // For each node, what arrives from the left; for each segment, the values of its line at its ends.
  const arriving = new Float64Array(3 * segments + 3);
  const ends = new Float64Array(2 * segments);
  const held = (j: number) => holdRows && j > 0 && j < segments && rows.x[starts[j] - 1] === nodes[j];
  for (let j = 0; j < segments; j++) {
    const goesOn = held(j);
    const curvature = goesOn ? arriving[3 * j] : 0;
    const least = goesOn ? arriving[3 * j + 2] : 0;
    carryRight(forms, j * FORM, curvature, arriving[3 * j + 1], least, arriving, 3 * j + 3);
  }
  for (let j = segments - 1; j >= 0; j--) {
    ends[2 * j + 1] = held(j + 1) ? ends[2 * j + 2] : arriving[3 * j + 4];
    ends[2 * j] = nearValue(forms, j * FORM, held(j) ? arriving[3 * j] : 0, arriving[3 * j + 1], ends[2 * j + 1]);
  }
  const targets = nodes.slice(1, segments);
  for (let j = 1; j < segments; j++) {
    const loose = starts[j] - starts[j - 1] < 2 || starts[j + 1] - starts[j] < 2;
    if (loose || held(j)) continue;
    const before = (ends[2 * j - 1] - ends[2 * j - 2]) / (nodes[j] - nodes[j - 1]);
    const after = (ends[2 * j + 1] - ends[2 * j]) / (nodes[j + 1] - nodes[j]);
    const crossing = nodes[j] + (ends[2 * j - 1] - ends[2 * j]) / (after - before);
    if (Number.isFinite(crossing)) targets[j - 1] = crossing;
  }
  return targets;
}

/** Moves each knot in turn to its best place among the rows within `reach` of it and the gaps there, others fixed; exact. */
export function moveEach(bench: Bench, start: Placed, reach: number): Placed {
  const { rows, minPoints, chain, everyRow } = bench;
  const { nodes, starts } = chain;
  const last = start.knots.length;
  let loss = setKnots(chain, start.knots);
  passBack(chain);
  let moved = false;
  for (let k = 1; k <= last; k++) {
    const from = Math.max(1, starts[k - 1], starts[k] - 1 - reach);
    const to = Math.min(k === last ? rows.size - 1 : rowsBelow(rows.x, nodes[k + 1]), starts[k] + reach);
    const found = noInsertion(1, loss);
    bench.work += 4 + Math.max(0, to - from);
    scanBetween(chain, k - 1, k + 1, everyRow, from, to, minPoints, found);
    if (found.loss < loss * (1 - 1e-12)) {
      loss = found.loss;
      nodes[k] = found.knot;
      starts[k] = rowsUpTo(rows.x, found.knot);
      moved = true;
    }
    // Even an unmoved knot: the form of its left segment depends on the one before.
    passSegment(chain, k - 1);
  }
  if (!moved) return start;
  const knots = nodes.slice(1, last + 1);
  loss = lossAt(rows, knots, start.loss);
  return loss < start.loss ? { knots, loss } : start;
}

/** The best place for one more knot (or two, or three), all others fixed, among the rows given and the gaps after them. */
export function bestInsertion(bench: Bench, knots: Knots, positions: Int32Array, most = 1): Insertion {
  const best = noInsertion(most);
  scanSegments(bench, knots, positions, () => best);
  return best;
}

/** The best places for `count` more knots, each by itself and in a segment of its own; fewer where fewer help. */
export function bestInsertions(bench: Bench, knots: Knots, positions: Int32Array, count: number): number[] {
  const found: Insertion[] = [];
  scanSegments(bench, knots, positions, () => {
    const best = noInsertion(1);
    found.push(best);
    return best;
  });
  return found
    .filter(({ loss }) => loss < Infinity)
    .sort((a, b) => a.loss - b.loss)
    .slice(0, count)
    .map(({ knot }) => knot);
}

/** Tries the positions segment by segment; `bestOf` says what each is to improve. */
function scanSegments(bench: Bench, knots: Knots, positions: Int32Array, bestOf: () => Insertion): void {
  const { rows, minPoints, chain } = bench;
  bench.work += positions.length + 2 * knots.length;
  setKnots(chain, knots);
  passBack(chain);
  const { starts, nodes, segments } = chain;
  let begin = 0;
  for (let j = 0; j < segments; j++) {
    while (begin < positions.length && positions[begin] < starts[j]) begin++;
    const stop = j + 1 === segments ? rows.size - 1 : rowsBelow(rows.x, nodes[j + 1]);
    let end = begin;
    while (end < positions.length && positions[end] < stop) end++;
    scanBetween(chain, j, j + 1, positions, begin, end, minPoints, bestOf());
    begin = end;
  }
}
