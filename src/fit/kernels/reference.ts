// reference.ts: the loss and its gradient by the loop over rows that defines them.

import type { Columns } from "../best-fit-model.ts";
import type { Loss } from "../losses.ts";

/** The loss at these parameters (laid out as by `pack`); its derivatives by them are written to `gradient`. */
export type Evaluate = (params: Float64Array, gradient: Float64Array) => number;

/**
 * f(x) = intercept + slope·x + Σ weight·max(0, m·x + b);  loss = Σ w·of(y − f(x)) / Σ w.
 * With p = −w·derivative(y − f(x)) / Σ w and the sums over the rows where m·x + b > 0:
 * ∂/∂m = weight·Σ p·x;  ∂/∂b = weight·Σ p;  ∂/∂weight = Σ p·(m·x + b);  ∂/∂slope, ∂/∂intercept = Σ p·x, Σ p over all rows.
 * No derivative exists at the knot; we choose 0, as PyTorch does.
 *
 * @param count how many rows of the columns to take, from the first
 */
export function evaluateRows(
  { x, y, weights }: Columns,
  count: number,
  loss: Loss,
  params: Float64Array,
  gradient: Float64Array,
): number {
  const k = (params.length - 2) / 3;
  const M = 2;
  const B = 2 + k;
  const W = 2 + 2 * k;
  gradient.fill(0);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const xi = x[i];
    let f = params[0] + params[1] * xi;
    for (let j = 0; j < k; j++) {
      const line = params[M + j] * xi + params[B + j];
      if (line > 0) f += params[W + j] * line;
    }
    const weight = weights === undefined ? 1 : weights[i];
    const residual = y[i] - f;
    const pull = -weight * loss.derivative(residual);
    sum += weight * loss.of(residual);
    total += weight;
    gradient[0] += pull;
    gradient[1] += pull * xi;
    for (let j = 0; j < k; j++) {
      const line = params[M + j] * xi + params[B + j];
      if (line > 0) {
        gradient[M + j] += pull * xi;
        gradient[B + j] += pull;
        gradient[W + j] += pull * line;
      }
    }
  }
  for (let j = 0; j < k; j++) {
    gradient[M + j] *= params[W + j];
    gradient[B + j] *= params[W + j];
  }
  const whole = total || 1; // rows of a batch that have no weight have no pull
  for (let i = 0; i < gradient.length; i++) gradient[i] /= whole;
  return sum / whole;
}

/** `evaluateRows` over all rows of a table. */
export function reference(columns: Columns, loss: Loss): Evaluate {
  return (params, gradient) => evaluateRows(columns, columns.x.length, loss, params, gradient);
}
