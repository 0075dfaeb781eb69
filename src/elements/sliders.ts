// sliders.ts: a figure of sliders whose limits widen to whatever code gives them, with undo and redo.
import type { ReluSum } from "../core/index.ts";
import { type Control, controlFor, float, interact } from "../interact/index.ts";
import type { Plot } from "../plot/index.ts";
import { createHistory } from "./history.ts";

type Numbers = Readonly<Record<string, number>>;

/** What `interact` returns, as it is used here. */
interface Sliders extends HTMLElement {
  value: Numbers;
  toString(): string;
}

export interface SliderParts {
  readonly start: Numbers;
  readonly draw: (values: Numbers) => Plot;
  readonly model: (values: Numbers) => ReluSum;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly units?: Readonly<Record<string, number>>;
}

export interface SliderPanel {
  readonly element: Sliders;
  readonly values: Numbers;
  readonly model: ReluSum;
  /** Values from code: sliders whose range they leave get a wider one; `start` makes them what reset goes to. Fires no event. */
  set(values: Numbers, start?: boolean): void;
  /** Draws again what `draw` now says. */
  redraw(): void;
  reset(): void;
  undo(): void;
  redo(): void;
}

/** Sliders by the rules of `interact`: a start v > 0 goes from −v to 3v. */
export function sliderPanel({ start, draw, model, groups = {}, labels = {}, units = {} }: SliderParts): SliderPanel {
  const names = Object.keys(start);
  const specs = new Map(names.map((name) => [name, ruled(start[name])]));
  const element = interact(
    (values) => draw(values as Numbers),
    Object.fromEntries(names.map((name) => [name, () => specs.get(name)!])),
    { groups, labels, units },
  ) as unknown as Sliders;
  const states = createHistory<Numbers>(element.value);
  let dragging = false;

  const put = (values: Numbers): void => {
    element.value = values;
  };
  if ("addEventListener" in element) {
    element.addEventListener("input", (event) => {
      if (event.target !== element) return;
      if (dragging) states.replace(element.value);
      else states.push(element.value);
      dragging = true;
    });
    element.addEventListener("change", (event) => {
      if (event.target === element) dragging = false;
    });
  }
  return {
    element,
    get values() {
      return element.value;
    },
    get model() {
      return model(element.value);
    },
    set(values, asStart = false) {
      for (const [name, value] of Object.entries(values)) {
        const spec = specs.get(name)!;
        const own = ruled(value);
        const inside = spec.min <= value && value <= spec.max;
        const wider = inside ? spec : { ...spec, min: Math.min(spec.min, own.min), max: Math.max(spec.max, own.max) };
        specs.set(name, asStart ? { ...wider, value } : wider);
      }
      put(values);
      states.push(element.value);
    },
    redraw: () => put({}),
    reset() {
      put(Object.fromEntries(names.map((name) => [name, specs.get(name)!.value])));
      states.push(element.value);
    },
    undo: () => put(states.undo()),
    redo: () => put(states.redo()),
  };
}

type Ranged = Control & { kind: "float-slider"; value: number; min: number; max: number };

const ruled = (value: number): Ranged => controlFor(float(value)) as Ranged;
