// slices-state.ts: what the figure of slices remembers.
import type { PlaneSum } from "../../core/index.ts";
import { mse, standardizedRows, startPlanes, withParameters } from "../../fit/index.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { checkedFields } from "../descent/quadratic-state.ts";
import { among, FieldError, finite, whole, within } from "../rules.ts";
import { severalTables } from "../several-tables.ts";
import { MOST_UNITS, PACES, RATES } from "../surface/surface-state.ts";
import { checkedOwn, MOST, type OwnTable } from "./own-table.ts";
import { slicesProblem } from "./slices-problem.ts";

export interface SlicesState {
  /** The id of a table: cars, penguins, or own. */
  readonly table: string;
  /** The reader's own table, where that is the one. */
  readonly own: OwnTable | null;
  /** Which sum is shown: the one that descent has come to, or one that is found from the rows alone. */
  readonly by: Way;
  readonly units: number;
  readonly seed: number;
  readonly optimizer: keyof typeof OPTIMIZERS;
  readonly rate: number;
  /** Steps a frame; 0 for as many as fit. */
  readonly pace: number;
  /** Which inputs run along the axes, from 0. */
  readonly across: number;
  readonly up: number;
  /** The place that is looked at, a number for each input; empty for the middle of each column. */
  readonly at: readonly number[];
  /** Steps taken. */
  readonly steps: number;
  /** The sum as it stands, as `parametersOf` has it; empty at the start that the seed gives. */
  readonly numbers: readonly number[];
}

/** Ways to a sum of the rows, and what they are called. */
export const WAYS = { descent: "Gradient descent", hinges: "Hinges", products: "Hinges, products" } as const;
export type Way = keyof typeof WAYS;

/** Stands for a table of the reader's own. */
export const OWN = "own";

/** What `slicesProblem` takes. */
export const tableOf = ({ table, own }: Pick<SlicesState, "table" | "own">): string | OwnTable => own ?? table;

const KINDS: Readonly<Record<keyof SlicesState, (value: never) => boolean>> = {
  table: among([...severalTables.map(({ id }) => id), OWN]),
  own: (value: unknown) => value === null || checkedOwn(value) !== undefined,
  by: among(Object.keys(WAYS)),
  units: whole(1, MOST_UNITS),
  seed: whole(0, 1e9),
  optimizer: among(Object.keys(OPTIMIZERS)),
  rate: within(...RATES),
  pace: among(PACES),
  across: whole(0, MOST.inputs - 1),
  up: whole(0, MOST.inputs - 1),
  at: finite,
  steps: whole(0),
  numbers: finite,
};

/**
 * A state that came from outside; places beyond a column's ends are brought to them.
 *
 * @throws {TypeError | RangeError} saying which field is not what it must be
 */
export function checkedSlices(given: unknown, start: SlicesState): SlicesState {
  const fields = checkedFields("slicesFigure", given, start, KINDS);
  const must = (field: string, rule: string, got: unknown): never => {
    throw new FieldError("slicesFigure", field, `must be ${rule}`, got);
  };
  if (fields.table === OWN && fields.own === null) must("own", "the table, where state.table is own", "null");
  const state = { ...fields, own: fields.table === OWN ? checkedOwn(fields.own) : null };
  const { inputs } = slicesProblem(tableOf(state));
  const count = inputs.length;
  const { across, up, at, units, numbers } = state;
  if (across >= count) must("across", `below ${count}`, across);
  if (up >= count || up === across) must("up", `another one below ${count}`, up);
  for (const [field, j] of Object.entries({ across, up })) {
    if (inputs[j].is !== undefined) must(field, "an input of numbers", inputs[j].name);
  }
  if (at.length !== 0 && at.length !== count) must("at", `${count} numbers`, at.length);
  const wanted = (count + 2) * units + 1 + count;
  if (numbers.length !== 0 && numbers.length !== wanted)
    must("numbers", `${wanted} for ${units} ReLUs`, numbers.length);
  const place = inputs.map(({ lo, hi, middle }, j) => Math.min(hi, Math.max(lo, at[j] ?? middle)));
  return { ...state, at: place };
}

/** The sum that descent has come to: at its start drawn in units in which the rows have mean 0 and spread 1. */
export function sumOf({ units, seed, numbers, ...state }: SlicesState): PlaneSum {
  const { inputs, rows } = slicesProblem(tableOf(state));
  const drawn = startPlanes(inputs.length, units, { seed });
  return numbers.length > 0
    ? withParameters(drawn, Float64Array.from(numbers))
    : standardizedRows(rows, drawn, mse).fold(drawn);
}
