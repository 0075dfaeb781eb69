// descent-state.ts: what the figure of learning ReLUs remembers.
import { target } from "../../data/index.ts";
import { among, FieldError, finite, whole, within } from "../rules.ts";
import { BATCHES, LOSSES, OPTIMIZERS, type Problem, ROWS, SCHEDULES, STARTS } from "./problem.ts";
import { checkedFields } from "./quadratic-state.ts";

export interface DescentState extends Problem {
  /** Steps a frame; 0 for as many as fit. */
  readonly pace: number;
  /** The first unit that has sliders, from 1. */
  readonly selected: number;
  /** Steps taken. */
  readonly steps: number;
  /** The sum as it stands, as `toNumbers` has it; empty at the start that the seed gives. */
  readonly numbers: readonly number[];
}

export const PACES = [1, 10, 100, 0] as const;
export const RATES = [1e-5, 1] as const;
export const MOST_UNITS = 100;

const KINDS: Readonly<Record<keyof DescentState, (value: never) => boolean>> = {
  target: (value: string) => target(value) !== undefined,
  rows: among(ROWS),
  noise: within(0, 2),
  units: whole(1, MOST_UNITS),
  start: among(STARTS),
  seed: whole(0, 1e9),
  optimizer: among(Object.keys(OPTIMIZERS)),
  rate: within(...RATES),
  loss: among(Object.keys(LOSSES)),
  schedule: among(Object.keys(SCHEDULES)),
  batch: among(BATCHES),
  pace: among(PACES),
  selected: whole(1, MOST_UNITS),
  steps: whole(0),
  numbers: finite,
};

/**
 * A state that came from outside.
 *
 * @throws {TypeError | RangeError} saying which field is not what it must be; a `TargetError` for the formula
 */
export function checkedDescent(given: unknown, start: DescentState): DescentState {
  const state = checkedFields("descentFigure", given, start, KINDS);
  const { units, numbers } = state;
  if (numbers.length !== 0 && numbers.length !== 2 + 3 * units) {
    throw new FieldError("descentFigure", "numbers", `must be ${2 + 3 * units} for ${units} ReLUs`, numbers.length);
  }
  return { ...state, selected: Math.min(state.selected, units) };
}
