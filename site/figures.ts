// figures.ts: what the first live figure needs, and nothing else: puts the live figures in place of their pictures.
// Its exports are the global `figures` of the page, for lesson.ts.
import { figures } from "../lessons/index.ts";

export { download } from "piecewise/plot";

/** What `interact` and `plot` return, as the page uses it. */
export interface View extends HTMLElement {
  value?: Record<string, unknown>;
  reset?: () => void;
}

/** The live views by the id of their figure. */
export const views = new Map(Object.entries(figures) as [string, View][]);

for (const [id, view] of views) {
  const figure = document.getElementById(id)!;
  figure.querySelector(".pw-view")!.replaceChildren(view);
  // What the figure shows, in words and numbers: the plot's own sentence, or the text, as they stand now.
  figure.querySelector(".pw-output, .pw-plot")!.id = `${id}-shown`;
  figure.setAttribute("aria-describedby", `${id}-shown`);
  Object.defineProperty(figure, "value", {
    get: () => view.value,
    set(value: Record<string, unknown>) {
      view.value = value;
      figure.dispatchEvent(new Event("pw-set"));
    },
  });
}
