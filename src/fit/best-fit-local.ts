// best-fit-local.ts: from one set of knots to a better one nearby.

import { dynamicProgram } from "./dynamic-program.ts";
import { carryRight, FORM, nearValue } from "./segments.ts";
import {
  type Chain,
  chain,
  fromRight,
  type Insertion,
  type Knots,
  lossAt,
  noInsertion,
  type Placed,
  type ScanRoom,
  scanSegment,
} from "./segments-chain.ts";
import { type Rows, rowsBelow, rowsUpTo } from "./segments-rows.ts";

/** Whether knots ascend strictly inside the data's range with enough rows strictly between them. */
export function allowed(rows: Rows, knots: Knots, minPoints: number): boolean {
  const { x, counts, size } = rows;
  let from = x[0];
  let fromRow = 0;
  for (const knot of knots) {
    if (!(knot > from && knot < x[size - 1])) return false;
    if (counts[rowsBelow(x, knot)] - counts[fromRow] < minPoints) return false;
    from = knot;
    fromRow = rowsUpTo(x, knot);
  }
  return counts[size] - counts[fromRow] >= minPoints;
}

/**
 * Gauss-Newton on the knots: with the rows of each segment fixed, the best knots are where the segments' own best lines
 * cross. Steps are halved until the loss falls. Knots that stand on a row may be held there, the lines on both
 * sides then meet on it.
 */
export function moveToCrossings(rows: Rows, start: Placed, minPoints: number, holdRows: boolean, rounds = 20): Placed {
  let best = start;
  for (let round = 0; round < rounds; round++) {
    const now = chain(rows, best.knots);
    const targets = crossings(rows, now, holdRows);
    let next: Placed | undefined;
    for (let step = 1; step > 0.01 && !next; step /= 2) {
      const knots = best.knots.map((knot, j) => knot + step * (targets[j] - knot)).sort();
      if (!allowed(rows, knots, minPoints)) continue;
      const loss = lossAt(rows, knots);
      if (loss < best.loss) next = { knots, loss };
    }
    if (!next) break;
    const gain = best.loss - next.loss;
    best = next;
    if (gain < 1e-10 * best.loss) break;
  }
  return best;
}

/** For each knot the x where the lines of its two segments cross; knots that are held, or have no crossing, stay. */
function crossings(rows: Rows, { knots, nodes, starts, forms }: Chain, holdRows: boolean): Float64Array {
  const segments = knots.length + 1;
  const held = Uint8Array.from(nodes, (t, j) =>
    j > 0 && j < segments && holdRows && rows.x[starts[j] - 1] === t ? 1 : 0,
  );
  // What arrives at each node from the left, and what leaves it: the same where it is held, nothing where it is free.
  const arriving = new Float64Array(3 * segments + 3);
  const leaving = new Float64Array(3 * segments + 3);
  for (let j = 0; j < segments; j++) {
    if (held[j]) for (let i = 0; i < 3; i++) leaving[3 * j + i] = arriving[3 * j + i];
    carryRight(forms, j * FORM, leaving[3 * j], leaving[3 * j + 1], leaving[3 * j + 2], arriving, 3 * j + 3);
  }
  const leftEnds = new Float64Array(segments);
  const rightEnds = new Float64Array(segments);
  for (let j = segments - 1; j >= 0; j--) {
    rightEnds[j] = j + 1 < segments && held[j + 1] ? leftEnds[j + 1] : arriving[3 * j + 4];
    leftEnds[j] = nearValue(forms, j * FORM, leaving[3 * j], leaving[3 * j + 1], rightEnds[j]);
  }
  return knots.map((knot, k) => {
    const loose = starts[k + 1] - starts[k] < 2 || starts[k + 2] - starts[k + 1] < 2;
    if (held[k + 1] || loose) return knot;
    const before = (rightEnds[k] - leftEnds[k]) / (nodes[k + 1] - nodes[k]);
    const after = (rightEnds[k + 1] - leftEnds[k + 1]) / (nodes[k + 2] - nodes[k + 1]);
    const crossing = knot + (rightEnds[k] - leftEnds[k + 1]) / (after - before);
    return Number.isFinite(crossing) ? crossing : knot;
  });
}

/** Moves each knot in turn to its best place among the rows within `reach` of it and the gaps there, others fixed; exact. */
export function moveEach(rows: Rows, start: Placed, minPoints: number, reach: number, room: ScanRoom): Placed {
  let best = start;
  for (let k = 0; k < best.knots.length; k++) {
    const now = chain(rows, best.knots);
    const right = fromRight(now);
    const middle = now.starts[k + 1] - 1;
    const from = Math.max(1, now.starts[k], middle - reach);
    const to = Math.min(
      k + 3 === now.nodes.length ? rows.size - 1 : rowsBelow(rows.x, now.nodes[k + 2]),
      middle + reach + 1,
    );
    const positions = rowRange(from, to);
    const found = noInsertion();
    found.loss = best.loss;
    scanSegment(rows, now, right, k, k + 2, positions, 0, positions.length, minPoints, room, found);
    if (found.loss < best.loss * (1 - 1e-12)) {
      const knots = best.knots.slice();
      knots[k] = found.knot;
      const loss = lossAt(rows, knots);
      if (loss < best.loss && allowed(rows, knots, minPoints)) best = { knots, loss };
    }
  }
  return best;
}

/** The best place for one more knot (and for two that make a jump), all others fixed, among the positions given. */
export function bestInsertion(
  rows: Rows,
  knots: Knots,
  positions: Int32Array,
  minPoints: number,
  room: ScanRoom,
): Insertion {
  const now = chain(rows, knots);
  const right = fromRight(now);
  const best = noInsertion();
  let begin = 0;
  for (let j = 0; j + 1 < now.nodes.length; j++) {
    while (begin < positions.length && positions[begin] < now.starts[j]) begin++;
    const stop = j + 2 === now.nodes.length ? rows.size - 1 : rowsBelow(rows.x, now.nodes[j + 1]);
    let end = begin;
    while (end < positions.length && positions[end] < stop) end++;
    scanSegment(rows, now, right, j, j + 1, positions, begin, end, minPoints, room, best);
    begin = end;
  }
  return best;
}

/**
 * The dynamic program on windows around the knots that shrink: seven places to each knot, and the rows among them
 * where there are few. It finds what no derivative shows, knots whose best place is on a row.
 */
export function shrinkWindows(
  rows: Rows,
  start: Placed,
  minPoints: number,
  widest: number,
  narrowest: number,
  budget: number,
): Placed {
  const { x, size } = rows;
  let best = start;
  let spent = 0;
  for (let width = widest, round = 0; width > narrowest && round < 90 && spent < budget; round++) {
    const lists = Array.from(best.knots, (knot) => {
      const places = [-3, -2, -1, 0, 1, 2, 3].map((s) => knot + s * width).filter((t) => t > x[0] && t < x[size - 1]);
      const from = Math.max(1, rowsBelow(x, knot - 3 * width));
      const to = Math.min(size - 1, rowsUpTo(x, knot + 3 * width));
      if (to - from <= 8) for (let row = from; row < to; row++) places.push(x[row]);
      return Float64Array.from(new Set(places)).sort();
    });
    const result = finish(
      dynamicProgram(rows, lists, {
        cap: best.loss * (1 + 1e-9),
        tolerance: Math.min(1e-6, Math.max(1e-10, width * width)),
        budget: budget - spent,
        minPoints,
        solutions: 1,
      }),
    );
    spent += result.work;
    const found = result.solutions[0];
    if (!found) {
      width /= 2;
      continue;
    }
    const loss = lossAt(rows, found.knots);
    const reached = found.knots.some((knot, j) => Math.abs(knot - best.knots[j]) > 2.5 * width);
    const moved = reached && loss < best.loss * (1 - 1e-9);
    if (loss < best.loss && allowed(rows, found.knots, minPoints)) best = { knots: found.knots, loss };
    if (!moved) width /= 3;
  }
  return best;
}

/** Runs a generator to its end and returns what it returns. */
export function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The row numbers from, from + 1, …, to − 1. */
export function rowRange(from: number, to: number): Int32Array {
  return Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
