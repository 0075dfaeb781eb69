// read-table.ts: a file → columns, and what the user should know about them.
import { type CsvOptions, type CsvTable, csvReader, DataError, listed, quoted } from "../data/index.ts";
import { type Io, sourceName, text, UsageError } from "./io.ts";
import { progress } from "./progress.ts";

/** The table in a file, read in pieces. What is wrong with it becomes a `UsageError` that names the file. */
export async function readTable(path: string, io: Io, options: CsvOptions = {}): Promise<CsvTable> {
  const bar = progress(io, `reading ${sourceName(path)}`, "MB");
  const reader = csvReader(options);
  let characters = 0;
  try {
    for await (const piece of text(path, io)) {
      reader.push(piece);
      characters += piece.length;
      await bar.report(Math.round(characters / 1e6));
    }
    return reader.end();
  } catch (error) {
    throw named(error, path);
  } finally {
    await bar.end();
  }
}

/** What is wrong with a table, with the name of its file. */
export const named = (error: unknown, path: string): unknown =>
  error instanceof DataError ? new UsageError(`${sourceName(path)}: ${error.message}`) : error;

/** What was made of a table and may not be what was meant, a sentence each; `designMatrix` tells itself what it makes of text. */
export function remarks(table: CsvTable, textIsUsed = false): string[] {
  const { columns, dialect, short } = table;
  const aside = textIsUsed ? [] : columns.filter(({ kind }) => kind === "text");
  const numbered = dialect.header ? columns.find(({ name }) => /^[\d.,]+$/.test(name)) : undefined;
  const { guess } = dialect;
  return [
    aside.length > 0 ? `not numbers, and left aside: ${listed(aside)}` : "",
    short.count > 0
      ? `${counted(short.count, "row")} with fewer cells than the first, the missing ones taken as empty; see row ${short.row}`
      : "",
    numbered
      ? `row 1 was taken as names, though ${quoted(numbered.name)} is a number; if it is data, put names above it`
      : "",
    guess ? `${quoted(guess.cell)} was read as ${guess.value}; if that is wrong, write it without the comma` : "",
  ].filter(Boolean);
}

/** Beyond this, products of two values may leave the floats. */
const LARGEST = 1e150;

/** @throws {UsageError} if the column, which is shown as `column`, holds a number too large to be squared */
export function checkSize(path: string, column: string, values: Float64Array): void {
  const large = values.find((value) => Math.abs(value) > LARGEST);
  if (large === undefined) return;
  const where = `${sourceName(path)}: column ${column}`;
  throw new UsageError(`${where} holds ${large}, whose square is beyond all floats; divide the column by a constant`);
}

/** `1 row`, `2 rows`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
