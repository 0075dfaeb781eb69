// print.ts: a sum as a formula, in the language of the place where it will run.
import { record, show } from "./check.ts";
import { shortest, toDigits } from "./digits.ts";
import { type Grammar, grammar, type Language, languages } from "./languages.ts";
import { checkSum, type ReluSum, reluSum } from "./relu-sum.ts";

/** How a formula is printed. */
export interface PrintOptions {
  /** Significant digits of each number, 1 to 17; the fewest that reproduce f if not said. */
  readonly digits?: number;
  /** What the function is called: f. An SQL expression and a spreadsheet formula have no name. */
  readonly name?: string;
  /** What x is called: x, and A1 in a spreadsheet; in SQL a column. */
  readonly variable?: string;
}

/** More terms than this are added in groups: parsers have limits on depth (SQLite's is 1,000). */
const GROUP = 100;

/** Excel's limit on a formula. */
const EXCEL_LENGTH = 8192;

/**
 * f as a formula: intercept + slope·x + Σ weight·max(0, m·x + b), with terms that are 0 left out and constant units added
 * to the intercept. 'text' is for reading, 'latex' for typesetting, 'desmos' for pasting there; 'javascript',
 * 'typescript', 'python' and 'c' are a function that needs nothing else; 'sql' is an expression in standard SQL
 * (a test runs it in SQLite), 'excel' a formula with English function names. What has x in it gives NaN for NaN, and in SQL NULL for
 * NULL. Without `digits`, numbers are as short as they can be with f still reproduced to 1e-12 of its scale
 * (spreadsheets read 15 digits and no more).
 *
 * @throws {TypeError} if f is no sum, or an option is unknown or not of its type
 * @throws {RangeError} if the language is unknown, a name cannot be one there or both are the same, digits are not a whole
 *   number from 1 to 17, or an Excel formula would pass 8,192 characters
 */
export function print(f: ReluSum, language: Language, options: PrintOptions = {}): string {
  checkSum("print", f);
  const choice = grammar(language);
  if (!choice) throw new RangeError(`print: language must be one of ${languages.join(", ")}, got ${show(language)}`);
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
  if (language === "excel" && text.length > EXCEL_LENGTH) {
    throw new RangeError(`print: an excel formula must have at most ${EXCEL_LENGTH} characters, got ${text.length}`);
  }
  return text;
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
  if (digits === undefined) return shortest(f);
  if (typeof digits !== "number") throw new TypeError(`print: digits must be a whole number, got ${show(digits)}`);
  if (!Number.isInteger(digits) || digits < 1 || digits > 17) {
    throw new RangeError(`print: digits must be a whole number from 1 to 17, got ${digits}`);
  }
  return toDigits(f, digits);
}

function identifier(choice: Grammar, language: Language, option: string, name: unknown): string {
  if (typeof name !== "string") throw new TypeError(`print: ${option} must be a string, got ${show(name)}`);
  const written = choice.identifier(name);
  if (written === undefined) throw new RangeError(`print: ${option} must be a name in ${language}, got ${show(name)}`);
  return written;
}

/** A number times a body; a term without a body is a constant. */
type Term = readonly [coefficient: number, body?: string];

function expression(f: ReluSum, choice: Grammar, name: string, x: string): string {
  const units = f.units.map(({ m, b, weight }): Term => {
    const line = sum([[m, x], [b]], choice);
    return [weight, choice.relu(line, name)];
  });
  const terms: Term[] = [[f.intercept], [f.slope, x], ...units];
  if (terms.length <= GROUP) return sum(terms, choice);
  const groups = Array.from({ length: Math.ceil(terms.length / GROUP) }, (_, i) =>
    terms.slice(i * GROUP, (i + 1) * GROUP),
  );
  return groups.map((group) => `(${sum(group, choice)})`).join(choice.plus);
}

function sum(terms: readonly Term[], { number, times, plus, minus, negative, spellsMinusOne }: Grammar): string {
  const parts = terms.filter(([coefficient]) => coefficient !== 0);
  if (parts.length === 0) return number(0);
  return parts
    .map(([coefficient, body], i) => {
      const sign = coefficient < 0 ? (i === 0 ? negative : minus) : i === 0 ? "" : plus;
      const size = Math.abs(coefficient);
      if (body === undefined) return `${sign}${number(size)}`;
      const bare = size === 1 && !(spellsMinusOne && sign === negative);
      return `${sign}${bare ? body : `${number(size)}${times}${body}`}`;
    })
    .join("");
}
