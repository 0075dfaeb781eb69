// reweighting.ts: weights that make least squares go down another loss.
import type { Loss } from "./losses.ts";

/**
 * w·ψ(r)/r for each row, ψ the loss's derivative, |r| no less than `floor`: a fit that lowers the squares with these weights
 * lowers the loss. Holland & Welsch (1977), doi:10.1080/03610927708827533.
 */
export const weightsFor = (residuals: Float64Array, loss: Loss, floor: number, weights?: Float64Array): Float64Array =>
  residuals.map((residual, i) => {
    const r = Math.max(Math.abs(residual), floor);
    return ((weights?.[i] ?? 1) * loss.derivative(r)) / r;
  });

/** The mean absolute value. */
export function typicalSize(residuals: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < residuals.length; i++) sum += Math.abs(residuals[i]);
  return sum / residuals.length;
}
