// descent.ts: a figure in which a sum of ReLUs learns, and its sliders move by themselves.
import { interact } from "../../interact/index.ts";
import { live } from "./descent-live.ts";
import { type Domain, picture, room } from "./descent-picture.ts";
import { checkedDescent, type DescentState } from "./descent-state.ts";
import { rowsOf, startOf } from "./problem.ts";
import type { LearningFigure } from "./quadratic.ts";
import { controlsOf, groupsOf, huesOf } from "./unit-controls.ts";

export interface DescentOptions extends Partial<Omit<DescentState, "numbers" | "steps">> {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
  /** Where the target is learned; [−2, 2] unless said. */
  readonly domain?: readonly [number, number];
}

const FIRST: DescentState = {
  ...{ target: "sin(3x) + 0.3x", rows: 100, noise: 0.1, units: 6, start: "pytorch", seed: 1 },
  ...{ optimizer: "adam", rate: 0.01, loss: "mse", schedule: "constant", batch: 0 },
  ...{ pace: 10, selected: 1, steps: 0, numbers: [] },
};

/**
 * A sum of ReLUs on rows of a typed target: it learns in a worker, and its sliders, each with its slope as an arrow, move by
 * themselves; the reader may move them as well. Says which units are dead and why, what several starts lead to, and in which
 * order the frequencies of a target are learned.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function descentFigure(options: DescentOptions = {}): LearningFigure<DescentState> {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`descentFigure: options must be an object, got ${options}`);
  }
  const { url, signal, domain = [-2, 2], ...rest } = options;
  if (
    !(Array.isArray(domain) && domain.length === 2 && domain[0] < domain[1] && Number.isFinite(domain[1] - domain[0]))
  ) {
    throw new RangeError(`descentFigure: domain must be two finite numbers [lo, hi] with lo < hi, got ${domain}`);
  }
  const start = checkedDescent(rest, FIRST);
  const figure = typeof document === "undefined" ? still(start, domain) : live(start, domain, url, signal);
  return figure as LearningFigure<DescentState>;
}

function still(start: DescentState, domain: Domain): object {
  const rows = rowsOf({ ...start, rows: 100 }, domain);
  const model = startOf(start, rows);
  const view = interact(() => picture(start, model, rows, domain, room(rows)), controlsOf(start, model), {
    groups: groupsOf(start),
    units: huesOf(start),
  });
  return Object.defineProperties({ value: start, toString: () => String(view) }, { model: { get: () => model } });
}
