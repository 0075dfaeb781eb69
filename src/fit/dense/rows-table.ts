// rows-table.ts: tables of several columns as training reads them.
import { type Rows, random, toFloat64Array, type Vector } from "../../core/index.ts";
import { tableOf } from "../check.ts";
import type { Loss } from "../losses.ts";
import { type ClassLoss, checkClasses } from "./output-losses.ts";
import type { DenseRows } from "./reference.ts";
import type { Shape } from "./shape.ts";

/** Rows of inputs, what they should give, and how much each counts. */
export interface RowsTable {
  /** a vector each, or one after the other in one vector */
  readonly x: Rows;
  /** a number for each row; as many as there are outputs, laid out as x; or the number of its class, for `crossEntropy` */
  readonly y: Rows;
  readonly weights?: Vector;
}

/**
 * The table's rows, which must fit the shape and be finite.
 *
 * @param xIsFinite whether that is known of x
 * @throws {TypeError} if something is not of its type
 * @throws {RangeError} if a row has another length, or a number is not finite or no class
 */
export function checkedRows(
  where: string,
  table: RowsTable,
  { sizes }: Shape,
  loss: Loss | ClassLoss,
  xIsFinite = false,
): DenseRows {
  tableOf(table, where, ["x", "y", "weights"]);
  const inputs = sizes[0];
  const outputs = sizes[sizes.length - 1];
  const classes = "ofClasses" in loss;
  const x = flatRows(`${where}: x`, table.x, inputs, xIsFinite);
  const y = flatRows(`${where}: y`, table.y, classes ? 1 : outputs);
  const size = x.length / inputs;
  const ySize = y.length / (classes ? 1 : outputs);
  if (size === 0) throw new RangeError(`${where}: x must have at least one row, got 0`);
  if (ySize !== size) throw new RangeError(`${where}: y must have as many rows as x (${size}), got ${ySize}`);
  if (classes) checkClasses(`${where}: y`, y, outputs);
  if (table.weights === undefined) return { x, y, size };
  const weights = flatRows(`${where}: weights`, table.weights, 1);
  if (weights.length !== size) {
    throw new RangeError(`${where}: weights must be as many as the rows (${size}), got ${weights.length}`);
  }
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) throw new RangeError(`${where}: weights[${negative}] must be >= 0, got ${weights[negative]}`);
  if (weights.every((weight) => weight === 0)) throw new RangeError(`${where}: weights must not all be 0, got only 0`);
  return { x, y, weights, size };
}

/** Rows of `width` numbers, one after the other. */
function flatRows(where: string, rows: Rows, width: number, known = false): Float64Array {
  let flat: Float64Array;
  if (Array.isArray(rows) && typeof rows[0] === "object" && rows[0] !== null) {
    flat = new Float64Array(rows.length * width);
    rows.forEach((row: Vector, r) => {
      const numbers = toFloat64Array(row, `${where}[${r}]`);
      if (numbers.length !== width) {
        throw new RangeError(`${where}[${r}] must have length ${width}, got ${numbers.length}`);
      }
      flat.set(numbers, r * width);
    });
  } else flat = toFloat64Array(rows as Vector, where);
  if (flat.length % width !== 0) {
    throw new RangeError(`${where} must be rows of ${width} one after the other, got ${flat.length} numbers`);
  }
  if (known) return flat;
  // A difference in a loop: `findIndex` takes ten times as long, `isFinite` twice, and rows that are read anew are looked at each time.
  for (let i = 0; i < flat.length; i++) {
    if (flat[i] - flat[i] !== 0) {
      throw new RangeError(`${where} must hold finite numbers, got ${flat[i]} in row ${Math.floor(i / width)}`);
    }
  }
  return flat;
}

/** Some of the rows, copied. */
export function taken({ x, y, weights, size }: DenseRows, chosen: Uint32Array): DenseRows {
  const copy = (from: Float64Array): Float64Array => {
    const width = from.length / size;
    const to = new Float64Array(width * chosen.length);
    for (let r = 0; r < chosen.length; r++) {
      const first = chosen[r] * width;
      for (let i = 0; i < width; i++) to[r * width + i] = from[first + i];
    }
    return to;
  };
  return { x: copy(x), y: copy(y), weights: weights && copy(weights), size: chosen.length };
}

/** The rows in two parts that the seed draws: a `share` of them held out, at least one, and the rest, at least one. */
export function heldOut(rows: DenseRows, share: number, seed: number): { kept: DenseRows; held: DenseRows } {
  if (rows.size < 2)
    throw new RangeError(`train: x must have at least two rows for some to be held out, got ${rows.size}`);
  const order = random(seed).shuffle(new Uint32Array(rows.size).map((_, row) => row));
  const count = Math.min(rows.size - 1, Math.max(1, Math.round(share * rows.size)));
  return { held: taken(rows, order.slice(0, count).sort()), kept: taken(rows, order.slice(count).sort()) };
}
