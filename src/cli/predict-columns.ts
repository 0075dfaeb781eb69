// predict-columns.ts: which cells of a row are the inputs of a model, and what they say.
import {
  cellNumber,
  DataError,
  findColumn,
  findColumns,
  hasColumn,
  type Layout,
  listed,
  notANumber,
  quoted,
} from "../data/index.ts";
import type { StoredInput, StoredModel } from "./read-model.ts";

/** A column that inputs are read from. */
interface Source {
  readonly number: number;
  readonly name: string;
  /** The input that is its number. */
  readonly value?: number;
  /** The inputs that are indicators of its levels. */
  readonly levels: ReadonlyMap<string, number>;
}

/** A level of a column that the model has no input for. */
export interface Unseen {
  readonly count: number;
  readonly first: { readonly column: string; readonly level: string; readonly row: number };
}

export interface InputReader {
  /** Writes the inputs of a row into `out` from `at` on; false where a cell is missing. */
  read(cells: readonly string[], row: number, out: Float64Array, at: number): boolean;
  readonly unseen: () => Unseen | undefined;
}

/** @throws {DataError} if columns are not there, and from `read` if a cell that must be a number is text or infinite */
export function inputReader(layout: Layout, { inputs }: StoredModel, asked: string | undefined): InputReader {
  const sources = sourcesOf(layout, inputs, asked);
  let unseen: Unseen | undefined;
  function level(cell: string, { name, levels }: Source, row: number): number | undefined {
    const said = cell.trim();
    const input = levels.get(said);
    if (input === undefined) {
      const first = unseen?.first ?? { column: name, level: said, row };
      unseen = { count: (unseen?.count ?? 0) + 1, first };
    }
    return input;
  }
  return {
    read(cells, row, out, at) {
      let whole = true;
      out.fill(0, at, at + inputs.length);
      for (const source of sources) {
        const cell = cells[source.number - 1] ?? "";
        const value = cellNumber(cell, layout.decimal);
        if (value !== undefined && Number.isNaN(value)) {
          whole = false;
          continue;
        }
        if (source.levels.size > 0) {
          const input = level(cell, source, row);
          if (input !== undefined) out[at + input] = 1;
        }
        if (source.value !== undefined) out[at + source.value] = finite(cell, value, row, source, layout);
      }
      return whole;
    },
    unseen: () => unseen,
  };
}

function finite(
  cell: string,
  value: number | undefined,
  row: number,
  { number, name }: Source,
  layout: Layout,
): number {
  if (value === undefined) throw notANumber({ row, text: cell }, { number, name }, layout.decimal);
  if (Number.isFinite(value)) return value;
  const remedy = "correct the cell, or empty it to get an empty prediction";
  throw new DataError(`${quoted(cell)} is not finite`, remedy, { row, column: number, name });
}

function sourcesOf(layout: Layout, inputs: readonly StoredInput[], asked: string | undefined): Source[] {
  // Inputs of which the file does not say their column have one each.
  const columnOf = inputs.map(({ column }, i) => column ?? i);
  const distinct = [...new Set(columnOf)];
  const found = columnsFor(layout, distinct, asked);
  return distinct.map((column, c) => {
    const own = inputs.flatMap((input, i) => (columnOf[i] === column ? [{ ...input, i }] : []));
    const levels = new Map(own.flatMap(({ is, i }) => (is === undefined ? [] : [[is, i] as const])));
    return { ...found[c], value: own.find(({ is }) => is === undefined)?.i, levels };
  });
}

type Place = Pick<Source, "number" | "name">;

/** The columns asked for, in order; or those that the model was fitted on; or x1, x2 …; or the first ones of numbers. */
function columnsFor(layout: Layout, wanted: readonly (string | number)[], asked: string | undefined): readonly Place[] {
  const columns = layout.names.map((name, i) => ({ name, number: i + 1 }));
  const own = wanted.filter((column) => typeof column === "string");
  if (asked !== undefined) {
    const found = wanted.length === 1 ? [findColumn(columns, asked)] : findColumns(columns, asked);
    if (found.length === wanted.length) return found;
    const each = own.length > 0 ? own.map(quoted).join(", ") : `${wanted.length} inputs`;
    throw new DataError(
      `--x names ${found.length} columns, and the model reads ${wanted.length}`,
      `name one for each of ${each}`,
    );
  }
  if (own.length === wanted.length) {
    const lacking = own.filter((name) => !hasColumn(columns, name));
    if (lacking.length === 0) return own.map((name) => findColumn(columns, name));
    const none = lacking.length > 1 ? "there are no columns" : "there is no column";
    const remedy =
      wanted.length === 1
        ? "name the column of x with --x"
        : `the table has ${listed(columns)}; name the columns of ${own.map(quoted).join(", ")} with --x`;
    throw new DataError(`${none} ${lacking.map(quoted).join(", ")}, which the model was fitted on`, remedy);
  }
  const called = wanted.map((_, i) => columns.find(({ name }) => name === `x${i + 1}`));
  if (wanted.length > 1 && called.every((column) => column !== undefined)) return called;
  return numeric(layout, columns, wanted.length);
}

/** The first so many columns whose cells, as far as they were looked at, are numbers. */
function numeric({ sample, decimal }: Layout, columns: readonly Place[], count: number): readonly Place[] {
  const found = columns.filter(({ number }) => {
    const cells = sample.map((row) => cellNumber(row[number - 1] ?? "", decimal));
    return cells.some((value) => value !== undefined && !Number.isNaN(value)) && !cells.includes(undefined);
  });
  if (found.length >= count) return found.slice(0, count);
  if (sample.length === 0 && columns.length >= count) return columns.slice(0, count);
  const problem =
    found.length === 0 ? "no column holds numbers only" : `only ${found.length} of ${count} columns hold numbers only`;
  const strays = columns.flatMap((column) => {
    const stray = sample
      .map((row) => row[column.number - 1] ?? "")
      .find((cell) => cellNumber(cell, decimal) === undefined);
    return stray === undefined ? [] : [`, and ${listed([column])} says ${quoted(stray)}`];
  });
  throw new DataError(
    `${problem}${strays[0] ?? ""}`,
    count === 1 ? "name the column of x with --x" : "name the columns of the inputs with --x",
  );
}
