// target.ts: a typed formula such as sin(3x) + 0.3x → a function of x.
import { TargetError } from "./target-error.ts";
import { parsed } from "./target-parse.ts";
import { tokens } from "./target-tokens.ts";

/** A function of x that somebody typed. NaN where the formula has no value, as √x has none below 0. */
export interface Target {
  (x: number): number;
  readonly text: string;
}

/** A function of x and y that somebody typed. NaN where the formula has no value. */
export interface PlaneTarget {
  (x: number, y: number): number;
  readonly text: string;
}

/** Longer than anybody types, shorter than what could take long or exhaust a stack. */
const LONGEST = 1000;

/**
 * The function that a formula says: numbers, x, pi, e, + - * / ^ %, multiplication without a sign (3x, 2(x+1)), |x|,
 * comparisons (1 or 0, and chains: 0 < x < 1), `and`, `or`, `a ? b : c`, and the functions of `targetHelp`. Powers bind
 * first and from the right, then signs (-x^2 is -(x^2)), then products, sums, comparisons.
 *
 * Nothing is evaluated as code: the parser itself puts closures together, of arithmetic and of functions from one table.
 *
 * @throws {TypeError} if text is no string
 * @throws {TargetError} saying which character is at fault, and what to do
 */
export function target(text: string): Target {
  const formula = parsed(tokens(checked(text, "target")), ["x"]);
  return Object.freeze(Object.assign((x: number) => formula(x, Number.NaN), { text }));
}

/**
 * The same of two variables, x and y: `sin(2x) cos(2y)`.
 *
 * @throws {TypeError} if text is no string
 * @throws {TargetError} saying which character is at fault, and what to do
 */
export function planeTarget(text: string): PlaneTarget {
  const formula = parsed(tokens(checked(text, "planeTarget"), true), ["x", "y"]);
  return Object.freeze(Object.assign((x: number, y: number) => formula(x, y), { text }));
}

function checked(text: string, name: string): string {
  if (typeof text !== "string") throw new TypeError(`${name}: text must be a string, got ${typeof text}`);
  if (text.length <= LONGEST) return text;
  throw new TargetError(`the formula is longer than ${LONGEST} characters; shorten it`, LONGEST, text.length - LONGEST);
}
