// digits-settings.ts: the controls that say which images are learned, by what network and how.
import { choice, interact, log } from "../../interact/index.ts";
import { hear } from "../inner-events.ts";
import { BATCHES, type DigitsState, EPOCHS, RATES, UNITS } from "./digits-state.ts";

export const settingsOf = ({ seed: _, steps: _s, image: _i, strokes: _k, ...settings }: DigitsState) => settings;

export interface Settings {
  readonly element: HTMLElement;
  /** Puts the controls at a state. */
  show(state: DigitsState): void;
}

/** `onChange` gets what the controls hold when one is released. */
export function digitsSettings(start: DigitsState, onChange: (given: Partial<DigitsState>) => void): Settings {
  const view = interact(
    () => undefined,
    {
      set: choice([
        ["8×8, 1,797 of them", "8×8"],
        ["28×28, MNIST, 70,000", "MNIST"],
      ]),
      units: choice(UNITS.map((n) => [n === 0 ? "none: linear" : String(n), n])),
      optimizer: choice([
        ["Adam", "adam"],
        ["momentum", "momentum"],
        ["gradient descent", "sgd"],
      ]),
      rate: log(...RATES),
      batch: choice([...BATCHES]),
      vary: start.vary,
      until: choice(EPOCHS.map((n) => [n === 1 ? "1 epoch" : `${n} epochs`, n])),
    },
    {
      defaults: settingsOf(start) as never,
      labels: {
        set: "digits",
        units: "ReLUs",
        rate: "learning rate",
        batch: "images a step",
        vary: "vary the images",
        until: "stop after",
      },
      units: Object.fromEntries(Object.keys(settingsOf(start)).map((name) => [name, 0])) as never,
      continuous: false,
    },
  );
  hear(view, { change: () => onChange({ ...view.value } as unknown as Partial<DigitsState>) });
  return {
    element: view,
    show: (state) => {
      view.value = settingsOf(state) as never;
    },
  };
}
