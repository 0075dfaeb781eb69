// axes.ts: how large the frame is, and the ticks and dots that measure it.

import { widthOf } from "./labels.ts";
import type { Range } from "./sample.ts";
import { type Tick, ticks } from "./ticks.ts";
import { clamp, type Frame, type Point, type View, view } from "./view.ts";

export interface PlacedTick extends Tick {
  /** The pixel of the value, and of its label's middle, which is kept inside the picture. */
  readonly at: number;
  readonly middle: number;
}

export interface Axes {
  readonly height: number;
  readonly frame: Frame;
  readonly xticks: readonly PlacedTick[];
  readonly yticks: readonly PlacedTick[];
  readonly lattice: readonly Point[];
  /** The pixels of the zero lines, if they are in the frame. */
  readonly zero: { readonly x?: number; readonly y?: number };
}

/** So high that a figure and its sliders are seen at once; a wider figure does not grow. */
const MAX_HEIGHT = 450;
/** One on x is as long as one on y where the frame then is so high to its width. */
const EQUAL: Range = [0.5, 0.75];
const HEAD = 8;
const FOOT = 32;
const SIDE = 6;
/** The least pixels that a tick takes, across and down. */
const ACROSS = 95;
const DOWN = 48;

/**
 * The frame in a picture `width` wide, below `above` pixels of captions and above `below` of them, and what measures it.
 * Without a height, a narrow frame is nearly square, and the wider the flatter.
 */
export function axes(
  { width, height, above, below }: { width: number; height?: number; above: number; below: number },
  xlim: Range,
  ylim: Range,
): Axes & { view: View } {
  const right = width - SIDE;
  const ratio = (ylim[1] - ylim[0]) / (xlim[1] - xlim[0]);
  const natural = ratio * (right - marginFor(ticks(...ylim, 6))) + HEAD + FOOT;
  const equal = ratio >= EQUAL[0] && ratio <= EQUAL[1] && natural <= MAX_HEIGHT;
  const free = equal ? natural : Math.min(MAX_HEIGHT, 102 + width / 2);
  const total = Math.round(height ?? free + above + below);
  const top = HEAD + above;
  const bottom = Math.max(top + 20, total - FOOT - below);
  const vertical = ticks(...ylim, 1 + Math.ceil((bottom - top) / DOWN));
  const left = Math.min(marginFor(vertical), right - 20);
  const seen = view({ left, right, top, bottom }, xlim, ylim);
  const xticks = ticks(...xlim, 2 + Math.floor((right - left) / ACROSS)).map((tick): PlacedTick => {
    const half = widthOf(tick.label) / 2;
    const at = seen.toX(tick.value);
    return { ...tick, at, middle: clamp(at, half, width - half) };
  });
  const yticks = vertical.map((tick): PlacedTick => {
    return { ...tick, at: seen.toY(tick.value), middle: seen.toY(tick.value) };
  });
  const lattice = dots(xticks, xlim).flatMap((x) =>
    dots(yticks, ylim).flatMap((y): Point[] => (x === 0 || y === 0 ? [] : [[seen.toX(x), seen.toY(y)]])),
  );
  const zero = { x: holds(xlim, 0) ? seen.toX(0) : undefined, y: holds(ylim, 0) ? seen.toY(0) : undefined };
  return { height: total, frame: seen.frame, xticks, yticks, lattice, zero, view: seen };
}

const marginFor = (labels: readonly Tick[]): number => 10 + Math.max(0, ...labels.map(({ label }) => widthOf(label)));

const holds = ([lo, hi]: Range, value: number): boolean => lo <= value && value <= hi;

/** The ticks' values; where they go by twos, the ones between as well. */
function dots(placed: readonly Tick[], lim: Range): number[] {
  const values = placed.map(({ value }) => value);
  const step = values[1] - values[0];
  if (Math.abs(step / 10 ** Math.floor(Math.log10(step)) - 2) > 0.01) return values;
  return [values[0] - step / 2, ...values.flatMap((value) => [value, value + step / 2])].filter((value) =>
    holds(lim, value),
  );
}
