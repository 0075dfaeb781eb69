// log-plot.ts: curves over axes of which each may be logarithmic: loss against step, error against n.
import { h, type Markup } from "../markup/index.ts";
import type { Hue } from "../plot/index.ts";
import { type Draw, type Drawing, drawing, pathThrough, px, svg } from "./drawing.ts";
import { type Axis, axisOf } from "./log-axis.ts";

export interface LogSeries {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** `line` unless said; `error`: red; `target`: grey dashes; `ghost`: thin dashes; `points`: dots. */
  readonly kind?: "line" | "error" | "target" | "ghost" | "points";
  readonly unit?: Hue;
  /** Written at the last point. */
  readonly label?: string;
  /** Marks the last point with a ring. */
  readonly now?: boolean;
}

export interface LogPlotOptions {
  readonly xlog?: boolean;
  readonly ylog?: boolean;
  readonly xlabel?: string;
  readonly ylabel?: string;
  readonly xlim?: readonly [number, number];
  readonly ylim?: readonly [number, number];
  readonly height?: number;
  /** Ticks of the x axis, at most; as many as there is room for unless said. */
  readonly xcount?: number;
  /** What the picture shows, in words and numbers; while it is empty, the names of the axes. */
  readonly description: string;
}

export interface LogPlot extends Drawing {
  /** Shows other series in place. */
  readonly update: (series: readonly LogSeries[], options?: Partial<LogPlotOptions>) => void;
}

/**
 * A chart as wide as its container. Values that a logarithm does not have (0 and below) break the line. The labels stand
 * at the ends of their curves, moved apart where they would touch.
 */
export function logPlot(series: readonly LogSeries[], options: LogPlotOptions): LogPlot {
  let given = options;
  const element = drawing(pictureOf(series, given));
  const update = (next: readonly LogSeries[], changed: Partial<LogPlotOptions> = {}): void => {
    given = { ...given, ...changed };
    element.show(pictureOf(next, given));
  };
  return Object.defineProperty(element, "update", { value: update }) as LogPlot;
}

const ROW = 18;
const CHARACTER = 7.2;
const MIDDLE = ".35em";

function pictureOf(series: readonly LogSeries[], options: LogPlotOptions): Draw {
  return (width) => {
    const { height = 190, xlog, ylog, xlabel = "", ylabel = "", description } = options;
    const all = (name: "x" | "y") => chained(series.map((each) => each[name]));
    const named = Math.max(0, ...series.map(({ label = "" }) => label.length)) * CHARACTER;
    const rows = Math.max(2, Math.floor((height - 60) / 32));
    const y = axisOf(all("y"), { log: ylog, count: rows, range: options.ylim });
    const frame = {
      left: 8 + CHARACTER * Math.max(1, ...y.ticks.map(({ label }) => label.length)),
      right: width - 10 - Math.min(named, width / 3),
      top: ylabel ? 26 : 8,
      bottom: height - (xlabel ? 42 : 24),
    };
    const { xcount = Math.max(2, Math.floor((frame.right - frame.left) / 80)) } = options;
    const x = axisOf(all("x"), { log: xlog, count: xcount, range: options.xlim });
    const toX = (value: number): number => frame.left + x.at(value) * (frame.right - frame.left);
    const toY = (value: number): number => frame.bottom - y.at(value) * (frame.bottom - frame.top);
    const place = { toX, toY, frame };
    return svg(
      width,
      height,
      description || `${ylabel} against ${xlabel}`,
      axes(x, y, place, xlabel, ylabel, width, height),
      ...curves(series, place),
    );
  };
}

interface Place {
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
  readonly frame: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

function axes(
  x: Axis,
  y: Axis,
  { toX, toY, frame }: Place,
  xlabel: string,
  ylabel: string,
  width: number,
  height: number,
) {
  const { left, right, top, bottom } = frame;
  const dots = x.ticks.flatMap((a) => y.ticks.map((b) => `M${px(toX(a.value))},${px(toY(b.value))}h0`)).join("");
  return h(
    "g",
    {},
    h("path", { class: "lattice", d: dots }),
    h("path", { d: `M${px(left)},${px(bottom)}H${px(right)}`, style: "stroke:var(--pw-grey);stroke-width:1" }),
    h(
      "g",
      {},
      // A label at the end of the axis stays in the picture.
      x.ticks.map(({ value, label }) => {
        const inside = toX(value) + (CHARACTER * label.length) / 2 <= width;
        return caption(label, inside ? toX(value) : width, bottom + 14, inside ? "middle" : "end");
      }),
    ),
    h(
      "g",
      {},
      y.ticks.map(({ value, label }) => caption(label, left - 6, toY(value), "end")),
    ),
    caption(xlabel, right, height - 9, "end"),
    caption(ylabel, 0, Math.max(9, top - 17), "start"),
  );
}

const caption = (label: string, x: number, y: number, anchor: string): Markup =>
  h("text", { x: px(x), y: px(y), dy: MIDDLE, "text-anchor": anchor }, label);

function curves(series: readonly LogSeries[], { toX, toY, frame }: Place): Markup[] {
  const ends = series.map(({ x, y }) => lastDrawn(x, y, toX, toY));
  const heights = apart(
    ends.map((end, i) => (series[i].label && end ? end[1] : Number.NaN)),
    frame.top + ROW / 2,
    frame.bottom - ROW / 2,
  );
  return series.map(({ x, y, kind = "line", unit, label = "", now }, i) => {
    const points = Array.from({ length: x.length }, (_, j): [number, number] => [toX(x[j]), toY(y[j])]);
    const shape =
      kind === "points"
        ? h("path", {
            d: points.map(([a, b]) => (Number.isFinite(a + b) ? `M${px(a)},${px(b)}h0` : "")).join(""),
            style: "stroke:var(--u,currentColor);stroke-width:6;stroke-linecap:round",
          })
        : h("path", { class: kind === "line" ? "unit" : kind, d: pathThrough(points), style: STYLES[kind] });
    const end = ends[i];
    return h(
      "g",
      { class: `u${unit ?? 0}` },
      shape,
      now &&
        end &&
        h("circle", {
          class: "knot",
          cx: px(end[0]),
          cy: px(end[1]),
          r: 4,
          style: STYLES[kind] && "stroke:var(--pw-accent)",
        }),
      h(
        "text",
        {
          class: kind !== "target" && kind !== "ghost" && "name",
          x: px((end?.[0] ?? 0) + 8),
          y: px(heights[i] || 0),
          dy: MIDDLE,
        },
        end ? label : "",
      ),
    );
  });
}

const STYLES: Readonly<Record<string, string | undefined>> = { error: "stroke-width:2" };

function lastDrawn(x: ArrayLike<number>, y: ArrayLike<number>, toX: Place["toX"], toY: Place["toY"]) {
  for (let i = x.length - 1; i >= 0; i--) {
    const end = [toX(x[i]), toY(y[i])] as const;
    if (Number.isFinite(end[0] + end[1])) return end;
  }
  return undefined;
}

/** The heights in the same order from above, each a row from the next; what is NaN stays out of it. */
function apart(at: readonly number[], top: number, bottom: number): number[] {
  const order = at.map((_, i) => i).filter((i) => Number.isFinite(at[i]));
  order.sort((i, j) => at[i] - at[j]);
  const placed = [...at];
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(placed[i], least);
    least = placed[i] + ROW;
  }
  let most = bottom;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i], most);
    most = placed[i] - ROW;
  }
  return placed;
}

function* chained(columns: readonly ArrayLike<number>[]): Generator<number> {
  for (const column of columns) for (let i = 0; i < column.length; i++) yield column[i];
}
