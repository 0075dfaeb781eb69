// quadratic.ts: a figure in which a parabola learns: three sliders that show their slopes, and move by them.
import type { ReluSum } from "../../core/index.ts";
import { interact } from "../../interact/index.ts";
import { live } from "./quadratic-live.ts";
import { INK, modelOf, picture, slidersOf } from "./quadratic-picture.ts";
import { LIMITS, outlierOf, type QuadraticState } from "./quadratic-state.ts";

export interface QuadraticOptions {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
  /** Determines the noise of the points; 1 unless said. */
  readonly seed?: number;
  /** The learning rate at the start; 0.01 unless said. */
  readonly rate?: number;
}

/** A figure that learns: an element with `value` (plain JSON, writable), `model`, `reset`, `undo` and `redo`. */
export interface LearningFigure<S> extends HTMLElement {
  value: S;
  readonly model: ReluSum;
  reset(): void;
  undo(): void;
  redo(): void;
}

/**
 * y = a·x² + b·x + c on 20 noisy points of 3x² + 2x + 1: sliders a, b and c with their slopes as arrows, buttons that step
 * down them, the loss over the steps, and the loss as a landscape of two parameters with the way that was gone.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function quadraticFigure(options: QuadraticOptions = {}): LearningFigure<QuadraticState> {
  const start = startOf(options);
  return (
    typeof document === "undefined" ? still(start) : live(start, options.url, options.signal)
  ) as LearningFigure<QuadraticState>;
}

function startOf(options: QuadraticOptions): QuadraticState {
  const unknown = Object.keys(options ?? {}).find((name) => !["url", "signal", "seed", "rate"].includes(name));
  if (typeof options !== "object" || options === null || unknown !== undefined) {
    throw new TypeError(`quadraticFigure: options must be an object with url, seed, rate, got ${unknown ?? options}`);
  }
  const { seed = 1, rate = 0.01 } = options;
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`quadraticFigure: seed must be a whole number ≥ 0, got ${seed}`);
  }
  if (!(rate >= LIMITS.rate[0] && rate <= LIMITS.rate[1])) {
    throw new RangeError(`quadraticFigure: rate must be from ${LIMITS.rate.join(" to ")}, got ${rate}`);
  }
  const outlier = outlierOf(seed);
  return {
    ...{ a: 1.1, b: 1.1, c: 1.1, outlier, rate, loss: "mse", schedule: "constant", surface: "a and b" },
    ...{ best: false, seed, steps: 0 },
  };
}

function still(start: QuadraticState): object {
  const view = interact(() => picture(start), slidersOf(start), { units: INK });
  return Object.defineProperties(
    { value: start, toString: () => String(view) },
    { model: { get: () => modelOf(start) } },
  );
}
