// slices-settings.ts: which table, which inputs on the axes, and how it is learned; and a slider for each input.
import { choice, interact, log, range } from "../../interact/index.ts";
import { made } from "../descent/frame.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { hear } from "../inner-events.ts";
import { count } from "../numbers.ts";
import { severalTables } from "../several-tables.ts";
import { MOST_UNITS, PACES, RATES } from "../surface/surface-state.ts";
import { shortened } from "../table-input.ts";
import type { OwnTable } from "./own-table.ts";
import { nameOf } from "./slices-picture.ts";
import { type InputColumn, slicesProblem } from "./slices-problem.ts";
import { OWN, type SlicesState, tableOf } from "./slices-state.ts";

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
  let table: string | OwnTable = "";
  let own: OwnTable | null = null;
  let view = interact(() => undefined, {});
  function build(state: SlicesState): void {
    const { inputs } = slicesProblem(tableOf(state));
    const axes = inputs.flatMap(({ name, is }, j) => (is === undefined ? [[shortened(name), j] as const] : []));
    const tables = severalTables.map(({ id, name }) => [name, id] as const);
    const values = settingsOf(state);
    view = interact(
      () => undefined,
      {
        table: choice(own ? [...tables, ["Your own table", OWN] as const] : tables),
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
    hear(view, {
      change() {
        const given = view.value as unknown as Partial<SlicesState>;
        onChange({ ...given, own: given.table === OWN ? own : null });
      },
    });
    element.replaceChildren(view);
  }
  return {
    element,
    show(state) {
      own = state.own ?? own;
      if (tableOf(state) !== table) build(state);
      table = tableOf(state);
      view.value = settingsOf(state) as never;
    },
  };
}

/** What one control holds: an input of numbers, or all indicators of a column of text, of which one is 1. */
interface Held {
  readonly name: string;
  readonly places: readonly number[];
}

function heldBy(inputs: readonly InputColumn[]): Held[] {
  const held = inputs.map(({ column, is }, j) => ({
    name: `x${j + 1}`,
    places:
      is === undefined
        ? [j]
        : inputs.flatMap((other, i) => (other.column === column && other.is !== undefined ? [i] : [])),
  }));
  return held.filter(({ places }, j) => places[0] === j);
}

/**
 * A slider for each input of numbers, and a choice for each column of text. `onMoved` gets the place as a hand moves it,
 * `onReleased` comes at the end of that.
 */
export function placeSliders(onMoved: (at: number[]) => void, onReleased: () => void): Settings {
  const element = made("div", "pw-slider-place");
  let table: string | OwnTable = "";
  let held: readonly Held[] = [];
  let inputs: readonly InputColumn[] = [];
  let view = interact(() => undefined, {});
  /** Of indicators the greatest one says which. */
  const heldValue = (places: readonly number[], at: readonly number[]) =>
    inputs[places[0]].is === undefined ? at[places[0]] : places.reduce((a, b) => (at[b] > at[a] ? b : a));
  const values = ({ at }: SlicesState) =>
    Object.fromEntries(held.map(({ name, places }) => [name, heldValue(places, at)]));
  function moved(): void {
    const given = view.value as Record<string, number>;
    const at = inputs.map(() => 0);
    for (const { name, places } of held) {
      if (inputs[places[0]].is === undefined) at[places[0]] = given[name];
      else at[given[name]] = 1;
    }
    onMoved(at);
  }
  function build(state: SlicesState): void {
    ({ inputs } = slicesProblem(tableOf(state)));
    held = heldBy(inputs);
    const control = ({ places }: Held) => {
      const { lo, hi, step, is } = inputs[places[0]];
      return is === undefined ? range(lo, hi, step) : choice(places.map((j) => [shortened(inputs[j].is!), j] as const));
    };
    const label = ({ places: [first] }: Held) => {
      const { column, is } = inputs[first];
      return is === undefined ? nameOf(inputs[first]) : shortened(column!);
    };
    view = interact(() => undefined, Object.fromEntries(held.map((each) => [each.name, control(each)])), {
      defaults: values(state) as never,
      labels: Object.fromEntries(held.map((each) => [each.name, label(each)])) as never,
      units: Object.fromEntries(held.map(({ name }) => [name, 0])) as never,
      reset: false,
    });
    hear(view, { input: moved, change: onReleased });
    element.replaceChildren(view);
  }
  return {
    element,
    show(state) {
      if (tableOf(state) !== table) build(state);
      table = tableOf(state);
      if (!element.matches(":has(:active)")) view.value = values(state) as never;
    },
  };
}
