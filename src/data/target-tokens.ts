// target-tokens.ts: a typed formula → numbers, names and signs, each with its place.
import { quoted } from "./data-error.ts";
import { TargetError } from "./target-error.ts";

export interface Token {
  /** 'power' is a run of raised digits, as in x² */
  readonly kind: "number" | "name" | "sign" | "power" | "end";
  /** A name or sign in its plain spelling: `*` for ×. */
  readonly text: string;
  /** What a number or power says. */
  readonly value: number;
  readonly at: number;
  readonly length: number;
}

// The π is a name of its own wherever it stands, so that 2πx reads as it looks.
const PARTS = [
  ["space", /\s+/uy],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy],
  ["name", /π|(?:(?!π)[\p{L}_$])(?:(?!π)[\p{L}\p{Nd}_$])*/uy],
  ["power", /⁻?[⁰¹²³⁴-⁹]+/uy],
  ["sign", /\*\*|[<>=!]=|[-+*/^%()|,<>?:−–×·⋅÷√≤≥≠]/uy],
] as const;

const PLAIN: Readonly<Record<string, string>> = {
  "**": "^",
  "−": "-",
  "–": "-",
  "×": "*",
  "·": "*",
  "⋅": "*",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
};

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `y =` or `f(x) =` in front of the formula says nothing that we need. */
const PREFIX = /^\s*(?:y|f\s*\(\s*x\s*\))\s*=(?!=)/i;

/** The same in front of a formula of x and y. */
const PLANE_PREFIX = /^\s*(?:z|f\s*\(\s*x\s*,\s*y\s*\))\s*=(?!=)/i;

/**
 * @param planes whether it is a formula of x and y
 * @throws {TargetError} at a character that no formula has
 */
export function tokens(text: string, planes = false): Token[] {
  const found: Token[] = [];
  let at = (planes ? PLANE_PREFIX : PREFIX).exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const [kind, part] = partAt(text, at);
    if (kind !== "space") found.push({ kind, text: plain(part), value: numberIn(kind, part), at, length: part.length });
    at += part.length;
  }
  found.push({ kind: "end", text: "", value: Number.NaN, at: text.trimEnd().length, length: 0 });
  return found;
}

function partAt(text: string, at: number): readonly [(typeof PARTS)[number][0], string] {
  for (const [kind, pattern] of PARTS) {
    pattern.lastIndex = at;
    const part = pattern.exec(text)?.[0];
    if (part !== undefined) return [kind, part];
  }
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const problem = Object.hasOwn(HINTS, character) ? HINTS[character] : "it means nothing in a formula; take it out";
  throw new TargetError(`${quoted(character)}: ${problem}`, at, character.length);
}

/** What to do about characters that come from other notations. */
const HINTS: Readonly<Record<string, string>> = {
  ".": "a point belongs into a number, as in 0.5; write × as *",
  "=": "a formula assigns nothing; to compare, write ==, and what y is needs no name",
  "[": "there are no lists here; use parentheses ( )",
  "]": "there are no lists here; use parentheses ( )",
  "{": "use parentheses ( )",
  "}": "use parentheses ( )",
  "&": "write and",
  "!": "there are no factorials here; to say 'not equal', write !=",
  "'": "there is no text in a formula; take it out",
  '"': "there is no text in a formula; take it out",
  "`": "there is no text in a formula; take it out",
  ";": "one formula only; arguments are separated by commas, as in max(0, x)",
  "∞": "a formula has finite numbers only; choose a large one",
};

const plain = (part: string): string => (Object.hasOwn(PLAIN, part) ? PLAIN[part] : part);

function numberIn(kind: string, part: string): number {
  if (kind === "number") return Number(part);
  if (kind !== "power") return Number.NaN;
  return Number(part.replace("⁻", "-").replace(/[^-]/gu, (digit) => String(RAISED.indexOf(digit))));
}
