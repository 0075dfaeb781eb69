// mount.ts: live figures in place of their pictures.
import type { ReluSum } from "piecewise";

/** What a figure's file exports, as the page uses it. */
export interface View extends HTMLElement {
  value?: Record<string, unknown>;
  /** The function that is shown, of figures that say it. */
  readonly model?: ReluSum;
  reset?: () => void;
}

/** Puts each view into the figure of its id, and gives that figure the view's `value`. */
export function mount(figures: Readonly<Record<string, unknown>>): Map<string, View> {
  const views = new Map(Object.entries(figures) as [string, View][]);
  for (const [id, view] of views) {
    const figure = document.getElementById(id)!;
    figure.querySelector(".pw-view")!.replaceChildren(view);
    // What the figure shows, in words and numbers: the plot's own sentence, or the text, as they stand now.
    const shown = figure.querySelector(".pw-output, .pw-plot");
    if (shown) {
      shown.id ||= `${id}-shown`;
      figure.setAttribute("aria-describedby", shown.id);
    }
    Object.defineProperty(figure, "value", {
      get: () => view.value,
      set(value: Record<string, unknown>) {
        view.value = value;
        figure.dispatchEvent(new Event("pw-set"));
      },
    });
  }
  return views;
}
