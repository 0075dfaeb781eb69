// report.ts: what a fit found, in words and as JSON.
import { describe, knots, print, type ReluSum } from "../core/index.ts";
import { quoted } from "../data/index.ts";
import type { Criterion } from "../fit/index.ts";
import type { Losses } from "./measure.ts";
import { counted } from "./read-table.ts";

export type Method = "best" | "adam" | "sgd";

/** The criteria by the names that reports give them. */
export const CRITERIA = { bic: "BIC", mbic: "mBIC", gcv: "GCV" } as const satisfies Readonly<Record<Criterion, string>>;

/** How a number of units was chosen: each number that was tried, and the criterion, of which the lowest wins. */
export interface Choice {
  readonly criterion: (typeof CRITERIA)[Criterion];
  readonly units: number;
  /** each with the loss and the criterion under their own names; null stands for Infinity in JSON: too many units for the rows */
  readonly curve: readonly ({ readonly units: number } & {
    readonly [name in "mse" | "mae" | "huber" | Criterion]?: number;
  })[];
}

export interface Fit {
  readonly model: ReluSum;
  readonly method: Method;
  /** 'optimal' or 'found' of the best fit; 'converged', 'stopped' or 'diverged' of a descent. */
  readonly status: "optimal" | "found" | "converged" | "stopped" | "diverged";
  /** How sure that is, in words that follow the status. */
  readonly sure: string;
  readonly choice?: Choice;
}

export interface Report extends Fit {
  readonly n: number;
  readonly loss: Losses;
  /** The same on rows held out. */
  readonly test?: Losses & { readonly n: number };
  /** The names of the columns. */
  readonly columns: { readonly x: string; readonly y: string };
  /** Least and largest x. */
  readonly range: readonly [number, number];
}

/** The report as JSON, numbers in full. `predict` and `print` read it. */
export function asJson({ model, n, loss, test, method, status, columns, choice }: Report): string {
  const { intercept, slope, units } = model;
  const plain = {
    model: { intercept, slope, units: units.map(({ m, b, weight }) => ({ m, b, weight })) },
    knots: knots(model).map(({ x, kink }) => ({ x, kink })),
    n,
    loss,
    ...(test ? { test } : {}),
    method,
    status,
    columns,
    ...(choice ? { choice } : {}),
  };
  return JSON.stringify(plain, undefined, 2);
}

/** Longer lines are hard to read. */
export const WIDEST = 88;

/**
 * The report for reading: formula, sentence, knots, error, and how sure. Numbers have so many significant digits, those of the
 * formula and the places of its knots theirs; words break at `width`.
 */
export function asText(
  report: Report,
  digits: { readonly formula: number; readonly numbers: number },
  width = WIDEST,
): string {
  const { model, n, loss, test, columns, range, choice } = report;
  const number = (value: number, precision = digits.numbers) =>
    String(Number(value.toPrecision(precision)) + 0).replaceAll("-", "−");
  const found = knots(model);
  const bends = found.map(({ x, kink }) => [number(x, digits.formula), `${kink > 0 ? "+" : ""}${number(kink)}`]);
  const table =
    bends.length > 0
      ? columnsOf([["  at x", "slope changes by"], ...bends.map(([x, kink]) => [`  ${x}`, kink])])
      : "  none: it is a straight line";
  const error = [
    ["rmse", number(loss.rmse)],
    ["mae", number(loss.mae)],
    ["mse", number(loss.mse)],
    ["r²", loss.r2 === null ? "none: y does not vary" : number(loss.r2)],
    ["rows", n.toLocaleString("en")],
  ];
  return [
    print(model, "text", { digits: digits.formula }),
    `  x is ${quoted(columns.x)}, f(x) is ${quoted(columns.y)}`,
    "",
    wrapped(describe(model, range), width),
    "",
    "Knots",
    table,
    "",
    "Error",
    columnsOf(error.map(([name, value]) => [`  ${name}`, value])),
    ...(test ? ["", `On ${counted(test.n, "row")} held out`, columnsOf(scores(test, number))] : []),
    "",
    wrapped(`${capital(report.status)} (method ${report.method}): ${report.sure}`, width),
    ...(choice ? ["", chosen(choice, number)] : []),
  ].join("\n");
}

const scores = ({ rmse, mae, r2 }: Losses, number: (value: number) => string) => [
  ["  rmse", number(rmse)],
  ["  mae", number(mae)],
  ["  r²", r2 === null ? "none: y does not vary" : number(r2)],
];

/** What was chosen, and how the error fell with the number of units. */
function chosen({ criterion, units, curve }: Choice, number: (value: number) => string): string {
  const name = (["mse", "mae", "huber"] as const).find((name) => curve[0][name] !== undefined) ?? "mse";
  const shown = curve.filter((each) => each.units <= units + 2);
  const rows = shown.map((each) => [`  ${each.units}`, number(each[name] ?? 0), each.units === units ? "chosen" : ""]);
  const most = counted(curve.length - 1, "unit");
  return [`Units, chosen by ${criterion} from 0 to ${most}`, columnsOf([["  units", name, ""], ...rows])].join("\n");
}

export const capital = (word: string): string => word[0].toUpperCase() + word.slice(1);

/** Cells in columns, flush left. */
export function columnsOf(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}

/** Text in lines of at most so many characters. */
export function wrapped(text: string, width: number): string {
  let line = "";
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
