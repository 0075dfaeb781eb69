// variables.ts: what the inputs of a printed formula are called: names, and columns of a table.
import { record, show } from "./check.ts";
import type { Grammar, Language } from "./languages.ts";
import { chosen, identifier } from "./terms.ts";

/**
 * An input that is a column of a table, in SQL, where its name stands in quotes, and in spreadsheets, where it is a cell.
 * With `is` the input is an indicator: 1 where the column says that text, 0 where it says another, in SQL NULL for NULL.
 */
export interface ColumnVariable {
  readonly column: string;
  readonly is?: string;
}

/** An input as it is written in a formula, and the name in it. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

interface Columns {
  readonly column: (name: string, choice: Grammar) => string | undefined;
  /** What no text in quotes may hold. */
  readonly refused: RegExp;
  readonly indicator: (column: string, text: string) => string;
}

const COLUMNS: Partial<Record<Language, Columns>> = {
  sql: {
    column: (name) => (name !== "" && !/\p{Cc}/u.test(name) ? `"${name.replaceAll('"', '""')}"` : undefined),
    // Some databases take a backslash as the start of an escape, and a quote after it as a part of the text.
    refused: /[\\\p{Cc}]/u,
    indicator: (column, text) => {
      const literal = `'${text.replaceAll("'", "''")}'`;
      return `CASE WHEN ${column} = ${literal} THEN 1 WHEN ${column} <> ${literal} THEN 0 END`;
    },
  },
  excel: {
    column: (name, { identifier }) => identifier(name),
    // Excel reads 255 characters in quotes and no more.
    refused: /\p{Cc}|^.{256}/u,
    indicator: (cell, text) => `IF(EXACT(${cell},"${text.replaceAll('"', '""')}"),1,0)`,
  },
};

/** One of print's variables, a name or a column. */
export function variable(given: unknown, where: string, choice: Grammar, language: Language): Variable {
  const columns = COLUMNS[language];
  if (!columns || typeof given === "string") {
    const name = identifier(choice, language, where, given);
    return { name, value: name };
  }
  const { column, is } = record(given, `print: ${where}`, ["column", "is"]);
  const name = typeof column === "string" ? columns.column(column, choice) : undefined;
  if (name === undefined) {
    throw new RangeError(`print: ${where}.column must be a column's name in ${language}, got ${show(column)}`);
  }
  if (is === undefined) return { name, value: name };
  if (typeof is !== "string" || columns.refused.test(is)) {
    throw new RangeError(`print: ${where}.is must be a text that ${language} can hold in quotes, got ${show(is)}`);
  }
  return { name, value: columns.indicator(name, is) };
}

/**
 * How a printed formula writes this name of a variable; undefined where the language has no such name. Names that are
 * written alike are one and the same: x1 and x_1 in LaTeX.
 *
 * @throws {TypeError} if the name is no string
 * @throws {RangeError} if the language is unknown
 */
export function variableName(name: string, language: Language): string | undefined {
  if (typeof name !== "string") throw new TypeError(`variableName: name must be a string, got ${show(name)}`);
  return chosen(language, "variableName").identifier(name);
}

/**
 * A name for each input that the language has: its own where that is one, or what is left of it without what may not stand
 * in a name, or x1, x2 … by its place; no two are written alike, and none as `called` is.
 *
 * @param names the columns' names, as they are
 * @param called the function's name
 * @throws {TypeError} if names is no array, or one of them no string
 * @throws {RangeError} if the language is unknown
 */
export function legalNames(names: readonly (string | undefined)[], language: Language, called = "f"): string[] {
  if (!Array.isArray(names)) throw new TypeError(`legalNames: names must be an array, got ${show(names)}`);
  const odd = names.find((name) => name !== undefined && typeof name !== "string");
  if (odd !== undefined) throw new TypeError(`legalNames: names must be strings, got ${show(odd)}`);
  chosen(language, "legalNames");
  const taken = new Set([called, `${called}_relu`].map((name) => variableName(name, language)));
  const legal = new Map<number, string>();
  function take(i: number, name: string | undefined): void {
    const written = name && variableName(name, language);
    if (!written || taken.has(written) || legal.has(i)) return;
    taken.add(written);
    legal.set(i, name);
  }
  names.forEach((name, i) => {
    take(i, name);
  });
  names.forEach((name = "", i) => {
    take(i, name.replace(/[^A-Za-z\d]+/g, "_").replace(/^_+|_+$/g, ""));
    for (let n = i + 1; !legal.has(i); n = Math.max(n, names.length) + 1) take(i, `x${n}`);
  });
  return names.map((_, i) => legal.get(i)!);
}

/**
 * What `print` calls so many inputs of which nobody says a name: x1, x2 …; in a spreadsheet the cells of the second row,
 * under a row of headings: A2, B2 … Z2, AA2.
 *
 * @throws {TypeError} if count is no number
 * @throws {RangeError} if the language is unknown, or count no whole number ≥ 0
 */
export function defaultVariables(count: number, language: Language): string[] {
  const rule = `defaultVariables: count must be a whole number ≥ 0, got ${show(count)}`;
  if (typeof count !== "number") throw new TypeError(rule);
  if (!Number.isInteger(count) || count < 0) throw new RangeError(rule);
  chosen(language, "defaultVariables");
  return Array.from({ length: count }, (_, i) => (language === "excel" ? cell(i) : `x${i + 1}`));
}

function cell(i: number): string {
  let letters = "";
  for (let rest = i; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}2`;
}
