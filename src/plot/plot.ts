// plot.ts: a function or data, drawn: as a live element in a page, as text anywhere else.
import type { Vector } from "../core/index.ts";
import { h, toText } from "../markup/index.ts";
import { draw, standalone } from "./draw.ts";
import { type Curve, type Figure, figure, type PlotOptions, type Series } from "./figure.ts";
import { DEFAULT_WIDTH, type Live, live } from "./live.ts";
import { layout, type Scene } from "./scene.ts";

/** What is drawn, as plain data and as text. */
export interface Picture {
  readonly scene: Scene;
  /** SVG text that stands alone: a file with its own style, in light and dark. */
  readonly svg: string;
  /** Markup for a page without script: one picture for a roomy container and one for a narrow; the theme shows one. */
  readonly html: string;
}

/** In a page: the element to append or to return from a cell. Without a `document` it is a `Picture` alone. */
export interface Plot extends HTMLElement, Picture {
  /**
   * Shows what `next` shows, in place: nodes, focus and a drag under way survive.
   *
   * @returns whether `next` is a plot; if not, nothing has happened
   */
  readonly patch: (next: unknown) => boolean;
}

/** The width of the picture for narrow containers: a phone's column. */
const NARROW_WIDTH = 335;

const plots = new WeakMap<object, Live>();

/**
 * Draws y over x, a function, or several series in one frame.
 *
 * A sum of ReLUs is drawn exactly, through its vertices; any other function is sampled over `xlim` ([−4, 4] unless the
 * data says otherwise), closer where it bends. A line breaks where x or y is NaN or infinite; nothing at all gives an
 * empty frame that says so. In a page the plot is as wide as its container, keeps the size of its text, and fires
 * `pw-move` as its handles are dragged; it never changes its own numbers.
 *
 * @throws {TypeError | RangeError} if an argument is not what it must be; the error says which and what came
 */
export function plot(x: Vector, y: Vector, options?: PlotOptions): Plot;
export function plot(f: Curve, options?: PlotOptions): Plot;
export function plot(series: readonly Series[], options?: PlotOptions): Plot;
export function plot(...args: readonly unknown[]): Plot {
  const checked = figure(args);
  if (typeof document === "undefined") {
    const scene = layout(checked, checked.options.width ?? DEFAULT_WIDTH);
    return picture(
      {},
      () => checked,
      () => scene,
    ) as Plot;
  }
  const shown = live(checked);
  plots.set(shown.element, shown);
  const patch = (next: unknown): boolean => {
    const other = plots.get(next as object);
    if (!other) return false;
    if (other !== shown) shown.show(other.yielded());
    return true;
  };
  const element = picture(shown.element, shown.figure, shown.scene);
  return Object.defineProperty(element, "patch", { value: patch }) as Plot;
}

function picture(target: object, now: () => Figure, scene: () => Scene): object {
  const svg = (): string => standalone(scene());
  return Object.defineProperties(target, {
    scene: { get: scene, enumerable: true },
    svg: { get: svg, enumerable: true },
    html: { get: () => pageMarkup(now()), enumerable: true },
    toString: { value: svg },
  });
}

function pageMarkup(shown: Figure): string {
  const { width = DEFAULT_WIDTH, id } = shown.options;
  const roomy = h("div", { class: "roomy" }, draw(layout(shown, width)));
  const narrow = h("div", { class: "narrow" }, draw(layout(shown, Math.min(width, NARROW_WIDTH))));
  return toText(h("div", { class: "pw-plot", id }, roomy, narrow));
}
