// polygon.ts: convex polygons, and cutting them along a line.
import { finite, show } from "./check.ts";
import type { Point } from "./vertices.ts";

/** A rectangle, by the interval of each input: [[lo, hi], [lo, hi]]. */
export type Rectangle = readonly [x: readonly [lo: number, hi: number], y: readonly [lo: number, hi: number]];

/**
 * The rectangle's corners, counter-clockwise.
 *
 * @throws {TypeError} if it is no pair of pairs of numbers, {RangeError} if an end is not finite or lo ≥ hi
 */
export function cornersOf(rectangle: Rectangle, name: string): Point[] {
  if (!Array.isArray(rectangle) || rectangle.length !== 2) {
    throw new TypeError(`${name}: rectangle must be [[lo, hi], [lo, hi]], got ${show(rectangle)}`);
  }
  const [[x0, x1], [y0, y1]] = rectangle.map((side: unknown, i) => {
    const where = `${name}: rectangle[${i}]`;
    if (!Array.isArray(side) || side.length !== 2) throw new TypeError(`${where} must be [lo, hi], got ${show(side)}`);
    const [lo, hi] = [finite(side[0], `${where}[0]`), finite(side[1], `${where}[1]`)];
    if (!(lo < hi)) throw new RangeError(`${where} must have lo < hi, got [${lo}, ${hi}]`);
    return [lo, hi];
  });
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** A polygon in two: where the line's value is above 0, and where it is below; the chord is on the line. */
export interface Halves {
  readonly above: readonly Point[];
  readonly below: readonly Point[];
  readonly chord: readonly [Point, Point];
}

/**
 * The convex polygon cut along m·x + b = 0; undefined if the line does not pass through its inside. A corner where the
 * line's value is at most `tolerance` is on the line: lines that meet in a point may miss each other by rounding.
 */
export function cut(polygon: readonly Point[], m: ArrayLike<number>, b: number, tolerance: number): Halves | undefined {
  if (!passes(polygon, m, b, tolerance)) return undefined;
  const [above, below, chord]: [Point[], Point[], Point[]] = [[], [], []];
  const valueAt = ([x, y]: Point) => m[0] * x + m[1] * y + b;
  const sideOf = (value: number) => (Math.abs(value) <= tolerance ? 0 : Math.sign(value));
  let value = valueAt(polygon[0]);
  for (let i = 0; i < polygon.length; i++) {
    const [point, next] = [polygon[i], polygon[(i + 1) % polygon.length]];
    const after = valueAt(next);
    const side = sideOf(value);
    if (side >= 0) above.push(point);
    if (side <= 0) below.push(point);
    if (side === 0) chord.push(point);
    if (side * sideOf(after) < 0) {
      const crossing = between(point, next, value / (value - after));
      above.push(crossing);
      below.push(crossing);
      chord.push(crossing);
    }
    value = after;
  }
  return { above, below, chord: [chord[0], chord[1]] };
}

/** Whether the line m·x + b = 0 passes through the polygon's inside, as `cut` means it. Makes nothing: most polygons are not cut. */
export function passes(polygon: readonly Point[], m: ArrayLike<number>, b: number, tolerance: number): boolean {
  const [mx, my] = [m[0], m[1]];
  let [most, least] = [0, 0];
  for (let i = 0; i < polygon.length; i++) {
    const point = polygon[i];
    const value = mx * point[0] + my * point[1] + b;
    if (value > most) most = value;
    if (value < least) least = value;
  }
  return most > tolerance && least < -tolerance;
}

/** The point at t of the way; what both ends have in common stays as it is. */
function between([x0, y0]: Point, [x1, y1]: Point, t: number): Point {
  return [x0 === x1 ? x0 : x0 * (1 - t) + x1 * t, y0 === y1 ? y0 : y0 * (1 - t) + y1 * t];
}

/** The polygon's area, by the shoelace formula around its first corner. */
export function areaOf(polygon: readonly Point[]): number {
  const [x0, y0] = polygon[0];
  let twice = 0;
  for (let i = 2; i < polygon.length; i++) {
    const [[x1, y1], [x2, y2]] = [polygon[i - 1], polygon[i]];
    twice += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  }
  return twice / 2;
}

/** The mean of the corners, which is inside. */
export function middleOf(polygon: readonly Point[]): Point {
  const [x, y] = polygon.reduce(([x, y], [px, py]) => [x + px, y + py], [0, 0]);
  return [x / polygon.length, y / polygon.length];
}
