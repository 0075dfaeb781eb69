// engine.ts: how a run takes its steps and measures its loss; the fastest exact way that loss and optimizer allow.
import { evaluate } from "../core/index.ts";
import { batches, type RowOrder } from "./batches.ts";
import { moments } from "./kernels/moments.ts";
import { type Evaluate, evaluateRows, reference } from "./kernels/reference.ts";
import { sweep } from "./kernels/sweep.ts";
import { type Loss, meanLoss } from "./losses.ts";
import type { Optimizer } from "./optimizers.ts";
import { type Range, unpack } from "./parameters.ts";
import { prefixSums, type TrainingRows } from "./training-rows.ts";

/** Where a run stands; engines change it in place. */
export interface Position {
  readonly params: Float64Array;
  readonly state: Float64Array;
  /** of the loss over all rows, at params; stale while loss is undefined */
  readonly gradient: Float64Array;
  loss: number | undefined;
}

/**
 * Takes one step for each rate, and returns how many it took. Fewer than asked: the next one would have left the finite
 * numbers, and the position is the last that did not.
 */
export type Advance = (position: Position, rates: Float64Array) => number;

export interface Problem {
  readonly rows: TrainingRows;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** where the parameters lie that stay as they are */
  readonly frozen: readonly Range[];
}

/** A measure of all rows: for the steps, which need the gradient, and for the reader, who needs the loss's digits. */
export interface Measure {
  readonly evaluate: Evaluate;
  readonly loss: (params: Float64Array) => number;
}

/**
 * Moments answer to a few 2⁻⁵² of the terms they subtract; below this share of those the loss is read from the rows.
 * So what is left is right to about 1e-8 of itself.
 */
const DOUBTFUL = 1e-6;

/** Parameters beyond this are as good as infinite: their squares, times the rows', would be. */
const HUGE = 1e100;

/** Moments for squared errors, a sweep for others. */
export function fastMeasure({ rows, loss }: Problem, units: number): Measure {
  const fromRows = (params: Float64Array) => {
    return meanLoss(loss, evaluate(unpack(params), rows.x), rows.y, rows.weights);
  };
  if (loss.kernel?.rule !== "mse") return { evaluate: sweep(rows, loss, units), loss: fromRows };
  const { evaluate: quick, scale } = moments(rows, prefixSums(rows), units);
  const unread = new Float64Array(2 + 3 * units);
  return {
    evaluate: quick,
    loss(params) {
      const value = quick(params, unread);
      return value > DOUBTFUL * scale() ? value : fromRows(params);
    },
  };
}

/** The loop over rows, as it is defined. */
export function plainMeasure({ rows, loss }: Problem, units: number): Measure {
  const evaluate = reference(rows, loss);
  const unread = new Float64Array(2 + 3 * units);
  return { evaluate, loss: (params) => evaluate(params, unread) };
}

/** Steps down the gradient over all rows. */
export function fullBatch(evaluate: Evaluate, { optimizer, frozen }: Problem): Advance {
  return guarded((position, rates) => {
    const { params, gradient, state } = position;
    const still = frozen.map(([start, end]) => params.slice(start, end));
    for (let i = 0; i < rates.length; i++) {
      optimizer.step(params, gradient, state, rates[i]);
      for (const [r, [start]] of frozen.entries()) params.set(still[r], start);
      position.loss = evaluate(params, gradient);
      if (!Number.isFinite(position.loss)) return i;
    }
    return rates.length;
  });
}

/** Steps down the gradient over a few rows at a time. */
export function miniBatch(
  { rows, loss, optimizer, frozen }: Problem,
  units: number,
  size: number,
  order: RowOrder,
): Advance {
  const { given } = rows;
  const next = batches(rows.size, size, order);
  const x = new Float64Array(size);
  const y = new Float64Array(size);
  const weights = given.weights && new Float64Array(size);
  const gradient = new Float64Array(2 + 3 * units);
  return (position, rates) => {
    const { params, state } = position;
    const before = { params: params.slice(), state: state.slice() };
    position.loss = undefined;
    for (let i = 0; i < rates.length; i++) {
      const batch = next();
      for (let r = 0; r < batch.length; r++) {
        x[r] = given.x[batch[r]];
        y[r] = given.y[batch[r]];
        if (weights) weights[r] = given.weights![batch[r]];
      }
      before.params.set(params);
      before.state.set(state);
      const value = evaluateRows({ x, y, weights }, batch.length, loss, params, gradient);
      optimizer.step(params, gradient, state, rates[i]);
      for (const [start, end] of frozen) params.set(before.params.subarray(start, end), start);
      if (!Number.isFinite(value) || !params.every((p) => Math.abs(p) < HUGE)) {
        params.set(before.params);
        state.set(before.state);
        return i;
      }
    }
    return rates.length;
  };
}

/**
 * Makes an `Advance` of one that may overrun: it stops where the loss is no longer finite, but the position is then past
 * the last finite one. Steps are deterministic, so they are taken again, up to that one.
 */
export function guarded(advance: Advance): Advance {
  return (position, rates) => {
    const { params, gradient, state } = position;
    const start = [params.slice(), gradient.slice(), state.slice()] as const;
    const { loss } = position;
    const restore = (from: typeof start, to: number | undefined) => {
      params.set(from[0]);
      gradient.set(from[1]);
      state.set(from[2]);
      position.loss = to;
    };
    const finite = () => Number.isFinite(position.loss) && params.every(Number.isFinite);
    if (advance(position, rates) === rates.length && finite()) return rates.length;
    restore(start, loss);
    for (let i = 0; i < rates.length; i++) {
      const before = [params.slice(), gradient.slice(), state.slice()] as const;
      const lossBefore = position.loss;
      advance(position, rates.subarray(i, i + 1));
      if (finite()) continue;
      restore(before, lossBefore);
      return i;
    }
    return rates.length;
  };
}
