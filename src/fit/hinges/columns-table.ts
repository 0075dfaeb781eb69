// columns-table.ts: tables of several inputs, a column each, as the search for hinges reads them.
import { random, toFloat64Array, type Vector } from "../../core/index.ts";
import { show, tableOf } from "../check.ts";

/** What y is to be told from: a column for each input, all as long as y. */
export interface ColumnsTable {
  readonly x: readonly Vector[];
  readonly y: Vector;
}

export interface Columns {
  readonly x: readonly Float64Array[];
  readonly y: Float64Array;
  /** how much each row counts in least squares; 1 unless said */
  readonly weights?: Float64Array;
}

/**
 * The table's columns, which must be two or more, of one length, and finite.
 *
 * @throws {TypeError} if something is not of its type
 * @throws {RangeError} if there is one input or no row, lengths differ, or a number is not finite
 */
export function checkedColumns(where: string, table: ColumnsTable): Columns {
  if (!Array.isArray(tableOf(table, `${where}: data`, ["x", "y"]).x)) {
    throw new TypeError(`${where}: x must be an array of columns, got ${show(table.x)}`);
  }
  if (table.x.length < 2) {
    throw new RangeError(
      `${where}: x must have two or more columns (bestFit and autoFit take one), got ${table.x.length}`,
    );
  }
  const y = finite(`${where}: y`, table.y);
  if (y.length === 0) throw new RangeError(`${where}: y must have at least one row, got 0`);
  const x = table.x.map((values, j) => {
    const column = finite(`${where}: x[${j}]`, values);
    if (column.length === y.length) return column;
    throw new RangeError(`${where}: x[${j}] must be as long as y (${y.length}), got ${column.length}`);
  });
  return { x, y };
}

function finite(where: string, values: Vector): Float64Array {
  const column = toFloat64Array(values, where);
  const bad = column.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${where}[${bad}] must be a finite number, got ${column[bad]}`);
  return column;
}

/** Some of the rows, copied. */
export const takeRows = ({ x, y }: Columns, rows: ArrayLike<number>): Columns => {
  const copy = (from: Float64Array) => Float64Array.from({ length: rows.length }, (_, i) => from[rows[i]]);
  return { x: x.map(copy), y: copy(y) };
};

/** All of n rows, or as many as are wanted at most, drawn by a seed and in their order. */
export function drawnRows(n: number, most: number, seed = 0): Uint32Array {
  const rows = new Uint32Array(n).map((_, row) => row);
  return n <= most ? rows : random(seed).shuffle(rows).slice(0, most).sort();
}

/** The table, or as many of its rows as are wanted at most, drawn by a seed and in their order. */
export const sampleRows = (table: Columns, most: number, seed = 0): Columns =>
  table.y.length <= most ? table : takeRows(table, drawnRows(table.y.length, most, seed));

/** The inputs of rows [from, from + count), row by row. */
export function rowsOf(x: readonly Float64Array[], from: number, count: number): Float64Array {
  const rows = new Float64Array(count * x.length);
  for (const [j, column] of x.entries()) {
    for (let i = 0; i < count; i++) rows[i * x.length + j] = column[from + i];
  }
  return rows;
}
