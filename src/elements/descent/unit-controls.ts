// unit-controls.ts: sliders for a few units of a sum, as `interact` takes them: their names, ends, groups and hues.
import type { ReluSum } from "../../core/index.ts";
import type { Hue } from "../../plot/index.ts";

/** Units that have sliders at once. */
const SHOWN = 3;

const PARTS = { m: "m", b: "b", w: "weight" } as const;
const NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

/** Of how many units, and from which on (counted from 1) they have sliders. */
export interface Chosen {
  readonly units: number;
  readonly selected: number;
}

/** A slider's place in a sum: `w3` is the weight of the unit with index 2. */
export interface Place {
  readonly index: number;
  readonly part: "m" | "b" | "weight";
}

const indices = ({ selected, units }: Chosen): number[] => {
  const first = Math.max(0, Math.min(selected - 1, units - SHOWN));
  return Array.from({ length: Math.min(SHOWN, units) }, (_, i) => first + i);
};

const each = <T>(chosen: Chosen, value: (place: Place) => T): Record<string, T> =>
  Object.fromEntries(
    indices(chosen).flatMap((index) =>
      NAMES.map((name) => [`${name}${index + 1}`, value({ index, part: PARTS[name] })] as const),
    ),
  );

/** Where every slider belongs, by its name. */
export const placesOf = (chosen: Chosen): Record<string, Place> => each(chosen, (place) => place);

/** What the sliders stand for, unrounded. */
export const valuesOf = (chosen: Chosen, { units }: Pick<ReluSum, "units">): Record<string, number> =>
  each(chosen, ({ index, part }) => units[index][part]);

/** How far sliders reach: twice as far as anything stands. */
export const reachOf = ({ units }: ReluSum): number =>
  Math.ceil(
    2 * units.reduce((most, { m, b, weight }) => Math.max(most, Math.abs(m), Math.abs(b), Math.abs(weight)), 1),
  );

/** As a slider shows a value: at hundredths, within its ends. */
export const shownAs = (value: number, reach: number): number =>
  Math.min(reach, Math.max(-reach, Number(value.toFixed(2))));

export const controlsOf = (chosen: Chosen, model: ReluSum, reach = reachOf(model)) =>
  each(
    chosen,
    ({ index, part }) =>
      ({
        kind: "float-slider",
        value: shownAs(model.units[index][part], reach),
        min: -reach,
        max: reach,
        step: 0.01,
      }) as const,
  );

export const groupsOf = (chosen: Chosen): Record<string, string[]> =>
  Object.fromEntries(indices(chosen).map((i) => [titleOf(i), NAMES.map((name) => `${name}${i + 1}`)]));

/** What is said beside each group's title. */
export const captionsOf = (chosen: Chosen, caption: (index: number) => string): Record<string, () => string> =>
  Object.fromEntries(indices(chosen).map((i) => [titleOf(i), () => caption(i)]));

const titleOf = (index: number): string => `ReLU ${index + 1}`;

/** The hue of a unit is its own; of more than seven, the rest are ink. */
export const huesOf = (chosen: Chosen): Record<string, Hue> =>
  each(chosen, ({ index }) => (index < 7 ? index + 1 : 0) as Hue);
