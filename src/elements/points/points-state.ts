// points-state.ts: what the figure of points remembers: the points, the network, how it learns, and how far it is.
import { CLASS_SETS, HEIGHT_SETS, planeTarget } from "../../data/index.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { checkedFields } from "../descent/quadratic-state.ts";
import { numbersOf } from "../folding/networks.ts";
import { among, FieldError, finite, ruled, whole, within } from "../rules.ts";

/** Where the points come from: a known set, the side of a formula, the reader's hand, a table. */
export type Source =
  | {
      readonly kind: "set";
      readonly set: string;
      readonly rows: number;
      readonly noise: number;
      readonly classes: number;
      readonly seed: number;
    }
  | {
      readonly kind: "formula";
      readonly text: string;
      readonly rows: number;
      readonly noise: number;
      readonly seed: number;
    }
  | { readonly kind: "own"; readonly points: readonly number[]; readonly classes: number }
  | {
      readonly kind: "table";
      /** x, y and class of each row, one after the other. */
      readonly points: readonly number[];
      readonly names: readonly [x: string, y: string, what: string];
      readonly classNames: readonly string[];
    };

export interface PointsState {
  readonly source: Source;
  /** Percent of the points that are never learned from. */
  readonly test: number;
  /** Which inputs the network reads. One that is off has weights of 0, so that the network has two inputs all the same. */
  readonly inputs: (typeof INPUTS)[number];
  /** Units of each hidden layer. */
  readonly layers: readonly number[];
  readonly loss: "cross-entropy" | "mse";
  readonly optimizer: string;
  readonly rate: number;
  /** Rows a step; 0 for all. */
  readonly batch: number;
  /** λ of λ/2·Σw², which is added to the loss. */
  readonly decay: number;
  /** λ of λ·Σ|w|. */
  readonly l1: number;
  readonly dropout: number;
  /** Determines the start, and the order of rows. */
  readonly seed: number;
  /** The epoch at which a run stops by itself; 0 for none. */
  readonly stop: number;
  /** Steps a frame; 0 for as many as fit. */
  readonly pace: number;
  readonly pieces: boolean;
  readonly tests: boolean;
  /** The decision alone is shown, without how sure it is. */
  readonly discrete: boolean;
  /** Steps taken. */
  readonly steps: number;
  /** The network's numbers in the order of `parametersOf`; empty at the start that the seed gives. */
  readonly numbers: readonly number[];
}

export const INPUTS = ["x y", "x", "y"] as const;
export const MOST_CLASSES = 6;
export const MOST_LAYERS = 8;
export const MOST_UNITS = 64;
export const MOST_POINTS = 20_000;
export const BATCHES = [1, 5, 10, 30, 100, 0] as const;
export const PACES = [1, 5, 25, 125, 0] as const;
export const DECAYS = [0, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10] as const;
export const ROWS = [10, 5000] as const;
export const RATES = [1e-5, 1] as const;

export const SETS: readonly string[] = [...CLASS_SETS, ...HEIGHT_SETS];

/** One default for all sets: Adam at 0.01, ten rows a step, weights as He et al. begin them. */
export const FIRST: PointsState = {
  source: { kind: "set", set: "circle", rows: 500, noise: 0, classes: 2, seed: 1 },
  ...{
    test: 50,
    inputs: "x y",
    layers: [8, 8],
    loss: "cross-entropy",
    optimizer: "adam",
    rate: 0.01,
    batch: 10,
    decay: 0,
    l1: 0,
    dropout: 0,
  },
  ...{ seed: 1, stop: 0, pace: 5, pieces: false, tests: false, discrete: false, steps: 0, numbers: [] },
};

const texts = (value: unknown, count: number): boolean =>
  Array.isArray(value) &&
  value.length === count &&
  value.every((text) => typeof text === "string" && text.length <= 200);

const rows = whole(...ROWS);
const noise = within(0, 0.5);
const seed = whole(0, 1e9);

/** Triplets of a finite place and a class. */
const triplets = (points: unknown, classes: number): boolean =>
  Array.isArray(points) &&
  points.length % 3 === 0 &&
  points.length <= 3 * MOST_POINTS &&
  points.every((value, i) => (i % 3 === 2 ? whole(0, classes - 1)(value) : Number.isFinite(value)));

const SOURCES: Readonly<Record<string, (source: never) => boolean>> = {
  set: (source: { set: string; rows: number; noise: number; classes: number; seed: number }) =>
    SETS.includes(source.set) &&
    rows(source.rows) &&
    noise(source.noise) &&
    whole(2, MOST_CLASSES)(source.classes) &&
    seed(source.seed),
  formula: (source: { text: string; rows: number; noise: number; seed: number }) =>
    planeTarget(source.text) !== undefined && rows(source.rows) && noise(source.noise) && seed(source.seed),
  own: (source: { points: number[]; classes: number }) =>
    whole(2, MOST_CLASSES)(source.classes) && triplets(source.points, source.classes),
  table: (source: { points: number[]; names: unknown; classNames: unknown[] }) =>
    texts(source.names, 3) &&
    Array.isArray(source.classNames) &&
    whole(2, MOST_CLASSES)(source.classNames.length) &&
    texts(source.classNames, source.classNames.length) &&
    triplets(source.points, source.classNames.length),
};

const KINDS: Readonly<Record<keyof PointsState, (value: never) => boolean>> = {
  source: ruled(
    `points of a set (${SETS.join(", ")}), of a formula, of a hand or of a table`,
    (value: { kind: string }) =>
      value !== null && Object.hasOwn(SOURCES, value.kind) && SOURCES[value.kind](value as never),
  ),
  test: whole(0, 90),
  inputs: among(INPUTS),
  layers: ruled(
    `at most ${MOST_LAYERS} whole numbers from 1 to ${MOST_UNITS}`,
    (value: unknown) => Array.isArray(value) && value.length <= MOST_LAYERS && value.every(whole(1, MOST_UNITS)),
  ),
  loss: among(["cross-entropy", "mse"]),
  optimizer: among(Object.keys(OPTIMIZERS)),
  rate: within(...RATES),
  batch: among(BATCHES),
  decay: among(DECAYS),
  l1: among(DECAYS),
  dropout: within(0, 0.8),
  seed,
  stop: whole(0, 1_000_000),
  pace: among(PACES),
  pieces: () => true,
  tests: () => true,
  discrete: () => true,
  steps: whole(0),
  numbers: finite,
};

/** Whether points have heights in place of classes. */
export const hasHeights = ({ source }: Pick<PointsState, "source">): boolean =>
  source.kind === "set" && (HEIGHT_SETS as readonly string[]).includes(source.set);

export function classesOf({ source }: Pick<PointsState, "source">): number {
  if (source.kind === "formula") return 2;
  return source.kind === "table" ? source.classNames.length : source.classes;
}

/** The loss that is lowered: heights have no classes to be named. */
export const lossOf = (state: Pick<PointsState, "source" | "loss">): PointsState["loss"] =>
  hasHeights(state) ? "mse" : state.loss;

/** Whether x is read, and y. */
export const inputsOn = ({ inputs }: Pick<PointsState, "inputs">): readonly [x: boolean, y: boolean] => [
  inputs !== "y",
  inputs !== "x",
];

/** Layers of the network, inputs first: by squares, two classes are the labels 1 and −1 of one output. */
export function layerSizes(state: PointsState): number[] {
  const classes = classesOf(state);
  const one = hasHeights(state) || (state.loss === "mse" && classes === 2);
  return [2, ...state.layers, one ? 1 : classes];
}

/**
 * A state that came from outside.
 *
 * @throws {TypeError | RangeError} saying which field is not what it must be; a `TargetError` for a formula
 */
export function checkedPoints(given: unknown, start: PointsState): PointsState {
  const state = checkedFields("pointsFigure", given, start, KINDS);
  const sizes = layerSizes(state);
  const count = numbersOf(sizes);
  if (state.numbers.length !== 0 && state.numbers.length !== count) {
    throw new FieldError("pointsFigure", "numbers", `must be ${count} for these layers`, state.numbers.length);
  }
  const read = inputsOn(state);
  const idle = state.numbers.slice(0, 2 * sizes[1]).find((weight, i) => !read[i % 2] && weight !== 0);
  if (idle !== undefined) {
    throw new FieldError("pointsFigure", "numbers", `must be 0 as weights of the input that is off`, idle);
  }
  return state;
}
