// problem.ts: what a sum of ReLUs is to learn, and how: plain data that the page and its worker share.
import { linspace, type ReluSum, random, reluSum } from "../../core/index.ts";
import { target } from "../../data/index.ts";
import {
  adam,
  constant,
  cosine,
  huber,
  type Loss,
  mae,
  momentum,
  mse,
  type Optimizer,
  type Schedule,
  type StartKind,
  sgd,
  start,
  step,
} from "../../fit/index.ts";

/** Fields of the figure's state that decide what a run does. */
export interface Problem {
  /** A formula of x. */
  readonly target: string;
  readonly rows: number;
  /** Standard deviation of the normal noise on y. */
  readonly noise: number;
  readonly units: number;
  readonly start: StartKind;
  readonly seed: number;
  readonly optimizer: "adam" | "momentum" | "sgd";
  readonly rate: number;
  readonly loss: "mse" | "mae" | "huber";
  readonly schedule: string;
  /** Rows a step; 0 for all. */
  readonly batch: number;
}

export const ROWS = [100, 1000, 10_000, 100_000, 1_000_000] as const;
export const BATCHES = [0, 1, 10, 100] as const;
export const STARTS: readonly StartKind[] = ["pytorch", "he", "quantiles", "leastSquares", "grown"];
export const LOSSES: Readonly<Record<Problem["loss"], Loss>> = { mse, mae, huber: huber(0.5) };
export const OPTIMIZERS: Readonly<Record<Problem["optimizer"], (rate: number) => Optimizer>> = {
  adam: (learningRate) => adam({ learningRate }),
  momentum: (learningRate) => momentum({ learningRate }),
  sgd: (learningRate) => sgd({ learningRate }),
};
export const SCHEDULES: Readonly<Record<string, Schedule>> = {
  constant: constant(),
  "cosine over 5,000": cosine({ steps: 5000 }),
  "a tenth every 2,000": step({ every: 2000 }),
};

export interface Columns {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Evenly spaced x with the target's heights and the seed's noise; rows where the formula has no value are left out. */
export function rowsOf({ target: text, rows, noise }: Problem, domain: readonly [number, number]): Columns {
  const f = target(text);
  const { normal } = random(1);
  const x = linspace(...domain, rows);
  const y = x.map((at) => f(at) + (noise > 0 ? noise * normal() : 0));
  if (y.every(Number.isFinite)) return { x, y };
  const kept = (column: Float64Array) => column.filter((_, i) => Number.isFinite(y[i]));
  return { x: kept(x), y: kept(y) };
}

/** The sum at which the problem's run begins: the same for the same seed. */
export function startOf({ units, start: kind, seed }: Problem, rows: Columns): ReluSum {
  return start(units, rows, { kind, seed });
}

/** [intercept, slope, m, b, weight, m, b, weight …]: a sum as the address holds it. */
export function toNumbers({ intercept, slope, units }: ReluSum): number[] {
  return [intercept, slope, ...units.flatMap(({ m, b, weight }) => [m, b, weight])].map((v) =>
    Number(v.toPrecision(9)),
  );
}

/** The sum of `toNumbers`. */
export function fromNumbers(numbers: readonly number[]): ReluSum {
  const units = Array.from({ length: (numbers.length - 2) / 3 }, (_, j) => {
    const [m, b, weight] = numbers.slice(2 + 3 * j, 5 + 3 * j);
    return { m, b, weight };
  });
  return reluSum(units, { intercept: numbers[0], slope: numbers[1] });
}
