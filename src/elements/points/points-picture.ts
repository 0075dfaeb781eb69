// points-picture.ts: what of a network and its points is drawn: heat maps at a fineness that a frame holds, and words.
import { type LayerValues, type UnitValues, unitValues } from "../../fit/index.ts";
import { gridOf, type Meaning } from "./heat.ts";
import { classesOf, hasHeights, lossOf, type PointsState } from "./points-state.ts";

/** Cells of the grid each way, coarse to fine. */
const SIDES = [20, 32, 50, 80, 128] as const;

/** Heat maps are drawn coarser where they took longer, and finer where they took less, by the middle of a few times. */
const SLOW_MS = 9;
const QUICK_MS = 2.5;
const WATCHED = 5;

/** Networks of more units begin coarse. */
const MANY_UNITS = 100;

export interface Fineness {
  /** Values of all layers over the window, on the grid of now; at rest on the finest. */
  readonly look: (
    sizes: readonly number[],
    parameters: Float64Array,
    rest: boolean,
  ) => { layers: readonly LayerValues[]; side: number };
  /** How long it took to draw while a run goes on. */
  readonly took: (ms: number) => void;
}

export function fineness(): Fineness {
  let level = 2;
  let times: number[] = [];
  let key = "";
  const known = new Map<number, UnitValues>();
  return {
    look(sizes, parameters, rest) {
      if (key !== sizes.join()) {
        key = sizes.join();
        known.clear();
        level = sizes.reduce((sum, size) => sum + size) > MANY_UNITS ? 0 : 2;
      }
      // A rest is one picture: it may take a little longer, but no reader waits for the largest networks at the finest.
      const side = SIDES[rest ? Math.min(SIDES.length - 1, level + 2) : level];
      if (!known.has(side)) known.set(side, unitValues(sizes, gridOf(side)));
      return { layers: known.get(side)!(parameters), side };
    },
    took(ms) {
      times.push(ms);
      if (times.length < WATCHED) return;
      const middle = times.sort((a, b) => a - b)[Math.floor(WATCHED / 2)];
      times = [];
      if (middle > SLOW_MS && level > 0) level--;
      else if (middle < QUICK_MS && level < SIDES.length - 2) level++;
    },
  };
}

/** How the outputs are to be read. */
export function meaningOf(state: PointsState): Meaning {
  if (hasHeights(state) || (lossOf(state) === "mse" && classesOf(state) === 2)) return "sign";
  return lossOf(state) === "mse" ? "labels" : "classes";
}

/** The points in words. */
export function pointsWords(state: PointsState, count: number, learned: number): string {
  const what = hasHeights(state) ? "with heights" : `of ${classesOf(state)} classes`;
  const alone = state.inputs === "x y" ? "" : ` The network reads ${state.inputs} alone.`;
  return `${count} points ${what}, ${learned} of them to learn from.${alone}`;
}
