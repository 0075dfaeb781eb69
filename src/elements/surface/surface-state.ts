// surface-state.ts: what the figure of two inputs remembers.
import { evaluate, type PlaneSum } from "../../core/index.ts";
import { mse, parametersOf, standardizedRows, startPlanes, withParameters } from "../../fit/index.ts";
import { PITCHES } from "../../plot/surface/index.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { checkedFields } from "../descent/quadratic-state.ts";
import { among, FieldError, finite, ruled, whole, within } from "../rules.ts";
import { checkedPlaneSource, type PlaneRows, type PlaneSource } from "./plane-source.ts";
import { ZOOMS, type Zoom } from "./zoom.ts";

export interface SurfaceState {
  readonly source: PlaneSource;
  readonly units: number;
  readonly seed: number;
  readonly optimizer: keyof typeof OPTIMIZERS;
  readonly rate: number;
  /** Rows a step; 0 for all. */
  readonly batch: number;
  /** Steps a frame; 0 for as many as fit. */
  readonly pace: number;
  /** The unit that has sliders, from 1. */
  readonly selected: number;
  /** From where the surface is seen, in degrees. */
  readonly yaw: number;
  readonly pitch: number;
  /** How many times larger than all of it, and where its middle is, −1 to 1 in each of x, y and height. */
  readonly zoom: number;
  readonly centre: Zoom["centre"];
  /** Steps taken. */
  readonly steps: number;
  /** The sum as it stands, as `parametersOf` has it; empty at the start that the seed gives. */
  readonly numbers: readonly number[];
}

export const MOST_UNITS = 120;
export const PACES = [1, 10, 100, 0] as const;
export const RATES = [1e-4, 1] as const;
export const BATCHES = [0, 10, 100] as const;

const KINDS: Readonly<Record<keyof SurfaceState, (value: never) => boolean>> = {
  source: (value: unknown) => checkedPlaneSource(value) !== undefined,
  units: whole(1, MOST_UNITS),
  seed: whole(0, 1e9),
  optimizer: among(Object.keys(OPTIMIZERS)),
  rate: within(...RATES),
  batch: among(BATCHES),
  pace: among(PACES),
  selected: whole(1, MOST_UNITS),
  yaw: within(-360, 360),
  pitch: within(...PITCHES),
  zoom: within(...ZOOMS),
  centre: ruled(
    "three numbers from −1 to 1",
    (value: unknown) =>
      Array.isArray(value) && value.length === 3 && value.every((v) => Number.isFinite(v) && Math.abs(v) <= 1),
  ),
  steps: whole(0),
  numbers: finite,
};

/**
 * A state that came from outside.
 *
 * @throws {TypeError | RangeError} saying which field is not what it must be; a `TargetError` for the formula
 */
export function checkedSurface(given: unknown, start: SurfaceState): SurfaceState {
  const state = checkedFields("surfaceFigure", given, start, KINDS);
  const { units, numbers } = state;
  if (numbers.length !== 0 && numbers.length !== 4 * units + 3) {
    throw new FieldError("surfaceFigure", "numbers", `must be ${4 * units + 3} for ${units} ReLUs`, numbers.length);
  }
  return { ...state, source: checkedPlaneSource(state.source), selected: Math.min(state.selected, units) };
}

/** The sum at which the run of a seed begins: drawn in units in which the rows have mean 0 and spread 1. */
export function startOf({ units, seed }: SurfaceState, { x, y }: PlaneRows): PlaneSum {
  const drawn = startPlanes(2, units, { seed });
  return standardizedRows({ x, y }, drawn, mse).fold(drawn);
}

/** The sum that a state shows. */
export function sumOf(state: SurfaceState, rows: PlaneRows): PlaneSum {
  const start = startOf(state, rows);
  return state.numbers.length > 0 ? withParameters(start, Float64Array.from(state.numbers)) : start;
}

/** The mean squared error of a sum over the rows. */
export function lossOf(model: PlaneSum, { x, y }: PlaneRows): number {
  const values = evaluate(model, x, new Float64Array(y.length));
  return y.reduce((sum, z, i) => sum + (z - values[i]) ** 2, 0) / y.length;
}

/** A sum as a state holds it. */
export const toNumbers = (model: PlaneSum): number[] =>
  Array.from(parametersOf(model), (value) => Number(value.toPrecision(9)));
