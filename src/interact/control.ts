// control.ts: what a value becomes: abbreviations to control specs, by ipywidgets' rules with the mends of INTERACT.md.
import { decimals, dustless, tidy } from "./number.ts";

/** A slider: `value` may lie between its steps, which are counted from `min`. */
export interface Slider {
  readonly kind: "int-slider" | "float-slider";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A slider whose equal moves are equal ratios. */
export interface LogSlider {
  readonly kind: "log-slider";
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** A slider that moves itself by one step every `interval` milliseconds while it plays. */
export interface Play {
  readonly kind: "play";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly interval: number;
  readonly loop: boolean;
}

export interface Checkbox {
  readonly kind: "checkbox";
  readonly value: boolean;
}

export interface TextField {
  readonly kind: "text";
  readonly value: string;
}

/** `options` are `[label, value]`; `value` is null where there are none. */
export interface Dropdown<V = unknown> {
  readonly kind: "dropdown";
  readonly value: V | null;
  readonly options: readonly (readonly [label: string, value: V])[];
}

/** No control: the value is passed on. */
export interface Fixed<V = unknown> {
  readonly kind: "fixed";
  readonly value: V;
}

/** Controls that hold a number between `min` and `max`. */
export type NumberControl = Slider | LogSlider | Play;

export type Control = NumberControl | Checkbox | TextField | Dropdown | Fixed;

const DRAFT = Symbol("draft");
const FLOAT = Symbol("float");

/** What `range`, `choice`, `log` and `play` return: a control whose start a default value may still move. */
export interface Draft<V> {
  readonly [DRAFT]: NumberControl | Dropdown<V>;
}

/** What `float` returns: a number that gets a float-slider though it be whole. */
export interface Float extends Draft<number> {
  readonly [FLOAT]: number;
}

const KINDS = ["int-slider", "float-slider", "log-slider", "play", "checkbox", "text", "dropdown", "fixed"];
const MOST_OPTIONS = 10_000;

const MAY_STAND =
  "a number, true or false, a string, [min, max] or [min, max, step], an iterable, Map or plain object of options, " +
  "a control, or what range, float, choice, log, play or fixed return";

/**
 * The control that an abbreviation stands for. Pure: it touches no DOM.
 *
 * | given | control |
 * | --- | --- |
 * | whole number v | int-slider by 1: v > 0 from -v to 3v, v < 0 from 3v to -v, 0 (and -0) from 0 to 1 |
 * | any other number, `float(v)` | float-slider by the same rule. Its step is 0.1 or, where (max - min) / 0.1 is below 10 or above 10,000, the power of ten that cuts the range into 100 or more, but fewer than 1,000 |
 * | boolean, string | checkbox, text |
 * | array of two or three numbers, `range` | slider, int if every part is whole and none is `float(…)`; without a step 1, or the step of the row above. It starts halfway (floored if int), snapped down to a step |
 * | other array, typed array, Set, iterable, `choice` | dropdown of at most 10,000; labels are `String(item)`, a function's name, or the first of each pair where every item is an array of two |
 * | Map, plain object | dropdown, keys are labels |
 * | nothing to choose from | dropdown with value null |
 * | control spec | itself; one made by hand is checked |
 *
 * Ranges carry no floating-point dust: multiples are rounded to the decimals of what they are multiples of.
 * Departures from ipywidgets 8.1 (`interaction.py`), whose rules these are: INTERACT.md, "Mended".
 *
 * @param defaultValue the start of a range or dropdown: clamped to the range and not snapped to a step, ignored where it
 * is no number or not among the options. Changes nothing beside a number, boolean, string, `fixed` or control spec.
 * @throws {TypeError} for null, undefined, functions, symbols, bigints and instances of classes that cannot be iterated
 * @throws {RangeError} for NaN, ±Infinity, min > max, step ≤ 0, ranges wider than a double can say
 */
export function controlFor(abbreviation: unknown, defaultValue?: unknown): Control {
  return controlAt("controlFor: abbreviation", abbreviation, defaultValue);
}

/** `controlFor` for the argument that `where` names in errors. */
export function controlAt(where: string, given: unknown, start?: unknown): Control {
  if (typeof given === "number") return around(where, given, Number.isInteger(given));
  if (typeof given === "boolean") return { kind: "checkbox", value: given };
  if (typeof given === "string") return { kind: "text", value: given };
  if (isRecord(given)) {
    if (FLOAT in given) return (given as unknown as Float)[DRAFT];
    if (DRAFT in given) return started((given as unknown as Draft<unknown>)[DRAFT], start);
    if (isParts(given)) return started(slider(where, given), start);
    if (isControl(given)) return checked(where, given);
    if (given instanceof Map || isIterable(given) || isPlain(given)) return started(dropdown(where, given), start);
  }
  throw new TypeError(`${where} must be ${MAY_STAND}, got ${described(given)}`);
}

/**
 * A slider from min to max: int if all parts are whole numbers and none is `float(…)`. Starts halfway, snapped down.
 *
 * @throws {RangeError} if a part is not finite, min > max or step ≤ 0
 */
export function range(min: number | Float, max: number | Float, step?: number | Float): Draft<number> {
  return { [DRAFT]: slider("range: argument", step === undefined ? [min, max] : [min, max, step]) };
}

/**
 * A number that gets a float-slider though it be whole: `float(5)`, `[float(0), 10]`, `range(0, 10, float(1))`.
 *
 * @throws {RangeError} if value is not finite
 */
export function float(value: number): Float {
  return { [DRAFT]: around("float: value", value, false), [FLOAT]: value };
}

/**
 * A dropdown, also where the same array would be a range: `choice([1, 2, 3])`. Labels as in `controlFor`.
 *
 * @throws {TypeError} if items cannot be iterated and is no plain object
 */
export function choice<V>(items: Iterable<readonly [label: unknown, value: V]> | Readonly<Record<string, V>>): Draft<V>;
export function choice<V>(items: Iterable<V>): Draft<V>;
export function choice(items: unknown): Draft<unknown> {
  if (typeof items === "string") return { [DRAFT]: dropdown("choice: items", [...items]) };
  if (isRecord(items) && (isIterable(items) || isPlain(items))) return { [DRAFT]: dropdown("choice: items", items) };
  throw new TypeError(`choice: items must be an iterable, a Map or a plain object, got ${described(items)}`);
}

/** No control: `value`, whatever it is, is passed on to the function. */
export function fixed<const V>(value: V): Fixed<V> {
  return { kind: "fixed", value };
}

/**
 * A slider in equal ratios from min to max, both above 0. Starts at their geometric mean, √(min·max).
 *
 * @throws {RangeError} if min or max is not finite and above 0, or min > max
 */
export function log(min: number, max: number): Draft<number> {
  finite("log: min", min);
  finite("log: max", max);
  if (!(min > 0)) throw new RangeError(`log: min must be > 0, got ${min}`);
  if (min > max) throw new RangeError(`log: min must be ≤ max, got ${min} > ${max}`);
  const middle = Number((Math.sqrt(min) * Math.sqrt(max)).toPrecision(3));
  return { [DRAFT]: { kind: "log-slider", value: Math.min(Math.max(middle, min), max), min, max } };
}

/**
 * A slider with a button that plays it: one step every `interval` milliseconds, from min to max; then it stops or, with
 * `loop`, begins again. Starts at min.
 *
 * @throws {RangeError} as `range`, or if interval ≤ 0
 */
export function play(
  min: number,
  max: number,
  step: number = 1,
  { interval = 100, loop = false }: { interval?: number; loop?: boolean } = {},
): Draft<number> {
  const part = slider("play: argument", [min, max, step]);
  if (!(interval > 0 && interval < 2 ** 31)) throw new RangeError(`play: interval must be > 0 ms, got ${interval}`);
  return { [DRAFT]: { ...part, kind: "play", value: part.min, interval, loop } };
}

/** The two values are the same option: as in a Map, NaN is itself and -0 is 0. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

/** A value as an error or a label can print it. */
export function described(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value === "bigint") return `${value}n`;
  return isRecord(value) ? Object.prototype.toString.call(value) : String(value);
}

function around(where: string, given: number, whole: boolean): Slider {
  finite(where, given);
  const value = given + 0;
  const places = decimals(Number(value.toPrecision(15)));
  const near = tidy(-value, places);
  const far = tidy(3 * value, places);
  const min = value === 0 ? 0 : Math.min(near, far);
  const max = value === 0 ? 1 : Math.max(near, far);
  if (!Number.isFinite(max - min))
    throw new RangeError(`${where} must be a number whose 4-fold is finite, got ${given}`);
  return whole
    ? { kind: "int-slider", value, min, max, step: 1 }
    : { kind: "float-slider", value, min, max, step: floatStep(min, max) };
}

function slider(where: string, parts: readonly (number | Float)[]): Slider {
  const [min, max, given] = parts.map((part) => finite(where, typeof part === "number" ? part : part[FLOAT]) + 0);
  if (min > max) throw new RangeError(`${where} must have min ≤ max, got ${min} > ${max}`);
  if (given !== undefined && !(given > 0)) throw new RangeError(`${where} must have a step > 0, got ${given}`);
  if (!Number.isFinite(max - min)) throw new RangeError(`${where} must have a finite max - min, got ${min} to ${max}`);
  const whole = parts.every(Number.isInteger);
  const step = given ?? (whole ? 1 : floatStep(min, max));
  const half = whole ? Math.floor((max - min) / 2) : (max - min) / 2;
  const steps = Math.floor(dustless(half / step));
  const value = Math.min(tidy(min + steps * step, Math.max(decimals(min), decimals(step))), max);
  return { kind: whole ? "int-slider" : "float-slider", value, min, max, step };
}

function floatStep(min: number, max: number): number {
  const stops = dustless((max - min) / 0.1);
  if (stops === 0 || (stops >= 10 && stops <= 10_000)) return 0.1;
  const exponent = Number((max - min).toExponential(11).split("e")[1]);
  return Math.max(Number(`1e${exponent - 2}`), Number.MIN_VALUE);
}

function dropdown(where: string, given: object): Dropdown {
  const items: unknown[] = [];
  for (const item of isIterable(given) ? given : Object.entries(given)) {
    if (items.length === MOST_OPTIONS) throw new RangeError(`${where} must have at most ${MOST_OPTIONS} options`);
    items.push(item);
  }
  const options: readonly (readonly [string, unknown])[] = items.every(isPair)
    ? items.map(([name, value]) => [label(name), value])
    : items.map((item) => [label(item), item]);
  return { kind: "dropdown", value: options.length > 0 ? options[0][1] : null, options };
}

function label(item: unknown): string {
  if (typeof item === "function" && !Object.hasOwn(item, "toString")) return item.name || String(item);
  return isRecord(item) && typeof item.toString !== "function" ? described(item) : String(item);
}

function started(control: NumberControl | Dropdown, start: unknown): Control {
  if (start === undefined) return control;
  if (control.kind === "dropdown") {
    const option = control.options.find(([, value]) => same(value, start));
    return option ? { ...control, value: option[1] } : control;
  }
  if (typeof start !== "number" || Number.isNaN(start)) return control;
  return { ...control, value: Math.min(Math.max(start, control.min), control.max) + 0 };
}

function checked(where: string, control: Control): Control {
  if (!isComplete(control))
    throw new RangeError(`${where} must be a control as controlFor makes it, got ${JSON.stringify(control)}`);
  return control;
}

function isComplete(control: Control): boolean {
  if (control.kind === "fixed") return true;
  if (control.kind === "checkbox") return typeof control.value === "boolean";
  if (control.kind === "text") return typeof control.value === "string";
  if (control.kind === "dropdown") return Array.isArray(control.options) && control.options.every(isPair);
  const { kind, value, min, max } = control;
  const step = kind === "log-slider" ? min : control.step;
  return [value, min, max, step].every(Number.isFinite) && min <= value && value <= max && step > 0;
}

function finite(where: string, value: number): number {
  if (typeof value !== "number") throw new TypeError(`${where} must be a number, got ${described(value)}`);
  if (!Number.isFinite(value)) throw new RangeError(`${where} must be a finite number, got ${value}`);
  return value;
}

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === "object" && value !== null;

const isIterable = (value: object): value is Iterable<unknown> =>
  typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const isPair = (item: unknown): item is readonly [unknown, unknown] => Array.isArray(item) && item.length === 2;

function isParts(value: object): value is (number | Float)[] {
  return (
    Array.isArray(value) &&
    (value.length === 2 || value.length === 3) &&
    value.every((part) => typeof part === "number" || (isRecord(part) && FLOAT in part))
  );
}

function isControl(value: Record<PropertyKey, unknown>): value is Record<PropertyKey, unknown> & Control {
  return Object.hasOwn(value, "value") && Object.hasOwn(value, "kind") && KINDS.includes(value.kind as string);
}
