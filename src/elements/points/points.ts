// points.ts: a figure in which a network learns to tell points of the plane apart.
import type { Network } from "../../core/index.ts";
import { h, toText } from "../../markup/index.ts";
import { overlayMarkup } from "./plane.ts";
import { pointsOf, startOf } from "./points-data.ts";
import { live } from "./points-live.ts";
import { pointsWords } from "./points-picture.ts";
import { checkedPoints, FIRST, hasHeights, type PointsState, type Source } from "./points-state.ts";

export interface PointsOptions extends Partial<Omit<PointsState, "numbers" | "steps" | "source">> {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
  /** The name of a known set (circle, xor, gaussians, spiral, plane, hills), or a whole source; the circle unless said. */
  readonly source?: string | Source;
}

/** An element with `value` (plain JSON, writable), `model`, `reset`, `undo` and `redo`. */
export interface PointsFigure extends HTMLElement {
  value: PointsState;
  /** The network in the units of the points: of x and y, also where one of them is off. */
  readonly model: Network;
  reset(): void;
  undo(): void;
  redo(): void;
}

/**
 * Points of the plane and a network that learns them in a worker: known sets, the side of a formula, points that the reader
 * lays, tables. Layers and units are added and removed by hand, each unit is a heat map, each weight a slider. Shows the
 * decision with its flat pieces, losses on the points learned from and on those left out, and goes back to the same start.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be; a `TargetError` for a formula
 */
export function pointsFigure(options: PointsOptions = {}): PointsFigure {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`pointsFigure: options must be an object, got ${options}`);
  }
  const { url, signal, source, ...rest } = options;
  const named = typeof source === "string" ? { source: { ...FIRST.source, set: source } } : source ? { source } : {};
  const start = checkedPoints({ ...rest, ...named }, FIRST);
  return (typeof document === "undefined" ? still(start) : live(start, url, signal)) as PointsFigure;
}

function still(start: PointsState): object {
  const points = pointsOf(start);
  const html = () => {
    const description = pointsWords(start, points.y.length, points.learned);
    const picture = overlayMarkup({ points, heights: hasHeights(start), tests: start.tests, description });
    return toText(h("div", { class: "pw-learn pw-points" }, h("div", { class: "pw-plot pw-plane" }, picture)));
  };
  const model = startOf(start);
  return Object.defineProperties({ value: start, toString: html }, { model: { get: () => model } });
}
