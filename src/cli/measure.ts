// measure.ts: how far a model is from its data.
import { evaluate, type ReluSum } from "../core/index.ts";

/** Losses of a model over all rows, from its residuals. */
export interface Losses {
  /** mean of r² */
  readonly mse: number;
  /** mean of |r| */
  readonly mae: number;
  /** √mse, in units of y */
  readonly rmse: number;
  /** 1 − Σ r²/Σ (y − mean)²: the share of y's variance that x explains; null where y does not vary */
  readonly r2: number | null;
}

/** @param x as long as y, at least one row */
export const losses = (model: ReluSum, x: Float64Array, y: Float64Array): Losses => lossesOf(evaluate(model, x), y);

/** The same from what was predicted. */
export function lossesOf(predicted: Float64Array, y: Float64Array): Losses {
  const n = y.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (y[i] - mean) / (i + 1);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(y[i] - mean), Math.abs(y[i] - predicted[i]));
  // By a power of two, so that it rounds nothing: squares of y below 1e-160 are no floats.
  const scale = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  let squares = 0;
  let absolutes = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const residual = (y[i] - predicted[i]) / scale;
    squares += residual * residual;
    absolutes += Math.abs(residual);
    total += ((y[i] - mean) / scale) ** 2;
  }
  return {
    mse: (squares / n) * scale * scale,
    mae: (absolutes / n) * scale,
    rmse: Math.sqrt(squares / n) * scale,
    r2: total > 0 ? 1 - squares / total : null,
  };
}
