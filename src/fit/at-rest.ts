// at-rest.ts: whether gradient descent has arrived.
import type { Loss } from "./losses.ts";
import { type Range, unitCount } from "./parameters.ts";
import type { TrainingRows } from "./training-rows.ts";

/** Residuals below this share of the targets' size are rounding. */
const ROUNDING = 2 ** -50;

/** The cosine of the angle between residuals and a parameter's direction at which they are at right angles, but for rounding. */
const RIGHT_ANGLE = 1e-8;

/**
 * Whether descent has nothing left to do: the residuals are rounding, or at right angles to every trained parameter's
 * direction. |∂loss/∂p| ≤ rms(derivative)·rms(∂f/∂p) (Cauchy and Schwarz), and the quotient is the cosine of an angle,
 * which no change of units alters (MINPACK's `gtol` is the same test).
 */
export function atRest(
  params: Float64Array,
  gradient: Float64Array,
  value: number,
  loss: Loss,
  rows: TrainingRows,
  trained: readonly Range[],
): boolean {
  const { rmsX, rmsY } = rows;
  if (value <= loss.of(ROUNDING * rmsY)) return true;
  const k = unitCount(params);
  const reach = (i: number): number => {
    if (i < 2) return i === 0 ? 1 : rmsX;
    const j = (i - 2) % k;
    if (i < 2 + k) return Math.abs(params[2 + 2 * k + j]) * rmsX;
    if (i < 2 + 2 * k) return Math.abs(params[2 + 2 * k + j]);
    return Math.abs(params[2 + j]) * rmsX + Math.abs(params[2 + k + j]);
  };
  const limit = RIGHT_ANGLE * loss.steepest(value);
  for (const [start, end] of trained) {
    for (let i = start; i < end; i++) if (Math.abs(gradient[i]) > limit * reach(i)) return false;
  }
  return true;
}
