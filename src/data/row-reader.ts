// row-reader.ts: text in pieces → rows of cells, as they come. It keeps the row that is not whole yet, and nothing else.
import type { Decimal } from "./cell.ts";
import { DataError } from "./data-error.ts";
import { type Delimiter, type Dialect, detectDialect, isBlank, parseRows } from "./dialect.ts";

/** What is known once the first row is: how the table is written, and what its columns are called. */
export interface Layout extends Dialect {
  /** As the first row has them, trimmed; `column 1`, `column 2` … where it names none. */
  readonly names: readonly string[];
  /** Rows of the sample, without the names: what can be told of the columns before all rows are read. */
  readonly sample: readonly (readonly string[])[];
}

export interface RowReaderOptions {
  /** What separates cells; found from the text if not given. */
  readonly delimiter?: Delimiter;
  /** The decimal mark; found from the text if not given. */
  readonly decimal?: Decimal;
  /** Called once, before the first row. */
  readonly onLayout: (layout: Layout) => void;
  /** Called for each row of data. `cells` may be shorter than the names, and is never longer. */
  readonly onRow: (cells: readonly string[], row: number) => void;
}

export interface TextConsumer<T> {
  /** Takes the next piece of the text; it may end anywhere. */
  push(chunk: string): void;
  /** There is no more text. */
  end(): T;
}

/** Characters looked at to find the dialect, and taken at a time. */
const PIECE = 1 << 16;

/** A row longer than this is a mistake: mostly a quote that nobody closed. */
const LONGEST_ROW = 1 << 20;

/**
 * Reads rows from text that comes in pieces. A byte-order mark and blank lines are passed over (lines still count);
 * line ends may be \n, \r\n or \r; quotes are those of RFC 4180.
 *
 * @throws {DataError} from `push` or `end`, naming the row: if there is no row, a row has more cells than the first one
 *   and they are not empty, a quote is left open or followed by text, or a row is longer than 2²⁰ characters
 */
export function rowReader(options: RowReaderOptions): TextConsumer<void> {
  let pending = "";
  let started = false;
  let heldReturn = false;
  let layout: Layout | undefined;
  let row = 0;
  let enough = PIECE;

  function take(text: string, last: boolean): void {
    pending += lineEnds(text, last);
    if (last && !pending.endsWith("\n")) pending += "\n";
    if (!started && pending !== "") {
      started = true;
      if (pending.startsWith("\ufeff")) pending = pending.slice(1);
    }
    if (!last && pending.length < enough) return;
    const dialect = layout ?? detectDialect(pending, last, options);
    if (dialect) deliver(dialect, last);
    // A row that did not end in this much text is looked at again in twice as much, so that a long one costs its length.
    enough = Math.max(PIECE, 2 * pending.length);
    if (pending.length > LONGEST_ROW) {
      const remedy = "look for a quote that is opened and never closed";
      throw new DataError(`the row is longer than ${LONGEST_ROW} characters`, remedy, { row: row + 1 });
    }
  }

  function deliver(dialect: Dialect, last: boolean): void {
    const { rows, errors, end } = parseRows(pending, dialect.delimiter, last);
    // What is wrong with a row that is not whole yet may come right with the rest of it.
    const bad = errors.find((error) => last || (error.row ?? 0) < rows.length);
    for (const [i, cells] of rows.entries()) {
      if (bad && i >= (bad.row ?? 0)) break;
      row++;
      if (isBlank(cells) && (cells.length === 1 || !layout)) continue;
      if (!layout) {
        layout = layoutOf(dialect, rows.slice(i, i + 100));
        options.onLayout(layout);
        if (layout.header) continue;
      }
      if (cells.length > layout.names.length) checkWidth(cells, layout, row);
      options.onRow(cells, row);
    }
    if (bad) {
      const [problem, remedy] = bad.code === "MissingQuotes" ? OPEN_QUOTE : AFTER_QUOTE;
      throw new DataError(problem, remedy, { row: row + 1 });
    }
    pending = pending.slice(end);
  }

  /** Line ends as \n. A \r at the end of a piece waits for the next one, which may begin with its \n. */
  function lineEnds(text: string, last: boolean): string {
    let whole = heldReturn ? `\r${text}` : text;
    heldReturn = !last && whole.endsWith("\r");
    if (heldReturn) whole = whole.slice(0, -1);
    return whole.includes("\r") ? whole.replace(/\r\n?/g, "\n") : whole;
  }

  return {
    push(chunk) {
      for (let i = 0; i < chunk.length; i += PIECE) take(chunk.slice(i, i + PIECE), false);
    },
    end() {
      take("", true);
      if (!layout) throw new DataError("the table is empty", "give it a row of names and rows of numbers below it");
    },
  };
}

const OPEN_QUOTE = ["a quote is opened and never closed", "close it, or double it if it belongs to the text"] as const;
const AFTER_QUOTE = ["text follows a closing quote", "put quotes around whole cells, and double those inside"] as const;

function layoutOf(dialect: Dialect, rows: readonly (readonly string[])[]): Layout {
  const [first] = rows;
  const names = first.map((cell, i) => (dialect.header && cell.trim()) || `column ${i + 1}`);
  const sample = (dialect.header ? rows.slice(1) : rows).filter((cells) => !isBlank(cells));
  return { ...dialect, names, sample };
}

function checkWidth(cells: readonly string[], { names, header }: Layout, row: number): void {
  if (isBlank(cells.slice(names.length))) return;
  throw new DataError(
    `the row has ${cells.length} cells where the ${header ? "row of names" : "first row"} has ${names.length}`,
    "put quotes around a cell that holds the separator, or add the missing names",
    { row, column: names.length + 1 },
  );
}
