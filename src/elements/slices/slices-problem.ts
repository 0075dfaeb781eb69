// slices-problem.ts: a real table of several inputs as a sum learns from it: some rows held out, and where its columns run.
import { evaluate, type PlaneSum, random } from "../../core/index.ts";
import type { ColumnsTable } from "../../fit/index.ts";
import { type NamedColumn, type SeveralTable, severalTables } from "../several-tables.ts";
import type { DenseColumns } from "../work/dense-task.ts";
import type { OwnTable } from "./own-table.ts";

export interface SlicesProblem {
  /** Where the table comes from, and under which licence; empty for the reader's own. */
  readonly credit: string;
  readonly inputs: readonly InputColumn[];
  readonly output: InputColumn;
  readonly rows: DenseColumns;
  /** Rows that are never trained on. */
  readonly test: DenseColumns;
}

/** A column and where its values run, to the nearest stops outside. */
export interface InputColumn extends NamedColumn {
  readonly lo: number;
  readonly hi: number;
  readonly middle: number;
  readonly spread: number;
  /** Between two stops of its slider. */
  readonly step: number;
  /** The name of its column in the table, where that is the reader's own. */
  readonly column?: string;
  /** The text of that column of which it is the indicator. */
  readonly is?: string;
}

type PlainColumn = NamedColumn & Pick<InputColumn, "column" | "is">;

/** The share of rows that is held out, and the seed that draws them. */
const HELD = 0.2;
const SEED = 1;

const offered = new Map<string, SlicesProblem>();
const own = new WeakMap<OwnTable, SlicesProblem>();

/** The problem of a table's id, or of a table of the reader's own; the same each time. */
export function slicesProblem(given: string | OwnTable): SlicesProblem {
  if (typeof given === "string") {
    const problem = offered.get(given) ?? ofTable(severalTables.find(({ id }) => id === given)!);
    offered.set(given, problem);
    return problem;
  }
  const problem = own.get(given) ?? ofOwn(given);
  own.set(given, problem);
  return problem;
}

const ofTable = ({ columns, credit }: SeveralTable): SlicesProblem => made(columns, credit);

function ofOwn({ inputs, output }: OwnTable): SlicesProblem {
  const columns = [...inputs, output].map(({ values, ...rest }) => ({
    ...{ ...rest, unit: "", values: () => Float64Array.from(values) },
  }));
  return made(columns, "");
}

function made(plain: readonly PlainColumn[], credit: string): SlicesProblem {
  const columns = plain.map(measured);
  const values = columns.map((column) => column.values());
  const inputs = columns.slice(0, -1);
  const count = values[0].length;
  const order = random(SEED).shuffle(Uint32Array.from({ length: count }, (_, row) => row));
  const held = Math.round(HELD * count);
  const of = (rows: Uint32Array): DenseColumns => ({
    x: Float64Array.from(Array.from(rows).flatMap((row) => inputs.map((_, j) => values[j][row]))),
    y: Float64Array.from(rows, (row) => values[inputs.length][row]),
  });
  return {
    ...{ credit, inputs: inputs.map(atMostFrequent), output: columns[inputs.length] },
    rows: of(order.slice(held).sort()),
    test: of(order.slice(0, held).sort()),
  };
}

/** Of a column's indicators the one that is 1 most often is 1 in the middle, and the others are 0. */
function atMostFrequent(input: InputColumn, _: number, inputs: readonly InputColumn[]): InputColumn {
  if (input.is === undefined) return input;
  const ones = ({ values }: InputColumn) => values().reduce((sum, value) => sum + value, 0);
  const levels = inputs.filter(({ column, is }) => column === input.column && is !== undefined);
  const most = levels.reduce((a, b) => (ones(b) > ones(a) ? b : a));
  return { ...input, middle: Number(most === input) };
}

function measured(column: PlainColumn): InputColumn {
  const sorted = column.values().sort();
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const spread = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  const whole = sorted.every(Number.isInteger);
  const step = Math.max(whole ? 1 : 0, 10 ** Math.floor(Math.log10((most - least) / 50)));
  const stop = (value: number, towards: (x: number) => number) =>
    Number((towards(value / step) * step).toPrecision(12));
  const [lo, hi] = [stop(least, Math.floor), stop(most, Math.ceil)];
  return { ...column, lo, hi, spread, step, middle: stop(sorted[sorted.length >> 1], Math.round) };
}

/** The rows that are learned from, a column for each input. */
export const columnsOf = ({ inputs, rows: { x, y } }: SlicesProblem): ColumnsTable => ({
  x: inputs.map((_, j) => Float64Array.from(y, (_, row) => x[row * inputs.length + j])),
  y,
});

/** The mean squared error of a sum over rows; NaN over none. */
export function errorOf(model: PlaneSum, { x, y }: DenseColumns): number {
  const values = evaluate(model, x, new Float64Array(y.length));
  return y.reduce((sum, value, row) => sum + (value - values[row]) ** 2, 0) / y.length;
}

/** R²: the share of the variance that a mean squared error has explained; NaN where there is no variance. */
export function explained(error: number, { y }: DenseColumns): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length;
  return variance > 0 ? 1 - error / variance : Number.NaN;
}
