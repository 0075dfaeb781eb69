// class-marks.ts: a shape for each class, so that colour is not alone in telling them apart, and a key to their names.
import { create, h } from "../../markup/index.ts";
import { made } from "../descent/frame.ts";
import { px } from "../drawing.ts";

/** Paths about a place. */
export const SHAPES = [
  (x: number, y: number) => `M${px(x - 3.5)},${y}a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0Z`,
  (x: number, y: number) => `M${px(x - 3.2)},${px(y - 3.2)}h6.4v6.4h-6.4Z`,
  (x: number, y: number) => `M${x},${px(y - 4.4)}l4.2,7.4h-8.4Z`,
  (x: number, y: number) => `M${x},${px(y - 4.6)}l4.6,4.6l-4.6,4.6l-4.6,-4.6Z`,
  (x: number, y: number) => `M${x},${px(y + 4.4)}l4.2,-7.4h-8.4Z`,
  (x: number, y: number) => `M${px(x - 4)},${px(y - 1.5)}h2.5v-2.5h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5Z`,
] as const;

/** A class as its points are drawn. */
export const classMark = (of: number): SVGElement =>
  create(
    h(
      "svg",
      { class: `pw-mark u${of + 1}`, viewBox: "-6 -6 12 12", "aria-hidden": "true" },
      h("path", { d: SHAPES[of](0, 0) }),
    ),
  ) as SVGElement;

/** Each class's mark and name. */
export function classKey(names: readonly string[]): HTMLElement[] {
  return names.map((name, of) => made("span", "", classMark(of), name));
}
