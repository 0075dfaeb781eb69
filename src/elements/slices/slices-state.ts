// slices-state.ts: what the figure of slices remembers.
import type { PlaneSum } from "../../core/index.ts";
import { mse, standardizedRows, startPlanes, withParameters } from "../../fit/index.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { checkedFields } from "../descent/quadratic-state.ts";
import { severalTables } from "../several-tables.ts";
import { MOST_UNITS, PACES, RATES } from "../surface/surface-state.ts";
import { slicesProblem } from "./slices-problem.ts";

export interface SlicesState {
  /** The id of a table. */
  readonly table: string;
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

const finite = (value: unknown[]) => Array.isArray(value) && value.every((v) => Number.isFinite(v));
const whole = (lo: number, hi: number) => (value: number) => Number.isSafeInteger(value) && value >= lo && value <= hi;

const KINDS: Readonly<Record<keyof SlicesState, (value: never) => boolean>> = {
  table: (value: string) => severalTables.some(({ id }) => id === value),
  units: whole(1, MOST_UNITS),
  seed: whole(0, 1e9),
  optimizer: (value: string) => Object.hasOwn(OPTIMIZERS, value),
  rate: (value: number) => value >= RATES[0] && value <= RATES[1],
  pace: (value: number) => (PACES as readonly number[]).includes(value),
  across: whole(0, 9),
  up: whole(0, 9),
  at: finite,
  steps: whole(0, Number.MAX_SAFE_INTEGER),
  numbers: finite,
};

/**
 * A state that came from outside; places beyond a column's ends are brought to them.
 *
 * @throws {TypeError | RangeError} saying which field is not what it must be
 */
export function checkedSlices(given: unknown, start: SlicesState): SlicesState {
  const state = checkedFields("slicesFigure", given, start, KINDS);
  const { inputs } = slicesProblem(state.table);
  const count = inputs.length;
  const { across, up, at, units, numbers } = state;
  const must = (field: string, rule: string, got: unknown): never => {
    throw new RangeError(`slicesFigure: state.${field} must be ${rule}, got ${got}`);
  };
  if (across >= count) must("across", `below ${count}`, across);
  if (up >= count || up === across) must("up", `another one below ${count}`, up);
  if (at.length !== 0 && at.length !== count) must("at", `${count} numbers`, at.length);
  const wanted = (count + 2) * units + 1 + count;
  if (numbers.length !== 0 && numbers.length !== wanted)
    must("numbers", `${wanted} for ${units} units`, numbers.length);
  const place = inputs.map(({ lo, hi, middle }, j) => Math.min(hi, Math.max(lo, at[j] ?? middle)));
  return { ...state, at: place };
}

/** The sum that a state shows: at its start drawn in units in which the rows have mean 0 and spread 1. */
export function sumOf({ table, units, seed, numbers }: SlicesState): PlaneSum {
  const { inputs, rows } = slicesProblem(table);
  const drawn = startPlanes(inputs.length, units, { seed });
  return numbers.length > 0
    ? withParameters(drawn, Float64Array.from(numbers))
    : standardizedRows(rows, drawn, mse).fold(drawn);
}
