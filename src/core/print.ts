// print.ts: a sum as a formula, in the language of the place where it will run.
import { record, show } from "./check.ts";
import { shortest, toDigits } from "./digits.ts";
import type { Grammar, Language } from "./languages.ts";
import type { Network } from "./network.ts";
import type { PlaneSum } from "./planes.ts";
import { checkSum, type ReluSum, reluSum } from "./relu-sum.ts";
import { printRows, takesRows } from "./several-inputs.ts";
import { checkedDigits, chosen, grouped, identifier, sum, type Term, withinLimits } from "./terms.ts";
import type { ColumnVariable } from "./variables.ts";

/** How a formula is printed. */
export interface PrintOptions {
  /** Significant digits of each number, 1 to 17; the fewest that reproduce f if not said. */
  readonly digits?: number;
  /** What the function is called: f. An SQL expression and a spreadsheet formula have no name. */
  readonly name?: string;
  /** What x is called: x, and A1 in a spreadsheet; in SQL a column. */
  readonly variable?: string;
}

/** How a formula of several inputs is printed. */
export interface RowsPrintOptions extends Omit<PrintOptions, "variable"> {
  /** What the inputs are called: x1, x2 …, and A2, B2 … in a spreadsheet; in SQL columns. */
  readonly variables?: readonly (string | ColumnVariable)[];
  /** Of a network: which of its outputs, counted from 0; needed where it has several. */
  readonly output?: number;
}

/**
 * f as a formula: intercept + slope·x + Σ weight·max(0, m·x + b), with terms that are 0 left out and constant units added
 * to the intercept; of several inputs, products of units after them. 'text' is for reading, 'latex' for typesetting, 'desmos' for pasting there; 'javascript',
 * 'typescript', 'python' and 'c' are a function that needs nothing else; 'sql' is an expression in standard SQL
 * (a test runs it in SQLite), 'excel' a formula with English function names. What has x in it gives NaN for NaN, and in SQL NULL for
 * NULL. Without `digits`, numbers are as short as they can be with f still reproduced to 1e-12 of its scale
 * (spreadsheets read 15 digits and no more).
 *
 * Of several inputs each has its name: `variables`; in SQL and spreadsheets one may be a column, or the indicator of what a
 * column says. A network's hidden units get names of their own, h1_1 …, where the
 * language has a way: as lines before the result, as LET in a spreadsheet, as functions in Desmos. in SQL as
 * the columns of a scalar subquery.
 *
 * @throws {TypeError} if f is no sum, or an option is unknown or not of its type
 * @throws {RangeError} if the language is unknown, a name cannot be one there or two are the same, digits are not a whole
 *   number from 1 to 17, or an Excel formula would pass 8,192 characters or 126 names
 */
export function print(f: ReluSum, language: Language, options?: PrintOptions): string;
export function print(f: PlaneSum | Network, language: Language, options?: RowsPrintOptions): string;
export function print(
  f: ReluSum | PlaneSum | Network,
  language: Language,
  options: PrintOptions | RowsPrintOptions = {},
): string {
  if (takesRows(f)) return printRows(f, language, options);
  checkSum("print", f);
  const choice = chosen(language);
  const {
    digits,
    name = "f",
    variable = choice.variable ?? "x",
  } = record(options, "print: options", ["digits", "name", "variable"]);
  const short = rounded(simplified(f), digits);
  const x = identifier(choice, language, "variable", variable);
  const called = choice.nameless ? "" : identifier(choice, language, "name", name);
  if (called === x) throw new RangeError(`print: name and variable must differ, got ${show(name)} for both`);
  const text = choice.whole(expression(short, choice, called, x), called, x, short.units.length > 0);
  return withinLimits(text, language);
}

/** The same function without units that do nothing, and with constant ones in the intercept. */
function simplified(f: ReluSum): ReluSum {
  const constant = f.units.reduce(
    (sum, { m, b, weight }) => (m === 0 ? sum + weight * Math.max(0, b) : sum),
    f.intercept,
  );
  const units = f.units.filter(({ m, weight }) => m !== 0 && weight !== 0);
  return reluSum(units, { intercept: constant, slope: f.slope });
}

function rounded(f: ReluSum, digits: unknown): ReluSum {
  return digits === undefined ? shortest(f) : toDigits(f, checkedDigits(digits));
}

function expression(f: ReluSum, choice: Grammar, name: string, x: string): string {
  const units = f.units.map(({ m, b, weight }): Term => [weight, choice.relu(sum([[m, x], [b]], choice), name)]);
  return grouped([[f.intercept], [f.slope, x], ...units], choice);
}
