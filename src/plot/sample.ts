// sample.ts: every series as columns of points, and the ranges that show them.
import { knots, vertices } from "../core/index.ts";
import { type Checked, type Curve, type Figure, isSum } from "./figure.ts";

/** Points in order; where x or y is not finite, a line through them breaks. */
export interface Columns {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export type Range = readonly [lo: number, hi: number];

/** Where a function without data and without xlim is drawn. */
const DEFAULT_RANGE: Range = [-4, 4];

const INTERVALS = 128;
const HALVINGS = 7;

/** Ranges are drawn between these sizes: beyond them a pixel is no number of units any more. */
const SMALLEST = 1e-300;
const LARGEST = 1e300;

/** Bends smaller than this part of the height are not seen. */
const FLAT = 1 / 2000;

export function domain({ series, options }: Figure): Range {
  if (options.xlim) return options.xlim;
  const data = range(series.map(({ x }) => x ?? []));
  if (data) return padded(data, series.some(({ kind }) => kind === "points") ? 0.04 : 0);
  const bends = range(series.map(({ f }) => (isSum(f) ? knots(f).map(({ x }) => x) : [])));
  if (!bends) return DEFAULT_RANGE;
  return bends[0] < bends[1] ? padded(bends, 0.5) : padded([bends[0] - 1, bends[0] + 1], 1);
}

/** The y-range of what lies in xlim, a little wider than it. */
export function codomain({ options }: Figure, columns: readonly Columns[], [lo, hi]: Range): Range {
  if (options.ylim) return options.ylim;
  const shown = columns.map(({ x, y }) => Array.prototype.filter.call(y, (_, i) => x[i] >= lo && x[i] <= hi));
  return padded(range(shown) ?? [-1, 1], 0.06);
}

export function columns({ x, y, f }: Checked, xlim: Range): Columns {
  return x && y ? { x, y } : graph(f!, xlim);
}

/** The curve over xlim: a sum of ReLUs through its vertices, a function by samples, closer where it bends. */
export function graph(f: Curve, xlim: Range): Columns {
  if (typeof f === "function") return sampled(f, xlim);
  const points = vertices(f, xlim);
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

function sampled(f: (x: number) => number, [lo, hi]: Range): Columns {
  const at = (x: number): number => {
    const value: unknown = f(x);
    if (typeof value !== "number") throw new TypeError(`plot: f(${x}) must be a number, got ${typeof value}`);
    return value;
  };
  const grid = Array.from({ length: INTERVALS + 1 }, (_, i) => (lo * (INTERVALS - i) + hi * i) / INTERVALS);
  const coarse = grid.map(at);
  const [bottom, top] = range([coarse]) ?? [0, 0];
  const tolerance = (top - bottom) * FLAT;
  const xs = [grid[0]];
  const ys = [coarse[0]];
  // Appends what lies after (x0, y0) up to and with (x1, y1).
  const refine = (x0: number, y0: number, x1: number, y1: number, halvings: number): void => {
    const seen = Number.isFinite(y0) || Number.isFinite(y1);
    const x = (x0 + x1) / 2;
    const y = seen ? at(x) : NaN;
    const bent = seen && !(Math.abs(y - (y0 + y1) / 2) <= tolerance);
    if (bent && halvings > 0) {
      refine(x0, y0, x, y, halvings - 1);
      refine(x, y, x1, y1, halvings - 1);
      return;
    }
    // Still far apart after all halvings: a jump, not a slope.
    if (bent && Math.abs(y1 - y0) > 100 * tolerance) {
      xs.push(x);
      ys.push(NaN);
    }
    xs.push(x1);
    ys.push(y1);
  };
  for (let i = 0; i < INTERVALS; i++) refine(grid[i], coarse[i], grid[i + 1], coarse[i + 1], HALVINGS);
  return { x: xs, y: ys };
}

/** The least and greatest finite number, none if there is none. */
export function range(columns: readonly ArrayLike<number>[]): Range | undefined {
  let lo = Infinity;
  let hi = -Infinity;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i];
      if (!Number.isFinite(value)) continue;
      if (value < lo) lo = value;
      if (value > hi) hi = value;
    }
  }
  return lo <= hi ? [lo, hi] : undefined;
}

/** Wider by `part` of its length at both ends; a range of no length, but for rounding, opens around its value. */
function padded([lo, hi]: Range, part: number): Range {
  const size = Math.max(Math.abs(lo), Math.abs(hi));
  const pad = hi - lo > Math.max(size * 1e-12, SMALLEST) ? (hi - lo) * part : size / 2 > SMALLEST ? size / 2 : 1;
  return [Math.max(-LARGEST, lo - pad), Math.min(LARGEST, hi + pad)];
}
