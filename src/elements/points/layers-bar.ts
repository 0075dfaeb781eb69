// layers-bar.ts: buttons above the network, a column each, that add and remove units and layers.
import { bar, button, enable } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { hear } from "../inner-events.ts";
import { MOST_LAYERS, MOST_UNITS } from "./points-state.ts";

export interface LayersBar {
  /** A column for the inputs, each hidden layer and the output: it stands above the network's picture. */
  readonly columns: HTMLElement;
  /** Adds and removes layers. */
  readonly bar: HTMLElement;
  show(hidden: readonly number[], sizes: readonly number[]): void;
}

/** Units of a layer that is added. */
const FRESH = 4;

/** `onChange` gets the units of each hidden layer. */
export function layersBar(onChange: (hidden: number[]) => void): LayersBar {
  let hidden: readonly number[] = [];
  const columns = made("div", "pw-columns");
  const add = button("Add a layer", () => onChange([...hidden, hidden.at(-1) ?? FRESH]));
  const remove = button("Remove the last layer", () => onChange(hidden.slice(0, -1)));
  const more = (layer: number, by: number): void =>
    onChange(hidden.map((units, l) => (l === layer ? Math.max(1, Math.min(MOST_UNITS, units + by)) : units)));
  let steppers: {
    readonly less: HTMLButtonElement;
    readonly count: HTMLInputElement;
    readonly more: HTMLButtonElement;
  }[] = [];

  function stepper(layer: number) {
    const count = document.createElement("input");
    count.type = "text";
    count.inputMode = "numeric";
    count.className = "pw-field";
    count.setAttribute("aria-label", `Units of layer ${layer + 1}, from 1 to ${MOST_UNITS}`);
    hear(count, {
      change() {
        const wanted = Math.round(Number(count.value));
        if (wanted >= 1) more(layer, wanted - hidden[layer]);
        count.value = String(hidden[layer]);
      },
    });
    const less = button("−", () => more(layer, -1), { title: `One unit less in layer ${layer + 1}` });
    const plus = button("+", () => more(layer, 1), { title: `One unit more in layer ${layer + 1}` });
    less.setAttribute("aria-label", less.title);
    plus.setAttribute("aria-label", plus.title);
    return { less, count, more: plus };
  }

  return {
    columns,
    bar: bar("Layers", add, remove),
    show(next, sizes) {
      if (next.length !== hidden.length || steppers.length !== next.length) {
        steppers = next.map((_, l) => stepper(l));
        const middle = steppers.map(({ less, count, more }) => made("div", "pw-bar", less, count, more));
        columns.replaceChildren(made("span", "soft", "inputs"), ...middle, made("span", "soft", "output"));
      }
      hidden = next;
      columns.style.setProperty("--columns", String(sizes.length));
      steppers.forEach(({ less, count, more }, l) => {
        count.value = String(hidden[l]);
        enable(less, hidden[l] > 1);
        enable(more, hidden[l] < MOST_UNITS);
      });
      enable(add, hidden.length < MOST_LAYERS);
      enable(remove, hidden.length > 0);
    },
  };
}
