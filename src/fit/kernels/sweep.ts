// sweep.ts: any loss and its gradient in one pass over sorted rows, whatever the number of units.
import type { Loss } from "../losses.ts";
import { centered, type TrainingRows } from "../training-rows.ts";
import { borders } from "./borders.ts";
import type { Evaluate } from "./reference.ts";

/**
 * `reference` in O(n + k log n): between neighbouring borders f is the line S·u + T, carried from segment to segment,
 * and a unit's gradient is made of the sums P₀ = Σp, P₁ = Σp·u over the rows where it is on, as in moments.ts.
 */
export function sweep(rows: TrainingRows, loss: Loss, units: number): Evaluate {
  const { x, weights, size, meanX, meanY, total } = rows;
  const { u, v } = centered(rows);
  const { of, derivative } = loss;
  const { at, order, find } = borders(x, units);
  const pulls = new Float64Array(units);
  const pullsX = new Float64Array(units);
  return (params, gradient) => {
    find(params);
    const M = 2;
    const B = 2 + units;
    const W = 2 + 2 * units;
    let S = params[1];
    let T = params[0] + params[1] * meanX - meanY;
    for (let j = 0; j < units; j++) {
      if (params[M + j] > 0 || at[j] === 0) continue;
      S += params[W + j] * params[M + j];
      T += params[W + j] * (params[M + j] * meanX + params[B + j]);
    }
    let P0 = 0;
    let P1 = 0;
    let lossSum = 0;
    let i = 0;
    for (let q = 0; q <= units; q++) {
      const border = q < units ? at[order[q]] : size;
      for (; i < border; i++) {
        const residual = v[i] - (S * u[i] + T);
        const weight = weights === undefined ? 1 : weights[i];
        const pull = -weight * derivative(residual);
        lossSum += weight * of(residual);
        P0 += pull;
        P1 += pull * u[i];
      }
      if (q === units) break;
      const j = order[q];
      pulls[j] = P0;
      pullsX[j] = P1;
      const m = params[M + j];
      if (m > 0) {
        S += params[W + j] * m;
        T += params[W + j] * (m * meanX + params[B + j]);
      } else if (border > 0) {
        S -= params[W + j] * m;
        T -= params[W + j] * (m * meanX + params[B + j]);
      }
    }
    for (let j = 0; j < units; j++) {
      const m = params[M + j];
      const b = params[B + j];
      const weight = params[W + j];
      const p0 = (m > 0 ? P0 - pulls[j] : pulls[j]) / total;
      const p1 = (m > 0 ? P1 - pullsX[j] : pullsX[j]) / total;
      gradient[M + j] = weight * (p1 + meanX * p0);
      gradient[B + j] = weight * p0;
      gradient[W + j] = m * p1 + (m * meanX + b) * p0;
    }
    gradient[0] = P0 / total;
    gradient[1] = P1 / total + meanX * (P0 / total);
    return lossSum / total;
  };
}
