// knot-hands.ts: hands on the knots of a plot: pulled, moved by keys, chosen by a click near them.
import type { Move, Plot } from "../../plot/index.ts";
import { moved } from "./knot-handles.ts";

export interface KnotHandsOptions {
  readonly plot: Plot;
  /** The knots that are shown, and the one that is chosen. */
  readonly knots: () => { readonly places: readonly number[]; readonly selected: number };
  /** Whether a click may choose: not where it would draw. */
  readonly choosable: () => boolean;
  readonly choose: (selected: number) => void;
  /** Knot `selected` went to where `knots` has it; `done` at the release. */
  readonly pull: (selected: number, knots: number[], done: boolean) => void;
}

/** A click this near to a knot, in pixels, means it. */
const NEAR_PX = 22;

/** An arrow moves a knot by this part of the axis. */
const STEP = 1 / 200;

export function knotHands({ plot, knots, choosable, choose, pull }: KnotHandsOptions): void {
  plot.addEventListener("pw-move", (event) => {
    const { values, steps, done } = (event as CustomEvent<Move>).detail;
    const [[name, amount]] = Object.entries(values ?? steps ?? {});
    const { places, selected } = knots();
    if (name === "other") {
      const next = Math.min(places.length - 1, Math.max(0, selected + Math.sign(amount)));
      choose(next);
      requestAnimationFrame(() => plot.querySelector<SVGElement>(`[aria-label^="knot ${next + 1} "]`)?.focus());
      return;
    }
    const i = /^k\d+$/.test(name) ? Number(name.slice(1)) : -1;
    if (i < 0 || i >= places.length) return;
    event.stopPropagation();
    const { xlim } = plot.scene;
    const to = values ? amount : places[i] + amount * (xlim[1] - xlim[0]) * STEP;
    pull(i, moved(places, i, to, xlim), done === true);
  });
  plot.addEventListener("click", (event) => {
    if (!choosable() || (event.target as Element).closest("[data-handle]")) return;
    const { frame, xlim, width } = plot.scene;
    const box = plot.firstElementChild!.getBoundingClientRect();
    const at = ((event.clientX - box.left) * width) / box.width;
    const pixel = (x: number) => frame.left + ((x - xlim[0]) / (xlim[1] - xlim[0])) * (frame.right - frame.left);
    const { places, selected } = knots();
    const off = places.map((x) => Math.abs(pixel(x) - at));
    const nearest = off.indexOf(Math.min(...off));
    if (off[nearest] < NEAR_PX && nearest !== selected) choose(nearest);
  });
}
