// input-names.ts: what a printed formula calls its inputs, and which columns those names stand for.
import { type ColumnVariable, defaultVariables, type Language, legalNames } from "../core/index.ts";
import { quoted, splitNames } from "../data/index.ts";
import { UsageError } from "./io.ts";
import type { StoredInput } from "./read-model.ts";

export interface NamedInputs {
  /** None where nobody gave any and the file knows none, or the one input of a spreadsheet needs none. */
  readonly variables: readonly (string | ColumnVariable)[] | undefined;
  /** What names stand for that are not their columns' own, a sentence each. */
  readonly legend: readonly string[];
}

/** In these an input is a column of a table, and an indicator asks what it says. */
const OF_COLUMNS: readonly Language[] = ["sql", "excel"];

/**
 * Names for the inputs: those given, in the order of the inputs (of the columns, in SQL and spreadsheets); or their own, as far
 * as the language has such names, and others like them where it has not.
 *
 * @param given `A,B,C`
 * @param called the function's name, which no input may have
 * @throws {UsageError} if there are not as many as inputs
 */
export function namedInputs(
  inputs: readonly StoredInput[],
  language: Language,
  given: string | undefined,
  called = "f",
): NamedInputs {
  const several = inputs.length > 1;
  if (several && OF_COLUMNS.includes(language) && inputs.every(({ column }) => column !== undefined)) {
    return ofColumns(inputs as readonly Required<StoredInput>[], language, given);
  }
  const own = inputs.map(({ name, column }) => name ?? (language === "sql" ? column : undefined));
  const nameless = own.every((name) => name === undefined) || (!several && language === "excel");
  if (given === undefined && nameless) return { variables: undefined, legend: [] };
  const names = given === undefined ? legalNames(own, language, called) : split(given, inputs.length, "input");
  return { variables: names, legend: inputs.flatMap((input, i) => meaning(names[i], input)) };
}

function ofColumns(
  inputs: readonly Required<StoredInput>[],
  language: Language,
  given: string | undefined,
): NamedInputs {
  const columns = [...new Set(inputs.map(({ column }) => column))];
  const names =
    given !== undefined
      ? split(given, columns.length, "column")
      : language === "sql"
        ? columns
        : defaultVariables(columns.length, language);
  const nameOf = new Map(columns.map((column, i) => [column, names[i]]));
  return {
    variables: inputs.map(({ column, is }) => ({ column: nameOf.get(column)!, ...(is === undefined ? {} : { is }) })),
    legend: columns.flatMap((column, i) => meaning(names[i], { column })),
  };
}

function split(given: string, count: number, noun: string): string[] {
  const names = splitNames(given);
  if (names.length === count) return names;
  const each = `${count} name${count === 1 ? "" : "s"}, one for each ${noun}`;
  throw new UsageError(`--variables must have ${each}, got ${names.length}; separate them by commas`);
}

/** What a name stands for, unless it is the column itself. */
function meaning(name: string, { column, is }: StoredInput): string[] {
  if (column === undefined || (name === column && is === undefined)) return [];
  return [
    is === undefined ? `${name} is ${quoted(column)}` : `${name} is 1 where ${quoted(column)} is ${quoted(is)}, else 0`,
  ];
}
