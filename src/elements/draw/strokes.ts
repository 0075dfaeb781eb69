// strokes.ts: a drawn curve as plain data: one height for each of many evenly spaced columns, so it is always a function.
import { linspace } from "../../core/index.ts";

export type Place = readonly [x: number, y: number];

/** Heights at evenly spaced x from x[0] to x[1], both ends included; null where nothing is drawn. */
export interface Drawing {
  readonly x: readonly [number, number];
  readonly y: readonly (number | null)[];
}

/** As many as a pen can tell apart on a wide page. */
export const COLUMNS = 401;

export const blank = (x: readonly [number, number]): Drawing => ({ x, y: Array<null>(COLUMNS).fill(null) });

/** The curve, as if drawn with a steady hand; nothing where it has no finite value. */
export function sampled(f: (x: number) => number, x: readonly [number, number]): Drawing {
  const heights = Array.from(linspace(x[0], x[1], COLUMNS), (at) => rounded(f(at)));
  return { x, y: heights };
}

/**
 * The drawing after the pen went straight from one place to another. Where it comes back over what was drawn, the last
 * stroke wins.
 */
export function drawn({ x: [lo, hi], y }: Drawing, from: Place, to: Place): Drawing {
  const column = (x: number) => Math.round(((x - lo) / (hi - lo)) * (y.length - 1));
  const [a, b] = [column(from[0]), column(to[0])];
  const next = [...y];
  for (let i = Math.max(0, Math.min(a, b)); i <= Math.min(y.length - 1, Math.max(a, b)); i++) {
    const t = a === b ? 1 : (i - a) / (b - a);
    next[i] = rounded(from[1] * (1 - t) + to[1] * t);
  }
  return { x: [lo, hi], y: next };
}

/** The columns that hold something, as a table. */
export function rowsOf(drawing: Drawing): { x: Float64Array; y: Float64Array } {
  const { x, y } = lineOf(drawing);
  const held = y.map((value, i) => (Number.isNaN(value) ? -1 : i)).filter((i) => i >= 0);
  return { x: held.map((i) => x[i]), y: held.map((i) => y[i]) };
}

/** All columns, NaN where nothing is drawn: a line breaks there. */
export function lineOf({ x: [lo, hi], y }: Drawing): { x: Float64Array; y: Float64Array } {
  return { x: linspace(lo, hi, y.length), y: Float64Array.from(y, (value) => value ?? Number.NaN) };
}

/**
 * A drawing from outside.
 *
 * @throws {TypeError | RangeError} if it is none
 */
export function checkedDrawing(value: unknown): Drawing {
  const { x, y } = (value ?? {}) as { x?: unknown; y?: unknown };
  if (!Array.isArray(x) || x.length !== 2 || !x.every(Number.isFinite) || !(x[0] < x[1])) {
    throw new RangeError("drawing.x must be two finite numbers [lo, hi] with lo < hi");
  }
  if (!Array.isArray(y) || y.length < 2 || y.length > 10 * COLUMNS) {
    throw new RangeError(`drawing.y must be 2 to ${10 * COLUMNS} heights`);
  }
  const bad = y.findIndex((height) => height !== null && !Number.isFinite(height));
  if (bad >= 0) throw new TypeError(`drawing.y[${bad}] must be a finite number or null`);
  return { x: [x[0], x[1]], y: [...y] };
}

/** To four digits: a hand is not steadier, and the address is shorter. */
const rounded = (height: number): number | null => (Number.isFinite(height) ? Number(height.toPrecision(4)) : null);
