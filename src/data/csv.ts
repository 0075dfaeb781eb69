// csv.ts: text in pieces → columns of numbers.
import { cellNumber } from "./cell.ts";
import { DataError } from "./data-error.ts";
import type { Dialect } from "./dialect.ts";
import { type Levels, levelsBuilder, MOST_LEVELS } from "./levels.ts";
import { type RowReaderOptions, rowReader, type TextConsumer } from "./row-reader.ts";

/** A cell that is no finite number: its row, counted from 1 with the row of names, and what it says. */
export interface Stray {
  readonly row: number;
  readonly text: string;
}

export interface Column {
  readonly name: string;
  /** Its place in the file, from 1. */
  readonly number: number;
  /** "number" if at least half of the cells that hold anything are numbers, "text" if not, "empty" if none holds any. */
  readonly kind: "number" | "text" | "empty";
  /** A value a row: NaN where the cell is missing or holds text. */
  readonly values: Float64Array;
  /** The first cell that holds text. */
  readonly text?: Stray;
  /** The first cell that is infinite, or too large for a float. */
  readonly infinite?: Stray;
  /** The row of the first missing cell. */
  readonly missing?: number;
  /** Where strays were asked for: the first cells that give the column no finite number, or its text none, in their order. */
  readonly strays?: readonly Stray[];
  /**
   * Of a text column, if levels were asked for and there are no more of them: its different texts in the order of first
   * appearance, spaces around them taken off, cells that hold numbers among them. Never of a column whose first 1,000 cells
   * are numbers, or that holds a text beyond 200 characters.
   */
  readonly levels?: Levels["levels"];
  /** Beside levels: which of them each row's cell says, −1 where it is missing. */
  readonly codes?: Levels["codes"];
}

export interface CsvTable {
  readonly columns: readonly Column[];
  /** Rows of data, blank lines and the row of names not counted. */
  readonly rows: number;
  /** Rows that end before the last column, and the first of them. */
  readonly short: { readonly count: number; readonly row?: number };
  readonly dialect: Dialect;
}

export interface CsvOptions extends Pick<RowReaderOptions, "delimiter" | "decimal"> {
  /** How many levels of a text column are kept, from 0 to 32,767; none if not said. */
  readonly levels?: number;
  /** How many strays of each column are kept; none if not said. */
  readonly strays?: number;
  /** Larger numbers count as infinite. */
  readonly largest?: number;
}

/** What `csvReader` gives. */
export interface CsvConsumer extends TextConsumer<CsvTable> {
  /** Rows of data so far. */
  readonly rows: number;
}

/**
 * Columns from CSV text that comes in pieces, such as a file's. Memory holds the numbers (8 bytes each, twice that while
 * a column grows), whatever the length of the text, and where levels are asked for 2 bytes more. What cells may hold: `cellNumber`. Nothing in a cell is ever evaluated.
 *
 * @throws {RangeError} if levels is no whole number from 0 to 32,767
 * @throws {DataError} from `push` or `end`, as `rowReader` does, and if there is no row below the names
 */
export function csvReader(options: CsvOptions = {}): CsvConsumer {
  const { levels = 0, strays = 0, largest = Number.MAX_VALUE } = options;
  if (!Number.isInteger(levels) || levels < 0 || levels > MOST_LEVELS) {
    throw new RangeError(`csvReader: levels must be a whole number from 0 to ${MOST_LEVELS}, got ${levels}`);
  }
  let dialect: Dialect | undefined;
  let columns: ColumnBuilder[] = [];
  let rows = 0;
  let short = 0;
  let firstShort: number | undefined;
  const reader = rowReader({
    ...options,
    onLayout(layout) {
      const { delimiter, decimal, header, guess } = layout;
      dialect = { delimiter, decimal, header, guess };
      columns = layout.names.map((name, i) => columnBuilder(name, i + 1, layout.decimal, { levels, strays, largest }));
    },
    onRow(cells, row) {
      if (cells.length < columns.length) {
        short++;
        firstShort ??= row;
      }
      for (let i = 0; i < columns.length; i++) columns[i].add(cells[i] ?? "", rows, row);
      rows++;
    },
  });
  return {
    push: reader.push,
    get rows() {
      return rows;
    },
    end() {
      reader.end();
      if (rows === 0) throw new DataError("there is no row below the names", "add rows of numbers", { row: 2 });
      return {
        columns: columns.map((column) => column.end(rows)),
        rows,
        short: { count: short, row: firstShort },
        dialect: dialect!,
      };
    },
  };
}

/** Columns from the text of a whole table: see `csvReader`. */
export function parseCsv(text: string, options: CsvOptions = {}): CsvTable {
  const reader = csvReader(options);
  reader.push(text);
  return reader.end();
}

interface ColumnBuilder {
  /** Takes the cell of a data row (from 0), which stands in `row` of the file. */
  add(cell: string, index: number, row: number): void;
  end(rows: number): Column;
}

function columnBuilder(
  name: string,
  number: number,
  decimal: Dialect["decimal"],
  most: Required<Pick<CsvOptions, "levels" | "strays" | "largest">>,
): ColumnBuilder {
  const kept = most.levels > 0 ? levelsBuilder(most.levels) : undefined;
  const gaps: Stray[] = [];
  const others: Stray[] = [];
  const keep = (strays: Stray[], row: number, text: string) => {
    if (strays.length < most.strays) strays.push({ row, text });
  };
  let values = new Float64Array(0);
  let numbers = 0;
  let texts = 0;
  let text: Stray | undefined;
  let infinite: Stray | undefined;
  let missing: number | undefined;
  return {
    add(cell, index, row) {
      const value = cellNumber(cell, decimal);
      if (kept && !Number.isNaN(value)) kept.add(cell, index, value !== undefined);
      if (value === undefined) {
        texts++;
        text ??= { row, text: cell };
        keep(others, row, cell);
      } else if (Number.isNaN(value)) {
        missing ??= row;
        keep(gaps, row, cell);
      } else {
        numbers++;
        if (!(Math.abs(value) <= most.largest)) {
          infinite ??= { row, text: cell };
          keep(others, row, cell);
        }
        if (index >= values.length) values = grown(values, index + 1);
        values[index] = value;
      }
    },
    end(rows) {
      const kind = numbers === 0 && texts === 0 ? "empty" : numbers >= texts ? "number" : "text";
      const all = values.length < rows ? grown(values, rows) : values;
      const categories = kind === "text" ? kept?.end(rows) : undefined;
      const found = kind === "text" ? gaps : [...gaps, ...others].sort((a, b) => a.row - b.row);
      const strays = most.strays > 0 ? { strays: found.slice(0, most.strays) } : {};
      return { name, number, kind, values: all.subarray(0, rows), text, infinite, missing, ...strays, ...categories };
    },
  };
}

/** A longer copy, at least doubled, NaN where nothing was written yet. */
function grown(values: Float64Array, least: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(Math.max(least, 2 * values.length, 1024)).fill(Number.NaN, values.length);
  longer.set(values);
  return longer;
}
