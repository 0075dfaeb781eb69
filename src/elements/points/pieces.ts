// pieces.ts: the flat pieces of a network of two inputs in the window, and exactly where its decision changes.
import { type Network, network, type Point, regions } from "../../core/index.ts";
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
  /** The sides of all cells. */
  readonly edges: Float32Array;
  /** Where one class becomes another. */
  readonly borders: Float32Array;
}

const WINDOW = [
  [-REACH, REACH],
  [-REACH, REACH],
] as const;

/** How far from level two outputs may be on their border, relative to what they are added up from. */
const ROUNDING = 1e-9;

/** Values of a network's outputs around a point: gradient·x + offset of each. */
interface Flat {
  readonly gradient: readonly (readonly [number, number])[];
  readonly offset: readonly number[];
}

/** The convex cells on which every output is flat: of one that reads a unit as soon as any of the outputs does. */
function cellsOf({ layers }: Network): readonly (readonly Point[])[] {
  const last = layers[layers.length - 1];
  const any = last.weights[0].map((_, i) => last.weights.reduce((sum, row) => sum + Math.abs(row[i]), 0));
  const one = network([...layers.slice(0, -1), { weights: [any], biases: [0] }]);
  return regions(one, WINDOW).map(({ polygon }) => polygon);
}

/** What the outputs are on the cell around a point: units that are off there are 0. */
function flatAt({ layers }: Network, [x, y]: Point): Flat {
  let below: (readonly [number, number, number])[] = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  layers.forEach(({ weights, biases }, l) => {
    below = weights.map((row, j) => {
      let [gx, gy, c] = [0, 0, biases[j]];
      row.forEach((weight, i) => {
        gx += weight * below[i][0];
        gy += weight * below[i][1];
        c += weight * below[i][2];
      });
      return l === layers.length - 1 || gx * x + gy * y + c > 0 ? [gx, gy, c] : [0, 0, 0];
    });
  });
  return { gradient: below.map(([gx, gy]) => [gx, gy]), offset: below.map(([, , c]) => c) };
}

const middleOf = (polygon: readonly Point[]): Point => {
  const [x, y] = polygon.reduce(([sx, sy], [px, py]) => [sx + px, sy + py], [0, 0]);
  return [x / polygon.length, y / polygon.length];
};

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

/** Where each class has the greatest output within a cell; one output decides by its sign, above 0 for class 0. */
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

/** The outputs as scores of classes. */
const scoresOf = (flat: Flat): Flat => (flat.offset.length > 1 ? flat : twoSided(flat.gradient[0], flat.offset[0]));

const twoSided = ([gx, gy]: readonly [number, number], c: number): Flat => ({
  gradient: [
    [gx, gy],
    [0, 0],
  ],
  offset: [c, 0],
});

/** The decision regions as convex parts, cell by cell. */
export const decisionParts = (f: Network): Part[] =>
  cellsOf(f).flatMap((polygon) => partsOf(polygon, scoresOf(flatAt(f, middleOf(polygon)))));

/**
 * The cells of a network of two inputs in the window, and, if it decides between classes, the borders between those.
 *
 * @throws {RangeError} if there are more than 1,000,000 cells
 */
export function piecesOf(f: Network, decides: boolean): Pieces {
  const cells = cellsOf(f);
  const edges: number[] = [];
  const borders: number[] = [];
  for (const polygon of cells) {
    polygon.forEach((point, i) => {
      edges.push(...point, ...polygon[(i + 1) % polygon.length]);
    });
    if (!decides) continue;
    const scores = scoresOf(flatAt(f, middleOf(polygon)));
    for (const part of partsOf(polygon, scores)) borders.push(...bordersOf(part, scores));
  }
  return { cells: cells.length, edges: Float32Array.from(edges), borders: Float32Array.from(borders) };
}
