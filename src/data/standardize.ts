// standardize.ts: a column on the scale where gradient descent works, and a model back in the column's own units.
import { type ReluSum, reluSum, toFloat64Array, type Vector } from "../core/index.ts";

/** value = mean + scale·standardized */
export interface Scale {
  readonly mean: number;
  readonly scale: number;
}

export interface Standardized extends Scale {
  /** (value − mean)/scale: mean 0, standard deviation 1. */
  readonly values: Float64Array;
}

/**
 * The column with mean 0 and standard deviation 1 (over all rows: divided by n). One that does not vary, or is empty,
 * keeps scale 1. NaN in, NaN out.
 */
export function standardize(column: Vector): Standardized {
  const values = toFloat64Array(column, "standardize: column");
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (values[i] - mean) / (i + 1);
  // Deviations are divided before they are squared, so that neither large nor small ones leave the floats.
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i] - mean));
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((values[i] - mean) / (largest || 1)) ** 2;
  const scale = largest > 0 ? largest * Math.sqrt(squares / n) : 1;
  return { mean, scale, values: values.map((value) => (value - mean) / scale) };
}

/**
 * The sum that says of x and y what `f` says of the standardized ones: y.mean + y.scale·f((x − x.mean)/x.scale).
 * Its units are those of f, in order, with m = ±1 so that a knot is −b/m: weight·max(0, m·z + b) is
 * weight·|m|·max(0, ±z + b/|m|).
 *
 * @throws {RangeError} if a number of it leaves the floats
 */
export function unstandardize(f: ReluSum, x: Scale, y: Scale): ReluSum {
  const slope = (f.slope * y.scale) / x.scale;
  const units = f.units.map(({ m, b, weight }) => {
    if (m === 0) return { m, b, weight: weight * y.scale };
    const side = Math.sign(m);
    const knot = x.mean + x.scale * (-b / m);
    return { m: side, b: -side * knot, weight: (weight * Math.abs(m) * y.scale) / x.scale };
  });
  return reluSum(units, { intercept: y.mean + y.scale * f.intercept - slope * x.mean, slope });
}
