// effects.ts: which columns matter to a model of several inputs, and how.
import { evaluate, type Model, type PlaneSum, random } from "../core/index.ts";
import type { DesignInput } from "../data/index.ts";

/** A column, and what the model loses without it. */
export interface Effect {
  readonly column: string;
  /** √mse with the column's cells shuffled among the rows, less √mse as they are */
  readonly rmse: number;
}

/** A column's own curve: what the model says on average when the column is x in every row. */
export interface Curve {
  readonly column: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What x stands for, where it is no number. */
  readonly levels?: readonly string[];
}

/** Rows that stand for all. */
const SHUFFLED = 2000;
const AVERAGED = 200;
const PLACES = 61;

/** What the model says of rows given as columns. */
export function told(model: Model, x: readonly Float64Array[], rows: number): Float64Array {
  const flat = new Float64Array(rows * x.length);
  for (const [j, column] of x.entries()) for (let i = 0; i < rows; i++) flat[i * x.length + j] = column[i];
  return (evaluate as (f: Model, x: Float64Array, out: Float64Array) => Float64Array)(
    model,
    flat,
    new Float64Array(rows),
  );
}

/** Inputs that come of one column, by its name. */
function byColumn(inputs: readonly DesignInput[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [j, { column }] of inputs.entries()) groups.set(column, [...(groups.get(column) ?? []), j]);
  return groups;
}

const some = (values: Float64Array, most: number): Float64Array =>
  values.length <= most
    ? values
    : Float64Array.from({ length: most }, (_, i) => values[Math.floor((i * values.length) / most)]);

/**
 * How much worse the model gets when a column's cells change places with each other, the most important first. Breiman
 * (2001), doi:10.1023/A:1010933404324.
 */
export function effects(
  model: Model,
  inputs: readonly DesignInput[],
  x: readonly Float64Array[],
  y: Float64Array,
): Effect[] {
  const target = some(y, SHUFFLED);
  const columns = x.map((column) => some(column, SHUFFLED));
  const n = target.length;
  const error = (columns: readonly Float64Array[]) => {
    const predicted = told(model, columns, n);
    return Math.sqrt(predicted.reduce((sum, value, i) => sum + (target[i] - value) ** 2, 0) / n);
  };
  const own = error(columns);
  const order = random(0).shuffle(new Uint32Array(n).map((_, i) => i));
  return [...byColumn(inputs)]
    .map(([column, group]) => {
      const shuffled = columns.map((values, j) =>
        group.includes(j) ? values.map((_, i) => values[order[i]]) : values,
      );
      return { column, rmse: error(shuffled) - own };
    })
    .sort((a, b) => b.rmse - a.rmse);
}

/** One curve for each of the columns, in their order: partial dependence, Friedman (2001), doi:10.1214/aos/1013203451. */
export function curves(
  model: Model,
  inputs: readonly DesignInput[],
  x: readonly Float64Array[],
  columns: readonly string[],
): Curve[] {
  const sample = x.map((column) => some(column, AVERAGED));
  const n = sample[0].length;
  const groups = byColumn(inputs);
  const mean = (columns: readonly Float64Array[]) => told(model, columns, n).reduce((sum, value) => sum + value, 0) / n;
  return columns.map((column) => {
    const group = groups.get(column)!;
    const set = (value: (j: number) => number) =>
      mean(sample.map((values, j) => (group.includes(j) ? values.map(() => value(j)) : values)));
    const levels = group.map((j) => inputs[j].is);
    if (levels.every((level) => level !== undefined)) {
      const xs = Float64Array.from(levels, (_, i) => i);
      return { column, x: xs, y: xs.map((i) => set((j) => (j === group[i] ? 1 : 0))), levels };
    }
    const [input] = group;
    const least = x[input].reduce((a, b) => Math.min(a, b));
    const most = x[input].reduce((a, b) => Math.max(a, b));
    const evenly = Array.from({ length: PLACES }, (_, i) => least + ((most - least) * i) / (PLACES - 1));
    const bends = knotsIn(model, input).filter((knot) => knot > least && knot < most);
    const xs = Float64Array.from(new Set([...evenly, ...bends])).sort();
    return { column, x: xs, y: xs.map((value) => set(() => value)) };
  });
}

/** Where the units and factors bend that take one input alone; between these places a curve may be drawn straight. */
function knotsIn(model: Model, input: number): number[] {
  if ("layers" in model || typeof model.slope === "number") return [];
  const { units, products = [] } = model as PlaneSum;
  return [...units, ...products.flatMap(({ factors }) => factors)]
    .filter(({ m }) => m.every((slope, j) => (slope !== 0) === (j === input)))
    .map(({ m, b }) => -b / m[input]);
}
