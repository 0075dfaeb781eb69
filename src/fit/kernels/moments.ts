// moments.ts: the mean squared error and its gradient from prefix sums, without looking at the rows.
import { type PrefixSums, SUMS, type TrainingRows } from "../training-rows.ts";
import { borders } from "./borders.ts";
import type { Evaluate } from "./reference.ts";

export interface Moments {
  readonly evaluate: Evaluate;
  /** how large the terms were that the last loss was the difference of: its error is some 2⁻⁵² of this */
  readonly scale: () => number;
}

/**
 * `reference` for mean squared error, in O(k log n) for any n.
 *
 * Between neighbouring borders f is a line, S·u + T − v being the error of a centred row (u, v). So with prefix sums
 *   E₀ = Σw·error = S·Σwu + T·Σw − Σwv,   E₁ = Σw·error·u = S·Σwu² + T·Σwu − Σwuv
 * over each segment, and a unit's gradient is the E of the segments where it is on:
 * ∂/∂b = 2·weight·E₀/Σw,  ∂/∂m = 2·weight·(E₁ + meanX·E₀)/Σw,  ∂/∂weight = 2·(m·E₁ + (m·meanX + b)·E₀)/Σw.
 */
export function moments(rows: TrainingRows, sums: PrefixSums, units: number): Moments {
  const { x, size, meanX, meanY, total } = rows;
  const { moments, weights, squares } = sums;
  const { at, order, find } = borders(x, units);
  const errors = new Float64Array(units);
  const errorsX = new Float64Array(units);
  let lastScale = 0;
  const evaluate = (params: Float64Array, gradient: Float64Array): number => {
    find(params);
    const M = 2;
    const B = 2 + units;
    const W = 2 + 2 * units;
    // Two sums each, here and below: so the compiled loops, which add them side by side, have the same to the last bit.
    let evenS = params[1];
    let oddS = 0;
    let evenT = params[0] + params[1] * meanX - meanY;
    let oddT = 0;
    for (let j = 0; j < units; j++) {
      // A unit that is never on stays out, so that its size costs no digits.
      if (params[M + j] > 0 || at[j] === 0) continue;
      const slope = params[W + j] * params[M + j];
      const height = params[W + j] * (params[M + j] * meanX + params[B + j]);
      if (j % 2 === 0) {
        evenS += slope;
        evenT += height;
      } else {
        oddS += slope;
        oddT += height;
      }
    }
    let S = evenS + oddS;
    let T = evenT + oddT;
    let E0 = 0;
    let E1 = 0;
    let lossT = 0;
    let lossS = 0;
    let u0 = 0;
    let uu0 = 0;
    let v0 = 0;
    let uv0 = 0;
    let w0 = 0;
    let scale = squares; // a local: a variable that closures share would be boxed anew at each change
    for (let q = 0; q <= units; q++) {
      const border = q < units ? at[order[q]] : size;
      const i = SUMS * border;
      const w1 = weights === undefined ? border : weights[border];
      const u = moments[i] - u0;
      const uu = moments[i + 1] - uu0;
      const v = moments[i + 2] - v0;
      const uv = moments[i + 3] - uv0;
      const e0 = S * u + (T * (w1 - w0) - v);
      const e1 = S * uu + (T * u - uv);
      E0 += e0;
      E1 += e1;
      lossT += T * (e0 - v);
      lossS += S * (e1 - uv);
      if (w1 > w0) scale += S * S * moments[i + 1] + T * T * w1;
      u0 = moments[i];
      uu0 = moments[i + 1];
      v0 = moments[i + 2];
      uv0 = moments[i + 3];
      w0 = w1;
      if (q === units) break;
      const j = order[q];
      errors[j] = E0;
      errorsX[j] = E1;
      const m = params[M + j];
      if (m > 0) {
        S += params[W + j] * m;
        T += params[W + j] * (m * meanX + params[B + j]);
      } else if (border > 0) {
        S -= params[W + j] * m;
        T -= params[W + j] * (m * meanX + params[B + j]);
      }
    }
    const share = 2 / total;
    for (let j = 0; j < units; j++) {
      const m = params[M + j];
      const b = params[B + j];
      const weight = params[W + j];
      const e0 = m > 0 ? E0 - errors[j] : errors[j];
      const e1 = m > 0 ? E1 - errorsX[j] : errorsX[j];
      // Factors that are known before the errors come first: what waits for these is shorter.
      const pull = share * weight;
      gradient[M + j] = pull * e1 + pull * meanX * e0;
      gradient[B + j] = pull * e0;
      gradient[W + j] = share * (m * e1 + (m * meanX + b) * e0);
    }
    gradient[0] = share * E0;
    gradient[1] = share * E1 + meanX * (share * E0);
    lastScale = scale;
    return (lossT + lossS + squares) / total;
  };
  return { evaluate, scale: () => lastScale / total };
}
