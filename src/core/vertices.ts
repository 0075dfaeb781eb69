// vertices.ts: a sum as the polyline that it is, and a polyline as the sum that it is.
import { finite, show } from "./check.ts";
import { valuesAt } from "./evaluate.ts";
import { flatKnots } from "./knots.ts";
import { checkSum, type ReluSum, reluSum, type UnitInput } from "./relu-sum.ts";

/** A point of a polyline: [x, y]. */
export type Point = readonly [x: number, y: number];

/**
 * The polyline that is f on the interval, as [x, y] points: the interval's ends and the knots strictly between.
 * Straight lines through them are f, exactly: nothing is sampled. lo = hi gives one point.
 *
 * @throws {TypeError} if f is no sum, or the interval no pair of numbers
 * @throws {RangeError} if an end is not finite, or lo > hi
 */
export function vertices(f: ReluSum, interval: readonly [lo: number, hi: number]): Point[] {
  checkSum("vertices", f);
  const [lo, hi] = checkedInterval("vertices", interval);
  const inside = flatKnots(f).x.filter((x) => lo < x && x < hi);
  const xs = Float64Array.from(lo === hi ? [lo] : [lo, ...inside, hi]);
  const ys = valuesAt(f, xs);
  return Array.from(xs, (x, i): Point => [x, ys[i]]);
}

/**
 * Any polyline as the sum that it is on its interval: intercept + slope·x is its first line, and each vertex between
 * where it bends by `weight` adds a unit weight·max(0, x − t). Beyond its ends the first and last lines go on.
 * A bend that is lost in the rounding of y adds no unit. One point gives a constant, two a line.
 *
 * @param points `[x, y]` or `{ x, y }` each, x strictly ascending; at least one
 * @throws {TypeError} if something is not of its type
 * @throws {RangeError} if there is no point, a number or a slope is not finite, or x does not ascend; the error says where
 */
export function fromVertices(points: readonly (Point | { readonly x: number; readonly y: number })[]): ReluSum {
  if (!Array.isArray(points)) {
    throw new TypeError(`fromVertices: points must be an array of [x, y] points, got ${show(points)}`);
  }
  if (points.length === 0) throw new RangeError("fromVertices: points must have at least one point, got []");
  const path = points.map(checkedPoint);
  const [[x0, y0]] = path;
  let slope = 0;
  let running = 0;
  const units: UnitInput[] = [];
  for (let i = 1; i < path.length; i++) {
    const [t, from] = path[i - 1];
    const [x, to] = path[i];
    if (!(x > t)) throw new RangeError(`fromVertices: points[${i}] must have x > ${t}, got ${x}`);
    const next = finite((to - from) / (x - t), `fromVertices: the slope from points[${i - 1}] to points[${i}]`);
    if (i === 1) {
      slope = next;
      running = next;
      continue;
    }
    const weight = next - running;
    if (Math.abs(weight) * (x - t) <= Number.EPSILON * Math.max(Math.abs(from), Math.abs(to))) continue;
    units.push({ m: 1, b: -t, weight });
    running += weight; // not `next`: the sum's own slope, so that rounding does not add up
  }
  return reluSum(units, { intercept: y0 - slope * x0, slope });
}

/** The interval's ends, in order and finite. */
export function checkedInterval(name: string, interval: readonly [number, number]): readonly [number, number] {
  if (!Array.isArray(interval) || interval.length !== 2) {
    throw new TypeError(`${name}: interval must be a pair [lo, hi], got ${show(interval)}`);
  }
  const lo = finite(interval[0], `${name}: lo`);
  const hi = finite(interval[1], `${name}: hi`);
  if (lo > hi) throw new RangeError(`${name}: lo must be ≤ hi, got [${lo}, ${hi}]`);
  return [lo, hi];
}

function checkedPoint(point: unknown, i: number): Point {
  if (typeof point !== "object" || point === null) {
    throw new TypeError(`fromVertices: points[${i}] must be [x, y], got ${show(point)}`);
  }
  const { x, y } = Array.isArray(point) ? { x: point[0], y: point[1] } : (point as { x?: unknown; y?: unknown });
  return [finite(x, `fromVertices: x of points[${i}]`), finite(y, `fromVertices: y of points[${i}]`)];
}
