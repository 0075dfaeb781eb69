// network.ts: layers of rectified linear units, one upon the other, as a plain value.
import { finite, record, show } from "./check.ts";
import type { PlaneSum } from "./planes.ts";
import type { Vector } from "./vector.ts";

/** A layer, x ↦ weights·x + biases: a row of weights and a bias for each of its units. */
export interface Layer {
  readonly weights: readonly (readonly number[])[];
  readonly biases: readonly number[];
}

/** A layer as it may be given: weights in rows, a row a unit, or the same numbers in one vector, row by row. */
export interface LayerInput {
  readonly weights: readonly Vector[] | Vector;
  readonly biases: Vector;
}

declare const checked: unique symbol;

/**
 * Layers with max(0, ·) between them, and none after the last:
 * f(x) = W_L·max(0, … max(0, W₁·x + b₁) …) + b_L. Checked, finite, and frozen to its depths.
 */
export interface Network {
  readonly layers: readonly Layer[];
  readonly [checked]: true;
}

/**
 * The network of these layers, first to last, as a frozen copy. Weights are as PyTorch's `Linear` has them: a row for each
 * unit of the layer, a column for each of its inputs. One layer is legal: a linear map.
 *
 * @param layers `{ weights, biases }` each; at least one
 * @throws {TypeError} if something is not of its type or has an unknown key; the error says which layer, row and column
 * @throws {RangeError} if a number is not finite, or shapes do not fit each other
 */
export function network(layers: readonly LayerInput[]): Network {
  return checkedNetwork("network: ", layers);
}

/** The network that `layers` describe; `path` leads the name of a field in errors. */
export function checkedNetwork(path: string, layers: unknown): Network {
  if (!Array.isArray(layers)) {
    throw new TypeError(`${path}layers must be an array of { weights, biases }, got ${show(layers)}`);
  }
  if (layers.length === 0) throw new RangeError(`${path}layers must have at least one layer, got []`);
  let inputs: number | undefined;
  const copies = layers.map((layer, i) => {
    const where = `${path}layers[${i}]`;
    const { weights, biases } = record(layer, where, ["weights", "biases"]);
    const ones = numbers(biases, `${where}.biases`);
    const rows = rowsOf(weights, ones.length, `${where}.weights`);
    const columns = inputs ?? rows[0].length;
    const why = inputs === undefined ? `as layers[${i}].weights[0] has` : `one for each unit of layers[${i - 1}]`;
    rows.forEach((row, r) => {
      if (row.length === columns) return;
      const wanted = `${columns} number${columns === 1 ? "" : "s"}`;
      throw new RangeError(`${where}.weights[${r}] must have ${wanted}, ${why}, got ${row.length}`);
    });
    inputs = ones.length;
    return Object.freeze({ weights: Object.freeze(rows), biases: ones });
  });
  return Object.freeze({ layers: Object.freeze(copies) }) as Network;
}

/** Weights as frozen rows, as many as there are biases, none empty. */
function rowsOf(weights: unknown, count: number, where: string): (readonly number[])[] {
  if (Array.isArray(weights) && typeof weights[0] !== "number") {
    const rows = weights.map((row, r) => numbers(row, `${where}[${r}]`));
    if (rows.length === count) return rows;
    throw new RangeError(`${where} must have ${count} rows, one for each bias, got ${rows.length}`);
  }
  const flat = numbers(weights, where);
  const columns = flat.length / count;
  if (!Number.isInteger(columns)) {
    throw new RangeError(`${where} must have a whole multiple of ${count} numbers, got ${flat.length}`);
  }
  return Array.from({ length: count }, (_, r) => Object.freeze(flat.slice(r * columns, (r + 1) * columns)));
}

/** A frozen copy of a row of finite numbers; at least one. */
function numbers(values: unknown, where: string): readonly number[] {
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && "length" in values)) {
    throw new TypeError(`${where} must be a vector of numbers, got ${show(values)}`);
  }
  const copy = Array.from(values as ArrayLike<number>, (value, i) => finite(value, `${where}[${i}]`));
  if (copy.length === 0) throw new RangeError(`${where} must have at least one number, got []`);
  return Object.freeze(copy);
}

/** How many numbers a row of its inputs has. */
export const inputsOf = ({ layers }: Network): number => layers[0].weights[0].length;

/** How many numbers it gives for a row. */
export const outputsOf = ({ layers }: Network): number => layers[layers.length - 1].biases.length;

/** Whether a value is a network, as far as its looks go. */
export const isNetwork = (f: unknown): f is Network => Array.isArray((f as Network | undefined)?.layers);

/**
 * Which output is meant: the only one, or the one that is said.
 *
 * @throws {TypeError} if it is no number
 * @throws {RangeError} if there are several and none is said, or there is none of that number
 */
export function outputOf(f: PlaneSum | Network, output: unknown, name: string): number {
  const count = isNetwork(f) ? outputsOf(f) : 1;
  if (output === undefined && count === 1) return 0;
  const rule = `${name}: output must be a whole number from 0 to ${count - 1}, got ${show(output)}`;
  if (output !== undefined && typeof output !== "number") throw new TypeError(rule);
  if (!Number.isInteger(output) || (output as number) < 0 || (output as number) >= count) throw new RangeError(rule);
  return output as number;
}
