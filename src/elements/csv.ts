// csv.ts: a figure's points as CSV text.
import { evaluate, linspace, type ReluSum, type Vector, vertices } from "../core/index.ts";
import { csvRow } from "../data/index.ts";

/** Evenly spaced points of a curve: each percent of the picture's width, halved. */
const POINTS = 201;

/** Columns x and y, and where there is a model a third with its value there. */
export function tableCsv({ x, y }: { readonly x: Vector; readonly y: Vector }, model?: ReluSum): string {
  const fitted = model && evaluate(model, x);
  const rows = Array.from(x, (_, i) => [x[i], y[i], ...(fitted ? [fitted[i]] : [])]);
  return csv(["x", "y", ...(model ? ["f(x)"] : [])], rows);
}

/** Columns x and f(x): even points over [lo, hi], and between them every bend, so that straight lines between rows are f. */
export function curveCsv(model: ReluSum, [lo, hi]: readonly [number, number]): string {
  const bends = vertices(model, [lo, hi]).map(([x]) => x);
  const xs = [...new Set([...linspace(lo, hi, POINTS), ...bends])].sort((a, b) => a - b);
  return csv(
    ["x", "f(x)"],
    xs.map((x) => [x, evaluate(model, x)]),
  );
}

const csv = (header: readonly string[], rows: readonly (readonly number[])[]): string =>
  [header, ...rows.map((row) => row.map(String))].map((row) => csvRow(row)).join("");
