// weight-slider.ts: one weight of the network, chosen by its layer, its unit and what it reads, under a slider.
import { interact } from "../../interact/index.ts";
import { made } from "../descent/frame.ts";
import { choice, wrapped } from "../fit/fields.ts";
import { hear } from "../inner-events.ts";
import type { Input, Place, Target } from "./net-map.ts";

export interface WeightSlider {
  readonly element: HTMLElement;
  readonly chosen: Place;
  /** Chooses a unit, and of it a weight: unless said that of the same input as before, where it has one. */
  choose(target: Target): void;
  /** A network of other layers or inputs: what is chosen stays where it can. */
  arrange(sizes: readonly number[], inputs: readonly Input[]): void;
  /** Shows the value of now, unless a hand is on it. */
  show(parameters: Float64Array): void;
}

/** Where a weight stands in the order of `parametersOf`. */
export function placeIn(sizes: readonly number[], { layer, unit, from }: Place): number {
  let at = 0;
  for (let l = 0; l < layer; l++) at += sizes[l + 1] * (sizes[l] + 1);
  const inputs = sizes[layer];
  return from < 0 ? at + inputs * sizes[layer + 1] + unit : at + unit * inputs + from;
}

/** Sliders reach so far, or twice as far as the weight. */
const REACH = 3;

/** `onMoved` gets the weight's place and its value as a hand moves it, `onReleased` comes at the end of that; `onChosen` when another is chosen. */
export function weightSlider(
  onMoved: (index: number, value: number) => void,
  onReleased: () => void,
  onChosen: () => void,
): WeightSlider {
  let sizes: readonly number[] = [2, 1];
  let read: readonly Input[] = [];
  let chosen: Place = { layer: 0, unit: 0, from: 0 };
  let current = 0;
  let held = false;
  let reach = REACH;
  const layers = choice("Layer", []);
  const units = choice("Unit", []);
  const inputs = choice("Weight of", []);
  const place = made("div", "pw-slider-place");
  const bar = made("div", "pw-bar", wrapped("layer", layers), wrapped("unit", units), wrapped("weight of", inputs));
  let view = build();

  function build() {
    const next = interact(
      () => undefined,
      {
        weight: {
          kind: "float-slider",
          value: Math.max(-reach, Math.min(reach, current)),
          min: -reach,
          max: reach,
          step: 0.01,
        },
      },
      { units: { weight: 0 }, reset: false },
    );
    hear(next, {
      input() {
        held = true;
        current = next.value.weight as number;
        onMoved(placeIn(sizes, chosen), current);
      },
      change() {
        held = false;
        onReleased();
      },
    });
    place.replaceChildren(next);
    return next;
  }

  const named = (layer: number): string => (layer === sizes.length - 2 ? "output" : `layer ${layer + 1}`);
  const inputName = (i: number): string => (chosen.layer === 0 ? read[i].name : `unit ${i + 1} below`);
  const isOn = (layer: number, i: number): boolean => i < sizes[layer] && (layer > 0 || i < 0 || read[i].on);
  const numbered = (count: number, name: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => new Option(name(i), String(i)));

  function fill(): void {
    layers.replaceChildren(...numbered(sizes.length - 1, named));
    units.replaceChildren(...numbered(sizes[chosen.layer + 1], (i) => String(i + 1)));
    const readable = numbered(sizes[chosen.layer], inputName).filter((_, i) => isOn(chosen.layer, i));
    inputs.replaceChildren(...readable, new Option("1 (the bias)", "-1"));
    layers.value = String(chosen.layer);
    units.value = String(chosen.unit);
    inputs.value = String(chosen.from);
  }

  function choose(next: Place): void {
    const layer = Math.min(next.layer, sizes.length - 2);
    chosen = {
      layer,
      unit: Math.min(next.unit, sizes[layer + 1] - 1),
      from: isOn(layer, next.from) ? next.from : isOn(layer, 0) ? 0 : 1,
    };
    fill();
    reach = REACH;
  }

  const chose = (): void => {
    choose({ layer: Number(layers.value), unit: Number(units.value), from: Number(inputs.value) });
    view = build();
    onChosen();
  };
  for (const box of [layers, units, inputs]) hear(box, { change: chose });

  return {
    element: made("div", "pw-weight", bar, place),
    get chosen() {
      return chosen;
    },
    choose(target) {
      choose({ ...chosen, ...target });
      view = build();
      onChosen();
    },
    arrange(next, inputs) {
      sizes = next;
      read = inputs;
      choose(chosen);
      view = build();
    },
    show(parameters) {
      if (held) return;
      current = parameters[placeIn(sizes, chosen)];
      if (Math.abs(current) > reach) {
        reach = Math.ceil(2 * Math.abs(current));
        view = build();
      }
      view.value = { weight: Number(current.toFixed(2)) };
    },
  };
}
