// contours.ts: a function of two parameters as lines of equal height, with the way that a run went.
import { h, type Markup } from "../../markup/index.ts";
import { ticks } from "../../plot/index.ts";
import { type Draw, pathThrough, px, svg } from "../drawing.ts";

export interface Surface {
  readonly of: (x: number, y: number) => number;
  readonly xlim: readonly [number, number];
  readonly ylim: readonly [number, number];
  readonly names: readonly [x: string, y: string];
  readonly path: readonly (readonly [x: number, y: number])[];
  /** Where the function is least, if that is known. */
  readonly least?: readonly [x: number, y: number];
  readonly description: string;
}

/** Points of the grid each way, and lines of equal height. */
const GRID = 41;
const LEVELS = 9;

/** The picture: equal steps of height would crowd far out, so they grow as squares do, and lines of a bowl lie evenly. */
export function contourPlot(surface: Surface): Draw {
  return (width) => {
    const { of, xlim, ylim, names, path, least, description } = surface;
    const height = Math.round(Math.min(width * 0.8, 300));
    const frame = { left: 34, right: width - 12, top: 24, bottom: height - 38 };
    const toX = (x: number) => frame.left + ((x - xlim[0]) / (xlim[1] - xlim[0])) * (frame.right - frame.left);
    const toY = (y: number) => frame.bottom - ((y - ylim[0]) / (ylim[1] - ylim[0])) * (frame.bottom - frame.top);
    const values = sampled(surface);
    const lowest = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    const highest = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
    const base = least ? Math.min(lowest, of(...least)) : lowest;
    const levels = Array.from({ length: LEVELS }, (_, i) => base + (highest - base) * ((i + 0.5) / LEVELS) ** 2);
    const toGrid = (i: number, [lo, hi]: readonly [number, number]) => lo + ((hi - lo) * i) / (GRID - 1);
    const line = (level: number): string =>
      isolines(values, level)
        .map(([[a, b], [c, d]]) =>
          pathThrough([
            [toX(toGrid(a, xlim)), toY(toGrid(b, ylim))],
            [toX(toGrid(c, xlim)), toY(toGrid(d, ylim))],
          ]),
        )
        .join("");
    const inside = path.map(([x, y]): readonly [number, number] => [
      Math.min(frame.right + 40, Math.max(frame.left - 40, toX(x))),
      Math.min(frame.bottom + 40, Math.max(frame.top - 40, toY(y))),
    ]);
    const clip = `inset(0)`;
    const last = inside.at(-1);
    const text = (label: string, x: number, y: number, anchor: string, name?: string): Markup =>
      h("text", { x: px(x), y: px(y), dy: ".35em", "text-anchor": anchor, class: name }, label);
    return svg(
      width,
      height,
      description,
      h(
        "svg",
        {
          x: frame.left,
          y: frame.top,
          width: px(frame.right - frame.left),
          height: px(frame.bottom - frame.top),
          viewBox: `${frame.left} ${frame.top} ${px(frame.right - frame.left)} ${px(frame.bottom - frame.top)}`,
          style: `overflow:hidden;inline-size:auto;display:inline;clip-path:${clip}`,
        },
        h(
          "g",
          {},
          levels.map((level, i) =>
            h("path", {
              d: line(level),
              style: `stroke:var(--pw-grey);stroke-width:1;opacity:${(1 - i / (LEVELS + 3)).toFixed(2)}`,
            }),
          ),
        ),
        h("path", { d: pathThrough(inside), style: "stroke:var(--pw-accent);stroke-width:1.5;stroke-linejoin:round" }),
        h("path", {
          d: inside.length > 200 ? "" : inside.map(([x, y]) => `M${px(x)},${px(y)}h0`).join(""),
          style: "stroke:var(--pw-accent);stroke-width:4;stroke-linecap:round",
        }),
        h("path", {
          d: least ? `M${px(toX(least[0]) - 5)},${px(toY(least[1]))}h10m-5,-5v10` : "",
          style: "stroke:var(--pw-ink);stroke-width:1.5",
        }),
      ),
      last &&
        h("circle", {
          class: "knot",
          cx: px(Math.min(frame.right, Math.max(frame.left, last[0]))),
          cy: px(Math.min(frame.bottom, Math.max(frame.top, last[1]))),
          r: 5,
          style: "stroke:var(--pw-accent);stroke-width:2.5",
        }),
      h(
        "g",
        {},
        ticks(...xlim, 5).map(({ value, label }) => text(label, toX(value), frame.bottom + 14, "middle")),
      ),
      h(
        "g",
        {},
        ticks(...ylim, 5).map(({ value, label }) => text(label, frame.left - 6, toY(value), "end")),
      ),
      text(names[0], frame.right, height - 8, "end", "name it"),
      text(names[1], frame.left - 6, 9, "end", "name it"),
    );
  };
}

function sampled({ of, xlim, ylim }: Surface): Float64Array {
  const values = new Float64Array(GRID * GRID);
  for (let j = 0; j < GRID; j++) {
    const y = ylim[0] + ((ylim[1] - ylim[0]) * j) / (GRID - 1);
    for (let i = 0; i < GRID; i++) values[j * GRID + i] = of(xlim[0] + ((xlim[1] - xlim[0]) * i) / (GRID - 1), y);
  }
  return values;
}

type GridPoint = readonly [column: number, row: number];

/** Where a grid of values crosses a level: marching squares (Lorensen & Cline 1987 in two dimensions), a line or two a cell. */
export function isolines(values: Float64Array, level: number, size = GRID): (readonly [GridPoint, GridPoint])[] {
  const lines: (readonly [GridPoint, GridPoint])[] = [];
  const between = (a: number, b: number): number => (level - a) / (b - a);
  for (let j = 0; j + 1 < size; j++) {
    for (let i = 0; i + 1 < size; i++) {
      const at = j * size + i;
      const corners = [values[at], values[at + 1], values[at + size + 1], values[at + size]];
      const places: readonly GridPoint[] = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ];
      const crossings: GridPoint[] = [];
      for (let side = 0; side < 4; side++) {
        const [a, b] = [corners[side], corners[(side + 1) % 4]];
        if (a < level === b < level) continue;
        const t = between(a, b);
        const [from, to] = [places[side], places[(side + 1) % 4]];
        crossings.push([from[0] * (1 - t) + to[0] * t, from[1] * (1 - t) + to[1] * t]);
      }
      for (let c = 0; c + 1 < crossings.length; c += 2) lines.push([crossings[c], crossings[c + 1]]);
    }
  }
  return lines;
}
