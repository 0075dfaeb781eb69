// csv-row.ts: cells → a line of CSV text.
import type { Delimiter } from "./dialect.ts";

/** The cells as one line, its end included; a cell that holds a separator, a quote or a line end is quoted (RFC 4180). */
export function csvRow(cells: readonly string[], delimiter: Delimiter = ","): string {
  const written = cells.map((cell) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${written.join(delimiter)}\n`;
}
