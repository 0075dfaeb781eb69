// regions-figure.ts: a figure that counts the pieces into which ReLUs cut the plane.
import { type Network, regionBound, regions } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { range } from "../../interact/index.ts";
import { h } from "../../markup/index.ts";
import { button } from "../bar.ts";
import { type Draw, drawing, px, svg } from "../drawing.ts";
import { count } from "../numbers.ts";
import { whole } from "../rules.ts";
import { type Lines, linesNetwork, planeRegions, unitsOn, WINDOW } from "./lines.ts";
import { type StudyFigure, type StudyOptions, type StudyWords, study, studyOptions, studyStart } from "./study.ts";

export type RegionsState = Lines;

export interface RegionsOptions extends StudyOptions, Partial<RegionsState> {}

const NAME = "regionsFigure";
const MOST_UNITS = 24;
const MOST_LAYERS = 4;
const START: RegionsState = { units: 5, layers: 1, seed: 1 };
const KINDS = { units: whole(1, MOST_UNITS), layers: whole(1, MOST_LAYERS), seed: whole(0, 1e9) };

/** At least one unit in each layer. */
const networkOf = (state: RegionsState): Network =>
  linesNetwork({ ...state, layers: Math.min(state.layers, state.units) });

/**
 * Random ReLUs of the plane, in one layer or several: the cells that they cut a window into, drawn and counted exactly, and
 * for one layer those of the whole plane beside the most that there can be.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function regionsFigure(options: RegionsOptions = {}): StudyFigure<RegionsState> {
  const { url, signal, ...given } = studyOptions(NAME, options);
  const start = studyStart({ name: NAME, start: START, kinds: KINDS }, given);
  const shown = drawing(picture(start), 552);
  const afresh = (step: number) => () => {
    const { value } = figure;
    figure.value = { ...value, seed: Math.max(0, value.seed + step) };
    figure.dispatchEvent(new Event("input", { bubbles: true }));
    figure.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const live = typeof document !== "undefined";
  const { figure } = study<RegionsState>(
    {
      ...{ name: NAME, tag: "pw-regions", start, kinds: KINDS, words },
      controls: { units: range(1, MOST_UNITS, 1), layers: range(1, MOST_LAYERS, 1) },
      picture: () => shown,
      show: (state) => shown.show(picture(state)),
      model: networkOf,
      table,
      buttons: live ? [button("Other lines", afresh(1), { title: "The next seed" })] : [],
    },
    { url, signal },
  );
  return figure;
}

function words(state: RegionsState): StudyWords {
  const f = networkOf(state);
  const cells = regions(f, WINDOW).length;
  const most = count(regionBound(state.units, 2));
  const what = "cells in this window, counted";
  if (f.layers.length > 2) {
    return {
      what,
      value: count(cells),
      more: [`One layer of ${state.units} ReLUs makes at most ${most} in the whole plane.`],
    };
  }
  const { counted } = planeRegions(f);
  const lines = state.units === 1 ? "One line makes" : `${state.units} lines make`;
  const more = `In the whole plane there are ${count(counted)}. ${lines} at most ${most}: 1 + n + n(n − 1)/2.`;
  return { what, value: count(cells), more: [more] };
}

/** The cells, the darker the more ReLUs are on. */
function picture(state: RegionsState): Draw {
  const f = networkOf(state);
  const cells = regions(f, WINDOW);
  return (width) => {
    const size = Math.min(width, 440);
    const left = (width - size) / 2;
    const at = ([x, y]: readonly [number, number]) =>
      `${px(left + ((x + 1) / 2) * size)},${px(size - ((y + 1) / 2) * size)}`;
    return svg(
      width,
      size,
      `${words(state).value} cells: a square cut by ${state.units} ReLUs.`,
      ...cells.map(({ polygon }) => {
        const middle = polygon.reduce(([sx, sy], [x, y]) => [sx + x / polygon.length, sy + y / polygon.length], [0, 0]);
        const shade = (4 + (50 * unitsOn(f, middle)) / state.units).toFixed(1);
        return h("path", {
          d: `M${polygon.map(at).join("L")}Z`,
          style: `fill:color-mix(in oklab, var(--pw-unit-1) ${shade}%, var(--pw-paper));stroke:var(--pw-ink);stroke-width:1;stroke-linejoin:round`,
        });
      }),
    );
  };
}

/** A row for each cell: its area and the affine function there. */
function table(state: RegionsState): string {
  const rows = regions(networkOf(state), WINDOW).map(({ area, gradient, intercept }) =>
    csvRow([area, ...gradient, intercept].map(String)),
  );
  return [csvRow(["area", "slope of x1", "slope of x2", "constant"]), ...rows].join("");
}
