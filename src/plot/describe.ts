// describe.ts: a figure in words and numbers, for those who do not see it.
import { describe, reluSum } from "../core/index.ts";
import { type Checked, type Figure, isSum } from "./figure.ts";
import { type Columns, type Range, range } from "./sample.ts";
import { concise } from "./ticks.ts";

const NOUNS = { line: "Curve", points: "Points", target: "Target", ghost: "Earlier curve", error: "Error" } as const;

/** A sum of more units than this is told by its range: what else it does fits no sentence. */
const MANY = 64;

/** The title, then a sentence for each series: a sum of ReLUs as what it does, others by their ranges. */
export function described({ series, options }: Figure, columns: readonly Columns[], xlim: Range): string {
  const { anatomy } = options;
  const sentences =
    typeof anatomy === "object"
      ? [describe(reluSum([anatomy]), xlim)]
      : series.map((each, i) => sentence(each, columns[i], xlim));
  const all = options.description === undefined ? [options.title, ...sentences] : [options.description];
  return [options.label, ...all]
    .filter((text) => text)
    .map((text) => text!.replace(/[^.!?]$/, "$&."))
    .join(" ");
}

function sentence({ kind, f, label }: Checked, columns: Columns, xlim: Range): string {
  const name = label || (isSum(f) && kind === "line" ? `Sum of ${f.units.length} ReLUs` : NOUNS[kind]);
  if (isSum(f) && kind !== "error" && f.units.length <= MANY) return `${label && `${label}: `}${describe(f, xlim)}`;
  const [xs, ys] = [range([columns.x]), range([columns.y])];
  if (!xs || !ys) return `${name}: nothing to draw`;
  const at = (y: number) => `${concise(y)} at x = ${concise(columns.x[Array.prototype.indexOf.call(columns.y, y)])}`;
  const count = kind === "points" ? `, ${columns.x.length} of them` : "";
  const height = ys[0] === ys[1] ? `y is ${concise(ys[0])}` : `lowest ${at(ys[0])}, highest ${at(ys[1])}`;
  return `${name}${count}: x from ${concise(xs[0])} to ${concise(xs[1])}, ${height}`;
}
