// own-table.ts: a table of the reader's own, as plain data: inputs of numbers, text as indicators, and what is told.
import type { DesignInput } from "../../data/index.ts";
import { FieldError } from "../rules.ts";
import type { FoundInputs } from "../work/several-task.ts";

/** An input and its values. With `is` it is an indicator: 1 in rows whose cell of the column says it, 0 in all others. */
export interface OwnInput extends DesignInput {
  readonly values: readonly number[];
}

export interface OwnTable {
  /** 2 to 12 of them, two at least without `is`. */
  readonly inputs: readonly OwnInput[];
  readonly output: { readonly name: string; readonly values: readonly number[] };
}

/** What a figure can hold and show: rows, sliders, and words of one column; sums of squares of larger numbers may overflow. */
export const MOST = { rows: 3000, inputs: 12, words: 8, number: 1e100 } as const;

export const NEEDS = "cuts need two such columns as inputs, and one that is told";

/** Cut here, names still find their columns. */
const LONGEST = 200;

/** Tables that were checked: they are plain values, and nobody changes them. */
const known = new WeakSet<object>();

export function ownTable({ inputs, x, y, name }: FoundInputs): OwnTable {
  return checkedOwn({
    inputs: inputs.map((input, j) => ({ ...input, values: Array.from(x[j]) })),
    output: { name, values: Array.from(y) },
  });
}

/**
 * A table from outside; one that was checked before is itself.
 *
 * @throws {RangeError} if it is none
 */
export function checkedOwn(given: unknown): OwnTable {
  const { inputs, output } = (given ?? {}) as OwnTable;
  if (known.has(given as object)) return given as OwnTable;
  if (!Array.isArray(inputs) || inputs.length < 2 || inputs.length > MOST.inputs) {
    throw wrong("inputs", `must be 2 to ${MOST.inputs} inputs`, inputs?.length);
  }
  const count = output?.values?.length;
  if (!(count >= 3 && count <= MOST.rows)) {
    throw wrong("output.values", `must be 3 to ${MOST.rows} numbers`, count);
  }
  const table: OwnTable = {
    inputs: inputs.map(({ name, column, is, values }: OwnInput, j) => ({
      ...{ name: text(name, `inputs[${j}].name`), column: text(column, `inputs[${j}].column`) },
      ...(is === undefined ? {} : { is: text(is, `inputs[${j}].is`) }),
      values: numbers(values, count, `inputs[${j}].values`),
    })),
    output: { name: text(output.name, "output.name"), values: numbers(output.values, count, "output.values") },
  };
  const ofNumbers = table.inputs.filter(({ is }) => is === undefined).length;
  if (ofNumbers < 2) throw wrong("inputs", "must have two of numbers, without is", ofNumbers);
  known.add(table);
  return table;
}

const wrong = (where: string, must: string, got: unknown): FieldError =>
  new FieldError("slicesFigure", `own.${where}`, must, got);

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw wrong(where, "must be a text", typeof value);
  return value.slice(0, LONGEST);
}

function numbers(values: unknown, count: number, where: string): number[] {
  const all = Array.isArray(values) && values.length === count && values.every((v) => Math.abs(v) <= MOST.number);
  if (!all) throw wrong(where, `must be ${count} finite numbers`, values);
  if (values.every((value) => value === values[0])) throw wrong(where, "must differ", values);
  return [...values];
}
