// surface.ts: a figure of functions of two inputs: folded planes, their sum as a surface and as a map, and how it learns.
import type { PlaneSum } from "../../core/index.ts";
import { toText } from "../../markup/index.ts";
import { colourStrip, heatMap, pagePaint, solidMarkup } from "../../plot/surface/index.ts";
import { planeRows } from "./plane-source.ts";
import { live } from "./surface-live.ts";
import { extentOf, pictureOf, roomOf, targetFacets, wordsOf } from "./surface-picture.ts";
import { checkedSurface, lossOf, type SurfaceState, sumOf } from "./surface-state.ts";
import { WHOLE, zoomer } from "./zoom.ts";

export interface SurfaceOptions extends Partial<Omit<SurfaceState, "source" | "numbers" | "steps">> {
  /** A formula of x and y; `sin(2x) cos(2y)` unless said. */
  readonly target?: string;
  /** Or a table in its place. */
  readonly source?: SurfaceState["source"];
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
}

/** An element; in Node an object with `value`, `model` and `toString()`. */
export interface SurfaceFigure extends HTMLElement {
  /** Readable and writable; plain data. */
  value: SurfaceState;
  /** The sum that is shown. */
  readonly model: PlaneSum;
  reset(): void;
  undo(): void;
  redo(): void;
}

/** Cells of the target's grid, each way, in a page: a few of them are many bytes. */
const STILL_CELLS = 24;

const FIRST: SurfaceState = {
  ...{
    source: { kind: "typed", text: "sin(2x) cos(2y)" },
    units: 12,
    seed: 1,
    optimizer: "adam",
    rate: 0.02,
    batch: 0,
  },
  ...{ pace: 10, selected: 1, yaw: -30, pitch: 32, ...WHOLE, steps: 0, numbers: [] },
};

/**
 * A sum of ReLUs of two inputs, in three dimensions and as a map, beside its target: a typed formula or a table. It learns in
 * a worker. Surface and map are put together from the sum's linear regions, exactly, with its folds as thick as they are
 * strong. Each unit is seen alone, with its numbers on sliders.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function surfaceFigure(options: SurfaceOptions = {}): SurfaceFigure {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`surfaceFigure: options must be an object, got ${options}`);
  }
  const { url, signal, target, ...rest } = options;
  const start = checkedSurface(
    { ...(target !== undefined && { source: { kind: "typed", text: target } }), ...rest },
    FIRST,
  );
  return (typeof document === "undefined" ? still(start) : live(start, url, signal)) as SurfaceFigure;
}

function still(start: SurfaceState): object {
  const rows = planeRows(start.source);
  const model = sumOf(start, rows);
  const room = zoomer()(roomOf(rows), start);
  const picture = pictureOf(model, room, rows.names, start.selected);
  const words = wordsOf(model, picture.creases, extentOf(picture), room, lossOf(model, rows));
  const { rectangle } = room.box;
  const shared = { rectangle, scale: room.scale, names: picture.names };
  const map = heatMap(
    { ...shared, facets: picture.facets, creases: picture.creases, title: "The sum", description: words },
    pagePaint,
  );
  const goal = heatMap(
    {
      ...shared,
      facets: targetFacets({ ...rows, rectangle }, STILL_CELLS),
      title: "The target",
      description: "The target.",
    },
    pagePaint,
  );
  const key = `<div class="strip">${toText(colourStrip(room.scale, rows.zlim, pagePaint))}</div>`;
  const html = `<div class="pw-learn surface"><div class="pw-views"><div class="pw-stage">${toText(solidMarkup(picture, start, pagePaint, words))}</div>${toText(map)}${toText(goal)}${key}</div></div>`;
  return Object.defineProperties({ value: start, html, toString: () => html }, { model: { get: () => model } });
}
