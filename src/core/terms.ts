// terms.ts: what every printed formula is put together from: terms added up, names, digits, limits.
import { show } from "./check.ts";
import { type Grammar, grammar, type Language, languages } from "./languages.ts";

/** More terms than this are added in groups: parsers have limits on depth (SQLite's is 1,000). */
const GROUP = 100;

/** Excel's limit on a formula. */
const EXCEL_LENGTH = 8192;

/** The grammar of a language that the caller names. */
export function chosen(language: Language, name = "print"): Grammar {
  const choice = grammar(language);
  if (!choice) throw new RangeError(`${name}: language must be one of ${languages.join(", ")}, got ${show(language)}`);
  return choice;
}

/** The name as the language writes it. */
export function identifier(choice: Grammar, language: Language, option: string, name: unknown): string {
  if (typeof name !== "string") throw new TypeError(`print: ${option} must be a string, got ${show(name)}`);
  const written = choice.identifier(name);
  if (written === undefined) throw new RangeError(`print: ${option} must be a name in ${language}, got ${show(name)}`);
  return written;
}

/** How many digits, as it was asked. */
export function checkedDigits(digits: unknown): number {
  if (typeof digits !== "number") throw new TypeError(`print: digits must be a whole number, got ${show(digits)}`);
  if (!Number.isInteger(digits) || digits < 1 || digits > 17) {
    throw new RangeError(`print: digits must be a whole number from 1 to 17, got ${digits}`);
  }
  return digits;
}

/** The formula, if the language takes one of its length. */
export function withinLimits(text: string, language: Language): string {
  if (language === "excel" && text.length > EXCEL_LENGTH) {
    throw new RangeError(`print: an excel formula must have at most ${EXCEL_LENGTH} characters, got ${text.length}`);
  }
  return text;
}

/** A number times a body; a term without a body is a constant. */
export type Term = readonly [coefficient: number, body?: string];

/** The terms added up, in groups where there are many. */
export function grouped(terms: readonly Term[], choice: Grammar): string {
  if (terms.length <= GROUP) return sum(terms, choice);
  const groups = Array.from({ length: Math.ceil(terms.length / GROUP) }, (_, i) =>
    terms.slice(i * GROUP, (i + 1) * GROUP),
  );
  return groups.map((group) => `(${sum(group, choice)})`).join(choice.plus);
}

/** The terms added up; those that are 0 are left out. */
export function sum(terms: readonly Term[], { number, times, plus, minus, negative, spellsMinusOne }: Grammar): string {
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
