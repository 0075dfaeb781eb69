// figure.ts: what plot is given, checked at the door and made uniform.
import type { ReluSum, UnitInput, Vector } from "../core/index.ts";
import { checkLimits, checkPixels, isVector, optionsAmong, show } from "./check.ts";
import type { Handle } from "./handles.ts";

/** A function to draw: a sum of ReLUs exactly, any other by sampling. */
export type Curve = ReluSum | ((x: number) => number);

/** 1 … 7: the colour that a ReLU has everywhere; 0 is ink. */
export type Hue = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** As many hues as can be told apart. */
export const HUES = 7;

/** The hue of unit i, counted from 0. */
export const hueOf = (i: number): Hue => ((i % HUES) + 1) as Hue;

const KINDS = ["line", "points", "target", "ghost", "error"] as const;

export interface Series {
  /**
   * `line` (unless said) or `points`; `target`: grey dashes; `ghost`: an earlier state, thin dashes;
   * `error`: red, with both y and f a thread from each point to f(x), otherwise a thin line.
   */
  readonly kind?: (typeof KINDS)[number];
  readonly x?: Vector;
  readonly y?: Vector;
  readonly f?: Curve;
  /** Written on the curve. */
  readonly label?: string;
  /** What to write where there is little room. */
  readonly short?: string;
  readonly unit?: Hue;
}

export interface PlotOptions {
  readonly xlim?: readonly [number, number];
  readonly ylim?: readonly [number, number];
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
  /** In CSS pixels; as wide as its container unless said. */
  readonly width?: number;
  readonly height?: number;
  /** The hue of the one curve of `plot(x, y)` and `plot(f)`. */
  readonly unit?: Hue;
  /** Shows each unit of a sum in its own colour, and where it bends the sum. */
  readonly units?: boolean;
  /** Of more than seven units: the index of the one that is coloured, with its neighbours. */
  readonly selected?: number;
  /** Explains one ReLU: its m as a triangle, its b, its corner, and the part of the line that was cut away. */
  readonly anatomy?: boolean | UnitInput;
  readonly handles?: readonly Handle[];
  /**
   * Whether curves are named, on themselves or in a legend: yes, unless said. `sparse`: on themselves where there is
   * room, and of all units only one, as what it is.
   */
  readonly labels?: boolean | "sparse";
  /** What the picture shows, in words and numbers, in place of the automatic sentence. */
  readonly description?: string;
  /** Stands before the description as the picture's name. */
  readonly label?: string;
  /** The id of the element. */
  readonly id?: string;
}

const REST = [
  "title",
  "xlabel",
  "ylabel",
  "units",
  "selected",
  "anatomy",
  "labels",
  "handles",
  "description",
  "label",
  "id",
] as const;
const OPTIONS: readonly string[] = ["xlim", "ylim", "width", "height", "unit", ...REST] satisfies (keyof PlotOptions)[];

export interface Checked {
  readonly kind: (typeof KINDS)[number];
  readonly x?: Float64Array;
  readonly y?: Float64Array;
  readonly f?: Curve;
  readonly label: string;
  readonly short: string;
  readonly unit?: Hue;
}

export interface Figure {
  readonly series: readonly Checked[];
  readonly options: PlotOptions;
}

export const isSum = (value: unknown): value is ReluSum =>
  typeof value === "object" && value !== null && Array.isArray((value as ReluSum).units);

const isCurve = (value: unknown): value is Curve => typeof value === "function" || isSum(value);

/** The arguments of plot in any of their three forms as one figure; the errors are plot's. */
export function figure(args: readonly unknown[]): Figure {
  const [first, second, third] = args;
  if (isCurve(first)) return single({ f: first }, second);
  if (Array.isArray(first) && (first.length > 0 ? typeof (first[0] ?? 0) === "object" : !isVector(second))) {
    return { series: first.map((each, i) => checked(each, `series[${i}].`)), options: options(second) };
  }
  if (second === undefined) {
    throw new TypeError(`plot: y must be a vector of numbers as long as x, got ${show(second)}`);
  }
  return single({ x: first as Vector, y: second as Vector }, third);
}

function single(series: Series, given: unknown): Figure {
  const checkedOptions = options(given);
  return { series: [checked({ ...series, unit: checkedOptions.unit }, "")], options: checkedOptions };
}

function checked(series: Series, where: string): Checked {
  if (typeof series !== "object" || series === null) {
    throw new TypeError(`plot: ${where.slice(0, -1)} must be an object with x and y, or f, got ${show(series)}`);
  }
  const { kind = "line", x, y, f, label = "", short = label, unit } = series;
  if (!KINDS.includes(kind)) {
    throw new RangeError(`plot: ${where}kind must be one of ${KINDS.join(", ")}, got ${show(kind)}`);
  }
  if (unit !== undefined && !(Number.isInteger(unit) && unit >= 0 && unit <= 7)) {
    throw new RangeError(`plot: ${where}unit must be a whole number from 0 to 7, got ${show(unit)}`);
  }
  if (f !== undefined && !isCurve(f)) {
    throw new TypeError(`plot: ${where}f must be a sum of ReLUs or a function of x, got ${show(f)}`);
  }
  if (f !== undefined && y === undefined) return { kind, f, label, short, unit };
  if (f !== undefined && kind !== "error") {
    throw new TypeError(`plot: ${where}y and f must not both be given, unless kind is "error", got ${show(kind)}`);
  }
  const xs = numbers(x, `${where}x`);
  const ys = numbers(y, `${where}y`);
  if (xs.length !== ys.length) {
    throw new RangeError(`plot: ${where}y must be as long as x, got ${ys.length} and ${xs.length} numbers`);
  }
  return { kind, x: xs, y: ys, f, label, short, unit };
}

function numbers(values: unknown, where: string): Float64Array {
  if (!isVector(values)) throw new TypeError(`plot: ${where} must be a vector of numbers, got ${show(values)}`);
  const copy = new Float64Array(values.length);
  for (let i = 0; i < copy.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== "number") throw new TypeError(`plot: ${where}[${i}] must be a number, got ${show(value)}`);
    copy[i] = value;
  }
  return copy;
}

function options(given: unknown = {}): PlotOptions {
  const checked = optionsAmong<PlotOptions>("plot", given, OPTIONS);
  for (const name of ["xlim", "ylim"] as const) checkLimits(`plot: ${name}`, checked[name]);
  for (const name of ["width", "height"] as const) checkPixels(`plot: ${name}`, checked[name]);
  return checked;
}
