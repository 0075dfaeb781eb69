// json.ts: a sum or a network as JSON, and back through a check.
import { record, show } from "./check.ts";
import { checkedNetwork, inputsOf, isNetwork, type Layer, type Network } from "./network.ts";
import type { PlaneProduct, PlaneSum, PlaneUnit } from "./planes.ts";
import { checkedSum, checkSum, type ReluSum, type Unit } from "./relu-sum.ts";
import { takesRows } from "./several-inputs.ts";

const VERSION = 1;

/** What the inputs and what comes out are called, as the columns of a table: one name for each input. */
export interface Names {
  readonly x: readonly string[];
  readonly y?: string;
}

interface Stored {
  readonly version: typeof VERSION;
  readonly names?: Names;
}

/** A sum as plain data: what `JSON.stringify` writes down. */
export interface ReluSumJson extends Stored {
  readonly intercept: number;
  readonly slope: number;
  readonly units: readonly Unit[];
}

/** A sum of several inputs as plain data. */
export interface PlaneSumJson extends Stored {
  readonly intercept: number;
  readonly slope: readonly number[];
  readonly units: readonly PlaneUnit[];
  readonly products?: readonly PlaneProduct[];
}

/** A network as plain data. */
export interface NetworkJson extends Stored {
  readonly layers: readonly Layer[];
}

/** Anything that `evaluate` evaluates. */
export type Model = ReluSum | PlaneSum | Network;

const inputsOfModel = (f: Model): number =>
  isNetwork(f) ? inputsOf(f) : typeof f.slope === "number" ? 1 : f.slope.length;

/**
 * The model as plain data with the version of its format; `fromJson` reads it back bit for bit. What it is its keys say:
 * a sum has `units`, a network `layers`.
 *
 * @param names stored beside it, for `namesOf` to read
 * @throws {TypeError} if f is no sum or network, or a name no string
 * @throws {RangeError} if there are not as many names as inputs, or two are the same
 */
export function toJson(f: ReluSum, names?: Names): ReluSumJson;
export function toJson(f: PlaneSum, names?: Names): PlaneSumJson;
export function toJson(f: Network, names?: Names): NetworkJson;
export function toJson(f: Model, names?: Names): ReluSumJson | PlaneSumJson | NetworkJson;
export function toJson(f: Model, names?: Names): ReluSumJson | PlaneSumJson | NetworkJson {
  if (!takesRows(f)) checkSum("toJson", f);
  const beside = names === undefined ? {} : { names: checkedNames(names, "toJson: names", inputsOfModel(f)) };
  if (isNetwork(f)) {
    return { version: VERSION, layers: f.layers.map(({ weights, biases }) => ({ weights, biases })), ...beside };
  }
  const { intercept, slope } = f;
  const units = (f.units as readonly Unit[]).map(({ m, b, weight }) => ({ m, b, weight }));
  const products = (f as PlaneSum).products?.map(({ weight, factors }) => ({
    weight,
    factors: factors.map(({ m, b }) => ({ m, b })),
  }));
  return { version: VERSION, intercept, slope, units, ...(products && { products }), ...beside } as
    | ReluSumJson
    | PlaneSumJson;
}

/**
 * The model that parsed JSON describes, every part of it checked. intercept and slope default to 0, a weight to 1, the
 * version to this one, and there may be products and names; nothing else may be missing or added.
 *
 * @throws {TypeError} if something is missing, unknown or not of its type; the error gives its path, as model.units[3].m
 * @throws {RangeError} if a number is not finite, lengths do not fit, or the version is not one that can be read
 */
export function fromJson(value: ReluSumJson): ReluSum;
export function fromJson(value: PlaneSumJson): PlaneSum;
export function fromJson(value: NetworkJson): Network;
export function fromJson(value: unknown): Model;
export function fromJson(value: unknown): Model {
  return read(value, "fromJson").model;
}

/**
 * The names that stored JSON carries, if it does; the model is checked too.
 *
 * @throws {TypeError} or {RangeError} as `fromJson` does
 */
export function namesOf(value: unknown): Names | undefined {
  return read(value, "namesOf").names;
}

function read(value: unknown, name: string): { readonly model: Model; readonly names?: Names } {
  const stack = isNetwork(value);
  const keys = ["version", ...(stack ? ["layers"] : ["intercept", "slope", "units", "products"]), "names"];
  const fields = record(value, `${name}: model`, keys);
  const { version = VERSION, intercept = 0, slope = 0, units, products, layers, names } = fields;
  if (version !== VERSION) throw new RangeError(`${name}: model.version must be ${VERSION}, got ${show(version)}`);
  const path = `${name}: model.`;
  const model = stack ? checkedNetwork(path, layers) : checkedSum(path, { intercept, slope, units, products });
  return names === undefined ? { model } : { model, names: checkedNames(names, `${path}names`, inputsOfModel(model)) };
}

function checkedNames(names: unknown, where: string, inputs: number): Names {
  const { x, y } = record(names, where, ["x", "y"]);
  const text = (value: unknown, where: string): string => {
    if (typeof value !== "string") throw new TypeError(`${where} must be a string, got ${show(value)}`);
    return value;
  };
  if (!Array.isArray(x)) throw new TypeError(`${where}.x must be an array of names, got ${show(x)}`);
  if (x.length !== inputs) {
    throw new RangeError(`${where}.x must have ${inputs} names, one for each input, got ${x.length}`);
  }
  const all = x.map((name, i) => text(name, `${where}.x[${i}]`));
  const twice = all.find((name, i) => all.indexOf(name) < i);
  if (twice !== undefined) throw new RangeError(`${where}.x must have no name twice, got ${show(twice)}`);
  return { x: all, ...(y === undefined ? {} : { y: text(y, `${where}.y`) }) };
}
