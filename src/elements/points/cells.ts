// cells.ts: the window cut into the convex cells on which all outputs of a network are flat, one after the other.
import type { Network } from "../../core/index.ts";
import { REACH } from "./points-data.ts";

/** A convex polygon's corners, counter-clockwise: x0, y0, x1, y1, … */
export type Corners = readonly number[];

/**
 * Numbers of each unit on a cell, `LINE` of them a unit: the two slopes and the constant of what it is before it is
 * rectified, and the size of the terms that these are added up from, which their rounding is relative to.
 */
export type Lines = Float64Array;
export const LINE = 4;

export interface CellVisitor {
  /** Each cell with what the outputs are on it; both are overwritten when this returns. */
  readonly onCell: (corners: Corners, outputs: Lines) => void;
  /** Each cut, from x0, y0 to x1, y1: all sides of all cells that are not the window's. There is one fewer than cells. */
  readonly onCut?: (x0: number, y0: number, x1: number, y1: number) => void;
}

/** A layer as a cell goes through it: what each of its inputs adds to its units. */
interface Above {
  readonly count: number;
  readonly biases: Lines;
  /** The weights that read each unit below, and their sizes. */
  readonly readers: readonly { readonly weights: Float64Array; readonly sizes: Float64Array; readonly any: boolean }[];
}

/** What is cut off by less than this share of the terms that decide it is not. */
const ROUNDING = 2 ** -46;

const WINDOW: Corners = [-REACH, -REACH, REACH, -REACH, REACH, REACH, -REACH, REACH];

/**
 * Goes through the cells of a network of two inputs, depth first, so that none is kept: the same that `regions` finds, of
 * all outputs together. Most units do not bend within a cell of the layers below, and what those that are on add to the
 * next layer is added up once for all of its parts; a cut only adds one unit. O(cells · layers · units²) at the most.
 *
 * @throws {RangeError} once there are more than `most` cells
 */
export function eachCell({ layers }: Network, { onCell, onCut }: CellVisitor, most: number): number {
  const stack = layers.map(aboveOf);
  /** Lines of each layer, one row for each cut that is under way. */
  const pools: Lines[][] = stack.map(() => []);
  const last = stack.length - 1;
  let cells = 0;

  function lines(layer: number, depth: number): Lines {
    pools[layer][depth] ??= new Float64Array(LINE * stack[layer].count);
    return pools[layer][depth];
  }

  /** A cell of the layers below `layer`, whose units are `own` there. */
  function enter(layer: number, polygon: Corners, own: Lines): void {
    if (layer === last) {
      if (++cells > most) throw new RangeError(`eachCell: f must have at most ${most} cells here, got more`);
      onCell(polygon, own);
      return;
    }
    const above = stack[layer + 1];
    const next = lines(layer + 1, 0);
    next.set(above.biases);
    const bent: number[] = [];
    for (let i = 0; i < stack[layer].count; i++) {
      if (!above.readers[i].any) continue;
      const side = sideOf(polygon, own, i);
      if (side === 0) bent.push(i);
      else if (side > 0) add(above, i, own, next);
    }
    divide(layer, polygon, own, bent, 0, next, 0);
  }

  /** The parts of a cell that the units in `bent`, from `at` on, cut it into; `next` is what the layer above is so far. */
  function divide(
    layer: number,
    polygon: Corners,
    own: Lines,
    bent: readonly number[],
    at: number,
    next: Lines,
    depth: number,
  ): void {
    const above = stack[layer + 1];
    for (; at < bent.length; at++) {
      const unit = bent[at];
      const side = sideOf(polygon, own, unit);
      if (side > 0) add(above, unit, own, next);
      if (side !== 0) continue;
      const { on, off, chord } = cut(polygon, own, unit);
      onCut?.(chord[0], chord[1], chord[2], chord[3]);
      const other = lines(layer + 1, depth + 1);
      other.set(next);
      add(above, unit, own, other);
      divide(layer, on, own, bent, at + 1, other, depth + 1);
      polygon = off;
    }
    enter(layer + 1, polygon, next);
  }

  const first = lines(0, 0);
  first.set(stack[0].biases);
  const inputs = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0);
  for (const i of [0, 1]) add(stack[0], i, inputs, first);
  enter(0, WINDOW, first);
  return cells;
}

function aboveOf({ weights, biases }: Network["layers"][number]): Above {
  return {
    count: biases.length,
    biases: Float64Array.from(biases.flatMap((bias) => [0, 0, bias, Math.abs(bias)])),
    readers: weights[0].map((_, i) => {
      const column = Float64Array.from(weights, (row) => row[i]);
      return { weights: column, sizes: column.map(Math.abs), any: column.some((weight) => weight !== 0) };
    }),
  };
}

/** Adds a unit that is on, which is line number `i` of `own`, to what the units above are. */
function add({ count, readers }: Above, i: number, own: Lines, next: Lines): void {
  const [gx, gy, c] = [own[LINE * i], own[LINE * i + 1], own[LINE * i + 2]];
  const size = REACH * (Math.abs(gx) + Math.abs(gy)) + Math.abs(c);
  const { weights, sizes } = readers[i];
  for (let j = 0, to = 0; j < count; j++, to += LINE) {
    const weight = weights[j];
    next[to] += weight * gx;
    next[to + 1] += weight * gy;
    next[to + 2] += weight * c;
    next[to + 3] += sizes[j] * size;
  }
}

/** 1 where a unit is on in all of a polygon, −1 where off, 0 where it bends within. */
function sideOf(polygon: Corners, own: Lines, unit: number): -1 | 0 | 1 {
  const at = LINE * unit;
  const [gx, gy, c] = [own[at], own[at + 1], own[at + 2]];
  let [most, least] = [0, 0];
  for (let i = 0; i < polygon.length; i += 2) {
    const value = gx * polygon[i] + gy * polygon[i + 1] + c;
    if (value > most) most = value;
    if (value < least) least = value;
  }
  const tolerance = ROUNDING * own[at + 3];
  if (most > tolerance && least < -tolerance) return 0;
  return most > -least ? 1 : -1;
}

/** A polygon in two, along the line where a unit bends; a corner that is on the line but for rounding is on it. */
function cut(polygon: Corners, own: Lines, unit: number): { on: number[]; off: number[]; chord: number[] } {
  const at = LINE * unit;
  const [gx, gy, c] = [own[at], own[at + 1], own[at + 2]];
  const tolerance = ROUNDING * own[at + 3];
  const valueAt = (i: number): number => {
    const value = gx * polygon[i] + gy * polygon[i + 1] + c;
    return Math.abs(value) <= tolerance ? 0 : value;
  };
  const [on, off, chord]: [number[], number[], number[]] = [[], [], []];
  let here = valueAt(0);
  for (let i = 0; i < polygon.length; i += 2) {
    const j = (i + 2) % polygon.length;
    const [x, y] = [polygon[i], polygon[i + 1]];
    if (here >= 0) on.push(x, y);
    if (here <= 0) off.push(x, y);
    if (here === 0) chord.push(x, y);
    const there = valueAt(j);
    if (here * there < 0) {
      const t = here / (here - there);
      const crossing = [between(x, polygon[j], t), between(y, polygon[j + 1], t)] as const;
      for (const part of [on, off, chord]) part.push(...crossing);
    }
    here = there;
  }
  return { on, off, chord };
}

/** What both ends have in common stays as it is. */
const between = (a: number, b: number, t: number): number => (a === b ? a : a * (1 - t) + b * t);
