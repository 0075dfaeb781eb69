// plane-source.ts: what a sum of two inputs is to be like, as plain data, and the rows that it stands for.

import { linspace, type Rectangle } from "../../core/index.ts";
import { planeTarget } from "../../data/index.ts";
import { evenly } from "../evenly.ts";
import { FieldError } from "../rules.ts";

/** A table of two inputs and a height; at most `MOST.rows` rows of it. */
export interface PlaneTable {
  readonly kind: "table";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly number[];
  readonly names: readonly [x: string, y: string, z: string];
  /** How many rows there were. */
  readonly rows: number;
  /** Where it comes from, and under which licence; empty for the reader's own. */
  readonly credit: string;
}

export type PlaneSource = { readonly kind: "typed"; readonly text: string } | PlaneTable;

export interface PlaneRows {
  /** x and y of each row by turns. */
  readonly x: Float64Array;
  /** The heights. */
  readonly y: Float64Array;
  readonly rectangle: Rectangle;
  /** The heights with some room around them. */
  readonly zlim: readonly [number, number];
  readonly names: readonly [string, string, string];
  /** Said about the rows. */
  readonly note: string;
  /** The typed function itself. */
  readonly f?: (x: number, y: number) => number;
}

/** Rows that an address can hold, and no text; larger numbers leave no digits for what a surface does between them. */
export const MOST = { rows: 600, inputs: 2, words: 0, number: 1e12 } as const;

/** A typed target is learned at as many places each way. */
const SIDE = 41;

const DOMAIN = [-2, 2] as const;

/** Room above and below the heights, as a share of them. */
const ROOM = 0.25;

/** @throws {RangeError} if a typed formula cannot be read, or has no finite value anywhere */
export function planeRows(source: PlaneSource): PlaneRows {
  return source.kind === "typed" ? typedRows(source.text) : tableRows(source);
}

function typedRows(text: string): PlaneRows {
  const f = planeTarget(text);
  const along = [...linspace(...DOMAIN, SIDE)];
  const points = along.flatMap((y) => along.map((x) => [x, y, f(x, y)] as const));
  const kept = points.filter(([, , z]) => Math.abs(z) < MOST.number);
  if (kept.length === 0) throw new RangeError("the formula has no finite value where x and y are from −2 to 2");
  const holes = points.length - kept.length;
  const heights = Float64Array.from(kept, ([, , z]) => z);
  return {
    x: Float64Array.from(kept.flatMap((point) => point.slice(0, 2))),
    y: heights,
    rectangle: [DOMAIN, DOMAIN],
    zlim: withRoom(heights, ROOM),
    names: ["x", "y", "z"],
    note: holes > 0 ? `Left out: ${holes} of ${points.length} points, where the formula has no finite value.` : "",
    f,
  };
}

function tableRows({ x, y, z, names, rows }: PlaneTable): PlaneRows {
  return {
    x: Float64Array.from(x.flatMap((value, i) => [value, y[i]])),
    y: Float64Array.from(z),
    rectangle: [withRoom(x, 0.03), withRoom(y, 0.03)],
    zlim: withRoom(z, ROOM),
    names,
    note: rows > x.length ? `${x.length} of ${rows.toLocaleString("en")} rows, evenly taken.` : "",
  };
}

function withRoom(values: ArrayLike<number>, share: number): readonly [number, number] {
  let [lo, hi] = [values[0], values[0]];
  for (let i = 1; i < values.length; i++) [lo, hi] = [Math.min(lo, values[i]), Math.max(hi, values[i])];
  const room = (hi - lo || 2) * share;
  return [lo - room, hi + room];
}

/** A table for the figure: of more rows than it can hold, evenly some of them. */
export function planeTable(
  columns: readonly [x: ArrayLike<number>, y: ArrayLike<number>, z: ArrayLike<number>],
  names: readonly [string, string, string],
  credit = "",
): PlaneTable {
  const rows = columns[0].length;
  const count = Math.min(MOST.rows, rows);
  const [x, y, z] = columns.map((column) =>
    Array.from(evenly(column, rows, count), (value) => Number(value.toPrecision(7))),
  );
  return { kind: "table", x, y, z, names, rows, credit };
}

/**
 * A source from outside.
 *
 * @throws {RangeError} if it is none
 */
export function checkedPlaneSource(value: unknown): PlaneSource {
  const given = (value ?? {}) as Record<string, unknown>;
  if (given.kind === "typed") {
    if (typeof given.text !== "string") throw wrong("text", "must be a formula of x and y", given.text);
    planeRows({ kind: "typed", text: given.text });
    return { kind: "typed", text: given.text };
  }
  if (given.kind !== "table") throw wrong("kind", "must be typed or table", given.kind);
  const { x, y, z, names, rows, credit } = given as unknown as PlaneTable;
  for (const [name, column] of Object.entries({ x, y, z })) {
    if (!Array.isArray(column) || column.length < 3 || column.length > MOST.rows || column.length !== x.length) {
      throw wrong(name, `must be 3 to ${MOST.rows} numbers, as many as x`, column);
    }
    if (!column.every((value) => Number.isFinite(value) && Math.abs(value) <= MOST.number))
      throw wrong(name, "must hold finite numbers", column);
  }
  if (!(rows >= x.length)) throw wrong("rows", "must be a count of rows", rows);
  const text = (part: unknown) => String(part ?? "").slice(0, 200);
  const all = Array.isArray(names) ? names : [];
  return {
    ...{ kind: "table", x: [...x], y: [...y], z: [...z], rows, credit: text(credit) },
    names: [text(all[0]), text(all[1]), text(all[2])],
  };
}

const wrong = (part: string, must: string, got: unknown): FieldError =>
  new FieldError("surfaceFigure", `source.${part}`, must, got);
