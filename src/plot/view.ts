// view.ts: the frame on the page, and the way from a figure's coordinates into it.
import type { Columns, Range } from "./sample.ts";

export type Point = readonly [x: number, y: number];
export type Line = readonly Point[];

/** The rectangle that holds the curves, in CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface View {
  readonly frame: Frame;
  readonly xlim: Range;
  readonly ylim: Range;
  /** Pixels of x and y, and back. */
  readonly toX: (x: number) => number;
  readonly toY: (y: number) => number;
  readonly fromX: (px: number) => number;
  readonly fromY: (px: number) => number;
}

export function view(frame: Frame, xlim: Range, ylim: Range): View {
  const { left, right, top, bottom } = frame;
  return {
    frame,
    xlim,
    ylim,
    toX: (x) => between(left, right, position(x, xlim)),
    toY: (y) => between(bottom, top, position(y, ylim)),
    fromX: (px) => between(xlim[0], xlim[1], position(px, [left, right])),
    fromY: (px) => between(ylim[0], ylim[1], position(px, [bottom, top])),
  };
}

export const clamp = (value: number, lo: number, hi: number): number => Math.max(lo, Math.min(hi, value));

// Exact at both ends. Halved first, so that the widest of ranges does not overflow.
const position = (value: number, [lo, hi]: Range): number => (value / 2 - lo / 2) / (hi / 2 - lo / 2);
const between = (a: number, b: number, t: number): number => a * (1 - t) + b * t;

/** The polyline through the columns as the pieces of it that the frame holds, broken where a point is not finite. */
export function clipped({ x, y }: Columns, { frame, toX, toY }: View): Line[] {
  const lines: Point[][] = [];
  let end: Point | undefined;
  let before: Point | undefined;
  for (let i = 0; i < x.length; i++) {
    const point: Point = [toX(x[i]), toY(y[i])];
    const here = Number.isFinite(point[0]) && Number.isFinite(point[1]) ? point : undefined;
    const part = before && here && segment(before, here, frame);
    if (part) {
      if (end?.[0] === part[0][0] && end[1] === part[0][1]) lines[lines.length - 1].push(part[1]);
      else lines.push(part);
      end = part[1];
    }
    before = here;
  }
  return lines;
}

/** The part of a line that lies in the frame: Liang & Barsky (1984), doi:10.1145/357332.357333. */
function segment([x0, y0]: Point, [x1, y1]: Point, { left, right, top, bottom }: Frame): [Point, Point] | undefined {
  const dx = x1 - x0;
  const dy = y1 - y0;
  let from = 0;
  let to = 1;
  for (const [direction, distance] of [
    [-dx, x0 - left],
    [dx, right - x0],
    [-dy, y0 - top],
    [dy, bottom - y0],
  ]) {
    if (direction === 0 && distance < 0) return undefined;
    if (direction < 0) from = Math.max(from, distance / direction);
    if (direction > 0) to = Math.min(to, distance / direction);
  }
  if (from > to) return undefined;
  const at = (t: number): Point => [between(x0, x1, t), between(y0, y1, t)];
  return [at(from), at(to)];
}
