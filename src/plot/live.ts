// live.ts: a plot as an element that fits its container and can take over another plot's figure in place.
import { create, type Markup, patch } from "../markup/index.ts";
import { dragging } from "./drag.ts";
import { draw } from "./draw.ts";
import type { Figure } from "./figure.ts";
import type { Held } from "./place-handles.ts";
import { layout, type Scene } from "./scene.ts";
import { liveStyle } from "./style.ts";

/** The width of a plot that is in no page yet. */
export const DEFAULT_WIDTH = 640;

/** A container that grows by less scales the picture: a scroll bar that comes and goes must not chase the layout. */
const SLACK = 20;

export interface Live {
  readonly element: HTMLElement;
  readonly scene: () => Scene;
  readonly figure: () => Figure;
  readonly show: (next: Figure) => void;
  readonly stop: () => void;
}

let sheet: CSSStyleSheet | undefined;

export function live(first: Figure): Live {
  let figure = first;
  let width = figure.options.width ?? DEFAULT_WIDTH;
  let held: Held | undefined;
  let scene = layout(figure, width);
  let markup: Markup = draw(scene, true);
  const element = document.createElement("div");
  element.className = "pw-plot";
  const svg = create(markup) as SVGSVGElement;
  element.append(svg);

  const render = (): void => {
    scene = layout(figure, width, scene, held);
    const next = draw(scene, true);
    patch(svg, markup, next);
    markup = next;
  };
  const show = (next: Figure): void => {
    figure = next;
    const { id, width: fixed } = figure.options;
    if (id) element.id = id;
    if (fixed) width = fixed;
    svg.style.maxInlineSize = fixed ? `${fixed}px` : "";
    render();
  };
  const observer = new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now === 0) return;
    adopt(element.getRootNode());
    if (figure.options.width || (now >= width && now < width + SLACK && width !== DEFAULT_WIDTH)) return;
    width = now;
    render();
  });
  observer.observe(element);
  dragging(element, svg, {
    scene: () => scene,
    figure: () => figure,
    hold: (next) => {
      held = next;
    },
  });
  const { id, width: fixed } = figure.options;
  if (id) element.id = id;
  if (fixed) svg.style.maxInlineSize = `${fixed}px`;
  return { element, scene: () => scene, figure: () => figure, show, stop: () => observer.disconnect() };
}

/** Gives the document or shadow root the style of plots, once. */
function adopt(root: Node): void {
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(liveStyle());
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
