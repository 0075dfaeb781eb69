// handles.ts: what can be grabbed in a plot, as data and one function from places to proposed values.
import type { ReluSum, UnitInput } from "../core/index.ts";
import { type Hue, hueOf, isSum } from "./figure.ts";
import { concise } from "./ticks.ts";

export type HandleKind = "corner" | "arm" | "point";

export interface Handle {
  readonly kind: HandleKind;
  readonly unit: Hue;
  /** Where it is, in the plot's coordinates; NaN while there is nothing to grab. */
  readonly x: number;
  readonly y: number;
  /** It may stand anywhere on y = slope·x + intercept between these x: the plot picks a place inside its frame. */
  readonly line?: { readonly slope: number; readonly intercept: number; readonly from: number; readonly to: number };
  /** Its accessible name, the number it stands for, that number's limits, and the sentence read instead of it. */
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly text?: string;
  /** The values proposed when it is dragged to (x, y). */
  readonly moves: (x: number, y: number) => Readonly<Record<string, number>>;
  /** By key: how many steps each value shall move. Page Up and Down, unless given, are ten of the arrows. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface ReluHandlesOptions {
  /** What the values are called in `moves` and `steps`. */
  readonly names?: { readonly m: string; readonly b: string };
  /** The hue. */
  readonly unit?: Hue;
  /** The unit's name in the accessible names. */
  readonly label?: string;
  /** The limits of m and b, told to screen readers. */
  readonly limits?: { readonly m?: readonly [number, number]; readonly b?: readonly [number, number] };
}

/**
 * The two handles of weight · max(0, m·x + b), always in this order: the corner, a ring that moves b = −m·x, and the
 * arm, a disc that turns m = (y / weight − b) / x around (0, weight·b). There is no corner to grab while m is 0,
 * and no arm while the weight is.
 *
 * Of a sum: those of all its units, whose values are called m1, b1, m2, b2 …, unless `options` says otherwise for the i-th, from 1.
 *
 * @throws {TypeError} if the unit has no finite m and b
 */
export function reluHandles(unit: UnitInput, options?: ReluHandlesOptions): Handle[];
export function reluHandles(f: ReluSum, options?: (i: number) => ReluHandlesOptions): Handle[];
export function reluHandles(
  given: UnitInput | ReluSum,
  options: ReluHandlesOptions | ((i: number) => ReluHandlesOptions) = {},
): Handle[] {
  if (!isSum(given)) {
    const { m, b, weight = 1 } = given ?? {};
    if (![m, b, weight].every(Number.isFinite)) {
      throw new TypeError(`reluHandles: unit must have finite numbers m, b and weight, got ${m}, ${b} and ${weight}`);
    }
    return handlesOf(given, options as ReluHandlesOptions);
  }
  return given.units.flatMap((unit, i) => {
    const defaults = { names: { m: `m${i + 1}`, b: `b${i + 1}` }, unit: hueOf(i), label: `ReLU ${i + 1}` };
    return handlesOf(unit, { ...defaults, ...(typeof options === "function" ? options(i + 1) : options) });
  });
}

function handlesOf(
  { m, b, weight = 1 }: UnitInput,
  { names = { m: "m", b: "b" }, unit = 1, label = "ReLU", limits = {} }: ReluHandlesOptions,
): Handle[] {
  const knot = m === 0 ? NaN : -b / m + 0;
  const facing = m < 0 ? -1 : 1;
  const up = facing * (weight < 0 ? -1 : 1);
  const flat = m === 0 && b < 0;
  return [
    {
      kind: "corner",
      unit,
      x: knot,
      y: 0,
      label: `corner of ${label}, ${names.b}`,
      value: b,
      min: limits.b?.[0],
      max: limits.b?.[1],
      text: `${names.b} ${concise(b)}, ${m === 0 ? "no corner" : `corner at x = ${concise(knot)}`}`,
      moves: (x) => ({ [names.b]: -m * x + 0 }),
      steps: { ArrowLeft: { [names.b]: facing }, ArrowRight: { [names.b]: -facing } },
    },
    {
      kind: "arm",
      unit,
      x: weight === 0 ? NaN : 0,
      y: weight * b,
      line: {
        slope: weight * m,
        intercept: flat ? 0 : weight * b,
        from: m > 0 ? knot : -Infinity,
        to: m < 0 ? knot : Infinity,
      },
      label: `arm of ${label}, ${names.m}`,
      value: m,
      min: limits.m?.[0],
      max: limits.m?.[1],
      text: `${names.m} ${concise(m)}`,
      moves: (x, y): Record<string, number> => (x === 0 ? {} : { [names.m]: (y / weight - b) / x }),
      steps: { ArrowUp: { [names.m]: up }, ArrowDown: { [names.m]: -up } },
    },
  ];
}
