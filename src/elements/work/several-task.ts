// several-task.ts: a whole table in a file or a text, as the inputs of a sum and the column that it is to tell.
import {
  type Column,
  cellNumber,
  csvReader,
  DataError,
  type DesignInput,
  type Dialect,
  designMatrix,
} from "../../data/index.ts";
import { evenly } from "../evenly.ts";
import { count } from "../numbers.ts";
import { feed } from "./feed.ts";
import { problemOf, type TableProblem } from "./read-task.ts";
import type { Host, Outcome } from "./serve.ts";

export interface SeveralInput {
  readonly source: Blob | string;
  /** The place of the column that is told, from 1; the last one of numbers unless said. */
  readonly y?: number;
  /** The places of the columns that are inputs; from the first on as many of the others as may be, unless said. */
  readonly x?: readonly number[];
  readonly most: MostColumns;
  /** What such a table is for and has to have, said where it has not. */
  readonly needs: string;
}

/** What a figure can hold and show. */
export interface MostColumns {
  /** Of more whole rows some are kept, evenly. */
  readonly rows: number;
  /** More are refused. */
  readonly inputs: number;
  /** Text of more different words is refused; 0 for all text. */
  readonly words: number;
  /** Larger numbers are missing. */
  readonly number: number;
}

/** A column as one may choose it. */
export interface OfferedColumn {
  readonly name: string;
  /** Its place, from 1. */
  readonly number: number;
  /** Whether it holds numbers that differ: these may be told, and run along an axis. */
  readonly numbers: boolean;
  /** How many inputs it gives: one of numbers, or one for each of its words; 0 if it cannot be used. */
  readonly inputs: number;
  /** Why it is no input unless one says so. */
  readonly aside?: string;
}

export interface ReadSeveral {
  readonly columns: readonly OfferedColumn[];
  /** The place of the column that is told, from 1. */
  readonly y: number;
  /** The places of the columns that are inputs. */
  readonly x: readonly number[];
  /** What there is of these columns, or what is wrong with them. */
  readonly found: FoundInputs | string;
  /** Why rows lack a value in one of these columns: the first such cells. */
  readonly problems: readonly TableProblem[];
}

export interface FoundInputs {
  readonly inputs: readonly DesignInput[];
  /** The values of each input, and of the column that is told, as long as each other. */
  readonly x: readonly Float64Array[];
  readonly y: Float64Array;
  /** What the column that is told is called. */
  readonly name: string;
  /** Rows that have a value in every chosen column; more than there are values where only some are kept. */
  readonly whole: number;
  /** What was decided and may not be what was meant, a sentence each. */
  readonly remarks: readonly string[];
}

/** Different words that are kept of a column to be counted. */
const COUNTED = 50;

/** Problems that are told, and columns that are named, before 'and more'. */
const TOLD = 8;
const NAMED = 12;

/** @throws {DataError} as `csvReader` does, and if fewer than three columns hold numbers that differ */
export async function severalTask(
  { source, y, x, most, needs }: SeveralInput,
  host: Host,
): Promise<Outcome<ReadSeveral>> {
  const levels = most.words > 0 ? COUNTED : 0;
  const reader = csvReader({ levels, strays: TOLD + 1, largest: most.number });
  await feed(source, reader, host, () => reader.rows);
  const table = reader.end();
  const columns = table.columns.map((column) => withoutStrays(column, most.number));
  const offered = columns.map((column) => offeredOf(column, most.words));
  const numeric = offered.filter(({ numbers }) => numbers);
  if (numeric.length < 3) throw new DataError(tooFew(offered, numeric), needs);
  const told = y ?? numeric[numeric.length - 1].number;
  const chosen = x ?? firstOf(offered, told, most.inputs);
  const aside = x === undefined ? asideOf(offered, told, chosen, most.inputs) : [];
  const used = table.columns.filter(({ number }) => [told, ...chosen].includes(number));
  const problems = problemsOf(used, table.dialect);
  const find = (): FoundInputs => {
    check(offered, chosen, most.inputs);
    const place = (number: number) => `column ${number}`;
    const options = { y: place(told), x: chosen.map(place), levels: most.words };
    const { inputs, x, y, columns: names, remarks } = designMatrix({ ...table, columns }, options);
    const found = { inputs, x, y, name: names.y, whole: y.length };
    const lacking = gaps(columns.filter(({ number }) => [told, ...chosen].includes(number)));
    return checked({ ...found, remarks: [...aside, ...remarks, ...lacking] }, problems);
  };
  const found = attempt(() => thinned(find(), most.rows));
  const transfer = typeof found === "string" ? [] : [...found.x, found.y].map(({ buffer }) => buffer as ArrayBuffer);
  return { result: { columns: offered, y: told, x: chosen, found, problems }, transfer };
}

function tooFew(offered: readonly OfferedColumn[], numeric: readonly OfferedColumn[]): string {
  const some = ["no column holds", `only ${namesOf(numeric)} holds`, `only ${namesOf(numeric)} hold`][numeric.length];
  const others = offered.filter(({ numbers }) => !numbers);
  const rest = numeric.length > 0 && others.length > 0 ? ` (these do not: ${namesOf(others)})` : "";
  return `${some} numbers that differ${rest}`;
}

/** Of all columns the first strays, one more than are told, so that it is seen whether there are more. */
function problemsOf(columns: readonly Column[], dialect: Dialect): TableProblem[] {
  const problems = columns.flatMap(({ number, strays = [] }) =>
    strays.map(({ row, text }) => ({
      ...{ row, column: number },
      text: problemOf(text, cellNumber(text, dialect.decimal) ?? Number.NaN, dialect),
    })),
  );
  return problems.sort((a, b) => a.row - b.row).slice(0, TOLD + 1);
}

/** What is wrong with chosen columns is told beside all columns, since others may be right. */
function attempt(find: () => FoundInputs): FoundInputs | string {
  try {
    return find();
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

/** A column of numbers where cells of text, and numbers beyond bounds, are missing. */
function withoutStrays(column: Column, largest: number): Column {
  const { kind, text, infinite, missing, values } = column;
  if (kind !== "number") return column;
  const rows = [missing, text?.row, infinite?.row].filter((row) => row !== undefined);
  return {
    ...column,
    values: values.map((value) => (Math.abs(value) > largest ? Number.NaN : value)),
    ...{ text: undefined, infinite: undefined, missing: rows.length > 0 ? Math.min(...rows) : undefined },
  };
}

function offeredOf({ name, number, kind, values, levels }: Column, words: number): OfferedColumn {
  const offer = (inputs: number, aside?: string) => ({ name, number, numbers: false, inputs, aside });
  if (kind === "empty") return offer(0, "empty");
  if (kind === "text") {
    if (words === 0) return offer(0, "text");
    if (levels === undefined || levels.length > words) return offer(0, `text of more than ${words} different words`);
    return levels.length === 1 ? offer(0, "the same in all rows") : offer(levels.length);
  }
  const first = values.find((value) => !Number.isNaN(value))!;
  if (values.every((value) => Number.isNaN(value) || value === first)) return offer(0, "the same in all rows");
  const counts = (first === 0 || first === 1) && values.every((value, row) => value === first + row);
  return { ...offer(1, counts ? "it counts the rows" : undefined), numbers: true };
}

/** The columns beside the one that is told, while their inputs are not too many; two of numbers are always among them. */
function firstOf(offered: readonly OfferedColumn[], told: number, most: number): number[] {
  const possible = offered.filter(({ number, inputs }) => number !== told && inputs > 0);
  const plain = possible.filter(({ aside }) => aside === undefined);
  const usable = plain.filter(({ numbers }) => numbers).length < 2 ? possible : plain;
  const axes = usable.filter(({ numbers }) => numbers).slice(0, 2);
  let left = most - axes.length;
  const taken = usable.filter((column) => {
    if (axes.includes(column)) return true;
    const fits = column.inputs <= left;
    if (fits) left -= column.inputs;
    return fits;
  });
  return taken.map(({ number }) => number);
}

function asideOf(offered: readonly OfferedColumn[], told: number, chosen: readonly number[], most: number): string[] {
  const others = offered.filter(({ number }) => number !== told && !chosen.includes(number));
  const said = others.map(({ name, aside = `beyond ${most} inputs` }) => ({ name: `${name} (${aside})` }));
  return said.length > 0 ? [`left aside: ${namesOf(said)}`] : [];
}

function check(offered: readonly OfferedColumn[], chosen: readonly number[], most: number): void {
  const used = offered.filter(({ number }) => chosen.includes(number));
  const inputs = used.reduce((sum, column) => sum + column.inputs, 0);
  if (inputs > most) throw new DataError(`the chosen columns are ${inputs} inputs`, `take ${most} at most`);
  if (used.filter(({ numbers }) => numbers).length < 2) throw new DataError(TOO_FEW, "take more");
}

const TOO_FEW = "a cut has two inputs of numbers as its axes, and fewer are chosen";

/** What can be learned from: at least three rows, a column to be told that differs, and no input that does not. */
function checked(found: FoundInputs, [problem]: readonly TableProblem[]): FoundInputs {
  const { inputs, x, y, name, whole, remarks } = found;
  if (whole < 3) {
    const rows = whole === 1 ? "only one row has" : "only two rows have";
    const why = problem ? `: in row ${problem.row}, ${problem.text}` : "";
    throw new DataError(
      `${rows} a value in every chosen column${why}`,
      "take fewer columns, or add rows: it takes three",
    );
  }
  const varies = (values: Float64Array) => values.some((value) => value !== values[0]);
  if (!varies(y)) throw new DataError(`${name} is ${y[0]} in all whole rows`, "choose another column to be told");
  const kept = inputs.filter((_, j) => varies(x[j]));
  if (kept.filter(({ is }) => is === undefined).length < 2) {
    throw new DataError("fewer than two inputs of numbers differ among the whole rows", "take others");
  }
  const still = inputs.filter((input) => !kept.includes(input));
  return {
    ...{ ...found, inputs: kept, x: x.filter(varies) },
    remarks: still.length > 0 ? [...remarks, `the same in all whole rows, and left aside: ${namesOf(still)}`] : remarks,
  };
}

/** How many cells of each column hold no value. */
function gaps(columns: readonly Column[]): string[] {
  const lacking = columns.flatMap(({ name, kind, values, codes }) => {
    const missing = kind === "text" ? codes!.filter((code) => code < 0) : values.filter(Number.isNaN);
    return missing.length > 0 ? [`${count(missing.length)} in ${name}`] : [];
  });
  return lacking.length > 0 ? [`cells without a value: ${lacking.join(", ")}`] : [];
}

function thinned(found: FoundInputs, most: number): FoundInputs {
  const { x, y, whole, remarks } = found;
  if (whole <= most) return { ...found, x: x.map((values) => values.slice()), y: y.slice() };
  const remark = `${count(most)} of ${count(whole)} rows are used, evenly taken`;
  return {
    ...found,
    x: x.map((values) => evenly(values, whole, most)),
    y: evenly(y, whole, most),
    remarks: [...remarks, remark],
  };
}

/** Names in a row; some of them, where there are many. */
function namesOf(columns: readonly { readonly name: string }[]): string {
  const names = columns.slice(0, NAMED).map(({ name }) => name);
  return (columns.length > NAMED ? [...names, "…"] : names).join(", ");
}
