// pasted.ts: a table from text that somebody pasted.
import { cellNumber } from "../data/index.ts";
import { columnsReader, type ReadTable } from "./work/read-task.ts";

/** Lines that are looked at to see how the text is written. */
const LOOK = 100;

/**
 * Two columns of numbers from a pasted text: separated by tabs, commas, semicolons, bars or spaces, with a row of names or
 * without. Rows without two numbers are left out and told of, as `readJob` does.
 *
 * @throws {DataError} as `readJob` does
 */
export function pasted(text: string, columns: { readonly x?: string; readonly y?: string } = {}): ReadTable {
  const reader = columnsReader(columns);
  reader.push(tabbed(text));
  return reader.end();
}

/** The text with tabs for its spaces, if it is separated by spaces: if no row is by anything else, and most rows are numbers. */
export function tabbed(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  const seen = lines.filter((line) => line.trim() !== "").slice(0, LOOK);
  const cells = seen.map((line) => line.trim().split(/\s+/));
  const isNumber = (cell: string) => cellNumber(cell, ".") !== undefined || cellNumber(cell, ",") !== undefined;
  const numeric = cells.filter((row) => row.length > 1 && row.every(isNumber)).length;
  if (numeric === 0 || 2 * numeric < seen.length - 1) return text;
  if (seen.some((line) => /[;|]|\S\t+\S/.test(line))) return text;
  return lines.map((line) => line.trim().replace(/\s+/g, "\t")).join("\n");
}
