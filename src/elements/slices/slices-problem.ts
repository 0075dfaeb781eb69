// slices-problem.ts: a real table of several inputs as a sum learns from it: some rows held out, and where its columns run.
import { random } from "../../core/index.ts";
import { type NamedColumn, type SeveralTable, severalTables } from "../several-tables.ts";
import type { DenseColumns } from "../work/dense-task.ts";

export interface SlicesProblem {
  readonly table: SeveralTable;
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
}

/** The share of rows that is held out, and the seed that draws them. */
const HELD = 0.2;
const SEED = 1;

const known = new Map<string, SlicesProblem>();

/** The problem of a table's id; the same each time. */
export function slicesProblem(id: string): SlicesProblem {
  const problem = known.get(id) ?? made(severalTables.find((table) => table.id === id)!);
  known.set(id, problem);
  return problem;
}

function made(table: SeveralTable): SlicesProblem {
  const columns = table.columns.map(measured);
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
    ...{ table, inputs, output: columns[inputs.length] },
    rows: of(order.slice(held).sort()),
    test: of(order.slice(0, held).sort()),
  };
}

function measured(column: NamedColumn): InputColumn {
  const sorted = column.values().sort();
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const spread = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  const whole = sorted.every(Number.isInteger);
  const step = Math.max(whole ? 1 : 0, 10 ** Math.floor(Math.log10((most - least) / 50)));
  const stop = (value: number, towards: (x: number) => number) => Number((towards(value / step) * step).toPrecision(9));
  const [lo, hi] = [stop(least, Math.floor), stop(most, Math.ceil)];
  return { ...column, lo, hi, spread, step, middle: stop(sorted[sorted.length >> 1], Math.round) };
}

/** R²: the share of the variance that a mean squared error has explained. */
export function explained(error: number, { y }: DenseColumns): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  return 1 - error / (y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length);
}
