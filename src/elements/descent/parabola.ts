// parabola.ts: y = a·x² + b·x + c on data: its losses, their gradient, and how the squared error curves.
import { linspace, random } from "../../core/index.ts";
import type { Loss } from "../../fit/index.ts";

/** [a, b, c] */
export type Abc = readonly [a: number, b: number, c: number];

export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** 3x² + 2x + 1 at 20 x in [−2, 2], each y times 1 + N(0, 0.15), plus N(0, 1.5). The seed determines the noise. */
export function noisyParabola(seed: number): Points {
  const { normal } = random(seed);
  const x = linspace(-2, 2, 20);
  const clean = x.map((at) => height([3, 2, 1], at));
  const times = clean.map((value) => value * (1 + 0.15 * normal()));
  return { x, y: times.map((value) => value + 1.5 * normal()) };
}

export const height = ([a, b, c]: Abc, x: number): number => (a * x + b) * x + c;

/** The mean over the points of what the loss makes of y − (a·x² + b·x + c). */
export function lossAt(abc: Abc, { x, y }: Points, loss: Loss): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += loss.of(y[i] - height(abc, x[i]));
  return sum / x.length;
}

/** The derivative of `lossAt` by a, b and c. */
export function gradientAt(abc: Abc, { x, y }: Points, loss: Loss): Abc {
  const sums = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const pull = -loss.derivative(y[i] - height(abc, x[i])) / x.length;
    sums[0] += pull * x[i] * x[i];
    sums[1] += pull * x[i];
    sums[2] += pull;
  }
  return [sums[0], sums[1], sums[2]];
}

/** The second derivatives of the mean squared error, the same at every a, b, c: 2·mean of (x², x, 1)ᵀ(x², x, 1). */
export function hessian({ x }: Points): number[][] {
  const moments = [0, 0, 0, 0, 0];
  for (const at of x) for (let power = 0; power <= 4; power++) moments[power] += (2 * at ** power) / x.length;
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => moments[4 - i - j]));
}

/**
 * Eigenvalues of a symmetric matrix, greatest first, with their unit vectors: Jacobi's rotations (1846,
 * doi:10.1515/crll.1846.30.51), each of which zeroes one number off the diagonal.
 */
export function eigen(matrix: readonly (readonly number[])[]): { value: number; vector: number[] }[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j): number => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 50; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cos = 1 / Math.hypot(t, 1);
        const sin = t * cos;
        for (let i = 0; i < n; i++) [a[i][p], a[i][q]] = [cos * a[i][p] - sin * a[i][q], sin * a[i][p] + cos * a[i][q]];
        for (let i = 0; i < n; i++) [a[p][i], a[q][i]] = [cos * a[p][i] - sin * a[q][i], sin * a[p][i] + cos * a[q][i]];
        for (let i = 0; i < n; i++) [v[i][p], v[i][q]] = [cos * v[i][p] - sin * v[i][q], sin * v[i][p] + cos * v[i][q]];
      }
    }
  }
  return a.map((row, i) => ({ value: row[i], vector: v.map((r) => r[i]) })).sort((p, q) => q.value - p.value);
}

/** The a, b, c of least mean squared error: one Newton step from 0, since the error is a quadratic of them. */
export function leastSquares(points: Points): Abc {
  const slope = gradientAt([0, 0, 0], points, { derivative: (r: number) => 2 * r } as Loss);
  const sums = [0, 0, 0];
  for (const { value, vector } of eigen(hessian(points))) {
    const along = vector.reduce((sum, part, i) => sum + part * slope[i], 0) / value;
    for (let i = 0; i < 3; i++) sums[i] -= along * vector[i];
  }
  return [sums[0], sums[1], sums[2]];
}

/** The a, b, c of least mean absolute error: of the parabolas through three of the points, one is best; all are tried. */
export function leastAbsolute(points: Points): Abc {
  const { x, y } = points;
  let best: Abc = [0, 0, 0];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const first = (y[j] - y[i]) / (x[j] - x[i]);
      for (let k = j + 1; k < x.length; k++) {
        // Newton's divided differences.
        const a = ((y[k] - y[j]) / (x[k] - x[j]) - first) / (x[k] - x[i]);
        const b = first - a * (x[i] + x[j]);
        const abc: Abc = [a, b, y[i] - (a * x[i] + b) * x[i]];
        let sum = 0;
        for (let r = 0; r < x.length && sum < least; r++) sum += Math.abs(y[r] - height(abc, x[r]));
        if (sum < least) [least, best] = [sum, abc];
      }
    }
  }
  return best;
}

export const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The middle value; of an even number of values, halfway between the two in the middle. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length / 2;
  return (sorted[Math.floor(half - 0.5)] + sorted[Math.floor(half)]) / 2;
}
