// dialect.ts: how a table is written: what separates its cells, its decimal mark, whether it begins with names.
import Papa from "papaparse";
import { cellNumber, type Decimal, decimalEvidence } from "./cell.ts";

/** What may stand between two cells. The first of equals is taken. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;

export type Delimiter = (typeof DELIMITERS)[number];

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly decimal: Decimal;
  /** Whether the first row holds names: it does unless every cell of it that holds anything is a number. */
  readonly header: boolean;
  /** A cell that could be read in two ways, if no other cell settled which: what it says, and what was made of it. */
  readonly guess?: { readonly cell: string; readonly value: number };
}

/** Rows of a sample that are looked at. */
const LOOK = 100;

/** The rows at the start of a text. `complete`: the text ends where the table does; otherwise its last row is left out. */
export function parseRows(text: string, delimiter: Delimiter, complete: boolean, limit = 0): ParsedRows {
  const parser = new Papa.Parser({ delimiter, newline: "\n", preview: limit });
  const { data, errors, meta } = parser.parse(text, 0, !complete);
  return { rows: data, errors, end: meta.cursor };
}

export interface ParsedRows {
  readonly rows: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  /** Where the text that was not used begins. */
  readonly end: number;
}

/** Whether a row holds nothing at all. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/**
 * The dialect of the table that begins with `sample`: the delimiter under which the rows agree best on a width and most
 * cells are numbers, each delimiter tried with the decimal mark that its cells speak for. `undefined` if the sample has
 * no whole row yet.
 *
 * A file whose cells never hold a delimiter has one column, of which the delimiter is ",".
 */
export function detectDialect(
  sample: string,
  complete: boolean,
  known: { readonly delimiter?: Delimiter; readonly decimal?: Decimal } = {},
): Dialect | undefined {
  let best: { readonly dialect: Dialect; readonly score: number } | undefined;
  for (const delimiter of known.delimiter === undefined ? DELIMITERS : [known.delimiter]) {
    const rows = parseRows(sample, delimiter, complete, LOOK).rows.filter((cells) => !isBlank(cells));
    if (rows.length === 0) continue;
    const { decimal, ambiguous } = decimalOf(rows, delimiter, known.decimal);
    const header = !rows[0].every((cell) => cellNumber(cell, decimal) !== undefined);
    const guess = ambiguous === undefined ? undefined : { cell: ambiguous, value: cellNumber(ambiguous, decimal)! };
    const dialect = { delimiter, decimal, header, guess };
    const score = fitness(rows, decimal);
    if (!best || score > best.score) best = { dialect, score };
  }
  return best?.dialect;
}

/** Agreement on a width × (1 + share of cells that are numbers); one column is the last resort. */
function fitness(rows: readonly (readonly string[])[], decimal: Decimal): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, agreeing] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  if (width === 1) return 0;
  const cells = rows.slice(rows.length > 1 ? 1 : 0).flat();
  const numbers = cells.filter((cell) => cellNumber(cell, decimal) !== undefined).length;
  return (agreeing / rows.length) * (1 + numbers / cells.length);
}

/** The decimal mark that most cells speak for; where none does, a comma stands between thousands, but beside ";". */
function decimalOf(
  rows: readonly (readonly string[])[],
  delimiter: Delimiter,
  known: Decimal | undefined,
): { readonly decimal: Decimal; readonly ambiguous?: string } {
  if (known !== undefined) return { decimal: known };
  const evidence = { ".": 0, ",": 0 };
  let ambiguous: string | undefined;
  for (const cells of rows) {
    for (const cell of cells) {
      const mark = decimalEvidence(cell);
      if (mark === "either") ambiguous ??= cell.trim();
      else if (mark !== undefined) evidence[mark]++;
    }
  }
  if (evidence[","] !== evidence["."]) return { decimal: evidence[","] > evidence["."] ? "," : "." };
  const decimal = ambiguous !== undefined && delimiter === ";" ? "," : ".";
  return { decimal, ambiguous };
}
