// panel-figure.ts: a panel of sliders as a figure: what it shows, its events, and its way back.
import type { ReluSum } from "../core/index.ts";
import type { ElementFigure } from "./figure-element.ts";
import type { SliderPanel } from "./sliders.ts";

/** An element; in Node an object with `value`, `model`, `html` and `toString()`. */
export interface PanelFigure extends ElementFigure {
  readonly model: ReluSum;
  /** Markup for pages without script. */
  readonly html: string;
  reset(): void;
  undo(): void;
  redo(): void;
}

/** A figure around the panel of now; `show` puts another one in its place. Events of the panel become the figure's own. */
export function panelFigure(first: SliderPanel): { target: PanelFigure; show(next: SliderPanel): void } {
  let panel = first;
  const live = typeof document !== "undefined";
  const element = live ? document.createElement("div") : {};
  const target = Object.defineProperties(element, {
    model: { get: () => panel.model },
    html: { get: () => String(panel.element) },
    toString: { value: () => String(panel.element) },
    reset: { value: () => panel.reset() },
    undo: { value: () => panel.undo() },
    redo: { value: () => panel.redo() },
  }) as PanelFigure;
  if (live) {
    target.append(panel.element);
    for (const type of ["input", "change"]) {
      target.addEventListener(type, (event) => {
        if (event.target === target) return;
        event.stopPropagation();
        if (event.target === panel.element) target.dispatchEvent(new Event(type, { bubbles: true }));
      });
    }
  }
  return {
    target,
    show(next) {
      panel = next;
      if (live) target.replaceChildren(panel.element);
    },
  };
}
