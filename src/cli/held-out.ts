// held-out.ts: which rows a fit does not see, and is scored on.
import { random } from "../core/index.ts";
import { type Io, sourceName, text, UsageError } from "./io.ts";
import { counted } from "./read-table.ts";

export interface HeldOutOptions {
  /** The share of the rows that is held out. */
  readonly test?: number;
  /** A file that lists them. */
  readonly testRows?: string;
  readonly seed?: number;
}

/** Places in a list of rows: those to fit, and those to score. */
export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Fewer rows are no fit. */
const FEWEST = 2;

/**
 * Refuses options that cannot hold, before the table at `path` is read.
 *
 * @throws {UsageError} if both a share and a file are asked for, or table and file are both standard input
 */
export function checkHeldOut(path: string, { test, testRows }: HeldOutOptions): void {
  if (test !== undefined && testRows !== undefined) {
    throw new UsageError("--test and --test-rows both say which rows are held out; give one of them");
  }
  if (path === "-" && testRows === "-") {
    throw new UsageError("the data and --test-rows cannot both be standard input; name a file for one of them");
  }
}

/**
 * Splits rows as the options ask; nothing if they do not. A share is drawn by the seed; a file lists numbers of data rows, from 1, one
 * a line.
 *
 * @param rows the numbers of the rows that are whole
 * @param all how many rows the table has
 * @throws {UsageError} if the file holds what is no row's number, or too few rows are left on either side
 */
export async function heldOut(
  rows: Uint32Array,
  all: number,
  { test, testRows, seed = 0 }: HeldOutOptions,
  io: Io,
): Promise<Split | undefined> {
  if (test === undefined && testRows === undefined) return undefined;
  const places = new Uint32Array(rows.length).map((_, place) => place);
  let out: Set<number>;
  if (testRows === undefined) {
    const count = Math.max(1, Math.round(test! * rows.length));
    out = new Set(random(seed).shuffle(places.slice()).subarray(0, count));
  } else {
    const listed = await listedRows(testRows, all, io);
    if (listed.size === 0) {
      throw new UsageError(
        `${sourceName(testRows)} lists no row; give numbers of data rows from 1 to ${all}, one a line`,
      );
    }
    out = new Set(places.filter((place) => listed.has(rows[place])));
    const lost = listed.size - out.size;
    if (lost > 0) {
      await io.stderr.write(`${sourceName(testRows)}: ${counted(lost, "row")} not scored: a cell is missing there\n`);
    }
  }
  const split = {
    train: places.filter((place) => !out.has(place)),
    test: places.filter((place) => out.has(place)),
  };
  if (split.test.length === 0) throw new UsageError("no row is left to be scored; hold out others");
  if (split.train.length < FEWEST) {
    const left = `${counted(split.train.length, "row")} ${split.train.length === 1 ? "is" : "are"} left`;
    throw new UsageError(`only ${left} for the fit; hold out fewer`);
  }
  return split;
}

async function listedRows(path: string, all: number, io: Io): Promise<ReadonlySet<number>> {
  let content = "";
  for await (const piece of text(path, io)) content += piece;
  const found = new Set<number>();
  for (const [i, line] of content.split(/\r\n?|\n/).entries()) {
    const cell = line.trim().replace(/^\ufeff/, "");
    if (cell === "") continue;
    const row = Number(cell);
    if (!/^\d+$/.test(cell) || row < 1 || row > all) {
      const shown = JSON.stringify(cell.slice(0, 40));
      throw new UsageError(
        `${sourceName(path)}: line ${i + 1}: ${shown} is no row; give numbers of data rows from 1 to ${all}, one a line`,
      );
    }
    found.add(row);
  }
  return found;
}
