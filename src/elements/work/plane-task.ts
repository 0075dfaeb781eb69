// plane-task.ts: three columns of a table in a file or a text, read piece by piece: two inputs and a height.
import { cellNumber, DataError, type Layout, rowReader } from "../../data/index.ts";
import { evenly } from "../evenly.ts";
import { feed } from "./feed.ts";
import { doubled, holdsNumbers, MOST_PROBLEMS, problemOf, type TableProblem } from "./read-task.ts";
import type { Host, Outcome } from "./serve.ts";

export interface PlaneInput {
  readonly source: Blob | string;
  /** The places of x, y and the height, from 1; the first two columns of numbers and the last one unless said. */
  readonly chosen?: readonly [x: number, y: number, z: number];
  /** Of more whole rows so many are kept, evenly. */
  readonly most: number;
}

export interface ReadPlane {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly chosen: readonly [x: number, y: number, z: number];
  readonly columns: readonly PlaneColumn[];
  /** Rows that have all three numbers; more than there are values where only some are kept. */
  readonly whole: number;
  /** Rows left out, since one of the three cells holds no number. */
  readonly dropped: number;
  /** Why they were, up to `MOST_PROBLEMS` of them. */
  readonly problems: readonly TableProblem[];
}

export interface PlaneColumn {
  readonly name: string;
  /** Its place, from 1. */
  readonly number: number;
  /** Whether most of its first cells are numbers. */
  readonly numbers: boolean;
}

/** Larger numbers leave no digits for what a surface does between them. */
const LARGEST = 1e12;

/** A surface is flat through three rows. */
const FEWEST = 3;

/** @throws {DataError} as `rowReader` does, if there are no three columns of numbers, or no three rows that have all three */
export async function planeTask({ source, chosen, most }: PlaneInput, host: Host): Promise<Outcome<ReadPlane>> {
  let layout: Layout | undefined;
  let columns: readonly PlaneColumn[] = [];
  let places: readonly [number, number, number] = [1, 2, 3];
  const values = [new Float64Array(1024), new Float64Array(1024), new Float64Array(1024)];
  const row = new Float64Array(3);
  let [whole, rows] = [0, 0];
  const problems: TableProblem[] = [];

  const reader = rowReader({
    onLayout(found) {
      layout = found;
      columns = found.names.map((name, i) => ({ name, number: i + 1, numbers: holdsNumbers(found, i) }));
      places = chosen ?? firstOf(columns);
    },
    onRow(cells, number) {
      rows++;
      let usable = true;
      for (let i = 0; i < 3; i++) {
        const cell = cells[places[i] - 1] ?? "";
        row[i] = cellNumber(cell, layout!.decimal) ?? Number.NaN;
        if (Math.abs(row[i]) < LARGEST) continue;
        usable = false;
        if (problems.length === MOST_PROBLEMS) continue;
        const large = Number.isFinite(row[i]);
        const text = large ? `${cell} is too large for a surface` : problemOf(cell, row[i], layout!);
        problems.push({ row: number, column: places[i], text });
      }
      if (!usable) return;
      for (let i = 0; i < 3; i++) {
        if (whole === values[i].length) values[i] = doubled(values[i]);
        values[i][whole] = row[i];
      }
      whole++;
    },
  });
  await feed(source, reader, host, () => rows);
  reader.end();
  if (whole < FEWEST) {
    const why = problems.length > 0 ? `; in row ${problems[0].row}, ${problems[0].text}` : "";
    const found = ["no row has", "only one row has", "only two rows have"][whole];
    throw new DataError(`${found} a number in all three columns${why}`, "choose others, or add rows: it takes three");
  }
  const kept = Math.min(most, whole);
  const [x, y, z] = values.map((column) => evenly(column, whole, kept));
  const result = { x, y, z, chosen: places, columns, whole, dropped: rows - whole, problems };
  return { result, transfer: [x, y, z].map(({ buffer }) => buffer as ArrayBuffer) };
}

function firstOf(columns: readonly PlaneColumn[]): readonly [number, number, number] {
  const numeric = columns.filter(({ numbers }) => numbers);
  if (numeric.length < 3) {
    const [yes, no] = [true, false].map((numbers) => namesOf(columns.filter((column) => column.numbers === numbers)));
    const found = [
      "no column holds numbers",
      `only one column holds numbers: ${yes}`,
      `only two columns hold numbers: ${yes}`,
    ];
    const others = no && numeric.length > 0 ? ` (these do not: ${no})` : "";
    throw new DataError(found[numeric.length] + others, "a surface needs three columns of numbers: x, y and a height");
  }
  return [numeric[0].number, numeric[1].number, numeric[numeric.length - 1].number];
}

/** Names of columns in a row; some of them, where there are many. */
export function namesOf(columns: readonly PlaneColumn[]): string {
  const named = columns.slice(0, NAMED).map(({ name, number }) => name || `column ${number}`);
  return (columns.length > NAMED ? [...named, "…"] : named).join(", ");
}

const NAMED = 12;
