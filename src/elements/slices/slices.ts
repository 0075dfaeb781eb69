// slices.ts: a figure of a sum of several inputs on a real table, seen in cuts.
import type { PlaneSum } from "../../core/index.ts";
import { hingeFit } from "../../fit/index.ts";
import { toText } from "../../markup/index.ts";
import { colourStrip, heatMap, heightScale, pagePaint } from "../../plot/surface/index.ts";
import { live } from "./slices-live.ts";
import { curveOf, mapOf } from "./slices-picture.ts";
import { columnsOf, slicesProblem } from "./slices-problem.ts";
import { checkedSlices, type SlicesState, sumOf, tableOf } from "./slices-state.ts";

export interface SlicesOptions extends Partial<Omit<SlicesState, "numbers" | "steps">> {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
}

/** An element; in Node an object with `value`, `model` and `toString()`. */
export interface SlicesFigure extends HTMLElement {
  /** Readable and writable; plain data. */
  value: SlicesState;
  /** The sum that is shown. */
  readonly model: PlaneSum;
  reset(): void;
  undo(): void;
  redo(): void;
}

const FIRST: SlicesState = {
  ...{ table: "cars", own: null, by: "descent", units: 24, seed: 1, optimizer: "adam", rate: 0.01, pace: 10 },
  ...{ across: 2, up: 1, at: [], steps: 0, numbers: [] },
};

/**
 * A sum of ReLUs of all columns of a table but the last, which it learns to tell: `table` is cars (five inputs) or penguins
 * (four), or `own` with a table of one's own in the option `own`, as readers bring it from a CSV. A fifth of the rows is held out. What is seen is a cut: a map of two inputs and a curve of one, exactly, with
 * sliders for where the others are. With `by` "hinges" or "products" what is shown is not what descent comes to but what
 * \`hingeFit\` finds: a few hinges of one input each, or those and products of two.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function slicesFigure(options: SlicesOptions = {}): SlicesFigure {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`slicesFigure: options must be an object, got ${options}`);
  }
  const { url, signal, ...rest } = options;
  const start = checkedSlices(rest, FIRST);
  return (typeof document === "undefined" ? still(start) : live(start, url, signal)) as SlicesFigure;
}

function still(start: SlicesState): object {
  const problem = slicesProblem(tableOf(start));
  const model =
    start.by === "descent"
      ? sumOf(start)
      : hingeFit(columnsOf(problem), { degree: start.by === "products" ? 2 : 1 }).model;
  const map = toText(heatMap(mapOf(problem, model, start), pagePaint));
  const { lo, hi } = problem.output;
  const key = toText(colourStrip(heightScale(lo, hi), [lo, hi], pagePaint));
  const html = `<div class="pw-learn surface slices"><div class="cuts"><div><div class="pw-map">${map}</div><div class="strip">${key}</div></div><div>${curveOf(problem, model, start).html}</div></div></div>`;
  return Object.defineProperties({ value: start, html, toString: () => html }, { model: { get: () => model } });
}
