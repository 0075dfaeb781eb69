// projection.ts: a box seen from a side and from above, in parallel lines; what is near paints over what is far.
import type { Rectangle } from "../../core/index.ts";
import type { Facet, Point3 } from "./facets.ts";

/** From where one looks, in degrees: round the vertical axis, and how steeply from above. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/** What is drawn: intervals of x, y and heights. */
export interface Box {
  readonly rectangle: Rectangle;
  readonly zlim: readonly [number, number];
}

/** How high the box is, where its sides are 2 long. */
export const HEIGHT = 1.15;

/** Half the width and height that the box takes at most, turned in any way. */
export const EXTENT = 1.6;

/** Axes of the screen in those of the box: to the right, up, and away from who looks. */
export interface Frame {
  readonly right: Point3;
  readonly up: Point3;
  readonly away: Point3;
}

export function frameOf({ yaw, pitch }: Turn): Frame {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const [sinA, cosA, sinB, cosB] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b)];
  return {
    right: [cosA, sinA, 0],
    up: [-sinA * sinB, cosA * sinB, cosB],
    away: [-sinA * cosB, cosA * cosB, -sinB],
  };
}

/** A point of the box with its middle at 0, sides from −1 to 1, and `HEIGHT` high. */
export function inBox([x, y, z]: Point3, { rectangle: [[x0, x1], [y0, y1]], zlim: [z0, z1] }: Box): Point3 {
  return [(2 * (x - x0)) / (x1 - x0) - 1, (2 * (y - y0)) / (y1 - y0) - 1, HEIGHT * ((z - z0) / (z1 - z0) - 0.5)];
}

/** The way back. */
function outOfBox([x, y, z]: Point3, { rectangle: [[x0, x1], [y0, y1]], zlim: [z0, z1] }: Box): Point3 {
  return [x0 + ((x + 1) * (x1 - x0)) / 2, y0 + ((y + 1) * (y1 - y0)) / 2, z0 + (z / HEIGHT + 0.5) * (z1 - z0)];
}

/** Where points are on a square of `size` pixels. */
export function projector(turn: Turn, box: Box, size: number): (point: Point3) => readonly [number, number] {
  const { right, up } = frameOf(turn);
  const scale = size / (2 * EXTENT);
  return (point) => {
    const at = inBox(point, box);
    return [size / 2 + scale * dot(right, at), size / 2 - scale * dot(up, at)];
  };
}

/** Corners of triangles, four numbers each: a point of the box, and the light on it, from 0 (least) to 1. */
export interface Triangles {
  readonly vertices: Float32Array;
  /** How many of the corners count; what is behind them is left from before. */
  readonly count: number;
}

/** The point of the topmost triangle under a place of the square, undefined where there is none. */
export function pointUnder(
  [px, py]: readonly [number, number],
  { vertices, count }: Triangles,
  turn: Turn,
  box: Box,
  size: number,
): Point3 | undefined {
  const { right, up, away } = frameOf(turn);
  const scale = size / (2 * EXTENT);
  const [across, upwards] = [(px - size / 2) / scale, (size / 2 - py) / scale];
  const corner = (i: number): Point3 => [vertices[4 * i], vertices[4 * i + 1], vertices[4 * i + 2]];
  let nearest: Point3 | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i += 3) {
    const corners = [corner(i), corner(i + 1), corner(i + 2)] as const;
    const seen = corners.map((point) => [dot(right, point), dot(up, point)] as const);
    const weights = barycentric([across, upwards], seen[0], seen[1], seen[2]);
    if (!weights) continue;
    const point = mix(weights, ...corners);
    const depth = dot(away, point);
    if (depth < least) [least, nearest] = [depth, point];
  }
  return nearest && outOfBox(nearest, box);
}

type Flat = readonly [number, number];

function barycentric([x, y]: Flat, [ax, ay]: Flat, [bx, by]: Flat, [cx, cy]: Flat): Point3 | undefined {
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const v = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
  const w = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
  return v >= 0 && w >= 0 && v + w <= 1 ? [1 - v - w, v, w] : undefined;
}

const mix = ([u, v, w]: Point3, a: Point3, b: Point3, c: Point3): Point3 => [
  u * a[0] + v * b[0] + w * c[0],
  u * a[1] + v * b[1] + w * c[1],
  u * a[2] + v * b[2] + w * c[2],
];

export const dot = (a: Point3, b: Point3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** A line of the plane, m·x + b = 0. */
export interface Line {
  readonly m: readonly number[];
  readonly b: number;
}

/**
 * The facets of a grid, as `gridFacets` cuts it, each before those that may hide parts of it. Cells are alike and parallel, so
 * the far ones have the far middles; of the two halves of a cell, too.
 */
export function gridBackToFront(facets: readonly Facet[], { yaw }: Turn, box: Box): Facet[] {
  const { away } = frameOf({ yaw, pitch: 0 });
  const depth = ([x, y]: readonly number[]): number => dot(away, inBox([x, y, 0], box));
  const placed = facets.map((facet) => {
    const axes = [0, 1].map((axis) => facet.corners.map((corner) => corner[axis]));
    return {
      facet,
      cell: depth(axes.map((values) => (Math.min(...values) + Math.max(...values)) / 2)),
      half: depth(axes.map((values) => values.reduce((a, b) => a + b) / values.length)),
    };
  });
  return placed.sort((a, b) => b.cell - a.cell || b.half - a.half).map(({ facet }) => facet);
}

/**
 * The facets of an arrangement of lines, each before those that may hide parts of it. On either side of a line nothing of
 * the near side is hidden by the far side, so halves are put in order line by line.
 */
export function backToFront(
  facets: readonly Facet[],
  lines: readonly Line[],
  { yaw }: Turn,
  { rectangle }: Box,
): Facet[] {
  const [[x0, x1], [y0, y1]] = rectangle;
  const a = (yaw * Math.PI) / 180;
  // The way that one looks along, in units of x and y: the sides of the box look equally long.
  const [dx, dy] = [-Math.sin(a) * (x1 - x0), Math.cos(a) * (y1 - y0)];
  const middles = new Map(
    facets.map((facet) => {
      const [x, y] = facet.corners.reduce(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
      return [facet, [x / facet.corners.length, y / facet.corners.length] as const];
    }),
  );
  const order = (part: readonly Facet[], next: number): readonly Facet[] => {
    if (part.length < 2 || next === lines.length) return part;
    const { m, b } = lines[next];
    const forward = m[0] * dx + m[1] * dy > 0;
    const isFar = (facet: Facet) => {
      const [x, y] = middles.get(facet)!;
      return m[0] * x + m[1] * y + b > 0 === forward;
    };
    const far = part.filter(isFar);
    if (far.length === 0 || far.length === part.length) return order(part, next + 1);
    return [
      ...order(far, next + 1),
      ...order(
        part.filter((facet) => !isFar(facet)),
        next + 1,
      ),
    ];
  };
  return [...order(facets, 0)];
}

/** What the light leaves of the lightness where there is least of it. */
const DARKEST = 0.72;

/** What so much light, from 0 to 1, leaves of the lightness: from `DARKEST` to 1. */
export const shadeIn = (light: number): number => DARKEST + (1 - DARKEST) * light;

/** The light, from 0 to 1, on a slope in the box, whose sides go from −1 to 1. */
export function lightOn(sx: number, sy: number): number {
  const lit = (-sx * LIGHT[0] - sy * LIGHT[1] + LIGHT[2]) / Math.sqrt(sx * sx + sy * sy + 1);
  return Math.min(1, Math.max(0, lit));
}

/** What the light leaves of the lightness of a slope, the gradient being that of the function. */
export function shadeOf(
  [gx, gy]: readonly [number, number],
  { rectangle: [[x0, x1], [y0, y1]], zlim: [z0, z1] }: Box,
): number {
  const rise = HEIGHT / (z1 - z0);
  return shadeIn(lightOn((gx * rise * (x1 - x0)) / 2, (gy * rise * (y1 - y0)) / 2));
}

/** Where the light comes from: from the left, behind who looks from the front, and above. */
const LIGHT: Point3 = [-0.48, -0.36, 0.8];
