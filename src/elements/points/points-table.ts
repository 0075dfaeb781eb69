// points-table.ts: points from a table: two columns of numbers, and one that says what each row is.
import { type Column, type CsvTable, DataError, findColumn, listed, parseCsv } from "../../data/index.ts";
import { tabbed } from "../pasted.ts";
import { MOST_CLASSES, MOST_POINTS, type Source } from "./points-state.ts";

export interface Chosen {
  readonly x?: string;
  readonly y?: string;
  readonly of?: string;
}

export interface ReadPoints {
  readonly source: Source & { readonly kind: "table" };
  readonly columns: readonly string[];
  /** The places of the columns that were taken, from 1. */
  readonly numbers: { readonly x: number; readonly y: number; readonly of: number };
  /** What was left out and why, a sentence each. */
  readonly problems: readonly string[];
}

/** Different values of a column of numbers that may still be classes. */
const MOST_LEVELS = 50;

/** The table of a text, for `pointsFrom` to choose columns of. */
export const readTable = (text: string): CsvTable => parseCsv(tabbed(text), { levels: MOST_LEVELS });

/**
 * Points of a table. Unless said, the class is the last column of two to six different texts or numbers, else the last of up
 * to 50 texts; x and y are the first two other columns of numbers. Rows without a number in both or without a class are left
 * out and counted; so are those of rarer classes, where there are more than six, and rows beyond 20,000.
 *
 * @throws {DataError} if there are no such columns, or fewer than two classes
 */
export function pointsFrom(table: CsvTable, wanted: Chosen = {}): ReadPoints {
  const { columns } = table;
  const levels = new Map(columns.map((column) => [column, levelsOf(column)]));
  const named = (name: string | undefined) => (name === undefined ? undefined : findColumn(columns, name));
  const [wantedX, wantedY, wantedOf] = [named(wanted.x), named(wanted.y), named(wanted.of)];
  const many = (column: Column): number => levels.get(column)?.names.length ?? 0;
  const told = columns.filter((column) => column !== wantedX && column !== wantedY && many(column) > 1);
  const of =
    wantedOf ?? told.findLast((column) => many(column) <= MOST_CLASSES) ?? told.findLast(({ kind }) => kind === "text");
  const numeric = columns.filter((column) => column.kind === "number" && column !== of);
  const x = wantedX ?? numeric.find((column) => column !== wantedY);
  const y = wantedY ?? numeric.find((column) => column !== x);
  const classes = of && levels.get(of);
  if (of && !classes) {
    throw new DataError(
      `${JSON.stringify(of.name)} has more than ${MOST_LEVELS} different values`,
      "choose another column for the class",
    );
  }
  if (!of || !classes) {
    throw new DataError(
      "no column says what each row is",
      `it must have 2 to ${MOST_CLASSES} different values: choose of ${listed(columns)}`,
    );
  }
  if (!x || !y || x === y) throw new DataError("points need two columns of numbers", `choose of ${listed(columns)}`);
  const kept = frequent(classes);
  if (kept.length < 2)
    throw new DataError(`all rows of ${JSON.stringify(of.name)} are one class`, "choose another column");
  const points: number[] = [];
  const left = { numbers: 0, classes: 0, rare: 0, more: 0 };
  for (let row = 0; row < table.rows; row++) {
    const code = classes.codes[row];
    const place = kept.indexOf(code);
    if (!Number.isFinite(x.values[row]) || !Number.isFinite(y.values[row])) left.numbers++;
    else if (code < 0) left.classes++;
    else if (place < 0) left.rare++;
    else if (points.length >= 3 * MOST_POINTS) left.more++;
    else points.push(x.values[row], y.values[row], place);
  }
  const sentences = [
    [left.numbers, `without a number in both of ${x.name} and ${y.name}`],
    [left.classes, `without a class in ${of.name}`],
    [left.rare, `of classes beyond the ${MOST_CLASSES} that have most rows`],
    [left.more, `beyond the first ${MOST_POINTS}`],
  ] as const;
  if (points.length < 6)
    throw new DataError("there are no two rows with two numbers and a class", "choose other columns");
  return {
    source: {
      kind: "table",
      points,
      names: [x.name, y.name, of.name].map(shortened) as [string, string, string],
      classNames: kept.map((code) => shortened(classes.names[code])),
    },
    columns: columns.map(({ name }) => name),
    numbers: { x: x.number, y: y.number, of: of.number },
    problems: sentences.flatMap(([count, why]) =>
      count > 0 ? [`${count} ${count === 1 ? "row" : "rows"} ${why}`] : [],
    ),
  };
}

interface Levels {
  readonly names: readonly string[];
  /** Which of them each row has; −1 for none. */
  readonly codes: ArrayLike<number>;
}

/** The different values of a column, if they are few. */
function levelsOf({ kind, levels, codes, values }: Column): Levels | undefined {
  if (kind === "text") return levels && codes && { names: levels, codes };
  if (kind !== "number") return undefined;
  const seen = new Map<number, number>();
  const places = new Int32Array(values.length).fill(-1);
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    if (!seen.has(value)) {
      if (seen.size === MOST_LEVELS) return undefined;
      seen.set(value, seen.size);
    }
    places[row] = seen.get(value)!;
  }
  return { names: [...seen.keys()].map(String), codes: places };
}

/** The codes of the six classes with most rows, in the order of their first appearance. */
function frequent({ names, codes }: Levels): number[] {
  const counts = names.map(() => 0);
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++;
  const order = counts.map((count, code) => ({ count, code })).filter(({ count }) => count > 0);
  const most = order.sort((one, other) => other.count - one.count).slice(0, MOST_CLASSES);
  return most.map(({ code }) => code).sort((one, other) => one - other);
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text || "(no name)");
