// labels.ts: names written on their curves, where nothing else is.
import type { Axes } from "./axes.ts";
import type { Hue, Series } from "./figure.ts";
import { clamp, type Frame, type Line, type Point } from "./view.ts";

/** A text in the picture; (x, y) is its anchor, vertically its middle. */
export interface Label {
  readonly text: string;
  readonly unit?: Hue;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  /** `name`: bold, in its hue; `it`: a letter of a formula; `plain`: an explanation. */
  readonly style: "name" | "it" | "plain";
  /** Which candidate it is, so that the next picture keeps the place. */
  readonly place?: number;
}

export interface LabelRequest {
  readonly text: string;
  readonly unit?: Hue;
  readonly style: Label["style"];
  readonly kind: Series["kind"];
  readonly lines: readonly Line[];
  /** The hue of each line, for a name that any of them may bear. */
  readonly hues?: readonly Hue[];
  /** Where along the curve it would like to be, 0 … 1. */
  readonly prefer: number;
}

/** A label with a short stroke or dot of its curve before it. */
export interface LegendEntry extends Label {
  readonly kind: Series["kind"];
}

const CELL = 4;
const GAP = 9;
const HALF_HEIGHT = 8;
const PITCH = 12;

const LEGEND_ROW = 22;
/** From an entry's left to its text. */
export const SWATCH = 28;

/** What a covered cell costs under the text and beside it, and how dear the way to the preferred place is. */
const UNDER = 3;
const BESIDE = 0.12;
const AWAY = 12;
/** What it costs to cover a zero line. */
const ON_ZERO = 3;
/** A new place must be this much better than the old one. */
const STAY = 4;

/** About as wide as the text is at 14 px: in the figures' own face a little less, in some that stand in for it more. */
export const widthOf = (text: string): number => text.length * 7.8;

/**
 * A place beside its curve for each label: of places every few pixels along the curve, on both sides, the one that
 * covers least of the other curves, dots and labels. `free` says whether each found room that nothing else takes;
 * `sparse` leaves out those that did not.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  { frame, zero }: Pick<Axes, "frame" | "zero">,
  obstacles: readonly Line[],
  previous: readonly Label[],
  sparse = false,
): { labels: Label[]; free: boolean } {
  const covered = coverage(frame, [...requests.flatMap(({ lines }) => lines), ...obstacles]);
  const boxes: Frame[] = [];
  const labels: Label[] = [];
  let free = true;
  requests.forEach(({ text, unit, style, lines, hues, prefer }, i) => {
    const before = previous[i]?.place;
    const half = widthOf(text) / 2;
    let best: { cost: number; label: Label; box: Frame; blocked: boolean } | undefined;
    const spots = along(lines);
    spots.forEach(({ point, normal, part, line }, j) => {
      for (const side of [-1, 1]) {
        const nx = normal[0] * side;
        const ny = normal[1] * side;
        // The box just clears the line: its half extent in the direction of the normal, and a gap.
        const reach = GAP + half * Math.abs(nx) + HALF_HEIGHT * Math.abs(ny);
        const x = point[0] + nx * reach;
        const y = point[1] + ny * reach;
        const box = { left: x - half, right: x + half, top: y - HALF_HEIGHT, bottom: y + HALF_HEIGHT };
        if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom)
          continue;
        const under = covered(box, 0);
        const blocked = under > 0 || boxes.some((other) => overlap(box, other));
        const place = 2 * j + (side + 1) / 2;
        const cost =
          (blocked ? 20 : 0) +
          UNDER * under +
          BESIDE * covered(box, 12) +
          (box.left < zero.x! && zero.x! < box.right ? ON_ZERO : 0) +
          (box.top < zero.y! && zero.y! < box.bottom ? ON_ZERO : 0) +
          AWAY * Math.abs(part - prefer) -
          (place === before ? STAY : 0);
        if (best && best.cost <= cost) continue;
        const anchor = nx > 0.5 ? "start" : nx < -0.5 ? "end" : "middle";
        const at = anchor === "start" ? box.left : anchor === "end" ? box.right : x;
        best = { cost, box, blocked, label: { text, unit: hues?.[line] ?? unit, x: at, y, anchor, style, place } };
      }
    });
    if (!best || (sparse && best.blocked)) {
      // Nothing of the curve is in the frame, or no place beside it is.
      free &&= spots.length === 0;
      labels.push({ text: "", unit, x: frame.left, y: frame.top, anchor: "start", style });
      return;
    }
    free &&= !best.blocked;
    boxes.push(best.box);
    labels.push(best.label);
  });
  return { labels, free };
}

/** The names in rows, from `top` down, where the curves leave no room. */
export function legendOf(requests: readonly LabelRequest[], width: number, top: number): LegendEntry[] {
  let [x, y] = [0, top + LEGEND_ROW / 2];
  return requests.map(({ text, unit, style, kind }) => {
    const wide = SWATCH + widthOf(text);
    if (x > 0 && x + wide > width) [x, y] = [0, y + LEGEND_ROW];
    const entry: LegendEntry = { text, unit, kind, x: x + SWATCH, y, anchor: "start", style };
    x += wide + 18;
    return entry;
  });
}

/** Between two labels in a row. */
const APART = 10;

const overlap = (a: Frame, b: Frame): boolean =>
  a.left < b.right + APART && b.left < a.right + APART && a.top < b.bottom && b.top < a.bottom;

interface Spot {
  readonly point: Point;
  readonly normal: Point;
  readonly part: number;
  /** Which of the lines it is on. */
  readonly line: number;
}

/** Points every few pixels along the lines, with the direction across and the part of the way. */
function along(lines: readonly Line[]): Spot[] {
  const total = lines.reduce((sum, line) => sum + lengthOf(line), 0);
  const spots: Spot[] = [];
  const pitch = Math.max(PITCH, total / 200);
  let walked = 0;
  let next = pitch / 2;
  for (const [at, line] of lines.entries()) {
    for (let i = 1; i < line.length; i++) {
      const [[x0, y0], [x1, y1]] = [line[i - 1], line[i]];
      const length = Math.hypot(x1 - x0, y1 - y0);
      for (; next <= walked + length && length > 0; next += pitch) {
        const t = (next - walked) / length;
        const point: Point = [x0 + (x1 - x0) * t, y0 + (y1 - y0) * t];
        spots.push({ point, normal: [-(y1 - y0) / length, (x1 - x0) / length], part: next / total, line: at });
      }
      walked += length;
    }
  }
  return spots;
}

const lengthOf = (line: Line): number =>
  line.reduce((sum, [x, y], i) => (i ? sum + Math.hypot(x - line[i - 1][0], y - line[i - 1][1]) : 0), 0);

/** How many cells of the frame's grid are covered within a box, in constant time: a summed-area table. */
function coverage(frame: Frame, lines: readonly Line[]): (box: Frame, margin: number) => number {
  const columns = Math.ceil((frame.right - frame.left) / CELL) + 2;
  const rows = Math.ceil((frame.bottom - frame.top) / CELL) + 2;
  const sums = new Int32Array(columns * rows);
  const column = (x: number) => clamp(Math.floor((x - frame.left) / CELL) + 1, 0, columns - 1);
  const row = (y: number) => clamp(Math.floor((y - frame.top) / CELL) + 1, 0, rows - 1);
  for (const line of lines) {
    line.forEach(([x, y], i) => {
      const [x0, y0] = line[Math.max(0, i - 1)];
      const steps = Math.ceil((Math.max(Math.abs(x - x0), Math.abs(y - y0)) / CELL) * 2) || 1;
      for (let s = 1; s <= steps; s++) {
        sums[row(y0 + ((y - y0) * s) / steps) * columns + column(x0 + ((x - x0) * s) / steps)] = 1;
      }
    });
  }
  for (let r = 1; r < rows; r++) {
    for (let c = 1, across = 0; c < columns; c++) {
      across += sums[r * columns + c];
      sums[r * columns + c] = across + sums[(r - 1) * columns + c];
    }
  }
  return ({ left, right, top, bottom }, margin) => {
    const [c0, c1] = [Math.max(0, column(left - margin) - 1), column(right + margin)];
    const [r0, r1] = [Math.max(0, row(top - margin) - 1), row(bottom + margin)];
    return sums[r1 * columns + c1] - sums[r0 * columns + c1] - sums[r1 * columns + c0] + sums[r0 * columns + c0];
  };
}
