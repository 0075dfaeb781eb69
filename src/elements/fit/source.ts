// source.ts: what is to be fitted, as plain data, and the rows that it stands for.
import { linspace } from "../../core/index.ts";
import { target } from "../../data/index.ts";
import { checkedDrawing, type Drawing, rowsOf } from "../draw/strokes.ts";
import { type Averages, averages } from "./averages.ts";

/** A table of one input; of more than `MOST` rows, averages of neighbours, each with how many it stands for. */
export interface TableSource {
  readonly kind: "table";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weights?: readonly number[];
  /** Mean square of what averaging took away: no smooth function explains it. */
  readonly scatter: number;
  /** How many rows there were. */
  readonly rows: number;
  readonly names: { readonly x: string; readonly y: string };
  /** Where it comes from, and under which licence; empty for the reader's own. */
  readonly credit: string;
}

export type Source =
  | { readonly kind: "typed"; readonly text: string; readonly domain: readonly [number, number] }
  | { readonly kind: "drawn"; readonly drawing: Drawing }
  | TableSource;

export interface Rows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
  readonly scatter: number;
  /** Said about the rows: holes of a target, averages of a large table. */
  readonly note: string;
  readonly xlim: readonly [number, number];
  /** The typed function itself. */
  readonly f?: (x: number) => number;
}

/** What of the rows is fitted. */
export const tableOf = ({ x, y, weights }: Rows) => ({ x, y, weights });

/** Rows that a fit within a frame can take, and an address can hold. */
export const MOST = 1000;
const SAMPLES = 1001;

/** @throws {RangeError} if a typed formula cannot be read; its `at` is the character */
export function rowsFrom(source: Source): Rows {
  if (source.kind === "drawn") {
    return { ...rowsOf(source.drawing), scatter: 0, note: "", xlim: source.drawing.x };
  }
  if (source.kind === "typed") {
    const f = target(source.text);
    const x = linspace(source.domain[0], source.domain[1], SAMPLES);
    const kept = x.filter((at) => Math.abs(f(at)) < 1e150);
    const holes = SAMPLES - kept.length;
    const note = holes === 0 ? "" : `Left out: ${holes} of ${SAMPLES} points, where the formula has no finite value.`;
    return { x: kept, y: kept.map(f), scatter: 0, note, xlim: source.domain, f };
  }
  const { x, y, weights, scatter, rows } = source;
  const [lo, hi] = [x.reduce((a, b) => Math.min(a, b)), x.reduce((a, b) => Math.max(a, b))];
  const pad = (hi - lo || 1) * 0.03;
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    weights: weights && Float64Array.from(weights),
    scatter,
    note: rows > x.length ? `${rows.toLocaleString("en")} rows, as ${x.length} averages of neighbours.` : "",
    xlim: [lo - pad, hi + pad],
  };
}

/** A table for the figure: as it is, or, of many rows, as weighted averages of neighbours. */
export function tableSource(
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  names: { readonly x: string; readonly y: string },
  credit = "",
): TableSource {
  if (x.length > MOST) return averagedSource(averages(x, y, MOST), x.length, names, credit);
  return { kind: "table", rows: x.length, names, credit, x: Array.from(x), y: Array.from(y), scatter: 0 };
}

/** The averages of a table that had so many rows. */
export function averagedSource(
  { x, y, weights, scatter }: Averages,
  rows: number,
  names: { readonly x: string; readonly y: string },
  credit = "",
): TableSource {
  const of = (column: Float64Array) => Array.from(column, (value) => Number(value.toPrecision(7)));
  return { kind: "table", rows, names, credit, x: of(x), y: of(y), weights: of(weights), scatter };
}

/**
 * A source from outside.
 *
 * @throws {TypeError | RangeError} if it is none
 */
export function checkedSource(value: unknown): Source {
  const given = (value ?? {}) as Record<string, unknown>;
  if (given.kind === "drawn") return { kind: "drawn", drawing: checkedDrawing(given.drawing) };
  if (given.kind === "typed") {
    const { text, domain } = given;
    if (typeof text !== "string") throw new TypeError("source.text must be a formula");
    target(text);
    if (!isInterval(domain)) throw new RangeError("source.domain must be two finite numbers [lo, hi] with lo < hi");
    return { kind: "typed", text, domain: [domain[0], domain[1]] };
  }
  if (given.kind !== "table") throw new RangeError("source.kind must be typed, drawn or table");
  const { x, y, weights, scatter, rows, names, credit } = given as unknown as TableSource;
  for (const [name, column] of Object.entries(weights === undefined ? { x, y } : { x, y, weights })) {
    if (!Array.isArray(column) || column.length < 1 || column.length > MOST || column.length !== x.length) {
      throw new RangeError(`source.${name} must be 1 to ${MOST} numbers, as many as x`);
    }
    if (!column.every(Number.isFinite)) throw new RangeError(`source.${name} must hold finite numbers`);
  }
  if (weights && !weights.every((w) => w > 0)) throw new RangeError("source.weights must be > 0");
  if (!(scatter >= 0) || !(rows >= x.length)) throw new RangeError("source.scatter and rows must be counts");
  const text = (part: unknown) => String(part ?? "").slice(0, 200);
  return {
    kind: "table",
    x: [...x],
    y: [...y],
    ...(weights && { weights: [...weights] }),
    scatter,
    rows,
    names: { x: text(names?.x), y: text(names?.y) },
    credit: text(credit),
  };
}

const isInterval = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] < value[1];
