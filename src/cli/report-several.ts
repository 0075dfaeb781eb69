// report-several.ts: what a fit of several inputs found, in words and as JSON.
import { type Model, toJson } from "../core/index.ts";
import { type DesignInput, quoted } from "../data/index.ts";
import type { Effect } from "./effects.ts";
import type { Losses } from "./measure.ts";
import { formulaOf } from "./print-model.ts";
import { counted } from "./read-table.ts";
import { capital, columnsOf, type Method, wrapped } from "./report.ts";

/** An error in cross-validation, by the loss that was made small too. */
type CrossValidated = { readonly rmse: number } & { readonly [loss in "mae" | "huber"]?: number };

export interface SeveralFit {
  readonly model: Model;
  readonly method: Method;
  readonly status: "found" | "stopped" | "diverged";
  /** How it was found, in words that follow the status. */
  readonly sure: string;
  /** Each way that was cross-validated, its error there, and its share in the model. */
  readonly candidates?: readonly (CrossValidated & { readonly kind: string; readonly share: number })[];
  /** That of all of them in their shares, if more than one has a share. */
  readonly mix?: CrossValidated;
  /** Places of rows, among those fitted, that no way comes near. */
  readonly far?: Uint32Array;
}

export interface SeveralReport extends SeveralFit {
  /** The loss that was made small. */
  readonly minimized: "mse" | "mae" | "huber";
  readonly inputs: readonly DesignInput[];
  readonly columns: { readonly x: readonly string[]; readonly y: string };
  readonly n: number;
  readonly loss: Losses;
  readonly test?: Losses & { readonly n: number };
  /** The most important column first. */
  readonly importance: readonly Effect[];
  /** Data rows, from 1, that no way comes near. */
  readonly far?: Uint32Array;
}

/** The report as JSON, numbers in full. `predict` and `print` read it. */
export function severalAsJson(report: SeveralReport): string {
  const { model, inputs, columns, n, minimized, loss, test, method, status, importance, candidates, mix, far } = report;
  const stored = toJson(model, { x: inputs.map(({ name }) => name), y: columns.y });
  const found = { method, status, importance, candidates, mix, far: far && [...far] };
  return JSON.stringify({ model: stored, inputs, columns, n, minimized, loss, test, ...found }, undefined, 2);
}

/** Formulas of more terms are not for reading. */
const READABLE = 60;

/** A sum with each of its terms in a line of its own. */
function inLines(formula: string): string {
  let depth = 0;
  return formula.replace(/[()]| [+−] /g, (sign) => {
    if (sign === "(") depth++;
    else if (sign === ")") depth--;
    return sign.length > 1 && depth === 0 ? `\n   ${sign}` : sign;
  });
}

/** Significant digits of the formula's numbers, and of all others. */
interface Digits {
  readonly formula: number;
  readonly numbers: number;
}

/** The report for reading: formula, error, what matters, and how it was found. */
export function severalAsText(report: SeveralReport, digits: Digits, width: number): string {
  const { model, inputs, columns, n, minimized, loss, test, importance, candidates, mix, far } = report;
  const { status, method, sure } = report;
  const number = (value: number) => String(Number(value.toPrecision(digits.numbers)) + 0).replaceAll("-", "−");
  const share = (value: number | null) => (value === null ? "none" : number(value));
  const error = [
    ["", "fitted", test ? "held out" : ""],
    ["  rmse", number(loss.rmse), test ? number(test.rmse) : ""],
    ["  mae", number(loss.mae), test ? number(test.mae) : ""],
    ["  r²", share(loss.r2), test ? share(test.r2) : ""],
    ["  rows", n.toLocaleString("en"), test ? test.n.toLocaleString("en") : ""],
  ];
  // Quoted, so that a name cannot steer the terminal; the quotes themselves are no help in a list.
  const matters = importance.map(({ column, rmse }) => [
    `  ${quoted(column).slice(1, -1)}`,
    `+${number(Math.max(0, rmse))}`,
  ]);
  const by = minimized === "mse" ? "rmse" : minimized;
  const tried = (candidates ?? []).map(({ kind, share, ...losses }) => [
    `  ${kind}`,
    number(losses[by]!),
    share > 0 ? `${Math.round(100 * share)} %` : "",
  ]);
  if (mix) tried.push(["  all in these shares", number(mix[by]!), ""]);
  const terms = termCount(model);
  const spread = "layers" in model ? (text: string) => text : inLines;
  const formula =
    terms > READABLE
      ? wrapped(`f has ${terms} terms, too many to read. --format python, sql … prints them all.`, width)
      : spread(formulaOf({ model, inputs }, "text", { digits: digits.formula }).formula);
  return [
    formula,
    `  f is ${quoted(columns.y)}, of ${counted(inputs.length, "input")}`,
    "",
    "Error",
    columnsOf(error),
    "",
    "What matters: rmse with the column's cells shuffled",
    columnsOf(matters),
    "",
    wrapped(`${capital(status)} (method ${method}): ${sure}`, width),
    ...(far?.length ? ["", wrapped(farOff(far, minimized), width)] : []),
    ...(tried.length > 1 ? ["", "Cross-validated", columnsOf([["  way", by, "share"], ...tried])] : []),
  ].join("\n");
}

/** Rows that are named, at most. */
const NAMED = 10;

function farOff(rows: Uint32Array, minimized: SeveralReport["minimized"]): string {
  const more = rows.length > NAMED ? ` and ${rows.length - NAMED} more` : "";
  const which = `data ${rows.length > 1 ? "rows" : "row"} ${[...rows.subarray(0, NAMED)].join(", ")}${more}`;
  const instead = minimized === "mae" ? "" : ", or let such rows count less with --loss mae";
  // Under other losses they count as any row does.
  const below = minimized === "mse" ? " Ways are compared with less weight there than the errors below have." : "";
  return `Far off: ${which}, counted from 1. Every way is over ten times as far from y there as in nine of ten rows; look whether a cell is wrong${instead}.${below}`;
}

/** Units and products of a sum, units of a network. */
export function termCount(model: Model): number {
  if ("layers" in model) return model.layers.slice(0, -1).reduce((sum, { biases }) => sum + biases.length, 0);
  return model.units.length + ("products" in model ? (model.products?.length ?? 0) : 0);
}
