// pieces.ts: the flat pieces of a network of two inputs in the window, and exactly where its decision changes.
import type { Network, Point } from "../../core/index.ts";
import { type Corners, eachCell, LINE, type Lines } from "./cells.ts";
import { REACH } from "./points-data.ts";

/** A convex part of the window in which the network decides for one class. */
export interface Part {
  readonly of: number;
  readonly polygon: readonly Point[];
}

/** Segments are x0, y0, x1, y1, one after the other. */
export interface Pieces {
  /** How many cells there are on which all outputs are flat. */
  readonly cells: number;
  /** Where the cells meet, each side once. */
  readonly edges: Float32Array;
  /** Where one class becomes another. */
  readonly borders: Float32Array;
}

/** More cells than this are not gone through: it would take many seconds. */
export const MOST_CELLS = 250_000;

/** How far from level two outputs may be on their border, relative to what they are added up from. */
const ROUNDING = 1e-9;

/** Values of a network's outputs around a point: gradient·x + offset of each. */
interface Flat {
  readonly gradient: readonly (readonly [number, number])[];
  readonly offset: readonly number[];
}

/** A cell's outputs as scores of classes: one output decides by its sign, above 0 for class 0. */
function scoresOf(outputs: Lines): Flat {
  const count = outputs.length / LINE;
  const numbers = Array.from({ length: count }, (_, o) => outputs.subarray(LINE * o, LINE * (o + 1)));
  const gradient = numbers.map(([gx, gy]) => [gx, gy] as const);
  const offset = numbers.map(([, , c]) => c);
  return count > 1 ? { gradient, offset } : { gradient: [...gradient, [0, 0]], offset: [...offset, 0] };
}

const pointsOf = (corners: Corners): Point[] =>
  Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i], corners[2 * i + 1]]);

/** The part of a convex polygon where m·x + b ≥ 0. */
function kept(polygon: readonly Point[], m: readonly [number, number], b: number): Point[] {
  const out: Point[] = [];
  polygon.forEach((point, i) => {
    const next = polygon[(i + 1) % polygon.length];
    const [here, there] = [point, next].map(([x, y]) => m[0] * x + m[1] * y + b);
    if (here >= 0) out.push(point);
    if (here >= 0 === there >= 0) return;
    const t = here / (here - there);
    const crossing: Point = [point[0] * (1 - t) + next[0] * t, point[1] * (1 - t) + next[1] * t];
    out.push(crossing);
  });
  return out;
}

/** Where each class has the greatest output within a cell. */
function partsOf(polygon: readonly Point[], scores: Flat): Part[] {
  return scores.offset.flatMap((_, c): Part[] => {
    let part: readonly Point[] = polygon;
    scores.offset.forEach((_, o) => {
      if (o !== c && part.length > 0) part = kept(part, ...lead(scores, c, o));
    });
    return part.length < 3 ? [] : [{ of: c, polygon: part }];
  });
}

/** How much one class's output is above another's: the line's m and b. */
const lead = ({ gradient, offset }: Flat, c: number, o: number): [m: [number, number], b: number] => [
  [gradient[c][0] - gradient[o][0], gradient[c][1] - gradient[o][1]],
  offset[c] - offset[o],
];

/** The sides of a part along which its class is level with one that comes later: each border once. */
function bordersOf({ of, polygon }: Part, scores: Flat): number[] {
  const later = scores.offset.map((_, o) => o).filter((o) => o > of);
  return polygon.flatMap(([x0, y0], i) => {
    const [x1, y1] = polygon[(i + 1) % polygon.length];
    const level = later.some((o) => {
      const [[mx, my], b] = lead(scores, of, o);
      const size = Math.abs(mx) * REACH + Math.abs(my) * REACH + Math.abs(b);
      const off = (x: number, y: number) => Math.abs(mx * x + my * y + b) > ROUNDING * size;
      return size > 0 && !off(x0, y0) && !off(x1, y1);
    });
    return level ? [x0, y0, x1, y1] : [];
  });
}

/** The class that is ahead in all of a cell, or −1: most cells lie on one side of the decision. */
function leaderOf(corners: Corners, { gradient, offset }: Flat): number {
  let leader = -1;
  for (let i = 0; i < corners.length; i += 2) {
    let [best, score, tie] = [0, Number.NEGATIVE_INFINITY, false];
    for (let o = 0; o < offset.length; o++) {
      const value = gradient[o][0] * corners[i] + gradient[o][1] * corners[i + 1] + offset[o];
      if (value === score) tie = true;
      if (value > score) [best, score, tie] = [o, value, false];
    }
    if (tie || (i > 0 && best !== leader)) return -1;
    leader = best;
  }
  return leader;
}

/** The decision regions as convex parts, cell by cell. */
export function decisionParts(f: Network): Part[] {
  const parts: Part[] = [];
  const onCell = (corners: Corners, outputs: Lines): void => {
    const scores = scoresOf(outputs);
    const leader = leaderOf(corners, scores);
    if (leader >= 0) parts.push({ of: leader, polygon: pointsOf(corners) });
    else parts.push(...partsOf(pointsOf(corners), scores));
  };
  eachCell(f, { onCell }, MOST_CELLS);
  return parts;
}

/**
 * The cells of a network of two inputs in the window, and, if it decides between classes, the borders between those.
 *
 * @throws {RangeError} if there are more than `most` cells
 */
export function piecesOf(f: Network, decides: boolean, most = MOST_CELLS): Pieces {
  const edges: number[] = [];
  const borders: number[] = [];
  const cells = eachCell(
    f,
    {
      onCut: (...ends) => void edges.push(...ends),
      onCell(corners, outputs) {
        if (!decides) return;
        const scores = scoresOf(outputs);
        if (leaderOf(corners, scores) >= 0) return;
        for (const part of partsOf(pointsOf(corners), scores)) borders.push(...bordersOf(part, scores));
      },
    },
    most,
  );
  return { cells, edges: Float32Array.from(edges), borders: Float32Array.from(borders) };
}
