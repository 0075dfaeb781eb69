// unit-panel.ts: one unit of a sum of two inputs: its folded plane alone, its numbers on sliders.
import { type PlaneSum, reluSum } from "../../core/index.ts";
import { interact, range } from "../../interact/index.ts";
import { create, type Markup, patch } from "../../markup/index.ts";
import { pagePaint, solidMarkup, type Turn } from "../../plot/surface/index.ts";
import { made } from "../descent/frame.ts";
import { hear } from "../inner-events.ts";
import { concise } from "../numbers.ts";
import type { PlaneRows } from "./plane-source.ts";
import { hueOf, type Room, unitPicture } from "./surface-picture.ts";

export interface UnitPanel {
  readonly element: HTMLElement;
  show(model: PlaneSum, selected: number, room: Room, names: PlaneRows["names"], turn: Turn): void;
}

const PARTS = ["m1", "m2", "b", "weight"] as const;
type Values = Record<(typeof PARTS)[number], number>;

/** A slider goes as far as the largest number of its kind in the sum, this many times. */
const MARGIN = 1.5;

/**
 * @param now the sum as it stands
 * @param onMoved gets the sum as a hand moves it; `onReleased` comes at the end of that
 */
export function unitPanel(now: () => PlaneSum, onMoved: (model: PlaneSum) => void, onReleased: () => void): UnitPanel {
  const picture = made("div", "unit-picture");
  const words = made("p", "pw-note");
  const place = made("div", "pw-slider-place");
  let drawn: Markup | undefined;
  let built = "";
  let unit = 0;
  let reach: Values = { m1: 0, m2: 0, b: 0, weight: 0 };
  let view = interact(() => undefined, {});

  function build(model: PlaneSum): void {
    reach = reachOf(model);
    const hue = hueOf(unit, model.units.length, unit + 1) ?? 0;
    const control = (name: keyof Values) => range(-reach[name], reach[name], stepOf(reach[name]));
    view = interact(() => undefined, Object.fromEntries(PARTS.map((name) => [name, control(name)])), {
      defaults: shown(model) as never,
      units: Object.fromEntries(PARTS.map((name) => [name, hue])) as never,
      reset: false,
    });
    hear(view, {
      input() {
        const given = view.value as unknown as Values;
        const before = shown(now());
        const units = now().units.map((each, i) => (i === unit ? changed(each, before, given) : each));
        onMoved(reluSum(units, { intercept: now().intercept, slope: now().slope }));
      },
      change: onReleased,
    });
    place.replaceChildren(view);
  }

  /** The unit's numbers at the sliders' stops. */
  function shown(model: PlaneSum): Values {
    const { m, b, weight } = model.units[unit];
    const at = (name: keyof Values, value: number) => {
      const step = stepOf(reach[name]);
      return Number((Math.round(value / step) * step).toPrecision(12));
    };
    return { m1: at("m1", m[0]), m2: at("m2", m[1]), b: at("b", b), weight: at("weight", weight) };
  }

  return {
    element: made("div", "unit-panel", picture, words, place),
    show(model, selected, room, names, turn) {
      unit = selected - 1;
      const { m, b, weight } = model.units[unit];
      const beyond = PARTS.some((name, i) => Math.abs([m[0], m[1], b, weight][i]) > reach[name]);
      const wanted = `${model.units.length} ${unit}`;
      if (wanted !== built || beyond) build(model);
      built = wanted;
      if (!view.contains(document.activeElement) || !view.matches(":active")) view.value = shown(model) as never;
      const [mx, my, constant] = [concise(m[0]), concise(m[1]), concise(b)];
      words.textContent =
        `ReLU ${selected} alone: ${concise(weight)} · max(0, ${mx}·${names[0]} ${signed(my)}·${names[1]} ${signed(constant)}). ` +
        `It folds by ${concise(weight * Math.hypot(...m))} for each 1 across the fold.`;
      const markup = solidMarkup(unitPicture(model, unit, room, names), turn, pagePaint, words.textContent);
      if (drawn) patch(picture.firstElementChild!, drawn, markup);
      else picture.replaceChildren(create(markup));
      drawn = markup;
    },
  };
}

const signed = (text: string): string => (text.startsWith("−") ? `− ${text.slice(1)}` : `+ ${text}`);

/** What was moved counts, the rest keeps digits that no slider shows. */
function changed({ m, b, weight }: PlaneSum["units"][number], before: Values, given: Values) {
  const taken = (name: keyof Values, kept: number) => (given[name] === before[name] ? kept : given[name]);
  return { m: [taken("m1", m[0]), taken("m2", m[1])], b: taken("b", b), weight: taken("weight", weight) };
}

function reachOf({ units }: PlaneSum): Values {
  const most = (of: (unit: PlaneSum["units"][number]) => number) =>
    rounded(MARGIN * units.reduce((most, unit) => Math.max(most, Math.abs(of(unit))), 1e-9));
  return {
    m1: most(({ m }) => m[0]),
    m2: most(({ m }) => m[1]),
    b: most(({ b }) => b),
    weight: most(({ weight }) => weight),
  };
}

/** A hundred stops to a side or more, and a power of ten: the last digit that is shown is one that the slider turns. */
const stepOf = (reach: number): number => Number(`1e${Number(reach.toExponential().split("e")[1]) - 2}`);

/** The next round number: 1, 2 or 5 times a power of ten. */
function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const [first] = [1, 2, 5, 10].filter((mantissa) => mantissa * power >= value);
  return Number((first * power).toPrecision(1));
}
