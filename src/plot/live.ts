// live.ts: a plot as an element that fits its container and can take over another plot's figure in place.
import { create, isSpare, type Markup, patch } from "../markup/index.ts";
import { dragging } from "./drag.ts";
import { draw } from "./draw.ts";
import { type Figure, isSum } from "./figure.ts";
import type { Held } from "./place-handles.ts";
import { layout, type Scene } from "./scene.ts";
import { liveStyle } from "./style.ts";

/** The width of a plot that is in no page yet. */
export const DEFAULT_WIDTH = 640;

/** A container that grows by less scales the picture: a scroll bar that comes and goes must not chase the layout. */
const SLACK = 20;

export interface Live {
  readonly element: HTMLElement;
  readonly figure: () => Figure;
  readonly scene: () => Scene;
  readonly show: (next: Figure) => void;
  /** The figure, for another plot to show; this one need not be drawn any more. */
  readonly yielded: () => Figure;
}

/**
 * Plots of more units or points than this are large: one that is made to be patched into another is drawn only when this task
 * has ended, or its scene is asked for. A frame of a figure that moves then lays out once.
 */
const LARGE = 20;

export function live(first: Figure): Live {
  let figure = first;
  let width = DEFAULT_WIDTH;
  let measured = false;
  let given = false;
  let held: Held | undefined;
  let drawn: { readonly scene: Scene; readonly markup: Markup; readonly svg: Element } | undefined;
  const element = document.createElement("div");
  element.className = "pw-plot";
  // As wide as the element and never higher than nothing: observed in its place, it reports no change that we make ourselves.
  const gauge = document.createElement("div");
  element.append(gauge);

  const render = (): void => {
    const { id, width: widest } = figure.options;
    if (id) element.id = id;
    element.style.maxInlineSize = widest ? `${widest}px` : "";
    if (widest && !measured) width = widest;
    const scene = layout(figure, width, drawn?.scene, held);
    const markup = draw(scene, true);
    if (drawn) patch(drawn.svg, drawn.markup, markup);
    else element.prepend(create(markup));
    drawn = { scene, markup, svg: element.firstElementChild! };
  };
  const scene = (): Scene => {
    if (!drawn) render();
    return drawn!.scene;
  };
  const observer = new ResizeObserver(([{ contentRect }]) => {
    const now = Math.floor(contentRect.width);
    if (now === 0) return;
    adopt(element.getRootNode());
    if (measured && now >= width && now < width + SLACK) return;
    measured = true;
    width = now;
    render();
  });
  observer.observe(gauge);
  dragging(element, { scene, figure: () => figure, hold: (next) => (held = next) });

  const sizes = first.series.map(({ f, x }) => (isSum(f) ? f.units.length : (x?.length ?? 0)));
  if (isSpare() && Math.max(...sizes) > LARGE) queueMicrotask(() => drawn || given || render());
  else render();

  return {
    element,
    figure: () => figure,
    scene,
    show: (next) => {
      figure = next;
      render();
    },
    yielded: () => {
      given = true;
      observer.disconnect();
      return figure;
    },
  };
}

let sheet: CSSStyleSheet | undefined;

/** Gives the document or shadow root the style of plots, once. */
function adopt(root: Node): void {
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(liveStyle());
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
