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
  const [x0, y0] = [xlim[0], ylim[0]];
  const across = (right - left) / (xlim[1] - x0);
  const up = (bottom - top) / (ylim[1] - y0);
  return {
    frame,
    xlim,
    ylim,
    toX: (x) => left + (x - x0) * across,
    toY: (y) => bottom - (y - y0) * up,
    fromX: (px) => x0 + (px - left) / across,
    fromY: (px) => y0 + (bottom - px) / up,
  };
}

export const clamp = (value: number, lo: number, hi: number): number => Math.max(lo, Math.min(hi, value));

// Exact at both ends.
const between = (a: number, b: number, t: number): number => a * (1 - t) + b * t;

/** The polyline through the columns as the pieces of it that the frame holds, broken where a point is not finite. */
export function clipped({ x, y }: Columns, { frame, toX, toY }: View): Line[] {
  const lines: Point[][] = [];
  let end: Point | undefined;
  let before: Point | undefined;
  for (let i = 0; i < x.length; i++) {
    const point: Point = [toX(x[i]), toY(y[i])];
    const here = Number.isFinite(point[0]) && Number.isFinite(point[1]) ? point : undefined;
    const part = before && here && inFrame(before, here, frame);
    if (part) {
      if (end?.[0] === part[0][0] && end[1] === part[0][1]) lines[lines.length - 1].push(part[1]);
      else lines.push(part);
      end = part[1];
    }
    before = here;
  }
  return lines;
}

/** The part of the straight line from one point to another that the frame holds. */
export function segment([x0, y0]: Point, [x1, y1]: Point, { frame, toX, toY }: View): Line | undefined {
  return inFrame([toX(x0), toY(y0)], [toX(x1), toY(y1)], frame);
}

/** The part of a line of pixels that lies in the frame: Liang & Barsky (1984), doi:10.1145/357332.357333. */
function inFrame([x0, y0]: Point, [x1, y1]: Point, { left, right, top, bottom }: Frame): [Point, Point] | undefined {
  const dx = x1 - x0;
  const dy = y1 - y0;
  if (dx === 0 && !(x0 >= left && x0 <= right)) return undefined;
  if (dy === 0 && !(y0 >= top && y0 <= bottom)) return undefined;
  // Where along the line, from 0 to 1, it enters and leaves the frame's two bands.
  const [x2, x3] = dx === 0 ? [0, 1] : [(left - x0) / dx, (right - x0) / dx];
  const [y2, y3] = dy === 0 ? [0, 1] : [(top - y0) / dy, (bottom - y0) / dy];
  const from = Math.max(0, Math.min(x2, x3), Math.min(y2, y3));
  const to = Math.min(1, Math.max(x2, x3), Math.max(y2, y3));
  if (from > to) return undefined;
  return [
    [between(x0, x1, from), between(y0, y1, from)],
    [between(x0, x1, to), between(y0, y1, to)],
  ];
}
