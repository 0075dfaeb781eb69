// descent-settings.ts: the controls that say what is learned, from where and how.
import { choice, interact, log, range } from "../../interact/index.ts";
import { hear } from "../inner-events.ts";
import { count } from "../numbers.ts";
import { type DescentState, MOST_UNITS, PACES, RATES } from "./descent-state.ts";
import { BATCHES, OPTIMIZERS, ROWS, SCHEDULES, STARTS } from "./problem.ts";

/** What of a state the controls hold. */
export const settingsOf = ({ seed: _, steps: _t, numbers: _n, ...settings }: DescentState) => settings;

export interface Settings {
  readonly element: HTMLElement;
  /** Puts the controls at a state. */
  show(state: DescentState): void;
}

/** `onChange` gets what the controls hold when one is released. */
export function descentSettings(start: DescentState, onChange: (given: Partial<DescentState>) => void): Settings {
  const names = Object.keys(settingsOf(start));
  const view = interact(
    () => undefined,
    {
      target: start.target,
      units: range(1, MOST_UNITS, 1),
      selected: range(1, MOST_UNITS, 1),
      start: choice(STARTS),
      optimizer: choice(Object.keys(OPTIMIZERS)),
      rate: log(...RATES),
      loss: choice([
        ["mean squared error", "mse"],
        ["mean absolute error", "mae"],
        ["Huber's, 0.5", "huber"],
      ]),
      schedule: choice(Object.keys(SCHEDULES)),
      rows: choice(ROWS.map((n) => [count(n), n])),
      noise: range(0, 2, 0.05),
      batch: choice(BATCHES.map((n) => [n === 0 ? "all rows" : count(n), n])),
      pace: choice(PACES.map((n) => [n === 0 ? "as many as fit" : count(n), n])),
    },
    {
      defaults: settingsOf(start) as never,
      labels: {
        units: "ReLUs",
        selected: "sliders of ReLU",
        rate: "learning rate",
        batch: "rows a step",
        pace: "steps a frame",
        noise: "noise",
      },
      units: Object.fromEntries(names.map((name) => [name, 0])) as never,
      continuous: false,
    },
  );
  hear(view, { change: () => onChange({ ...view.value } as unknown as Partial<DescentState>) });
  return {
    element: view,
    show: (state) => {
      view.value = settingsOf(state) as never;
    },
  };
}
