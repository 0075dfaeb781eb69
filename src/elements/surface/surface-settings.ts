// surface-settings.ts: the controls that say how many ReLUs learn, and how.
import { choice, interact, log, range } from "../../interact/index.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { hear } from "../inner-events.ts";
import { count } from "../numbers.ts";
import { BATCHES, MOST_UNITS, PACES, RATES, type SurfaceState } from "./surface-state.ts";

/** What of a state the controls hold. */
export const settingsOf = ({ units, selected, optimizer, rate, batch, pace }: SurfaceState) => ({
  ...{ units, selected, optimizer, rate, batch, pace },
});

export interface Settings {
  readonly element: HTMLElement;
  /** Puts the controls at a state. */
  show(state: SurfaceState): void;
}

/** `onChange` gets what the controls hold when one is released. */
export function surfaceSettings(start: SurfaceState, onChange: (given: Partial<SurfaceState>) => void): Settings {
  const view = interact(
    () => undefined,
    {
      units: range(1, MOST_UNITS, 1),
      selected: range(1, MOST_UNITS, 1),
      optimizer: choice(Object.keys(OPTIMIZERS)),
      rate: log(...RATES),
      batch: choice(BATCHES.map((n) => [n === 0 ? "all rows" : count(n), n])),
      pace: choice(PACES.map((n) => [n === 0 ? "as many as fit" : count(n), n])),
    },
    {
      defaults: settingsOf(start) as never,
      labels: {
        ...{ units: "ReLUs", selected: "looked at", rate: "learning rate" },
        ...{ batch: "rows a step", pace: "steps a frame" },
      },
      units: Object.fromEntries(Object.keys(settingsOf(start)).map((name) => [name, 0])) as never,
      continuous: false,
    },
  );
  hear(view, { change: () => onChange({ ...view.value } as unknown as Partial<SurfaceState>) });
  return {
    element: view,
    show: (state) => {
      view.value = settingsOf(state) as never;
    },
  };
}
