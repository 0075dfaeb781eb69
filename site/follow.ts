// follow.ts: formula and challenge follow the values of their figure.
import { create, type Markup, patch } from "../src/markup/index.ts";
import type { View } from "./figures.ts";
import { formula } from "./formula.ts";
import { challenge } from "./hill.ts";

/** Keeps everything outside the figure's view in step with `view.value`, whoever sets it. */
export function follow(figure: HTMLElement, view: View): void {
  const live = [
    attach(document.querySelector(`[data-of="${figure.id}"] > .pw-formula`), formula),
    attach(figure.querySelector(".pw-challenge"), challenge),
  ];
  const update = () => {
    const values = view.value!;
    for (const show of live) show(values);
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
function attach(
  still: Element | null,
  markup: (values: Record<string, unknown>) => Markup,
): (values: Record<string, unknown>) => void {
  if (!still) return () => {};
  let element: Element | undefined;
  let shown: Markup;
  return (values) => {
    const next = markup(values);
    if (element) patch(element, shown, next);
    else {
      element = create(next);
      still.replaceWith(element);
    }
    shown = next;
  };
}
