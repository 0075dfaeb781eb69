// draw.ts: a scene as a tree of SVG. Equal scenes but for numbers give equal trees but for attributes, so nodes stay.
import { h, type Markup, toText } from "../markup/index.ts";
import { type Label, type LegendEntry, SWATCH } from "./labels.ts";
import type { Dots, Mark, Stroke } from "./marks.ts";
import type { PlacedHandle } from "./place-handles.ts";
import type { Scene } from "./scene.ts";
import { type Scheme, standaloneStyle } from "./style.ts";
import type { Line, Point } from "./view.ts";

/** So many dots are nodes of their own; more are one path. */
const FEW = 400;

/** The hit radius of a handle. */
const HIT = 22;

/** The picture; `live` makes its handles reachable, otherwise it is an image and nothing else. */
export function draw(scene: Scene, live = false): Markup {
  const { width, height, description, marks, labels, legend, handles, captions } = scene;
  const group = live && handles.length > 0;
  return h(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      style: `--vb:${width}px`,
      role: group ? "group" : "img",
      "aria-label": description,
    },
    h(
      "g",
      { "aria-hidden": group && "true" },
      background(scene),
      h("g", {}, marks.map(mark)),
      h("g", {}, legend.map(swatch)),
    ),
    h(
      "g",
      {},
      handles.map((handle, i) => drawHandle(handle, i, live)),
    ),
    h(
      "g",
      { "aria-hidden": group && "true", style: "pointer-events:none" },
      [...labels, ...legend, ...captions].map(text),
    ),
  );
}

/** The picture as a file of its own, with its colours. */
export function standalone(scene: Scene, scheme?: Scheme): string {
  const { width, height } = scene;
  const { tag, attributes, children } = draw(scene);
  const paper = h("rect", { class: "paper", width, height });
  return toText(h(tag, { ...attributes, width, height }, h("style", {}, standaloneStyle(scheme)), paper, ...children));
}

function background({ xticks, yticks, lattice, zero, frame }: Scene): Markup {
  const { left, right, top, bottom } = frame;
  return h(
    "g",
    {},
    h("path", { class: "lattice", d: lattice.map((point) => `M${at(point)}h0`).join("") }),
    zero.y !== undefined && h("line", { class: "zero", x1: px(left), x2: px(right), y1: px(zero.y), y2: px(zero.y) }),
    zero.x !== undefined && h("line", { class: "zero", x1: px(zero.x), x2: px(zero.x), y1: px(top), y2: px(bottom) }),
    xticks.map(({ label, middle }) =>
      h("text", { x: px(middle), y: px(bottom + 17), dy: MIDDLE, "text-anchor": "middle" }, label),
    ),
    yticks.map(({ label, at: y }) => h("text", { x: px(left - 6), y: px(y), dy: MIDDLE, "text-anchor": "end" }, label)),
  );
}

/** From a text's baseline to its middle: `dominant-baseline` is not known everywhere. */
const MIDDLE = ".35em";

const px = (value: number): number => Math.round(value * 10) / 10;

/** Written once: a figure that moves writes thousands of numbers a frame, nearly all of them again. */
const written: string[] = [];
function write(value: number): string {
  const tenths = Math.round(value * 10);
  if (!(tenths >= 0 && tenths < 65_536)) return String(tenths / 10);
  written[tenths] ??= String(tenths / 10);
  return written[tenths];
}
const at = (point: Point): string => `${write(point[0])},${write(point[1])}`;

function pathOf(lines: readonly Line[]): string {
  let d = "";
  for (const line of lines) for (let i = 0; i < line.length; i++) d += (i ? "L" : "M") + at(line[i]);
  return d;
}

function mark(drawn: Mark): Markup {
  const { unit } = drawn;
  return h(
    "g",
    { class: unit !== undefined && `u${unit}` },
    "dots" in drawn ? dots(drawn) : h("path", strokeOf(drawn)),
  );
}

function strokeOf({ path, lines }: Stroke): Readonly<Record<string, string>> {
  const d = pathOf(lines);
  if (path === "rest")
    return { class: "unit", d, style: "stroke:var(--pw-grey,#85867f);stroke-width:1;stroke-opacity:.5" };
  if (path === "stem") return { class: "ghost", d, style: "stroke-dasharray:1 4" };
  if (path === "thin") return { class: "hint", d, style: "stroke-width:1" };
  return { class: path, d };
}

const FILLED = "fill:var(--u,currentColor)";

function dots({ dots: kind, unit, points }: Dots): readonly Markup[] {
  if (points.length > FEW) {
    const style = "stroke:var(--u,currentColor);stroke-width:4;stroke-linecap:round";
    return [h("path", { d: points.map((point) => `M${at(point)}h0`).join(""), style })];
  }
  const [name, r, style] = {
    datum: ["datum", 3, unit ? FILLED : undefined] as const,
    knot: ["knot", 4, undefined] as const,
    foot: ["knot", 4, `${FILLED};stroke:var(--pw-paper,#fcfcfa)`] as const,
  }[kind];
  return points.map(([x, y]) => h("circle", { class: name, cx: px(x), cy: px(y), r, style }));
}

function text({ text: content, unit, x, y, anchor, style }: Label): Markup {
  const hue = unit === undefined ? "" : ` u${unit}`;
  const name = style === "plain" ? undefined : (style === "it" ? "name it" : "name") + hue;
  return h("text", { class: name, x: px(x), y: px(y), dy: MIDDLE, "text-anchor": anchor }, content);
}

function swatch({ x, y, unit, kind }: LegendEntry): Markup {
  if (kind === "points") return mark({ dots: "datum", unit, points: [[x - SWATCH / 2 - 3, y]] });
  const lines: Line[] = [
    [
      [x - SWATCH + 2, y],
      [x - 8, y],
    ],
  ];
  return mark({ path: kind === "line" || !kind ? "sum" : kind, unit, lines });
}

/** A circle to see, a wider one to hit, a ring for focus. A handle without a place keeps its node, hidden. */
function drawHandle(
  { kind, unit, x, y, radius, beyond, label, value, min, max, text: said }: PlacedHandle,
  i: number,
  live: boolean,
): Markup {
  const hidden = Number.isNaN(x);
  const center = hidden ? {} : { cx: px(x), cy: px(y) };
  const style = radius === 9 ? undefined : `r:calc(${radius}px*var(--k,1));stroke-width:${kind === "arm" ? 2 : 3}`;
  const name = `handle${kind === "arm" ? " arm" : ""}${beyond ? " dim" : ""}`;
  const circle = h("circle", { class: name, ...center, r: radius, style });
  const hue = `u${unit}`;
  if (!live) return h("g", { class: hue, display: hidden && "none" }, circle);
  return h(
    "g",
    {
      class: hue,
      display: hidden && "none",
      "data-handle": i,
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuenow": value,
      "aria-valuemin": min,
      "aria-valuemax": max,
      "aria-valuetext": said,
      style: "outline:none;touch-action:none",
    },
    h("circle", { class: "hit", ...center, r: HIT, style: "pointer-events:all;cursor:grab" }),
    h("circle", { class: "ring", ...center, r: radius + 6, style: "stroke-width:2;pointer-events:none" }),
    circle,
  );
}
