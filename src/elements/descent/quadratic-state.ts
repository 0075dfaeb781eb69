// quadratic-state.ts: what the figure of a learning parabola remembers, and the steps that change it.
import { constant, cosine, type Loss, mae, mse, type Schedule, step } from "../../fit/index.ts";
import { among, FieldError, type Rule, whole, within } from "../rules.ts";
import { type Abc, eigen, gradientAt, hessian, leastSquares, lossAt, noisyParabola, type Points } from "./parabola.ts";
import type { Trod } from "./verdict.ts";

export const LOSSES: Readonly<Record<string, Loss>> = { mse, mae };

/** Steps over which the schedules run. */
export const PLANNED = 200;

export const SCHEDULES: Readonly<Record<string, Schedule>> = {
  constant: constant(),
  "cosine to 0": cosine({ steps: PLANNED }),
  "a tenth every 50": step({ every: 50 }),
};

export const SURFACES = ["a and b", "a and c", "b and c"] as const;

export interface QuadraticState {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** The height of the point that can be dragged. */
  readonly outlier: number;
  readonly rate: number;
  readonly loss: string;
  readonly schedule: string;
  readonly surface: string;
  readonly best: boolean;
  readonly seed: number;
  /** Steps taken. */
  readonly steps: number;
}

/** Which of the points can be dragged. */
export const OUTLIER = 14;

export const LIMITS = { abc: [-1.1, 3.3], outlier: [-3, 13], rate: [1e-4, 1] } as const;

export const abcOf = ({ a, b, c }: QuadraticState): Abc => [a, b, c];

/** The points of the seed, with the one that was dragged where it was dragged to. */
export function pointsOf({ seed, outlier }: Pick<QuadraticState, "seed" | "outlier">): Points {
  const points = noisyParabola(seed);
  points.y[OUTLIER] = outlier;
  return points;
}

/** The learning rate of the next step. */
export const rateNow = ({ rate, schedule, steps }: QuadraticState): number => rate * SCHEDULES[schedule](steps);

/** One step of gradient descent. Numbers beyond 1e12 stay there: a diverged run is at its end. */
export function stepped(state: QuadraticState, points: Points): QuadraticState {
  const slopes = gradientAt(abcOf(state), points, LOSSES[state.loss]);
  const rate = rateNow(state);
  const [a, b, c] = abcOf(state).map((value, i) => value - rate * slopes[i]);
  if (![a, b, c].every((value) => Math.abs(value) < 1e12)) return state;
  return { ...state, a, b, c, steps: state.steps + 1 };
}

/** The direction in which the mean squared error curves most, and how much. */
export function steepestDirection(points: Points): { value: number; vector: number[] } {
  return eigen(hessian(points))[0];
}

/** What `measured` is told of a state. */
export function trod(state: QuadraticState, points: Points, vector: readonly number[]): Trod {
  const loss = LOSSES[state.loss];
  const slopes = gradientAt(abcOf(state), points, loss);
  return { loss: lossAt(abcOf(state), points, loss), steepest: slopes.reduce((sum, g, i) => sum + g * vector[i], 0) };
}

/** How much of the start's loss above the least is left; NaN for the absolute error, which is told by its steps. */
export function left(state: QuadraticState, started: number, points: Points): number {
  if (state.loss !== "mse") return Number.NaN;
  const least = lossAt(leastSquares(points), points, mse);
  return (lossAt(abcOf(state), points, mse) - least) / Math.max(1e-12, started - least);
}

const KINDS: Readonly<Record<keyof QuadraticState, (value: never) => boolean>> = {
  a: within(-1e12, 1e12),
  b: within(-1e12, 1e12),
  c: within(-1e12, 1e12),
  outlier: within(...LIMITS.outlier),
  rate: within(...LIMITS.rate),
  loss: among(Object.keys(LOSSES)),
  schedule: among(Object.keys(SCHEDULES)),
  surface: among(SURFACES),
  best: (value: boolean) => typeof value === "boolean",
  seed: whole(0),
  steps: whole(0),
};

/**
 * A state that came from outside.
 *
 * @throws {TypeError | RangeError} if it is no object, has a field that is unknown, or one that is not what it must be
 */
export function checkedQuadratic(given: unknown, start: QuadraticState): QuadraticState {
  return checkedFields("quadraticFigure", given, start, KINDS);
}

/** The start with the fields that are given, each checked. */
export function checkedFields<S extends object>(
  name: string,
  given: unknown,
  start: S,
  kinds: Readonly<Record<keyof S, (value: never) => boolean>>,
): S {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`${name}: state must be an object, got ${String(given).slice(0, 40)}`);
  }
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(kinds, key)) {
      throw new TypeError(
        `${name}: state must have fields among ${Object.keys(kinds).join(", ")}, got ${key.slice(0, 40)}`,
      );
    }
    const passes: ((value: never) => boolean) & Partial<Pick<Rule<never>, "rule">> = kinds[key as keyof S];
    if (typeof value === typeof start[key as keyof S] && passes(value as never)) continue;
    const kind = typeof start[key as keyof S];
    throw new FieldError(
      name,
      key,
      `must be ${passes.rule ?? (kind === "boolean" ? "true or false" : `a ${kind}`)}`,
      value,
    );
  }
  return { ...start, ...given };
}

/** Where the dragged point stands before it is dragged: at a hundredth, within its ends. */
export const outlierOf = (seed: number): number => {
  const [lo, hi] = LIMITS.outlier;
  return Math.min(hi, Math.max(lo, Math.round(noisyParabola(seed).y[OUTLIER] * 100) / 100));
};
