// follow.ts: formula and challenge follow the values of their figure.
import { create, type Markup, patch } from "../src/markup/index.ts";
import { formula, modelFormula } from "./formula.ts";
import { challenge } from "./hill.ts";
import type { View } from "./mount.ts";

/** Keeps everything outside the figure's view in step with its `value` and `model`, whoever sets them. */
export function follow(figure: HTMLElement, view: View): void {
  if (!view.value) return;
  const live = [
    attach(document.querySelector(`[data-of="${figure.id}"] > .pw-formula`), () =>
      view.model ? modelFormula(view.model) : formula(view.value!),
    ),
    attach(figure.querySelector(".pw-challenge"), () => challenge(view.value!)),
  ];
  const update = () => {
    for (const show of live) show();
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  };
  for (const event of ["input", "change", "pw-set"]) figure.addEventListener(event, soon);
  update();
}

/** Replaces a still element by a live one once, and patches that from then on. */
function attach(still: Element | null, markup: () => Markup): () => void {
  if (!still) return () => {};
  let element: Element | undefined;
  let shown: Markup;
  return () => {
    const next = markup();
    if (element) patch(element, shown, next);
    else {
      element = create(next);
      still.replaceWith(element);
    }
    shown = next;
  };
}
