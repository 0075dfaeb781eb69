// descent-state.ts: what the figure of learning ReLUs remembers.
import { target } from "../../data/index.ts";
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

const among = (choices: readonly unknown[]) => (value: never) => choices.includes(value);
const whole = (lo: number, hi: number) => (value: number) => Number.isSafeInteger(value) && value >= lo && value <= hi;

const KINDS: Readonly<Record<keyof DescentState, (value: never) => boolean>> = {
  target: (value: string) => target(value) !== undefined,
  rows: among(ROWS),
  noise: (value: number) => value >= 0 && value <= 2,
  units: whole(1, MOST_UNITS),
  start: among(STARTS),
  seed: whole(0, 1e9),
  optimizer: among(Object.keys(OPTIMIZERS)),
  rate: (value: number) => value >= RATES[0] && value <= RATES[1],
  loss: among(Object.keys(LOSSES)),
  schedule: among(Object.keys(SCHEDULES)),
  batch: among(BATCHES),
  pace: among(PACES),
  selected: whole(1, MOST_UNITS),
  steps: whole(0, Number.MAX_SAFE_INTEGER),
  numbers: (value: unknown[]) => Array.isArray(value) && value.every((v) => Number.isFinite(v)),
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
    throw new RangeError(
      `descentFigure: state.numbers must be ${2 + 3 * units} for ${units} units, got ${numbers.length}`,
    );
  }
  return { ...state, selected: Math.min(state.selected, units) };
}
