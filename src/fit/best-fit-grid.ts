// best-fit-grid.ts: where the dynamic program looks for knots, and how far above the best fit it looks.

import type { Bench } from "./best-fit-local.ts";
import { programAtOnce } from "./dynamic-program.ts";
import type { Knots, Placed } from "./segments-chain.ts";
import { type Rows, rowsUpTo } from "./segments-rows.ts";
import { BESIDE } from "./segments-scan.ts";

/** The most that a fit on a grid may lose and still be worth polishing, in losses of the best. */
export const FAR = 1.5;

/** Rows at even ranks, ends left out; all of them where there are no more than `places`. */
export function evenRows({ size }: Rows, places: number): Int32Array {
  const count = Math.max(0, Math.min(size - 2, places));
  return Int32Array.from({ length: count }, (_, s) => Math.round(((s + 1) * (size - 1)) / (count + 1)));
}

/**
 * About as many places for knots as wanted. Half at rows of even rank (where rows are few: all, and points between), half spread
 * evenly over the segments of a fit, where the function bends fast. The fit's own knots are not among them. Where rows are to
 * count (`minPoints`) there are places on both sides of each row, too, which leave it to one segment.
 */
export function gridPlaces({ rows, minPoints }: Bench, knots: Knots, places: number): Knots {
  const { x, size } = rows;
  const inner = size - 2;
  const list = new Set<number>();
  const even = places >> 1;
  const parts = Math.max(1, Math.ceil(even / inner));
  for (const row of evenRows(rows, even)) {
    for (let part = 0; part < (row < inner ? parts : 1); part++) {
      list.add(x[row] + ((x[row + 1] - x[row]) * part) / parts);
    }
    if (minPoints > 0) list.add(x[row] - BESIDE * (x[row] - x[row - 1])).add(x[row] + BESIDE * (x[row + 1] - x[row]));
  }
  const each = Math.ceil(even / (knots.length + 1));
  for (let j = 0; j <= knots.length; j++) {
    const from = j > 0 ? knots[j - 1] : x[0];
    const to = j < knots.length ? knots[j] : x[size - 1];
    for (let part = 0; part < each; part++) list.add(from + ((to - from) * (part + 0.5)) / each);
  }
  return Float64Array.from(list)
    .sort()
    .filter((t) => t > x[0] && t < x[size - 1]);
}

/**
 * How much a fit on the grid may lose and still be worth polishing: as much above the best as rounding the best fit's
 * knots to the grid costs, and half as much again; at most half of the best loss.
 */
export function programCap({ rows, minPoints }: Bench, best: Placed, places: Knots): number {
  const lists = Array.from(best.knots, (knot) => {
    const i = rowsUpTo(places, knot);
    return places.slice(Math.max(0, i - 2), i + 2);
  });
  const limits = { cap: best.loss * 2, tolerance: 1e-6, budget: 1e6, minPoints, solutions: 1 };
  const rounded = programAtOnce(rows, lists, limits).solutions[0]?.loss ?? Infinity;
  return Math.min(FAR * best.loss, best.loss + 1.5 * Math.max(0, rounded - best.loss)) * (1 + 1e-6);
}
