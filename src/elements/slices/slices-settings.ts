// slices-settings.ts: which table, which inputs on the axes, and how it is learned; and a slider for each input.
import { choice, interact, log, range } from "../../interact/index.ts";
import { made } from "../descent/frame.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { count } from "../numbers.ts";
import { severalTables } from "../several-tables.ts";
import { MOST_UNITS, PACES, RATES } from "../surface/surface-state.ts";
import { nameOf } from "./slices-picture.ts";
import { slicesProblem } from "./slices-problem.ts";
import type { SlicesState } from "./slices-state.ts";

/** What of a state the controls hold. */
const settingsOf = ({ table, across, up, units, optimizer, rate, pace }: SlicesState) => ({
  ...{ table, across, up, units, optimizer, rate, pace },
});

export interface Settings {
  readonly element: HTMLElement;
  /** Puts the controls at a state; made anew for another table. */
  show(state: SlicesState): void;
}

/** `onChange` gets what the controls hold when one is released. */
export function slicesSettings(onChange: (given: Partial<SlicesState>) => void): Settings {
  const element = made("div", "pw-slider-place");
  let table = "";
  let view = interact(() => undefined, {});
  function build(state: SlicesState): void {
    const axes = slicesProblem(state.table).inputs.map(({ name }, j) => [name, j] as const);
    const values = settingsOf(state);
    view = interact(
      () => undefined,
      {
        table: choice(severalTables.map(({ id, name }) => [name, id] as const)),
        across: choice(axes),
        up: choice(axes),
        units: range(1, MOST_UNITS, 1),
        optimizer: choice(Object.keys(OPTIMIZERS)),
        rate: log(...RATES),
        pace: choice(PACES.map((n) => [n === 0 ? "as many as fit" : count(n), n] as const)),
      },
      {
        defaults: values as never,
        labels: { units: "ReLUs", rate: "learning rate", pace: "steps a frame" },
        units: Object.fromEntries(Object.keys(values).map((name) => [name, 0])) as never,
        ...{ continuous: false, reset: false },
      },
    );
    view.addEventListener("input", (event) => event.stopPropagation());
    view.addEventListener("change", (event) => {
      event.stopPropagation();
      onChange({ ...view.value } as unknown as Partial<SlicesState>);
    });
    element.replaceChildren(view);
  }
  return {
    element,
    show(state) {
      if (state.table !== table) build(state);
      table = state.table;
      view.value = settingsOf(state) as never;
    },
  };
}

/** A slider for each input. `onMoved` gets the place as a hand moves it, `onReleased` comes at the end of that. */
export function placeSliders(onMoved: (at: number[]) => void, onReleased: () => void): Settings {
  const element = made("div", "pw-slider-place");
  let table = "";
  let view = interact(() => undefined, {});
  const values = ({ at }: SlicesState) => Object.fromEntries(at.map((value, j) => [`x${j + 1}`, value]));
  function build(state: SlicesState): void {
    const { inputs } = slicesProblem(state.table);
    const names = inputs.map((_, j) => `x${j + 1}`);
    view = interact(
      () => undefined,
      Object.fromEntries(inputs.map(({ lo, hi, step }, j) => [names[j], range(lo, hi, step)])),
      {
        defaults: values(state) as never,
        labels: Object.fromEntries(inputs.map((column, j) => [names[j], nameOf(column)])) as never,
        units: Object.fromEntries(names.map((name) => [name, 0])) as never,
        reset: false,
      },
    );
    view.addEventListener("input", (event) => {
      event.stopPropagation();
      onMoved(names.map((name) => Number((view.value as Record<string, number>)[name])));
    });
    view.addEventListener("change", (event) => {
      event.stopPropagation();
      onReleased();
    });
    element.replaceChildren(view);
  }
  return {
    element,
    show(state) {
      if (state.table !== table) build(state);
      table = state.table;
      if (!element.matches(":has(:active)")) view.value = values(state) as never;
    },
  };
}
