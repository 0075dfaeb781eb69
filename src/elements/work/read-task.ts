// read-task.ts: two columns of a table in a file or a text, read piece by piece.
import { cellNumber, DataError, findColumn, type Layout, listed, quoted, rowReader } from "../../data/index.ts";
import { averages } from "../fit/averages.ts";
import { feed } from "./feed.ts";
import type { Host, Outcome } from "./serve.ts";

export interface ReadInput {
  readonly source: Blob | string;
  /** the columns by name, or by place as `2` or `column 2`; the first column of numbers unless said */
  readonly x?: string;
  /** the last of the other columns of numbers unless said */
  readonly y?: string;
  /** of more rows, at most so many averages of neighbours: the rows themselves never reach the page */
  readonly most?: number;
}

export interface TableProblem {
  /** from 1, with the row of names, as a spreadsheet counts */
  readonly row: number;
  /** from 1 */
  readonly column: number;
  readonly text: string;
}

export interface ReadTable {
  /** as many as the rows that are kept, in the file's order; or averages, in ascending x */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** of averages: how many rows each stands for */
  readonly weights?: Float64Array;
  /** of averages: mean square of what averaging took away from y */
  readonly scatter?: number;
  readonly names: { readonly x: string; readonly y: string };
  /** places of x and y in the file, from 1 */
  readonly numbers: { readonly x: number; readonly y: number };
  /** the names of all columns */
  readonly columns: readonly string[];
  /** rows of data, those left out included */
  readonly rows: number;
  /** rows left out, since a cell of x or y holds no finite number */
  readonly dropped: number;
  /** why they were, up to 100 of them */
  readonly problems: readonly TableProblem[];
}

const MOST_PROBLEMS = 100;

/** @throws {DataError} as `rowReader` does, and if there are no two columns of numbers, or no row that has both */
export async function readTask({ source, x, y, most }: ReadInput, host: Host): Promise<Outcome<ReadTable>> {
  const reader = columnsReader({ x, y });
  await feed(source, reader, host, reader.rows);
  const whole = reader.end();
  const few = most !== undefined && whole.x.length > most ? averages(whole.x, whole.y, most) : undefined;
  const result = { ...whole, ...few };
  const columns = few ? [few.x, few.y, few.weights] : [whole.x, whole.y];
  return { result, transfer: columns.map(({ buffer }) => buffer as ArrayBuffer) };
}

/** Two columns of numbers from text in pieces; a row without both is left out, and told of. */
export function columnsReader(wanted: { readonly x?: string; readonly y?: string }) {
  let layout: Layout | undefined;
  let chosen = { x: 0, y: 1 };
  let xs = new Float64Array(1024);
  let ys = new Float64Array(1024);
  let kept = 0;
  let rows = 0;
  const problems: TableProblem[] = [];

  const number = (cells: readonly string[], index: number, row: number): number => {
    const cell = cells[index] ?? "";
    const value = cellNumber(cell, layout!.decimal) ?? Number.NaN;
    if (!Number.isFinite(value) && problems.length < MOST_PROBLEMS) {
      problems.push({ row, column: index + 1, text: problemOf(cell, value, layout!) });
    }
    return value;
  };

  const reader = rowReader({
    onLayout(found) {
      layout = found;
      chosen = choose(found, wanted);
    },
    onRow(cells, row) {
      rows++;
      const x = number(cells, chosen.x, row);
      const y = number(cells, chosen.y, row);
      if (!Number.isFinite(x) || !Number.isFinite(y)) return;
      if (kept === xs.length) [xs, ys] = [doubled(xs), doubled(ys)];
      xs[kept] = x;
      ys[kept++] = y;
    },
  });

  return {
    push: reader.push,
    rows: () => rows,
    end(): ReadTable {
      reader.end();
      const { names } = layout!;
      if (kept === 0) {
        const why = problems.length > 0 ? `; in row ${problems[0].row}, ${problems[0].text}` : "";
        throw new DataError(`no row has a number in both columns${why}`, "choose others, or add rows of numbers");
      }
      return {
        x: xs.subarray(0, kept),
        y: ys.subarray(0, kept),
        names: { x: names[chosen.x], y: names[chosen.y] },
        numbers: { x: chosen.x + 1, y: chosen.y + 1 },
        columns: names,
        rows,
        dropped: rows - kept,
        problems,
      };
    },
  };
}

/** Why a cell gives no number that can be used. */
export function problemOf(cell: string, value: number, { decimal }: Pick<Layout, "decimal">): string {
  if (cell.trim() === "") return "the cell is empty";
  if (Number.isFinite(value)) return `${quoted(cell)} is too large`;
  if (!Number.isNaN(value)) return `${quoted(cell)} is not finite`;
  return `${quoted(cell)} is not a number${decimal === "," ? " (this table writes a decimal comma)" : ""}`;
}

/** Indices of x and y: as wanted, or else the first and the last column of which most cells at the start are numbers. */
function choose(layout: Layout, wanted: { readonly x?: string; readonly y?: string }) {
  const { names } = layout;
  const columns = names.map((name, i) => ({ name, number: i + 1 }));
  const numeric = columns.filter(({ number }) => holdsNumbers(layout, number - 1));
  const [named, other] = [wanted.x, wanted.y].map((name) => (name === undefined ? name : findColumn(columns, name)));
  const x = named ?? numeric.find((column) => column !== other);
  const y = other ?? numeric.findLast((column) => column !== x);
  if (!x || !y) {
    const found =
      numeric.length === 0 ? "no column holds numbers" : `only one column holds numbers: ${listed(numeric)}`;
    throw new DataError(found, "a fit needs two columns of numbers, x and y");
  }
  if (x === y) throw new DataError("x and y are the same column", `choose two of ${listed(columns)}`);
  return { x: x.number - 1, y: y.number - 1 };
}

/** Whether most cells of a column, counted from 0, are numbers where the table begins. */
function holdsNumbers({ sample, decimal }: Layout, index: number): boolean {
  const filled = sample.map((cells) => cells[index] ?? "").filter((cell) => cell.trim() !== "");
  const numbers = filled.filter((cell) => Number.isFinite(cellNumber(cell, decimal)));
  return numbers.length > 0 && 2 * numbers.length >= filled.length;
}

/** The same values with as much room again. */
function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * values.length);
  longer.set(values);
  return longer;
}
