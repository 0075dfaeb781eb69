// place-handles.ts: where the handles stand in the frame, so that each can be grabbed.
import type { Hue } from "./figure.ts";
import type { Handle, HandleKind } from "./handles.ts";
import { clamp, type Point, type View } from "./view.ts";

export interface PlacedHandle {
  readonly kind: HandleKind;
  readonly unit: Hue;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly text: string;
  /** In pixels; nothing is drawn where they are NaN. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** It stands at the frame's edge, since its own place is beyond. */
  readonly beyond: boolean;
  /** The point, in the figure's coordinates, that moves as the handle is dragged. */
  readonly grip: Point;
}

/** A handle in the hand, by its index, and where it has been dragged to. */
export interface Held {
  readonly index: number;
  readonly x: number;
}

const RADIUS = 9;
const SMALL_RADIUS = 7;

/** The arm's disc is so many pixels away from the corner, in a frame less than twice as wide half of its width. */
const REACH = 275;
/** At least so far from x = 0. */
const FROM_PIVOT = 40;
const EDGE = 14;

/**
 * Corners stand on the curve `height` (none: on their own y), side by side where they would coincide. A disc stands on
 * its line at a fixed distance from where the line starts, under the hand while it is held. None leaves the frame.
 */
export function placeHandles(
  handles: readonly Handle[],
  view: View,
  height?: (x: number) => number,
  held?: Held,
): PlacedHandle[] {
  const { toX, toY, fromX, frame } = view;
  const radius = handles.filter(({ kind }) => kind === "corner").length > 1 ? SMALL_RADIUS : RADIUS;
  const corners = handles.flatMap(({ kind, x }, i) => (kind === "corner" && Number.isFinite(x) ? [i] : []));
  const apart = spread(
    corners.map((i) => clamp(toX(handles[i].x), frame.left, frame.right)),
    2 * radius + 4,
    frame.left,
    frame.right,
  );
  return handles.map((handle, i) => {
    const { kind, unit, label, value, text = String(value) } = handle;
    const known = { kind, unit, label, value, text, radius, ...limits(handle, view) };
    if (!Number.isFinite(handle.x)) return { ...known, x: NaN, y: NaN, beyond: false, grip: [NaN, NaN] };
    let px = toX(handle.x);
    let py = toY(handle.y);
    let grip: Point = [handle.x, handle.y];
    let out = false;
    if (handle.line) {
      const x = fromX(onLine(handle.line, view, held?.index === i ? held.x : undefined));
      px = toX(x);
      py = toY(handle.line.slope * x + handle.line.intercept);
      grip = [x, handle.y + handle.line.slope * (x - handle.x)];
    } else if (kind === "corner") {
      const inside = clamp(px, frame.left, frame.right);
      const aside = apart[corners.indexOf(i)];
      grip = [fromX(inside), handle.y];
      py = toY(height ? height(fromX(aside)) : handle.y);
      out = Math.abs(px - inside) > 1;
      px = aside;
    }
    const x = clamp(px, frame.left, frame.right);
    const y = clamp(py, frame.top, frame.bottom);
    return { ...known, x, y, beyond: out || Math.abs(px - x) > 1 || Math.abs(py - y) > 1, grip };
  });
}

/** The pixel x of a disc on its line. */
function onLine({ slope, intercept, from, to }: NonNullable<Handle["line"]>, view: View, held?: number): number {
  const { toX, toY, fromY, frame } = view;
  const middle = toX(0);
  const start = Number.isFinite(from) ? toX(from) : Number.isFinite(to) ? toX(to) : middle;
  const facing = Number.isFinite(to) ? -1 : 1;
  // The stretch of the line that the frame shows, less its edges.
  let lo = Math.max(frame.left + EDGE, Number.isFinite(from) ? start : -Infinity);
  let hi = Math.min(frame.right - EDGE, Number.isFinite(to) ? start : Infinity);
  if (slope !== 0) {
    const ends = [frame.top + EDGE, frame.bottom - EDGE].map((py) => toX((fromY(py) - intercept) / slope));
    lo = Math.max(lo, Math.min(...ends));
    hi = Math.min(hi, Math.max(...ends));
  }
  if (lo > hi) lo = hi = clamp((lo + hi) / 2, frame.left + EDGE, frame.right - EDGE);
  if (held !== undefined) return clamp(toX(held), lo, hi);
  const steepness = Math.abs(toY(slope) - toY(0)) / Math.abs(toX(1) - middle);
  const length = Math.min(REACH, (frame.right - frame.left) / 2) / Math.hypot(1, steepness);
  const x = clamp(start + facing * length, lo, hi);
  if (Math.abs(x - middle) >= FROM_PIVOT) return x;
  // Too near to the pivot the slightest pull would turn it all the way: as far off as the stretch allows.
  return hi - middle >= middle - lo ? Math.min(hi, middle + FROM_PIVOT) : Math.max(lo, middle - FROM_PIVOT);
}

/**
 * The places in [lo, hi] nearest to `at` (least squares), in the same order, each `gap` or more from the next: pooling adjacent
 * violators (Ayer et al. 1955, doi:10.1214/aoms/1177728423) on at[i] − i·gap.
 */
export function spread(at: readonly number[], gap: number, lo = -Infinity, hi = Infinity): number[] {
  const order = at.map((_, i) => i).sort((i, j) => at[i] - at[j] || i - j);
  const pools: { sum: number; count: number }[] = [];
  order.forEach((index, rank) => {
    let pool = { sum: at[index] - rank * gap, count: 1 };
    for (let last = pools.at(-1); last && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  });
  const places = pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  const result: number[] = [];
  order.forEach((index, rank) => {
    result[index] = clamp(places[rank], lo, hi - (order.length - 1) * gap) + rank * gap;
  });
  return result;
}

/** The limits of the handle's value: as given, otherwise what the frame's four corners would propose. */
function limits({ min, max, value, moves }: Handle, { xlim, ylim }: View): { min: number; max: number } {
  const reached = xlim
    .flatMap((x) => ylim.flatMap((y) => Object.values(moves(x, y))))
    .concat(value)
    .filter(Number.isFinite);
  return { min: min ?? Math.min(...reached), max: max ?? Math.max(...reached) };
}
