// drawing.ts: a picture of our own as an element that fits its container, patched in place as it changes.
import { create, h, type Markup, patch, toText } from "../markup/index.ts";

/** The picture at a width in CSS pixels: an `svg` whose viewBox is that wide. */
export type Draw = (width: number) => Markup;

export interface Drawing extends HTMLElement {
  /** Shows another picture, in place. */
  readonly show: (next: Draw) => void;
  /** The picture as it stands, as HTML for pages without script. */
  readonly html: string;
}

const DEFAULT_WIDTH = 420;
const NARROW_WIDTH = 335;

/** A container that grows by less scales the picture: a scroll bar that comes and goes must not chase the layout. */
const SLACK = 20;

/** A container that is narrower, as one that is still being laid out may be, scales the picture: charts need some room. */
const LEAST_WIDTH = 160;

/** An element of class `pw-plot` that shows what `draw` gives. Without a `document`: an object with `html` alone. */
export function drawing(draw: Draw, width = DEFAULT_WIDTH): Drawing {
  let current = draw;
  let wide = width;
  const html = (): string => {
    const narrow = current(Math.min(wide, NARROW_WIDTH));
    return toText(
      h(
        "div",
        { class: "pw-plot" },
        h("div", { class: "roomy" }, current(wide)),
        h("div", { class: "narrow" }, narrow),
      ),
    );
  };
  if (typeof document === "undefined") {
    const show = (next: Draw) => {
      current = next;
    };
    return Object.defineProperty({ show, toString: html }, "html", { get: html }) as unknown as Drawing;
  }
  const element = document.createElement("div");
  element.className = "pw-plot";
  let markup = current(wide);
  element.append(create(markup));
  const render = (): void => {
    const next = current(wide);
    patch(element.firstElementChild!, markup, next);
    markup = next;
  };
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    const now = Math.max(LEAST_WIDTH, width);
    if (width === 0 || now === wide || (now >= wide && now < wide + SLACK)) return;
    wide = now;
    render();
  }).observe(element);
  const show = (next: Draw): void => {
    current = next;
    render();
  };
  return Object.defineProperties(element as HTMLElement, {
    show: { value: show },
    html: { get: html },
  }) as Drawing;
}

/** The root of a picture: text and dots keep their size in CSS pixels whatever the width. */
export function svg(
  width: number,
  height: number,
  label: string,
  ...children: readonly (Markup | undefined | false)[]
) {
  return h(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      style: `--vb:${width}px`,
      role: "img",
      "aria-label": label,
    },
    ...children,
  );
}

/** A number of pixels as SVG is given it. */
export const px = (value: number): number => Math.round(value * 10) / 10;

/** A path through the points, broken where one is not finite. */
export function pathThrough(points: Iterable<readonly [x: number, y: number]>): string {
  let d = "";
  let on = false;
  for (const [x, y] of points) {
    const drawn = Number.isFinite(x) && Number.isFinite(y);
    if (drawn) d += `${on ? "L" : "M"}${px(x)},${px(y)}`;
    on = drawn;
  }
  return d;
}
