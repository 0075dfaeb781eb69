// unit-sliders.ts: sliders of a sum that learns: they move by themselves, show their slopes, and yield to a hand.
import { type ReluSum, reluSum } from "../../core/index.ts";
import { type Gradient, unitStates } from "../../fit/index.ts";
import { interact } from "../../interact/index.ts";
import { hear } from "../inner-events.ts";
import { made } from "./frame.ts";
import { markSliders } from "./slider-marks.ts";
import {
  type Chosen,
  captionsOf,
  controlsOf,
  groupsOf,
  huesOf,
  placesOf,
  reachOf,
  shownAs,
  valuesOf,
} from "./unit-controls.ts";

export interface UnitSliders {
  readonly element: HTMLElement;
  /** Made anew, for these units: their names are the units'. */
  build(model: ReluSum, chosen: Chosen): void;
  /** One more place where they have been. */
  remember(model: ReluSum): void;
  /** What they have been is forgotten; with `hidden` they are out of sight until they are built. */
  forget(hidden: boolean): void;
  /** Puts them where the sum stands, and each arrow where the slope leads; further ends where one would leave the track. */
  show(model: ReluSum, gradient: Gradient): void;
}

/** Earlier places that are kept, the one of now among them. */
const KEPT = 13;

/** An arrow is at most this share of a half track, and all keep their proportions. */
const LONGEST = 0.8;

/**
 * `onMoved` gets the sum as a hand moves it, `onReleased` comes at the end of that.
 *
 * @param now the sum as it stands, and where it is looked at
 */
export function unitSliders(
  now: () => ReluSum,
  domain: readonly [number, number],
  onMoved: (model: ReluSum) => void,
  onReleased: () => void,
): UnitSliders {
  const element = made("div", "pw-slider-place");
  let chosen: Chosen = { units: 0, selected: 1 };
  let view = interact(() => undefined, {});
  let reach = 2;
  let trails: Record<string, number[]> = {};

  function build(model: ReluSum, next: Chosen): void {
    chosen = next;
    reach = reachOf(model);
    const focused = element.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
    view = interact(() => undefined, controlsOf(chosen, model, reach), {
      groups: groupsOf(chosen),
      units: huesOf(chosen),
      reset: false,
      captions: captionsOf(chosen, (i) => (now().units[i] ? unitStates(now(), domain)[i].state : "")),
    });
    hear(view, { input: moved, change: onReleased });
    element.replaceChildren(view);
    if (focused) view.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus();
  }

  /** What was moved counts, the rest keeps digits that no slider shows. */
  function moved(): void {
    const given = view.value as Record<string, number>;
    const model = now();
    const units = model.units.map((unit) => ({ ...unit }));
    for (const [name, { index, part }] of Object.entries(placesOf(chosen))) {
      if (given[name] !== shownAs(units[index][part], reach)) units[index][part] = given[name];
    }
    onMoved(reluSum(units, { intercept: model.intercept, slope: model.slope }));
  }

  function show(model: ReluSum, gradient: Gradient): void {
    const values = valuesOf(chosen, model);
    if (Object.values(values).some((value) => Math.abs(value) > reach)) build(model, chosen);
    view.value = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, shownAs(value, reach)]),
    ) as never;
    const slopes = valuesOf(chosen, gradient);
    const longest = Object.values(slopes).reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    const scale = longest > 0 ? Math.min(1, (LONGEST * reach) / longest) : 0;
    const marks = Object.entries(values).map(([name, value]) => {
      const [slope, trail] = [slopes[name], (trails[name] ?? []).slice(0, -1)];
      return [name, { min: -reach, max: reach, value, pull: -scale * slope, slope, trail }] as const;
    });
    markSliders(view, Object.fromEntries(marks));
  }

  return {
    element,
    build,
    remember(model) {
      for (const [name, value] of Object.entries(valuesOf(chosen, model))) {
        trails[name] = [...(trails[name] ?? []), value].slice(-KEPT);
      }
    },
    forget(hidden) {
      trails = {};
      if (hidden) view.hidden = true;
    },
    show,
  };
}
