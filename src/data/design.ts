// design.ts: the columns of a table as inputs of a fit: numbers as they are, text as indicators.
import { checkNumbers, chooseColumns, findColumn, findColumns, listed } from "./choose.ts";
import type { Column, CsvTable } from "./csv.ts";
import { DataError, quoted } from "./data-error.ts";

/** One input: a column of numbers, or with `is` the indicator of a level: 1 in rows whose cell says it, 0 in all others. */
export interface DesignInput {
  /** `mass`, or `species = Adelie`; no two inputs have the same. */
  readonly name: string;
  /** The name of its column, or `column 2` where two columns have that name. */
  readonly column: string;
  readonly is?: string;
}

/** The rows of a table that are whole, as inputs and y. */
export interface Design {
  readonly inputs: readonly DesignInput[];
  /** The values of each input, as long as y; a column of which every row is kept is not copied. */
  readonly x: readonly Float64Array[];
  readonly y: Float64Array;
  /** The columns that are used, as `inputs` name them. */
  readonly columns: { readonly x: readonly string[]; readonly y: string };
  /** Which rows of the table these are: rows of data, counted from 1. */
  readonly rows: Uint32Array;
  /** What was decided and may not be what was meant, a sentence each. */
  readonly remarks: readonly string[];
}

export interface DesignOptions {
  /** Name or number of the column y; the last one of numbers if not said. */
  readonly y?: string;
  /** The columns x, as `findColumns` takes them; all others if not said. */
  readonly x?: string | readonly string[];
  /** A text column with more levels is left aside; 20 unless said. */
  readonly levels?: number;
}

/**
 * Inputs for a fit from a table that was read with levels. Columns of numbers are inputs as they are. A text column becomes
 * an indicator for each of its levels, in alphabetical order; none is left out as linear regression has to, since terms are
 * chosen one by one, and so the effect of any level is one term. Text with one level or too many, and empty columns, are left
 * aside, or refused where they were asked for. Rows in which a used cell is missing are left out.
 *
 * @throws {DataError} if a column is not there or cannot be used, y is among x, a cell of a column of numbers is text or
 *   infinite, no column is left for x, or no row is whole
 */
export function designMatrix(table: CsvTable, { y: wantedY, x: wantedX, levels = 20 }: DesignOptions = {}): Design {
  const asked = wantedX === undefined ? undefined : findColumns(table.columns, wantedX);
  const y = wantedY === undefined ? lastNumeric(table, asked) : findColumn(table.columns, wantedY);
  if (asked?.includes(y)) {
    throw new DataError("the column is y, and among x", "name it once", { column: y.number, name: y.name });
  }
  const candidates = asked ?? table.columns.filter((column) => column !== y);
  const aside = candidates.map((column) => ({ column, reason: unusable(column, levels) }));
  const refused = asked && aside.find(({ reason }) => reason !== undefined);
  if (refused) {
    const { number, name } = refused.column;
    throw new DataError(`the column is ${refused.reason}`, "leave it out of x", { column: number, name });
  }
  const used = aside.filter(({ reason }) => reason === undefined).map(({ column }) => column);
  checkNumbers(y, table);
  for (const column of used.filter(({ kind }) => kind === "number"))
    checkNumbers(column, table, asked ? undefined : REMEDY);
  const rows = wholeRows([y, ...used], table.rows);
  const taken = new Set<string>();
  const made = used.map((column) => inputsOf(column, reference(column, table), rows, taken));
  const inputs = made.flat();
  if (inputs.length === 0) {
    throw new DataError("no column is left for x", `a fit needs one beside y, of ${listed(table.columns)}`);
  }
  return {
    inputs: inputs.map(({ name, column, is }) => ({ name, column, ...(is === undefined ? {} : { is }) })),
    x: inputs.map(({ values }) => values),
    y: kept(y.values, rows),
    columns: {
      x: used.filter((_, i) => made[i].length > 0).map((column) => reference(column, table)),
      y: reference(y, table),
    },
    rows,
    remarks: [
      ...used.flatMap((column, i) => (column.kind === "text" ? [indicated(column, made[i])] : [])),
      ...asideRemarks(aside),
      ...leftOut([y, ...used], table.rows - rows.length),
    ],
  };
}

/** For a column that nobody asked for. */
const REMEDY = "correct the cell, empty it to leave its row out, or name x without the column";

function lastNumeric(table: CsvTable, asked: readonly Column[] | undefined): Column {
  const last = table.columns.findLast((column) => column.kind === "number" && !asked?.includes(column));
  return last ?? chooseColumns(table).y;
}

/** Why a column cannot be an input. */
function unusable({ kind, levels }: Column, most: number): string | undefined {
  if (kind === "empty") return "empty";
  if (kind === "number") return undefined;
  if (levels === undefined) return "text of too many levels";
  if (levels.length > most) return `text of more than ${most} levels`;
  return levels.length === 1 ? "text of one level" : undefined;
}

/** How `findColumn` finds a column: by its name, or where that is another's too by its number. */
const reference = ({ name, number }: Column, { columns }: CsvTable): string =>
  columns.filter((column) => column.name === name).length > 1 ? `column ${number}` : name;

/** The rows, from 1, in which no cell of these columns is missing. */
function wholeRows(columns: readonly Column[], count: number): Uint32Array {
  const rows = new Uint32Array(count);
  let whole = 0;
  for (let i = 0; i < count; i++) {
    const missing = columns.some(({ kind, values, codes }) =>
      kind === "text" ? codes![i] < 0 : Number.isNaN(values[i]),
    );
    if (!missing) rows[whole++] = i + 1;
  }
  if (whole === 0) throw new DataError("no row has a value in every column that is used", "name fewer columns");
  return rows.slice(0, whole);
}

const kept = (values: Float64Array, rows: Uint32Array): Float64Array =>
  rows.length === values.length ? values : Float64Array.from(rows, (row) => values[row - 1]);

type Made = DesignInput & { readonly values: Float64Array };

/** The inputs that a column gives at these rows: itself, or an indicator for each level that they say; one alone is none. */
function inputsOf(column: Column, name: string, rows: Uint32Array, taken: Set<string>): Made[] {
  const { kind, values, levels = [], codes } = column;
  if (kind === "number") return [{ name: free(name, taken), column: name, values: kept(values, rows) }];
  const ones = new Map<number, Float64Array>();
  for (let i = 0; i < rows.length; i++) {
    const code = codes![rows[i] - 1];
    let indicator = ones.get(code);
    if (!indicator) {
      indicator = new Float64Array(rows.length);
      ones.set(code, indicator);
    }
    indicator[i] = 1;
  }
  if (ones.size === 1) return [];
  const made = [...ones].map(([code, values]) => ({ is: levels[code], values }));
  return made
    .sort((one, other) => (one.is < other.is ? -1 : 1))
    .map(({ is, values }) => ({ name: free(`${name} = ${is}`, taken), column: name, is, values }));
}

/** The name, with a number where it is taken. */
function free(name: string, taken: Set<string>): string {
  let unique = name;
  for (let i = 2; taken.has(unique); i++) unique = `${name} (${i})`;
  taken.add(unique);
  return unique;
}

function indicated(column: Column, made: readonly Made[]): string {
  if (made.length === 0) return `${listed([column])} says the same in all rows used, and is left aside`;
  const shown = made.slice(0, 20).map(({ is }) => quoted(is!));
  const more = made.length > 20 ? ` … (${made.length} in all)` : "";
  return `${listed([column])} is text: an input of 0 and 1 for each of ${shown.join(", ")}${more}`;
}

/** The columns left aside, those of one reason together. */
function asideRemarks(aside: readonly { readonly column: Column; readonly reason?: string }[]): string[] {
  const reasons = [...new Set(aside.map(({ reason }) => reason))].filter((reason) => reason !== undefined);
  return reasons.map((reason) => {
    const columns = aside.filter((each) => each.reason === reason).map(({ column }) => column);
    return `${reason}, and left aside: ${listed(columns)}`;
  });
}

function leftOut(columns: readonly Column[], count: number): string[] {
  if (count === 0) return [];
  const first = Math.min(...columns.flatMap(({ missing }) => missing ?? []));
  const rows = `${count.toLocaleString("en")} row${count === 1 ? "" : "s"}`;
  return [`${rows} left out: a cell of y or of an input is missing, first in row ${first}`];
}
