// formula.ts: a sum of ReLUs as the formula above its figure, each live number in the colour of its ReLU.
import type { ReluSum } from "piecewise";
import { type Child, h, type Markup } from "../src/markup/index.ts";
import { subscripts, type Values } from "./values.ts";

/**
 * y = c + w₁ max(0, m₁x + b₁) + …, from values named m, b, w with one subscript each (or none, for a single ReLU).
 * Weights are written once they may differ from 1, that is, where `values.weights` is true.
 */
export function formula(values: Values): Markup {
  const weighted = values.weights === true;
  const terms = subscripts(values).flatMap((subscript, i): Child[] => {
    const hue = Number(subscript || 1);
    const number = (letter: string) => Number(values[letter + subscript]);
    const relu = [
      "max(0, ",
      live(number("m"), hue, number("m") < 0),
      " ",
      h("i", {}, "x"),
      ` ${sign(number("b"))} `,
      live(Math.abs(number("b")), hue),
      ")",
    ];
    if (weighted) return term(`${sign(number("w"))} `, live(Math.abs(number("w")), hue), " · ", ...relu);
    return term(...(i > 0 ? ["+ "] : []), ...relu);
  });
  const constant = weighted ? [" ", live(Number(values.c), 0, Number(values.c) < 0)] : [];
  return h("p", { class: "pw-formula" }, h("i", {}, "y"), " =", ...constant, ...terms);
}

/** The most terms that a formula above a figure shows: as many as there are hues. */
const MOST_TERMS = 7;

/** y = intercept + slope·x + w₁ max(0, m₁x + b₁) + …, of a model with any number of ReLUs: the first seven, and how many more. */
export function modelFormula({ intercept, slope, units }: ReluSum): Markup {
  const shown = (value: number) => Number(value.toPrecision(3));
  const terms: Child[] = [" ", live(shown(intercept), 0, intercept < 0)];
  if (slope !== 0) terms.push(...term(`${sign(slope)} `, live(Math.abs(shown(slope)), 0), " ", h("i", {}, "x")));
  units.slice(0, MOST_TERMS).forEach(({ m, b, weight }, i) => {
    const factor = weight === 1 ? ["+ "] : [`${sign(weight)} `, live(Math.abs(shown(weight)), i + 1), " · "];
    const line = [live(shown(m), i + 1, m < 0), " ", h("i", {}, "x"), ` ${sign(b)} `, live(Math.abs(shown(b)), i + 1)];
    terms.push(...term(...factor, "max(0, ", ...line, ")"));
  });
  const more = units.length - MOST_TERMS;
  if (more > 0) terms.push(` + … (${more} more ${more === 1 ? "term" : "terms"})`);
  return h("p", { class: "pw-formula" }, h("i", {}, "y"), " =", ...terms);
}

/** A term, with a space before it where a line may end; within it one ends only if the term is too long for a line. */
const term = (...children: Child[]): Child[] => [" ", h("span", { class: "term" }, ...children)];

const sign = (value: number): string => (value < 0 ? "−" : "+");

function live(value: number, hue: number, negative = false): Markup {
  return h("span", { class: `live u${hue}` }, (negative ? "−" : "") + decimal(Math.abs(value)));
}

/** One decimal at least, so that a number keeps its width while its slider moves by tenths. */
export function decimal(value: number): string {
  const short = String(Number(value.toPrecision(6)));
  return (Number.isInteger(Number(short)) ? `${short}.0` : short).replace("-", "−");
}
