// data-error.ts: what is wrong with a table, where, and what to do about it.

/** Where a table is at fault. Rows and columns count from 1, and the row of names is row 1, as in a spreadsheet. */
export interface Place {
  readonly row?: number;
  readonly column?: number;
  /** The column's name, where the table gives it one. */
  readonly name?: string;
}

/** A table that cannot be used as it is. The message is one line: place, problem, remedy. */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly row: number | undefined;
  readonly column: number | undefined;

  /**
   * @param problem what is wrong, in words that may hold a cell's text only through `quoted`
   * @param remedy what to do
   */
  constructor(problem: string, remedy: string, place: Place = {}) {
    const { row, column, name } = place;
    const at = [
      row === undefined ? "" : `row ${row}`,
      column === undefined ? "" : `column ${column}${name ? ` (${quoted(name)})` : ""}`,
    ].filter(Boolean);
    super(`${at.length > 0 ? `${at.join(", ")}: ` : ""}${problem}; ${remedy}`);
    this.row = row;
    this.column = column;
  }
}

/**
 * Text of somebody else's, as a message shows it: in quotes, on one line, cut short. Control characters are escaped, so
 * that a cell cannot steer the terminal that it is shown on.
 */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short).replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
