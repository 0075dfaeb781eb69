// choose.ts: which columns are x and y, and the rows that have both.
import type { Column, CsvTable, Stray } from "./csv.ts";
import { DataError, quoted } from "./data-error.ts";
import { parseRows } from "./dialect.ts";

interface Named {
  readonly name: string;
  readonly number: number;
}

/**
 * The column that is called `wanted`, or else, for `2` or `column 2`, the one at that place, from 1.
 *
 * @throws {DataError} if there is none, listing those that there are, or if more than one has the name
 */
export function findColumn<C extends Named>(columns: readonly C[], wanted: string): C {
  const called = columns.filter(({ name }) => name === wanted);
  if (called.length > 1) {
    const numbers = called.map(({ number }) => number).join(" and ");
    throw new DataError(`columns ${numbers} are both called ${quoted(wanted)}`, "choose one by its number");
  }
  const found = called[0] ?? columns[placeIn(wanted) - 1];
  if (found) return found;
  throw new DataError(`there is no column ${quoted(wanted)}`, `choose one of ${listed(columns)}`);
}

/** Whether `findColumn` finds one, or more than one. */
export const hasColumn = (columns: readonly Named[], wanted: string): boolean =>
  columns.some(({ name }) => name === wanted) || columns[placeIn(wanted) - 1] !== undefined;

/** The names of a list, which is a row of CSV with commas: `speed,2,"a,b"`; spaces around them are taken off. */
export const splitNames = (list: string): string[] =>
  (parseRows(list, ",", true).rows[0] ?? [""]).map((name) => name.trim());

/** The place that `2` or `column 2` says; NaN where none. */
const placeIn = (wanted: string): number => Number(/^(?:column )?(\d+)$/.exec(wanted)?.[1]);

/**
 * The columns of a list, each as `findColumn` finds one. A text is the name of one column, or else a row of CSV with commas:
 * `speed,2,"a,b"`.
 *
 * @throws {DataError} if some are not there, naming all of those, if one is there twice, or a name is of more than one
 */
export function findColumns<C extends Named>(columns: readonly C[], wanted: string | readonly string[]): readonly C[] {
  const one = typeof wanted === "string" && columns.some(({ name }) => name === wanted);
  const list = typeof wanted !== "string" ? wanted : one ? [wanted] : splitNames(wanted);
  const lacking = list.filter((name) => !hasColumn(columns, name));
  if (lacking.length > 1) {
    throw new DataError(`there are no columns ${lacking.map(quoted).join(", ")}`, `choose of ${listed(columns)}`);
  }
  const found = list.map((name) => findColumn(columns, name));
  const twice = found.find((column, i) => found.indexOf(column) < i);
  if (twice) throw new DataError("the column is named twice", "name it once", placeOf(twice));
  return found;
}

/** `1 "speed", 2 "dist"`: columns as messages show them. */
export function listed(columns: readonly Named[]): string {
  const shown = columns.slice(0, 20).map(({ number, name }) => `${number} ${quoted(name)}`);
  return shown.join(", ") + (columns.length > 20 ? ` … (${columns.length} in all)` : "");
}

/**
 * The columns named (by name or number) as x and y. Not named: x is the first column of numbers, y the last of the others.
 *
 * @throws {DataError} if there is no such column, x and y are the same, or a cell of theirs is text or infinite
 */
export function chooseColumns(
  table: CsvTable,
  wanted: { readonly x?: string; readonly y?: string } = {},
): { readonly x: Column; readonly y: Column } {
  const numeric = table.columns.filter(({ kind }) => kind === "number");
  const named = (role: "x" | "y") => {
    const name = wanted[role];
    return name === undefined ? undefined : findColumn(table.columns, name);
  };
  const [namedX, namedY] = [named("x"), named("y")];
  const x = namedX ?? numeric.find((column) => column !== namedY);
  const y = namedY ?? numeric.findLast((column) => column !== x);
  if (!x || !y) throw tooFew(table, numeric);
  if (x === y) {
    throw new DataError("x and y are the same column", `choose two of ${listed(table.columns)}`, placeOf(x));
  }
  checkNumbers(x, table, remedyFor(x, table, ", or name it together with others, beside which text can be x"));
  checkNumbers(y, table);
  return { x, y };
}

/** The rows in which both columns hold a number, in the file's order, and how many were left out. */
export function pairs(
  x: Column,
  y: Column,
): {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dropped: number;
} {
  const n = x.values.length;
  const xs = new Float64Array(n);
  const ys = new Float64Array(n);
  let kept = 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(x.values[i]) || Number.isNaN(y.values[i])) continue;
    xs[kept] = x.values[i];
    ys[kept++] = y.values[i];
  }
  return { x: xs.subarray(0, kept), y: ys.subarray(0, kept), dropped: n - kept };
}

/**
 * Refuses a column that holds anything but finite numbers and missing cells.
 *
 * @throws {DataError} naming the first cell at fault
 */
export function checkNumbers(column: Column, table: CsvTable, remedy = remedyFor(column, table)): void {
  if (column.text) throw notANumber(column.text, column, table.dialect.decimal, remedy);
  if (column.infinite) {
    const { row, text } = column.infinite;
    throw new DataError(`${quoted(text)} is not finite`, remedy, { row, ...placeOf(column) });
  }
  if (column.kind === "empty") {
    throw new DataError("the column holds no number", "choose another one", placeOf(column));
  }
}

/** What to do about a column that holds what is no number; where most of it is text, no cell is at fault. */
function remedyFor({ kind }: Column, { columns }: CsvTable, otherwise = ""): string {
  const numeric = columns.filter(({ kind }) => kind === "number");
  if (kind !== "text" || numeric.length === 0) return REMEDY;
  return `the column is text: choose one of numbers (${listed(numeric)})${otherwise}`;
}

const REMEDY = "correct the cell, or empty it to leave its row out";

const placeOf = ({ number, name }: Named) => ({ column: number, name });

/** The error for a cell that should hold a number, and holds text. */
export function notANumber({ row, text }: Stray, column: Named, decimal: "." | ",", remedy = REMEDY): DataError {
  const mark = decimal === "," ? " (this table writes a decimal comma)" : "";
  return new DataError(`${quoted(text)} is not a number${mark}`, remedy, { row, ...placeOf(column) });
}

function tooFew({ columns }: CsvTable, numeric: readonly Column[]): DataError {
  const found = numeric.length === 0 ? "no column" : `only one column (${listed(numeric)})`;
  const other = columns.find((column) => !numeric.includes(column));
  const instead = other?.text
    ? `, and row ${other.text.row} of column ${other.number} says ${quoted(other.text.text)}`
    : "";
  return new DataError(`${found} holds numbers${instead}`, "a fit needs two columns of numbers, x and y");
}
