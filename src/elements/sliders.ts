// sliders.ts: sliders and a plot, whose limits widen to whatever code gives them.
import type { ReluSum } from "../core/index.ts";
import { type Control, controlFor, float, interact } from "../interact/index.ts";
import type { Plot } from "../plot/index.ts";

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

  const put = (values: Numbers): void => {
    element.value = values;
  };
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
    },
    redraw: () => put({}),
    reset: () => put(Object.fromEntries(names.map((name) => [name, specs.get(name)!.value]))),
  };
}

type Ranged = Control & { kind: "float-slider"; value: number; min: number; max: number };

const ruled = (value: number): Ranged => controlFor(float(value)) as Ranged;
