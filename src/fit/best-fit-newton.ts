// best-fit-newton.ts: damped Newton steps on the knots, where the loss is smooth in them.

import { allowed, type Bench } from "./best-fit-local.ts";
import * as runs from "./segments.ts";
import type { Chain, Knots, Placed } from "./segments-chain.ts";
import * as chains from "./segments-chain.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { FORM } = runs;
const { lossAt, nodeValues, setKnots } = chains;

/**
 * Newton's method on the loss as a function of the knots alone, all values being the best for them (variable projection,
 * Golub & Pereyra 1973). The Hessian comes from central differences of the gradient over a few rows, so that it sees what
 * rows that change segments do, which Gauss-Newton does not; it is damped as Levenberg and Marquardt do until a step helps.
 */
export function newtonSteps(bench: Bench, start: Placed, rounds = 12): Placed {
  const { rows } = bench;
  const k = start.knots.length;
  if (k === 0) return start;
  let best = start;
  let damping = 1e-3;
  for (let round = 0; round < rounds; round++) {
    const gradient = gradientAt(bench, best.knots);
    const hessian = hessianAt(bench, best.knots);
    let next: Placed | undefined;
    for (let attempt = 0; attempt < 8 && !next; attempt++) {
      const step = dampedStep(hessian, gradient, k, damping);
      const knots = step && best.knots.map((knot, j) => knot - step[j]);
      const loss = knots && allowed(bench, knots) ? lossAt(rows, knots, best.loss) : Infinity;
      bench.work += k;
      if (knots && loss < best.loss) next = { knots, loss };
      else damping = Math.max(1e-3, damping * 8);
    }
    if (!next) break;
    damping = Math.max(1e-9, damping / 10);
    const fallen = best.loss - next.loss;
    best = next;
    if (fallen < 1e-12 * best.loss) break;
  }
  return best;
}

/**
 * dL/dt = 2·kink·Σ w·r over the rows right of t, since moving a knot takes `kink` from f there (the values move too, but
 * to first order that changes nothing, being the best).
 */
function gradientAt({ chain }: Bench, knots: Knots): Float64Array {
  setKnots(chain, knots);
  return chainGradient(chain);
}

function chainGradient(chain: Chain): Float64Array {
  const { segments, nodes, forms } = chain;
  const values = nodeValues(chain);
  const gradient = new Float64Array(segments - 1);
  let residuals = 0;
  let slopeAfter = 0;
  for (let j = segments - 1; j >= 0; j--) {
    const slope = (values[j + 1] - values[j]) / (nodes[j + 1] - nodes[j]);
    if (j < segments - 1) gradient[j] = 2 * (slopeAfter - slope) * residuals;
    slopeAfter = slope;
    const f = j * FORM;
    const left = values[j] - forms[f + 5];
    const right = values[j + 1] - forms[f + 6];
    residuals -= left * (forms[f + 1] + forms[f + 2]) + right * (forms[f + 2] + forms[f + 3]);
  }
  return gradient;
}

/** The k × k Hessian by rows, symmetric. */
function hessianAt(bench: Bench, knots: Knots): Float64Array {
  const { x, size } = bench.rows;
  const k = knots.length;
  setKnots(bench.chain, knots);
  const starts = bench.chain.starts.slice(0, k + 2);
  const hessian = new Float64Array(k * k);
  const moved = knots.slice();
  for (let j = 0; j < k; j++) {
    const few = (x[Math.min(size - 1, starts[j + 1] + 1)] - x[Math.max(0, starts[j + 1] - 2)]) / 2;
    const before = knots[j] - (j > 0 ? knots[j - 1] : x[0]);
    const after = (j + 1 < k ? knots[j + 1] : x[size - 1]) - knots[j];
    const h = Math.min(few, 0.3 * before, 0.3 * after);
    moved[j] = knots[j] + h;
    const ahead = gradientAt(bench, moved);
    moved[j] = knots[j] - h;
    const behind = gradientAt(bench, moved);
    moved[j] = knots[j];
    for (let i = 0; i < k; i++) {
      const half = (ahead[i] - behind[i]) / (4 * h);
      hessian[i * k + j] += half;
      hessian[j * k + i] += half;
    }
  }
  bench.work += 2 * k * k;
  return hessian;
}

/** Solves (H + damping·diag|H|)·step = gradient by Cholesky's method; nothing if that matrix is not positive definite. */
function dampedStep(
  hessian: Float64Array,
  gradient: Float64Array,
  k: number,
  damping: number,
): Float64Array | undefined {
  let largest = 0;
  for (let i = 0; i < k; i++) largest = Math.max(largest, Math.abs(hessian[i * k + i]));
  const factor = new Float64Array(k * k);
  const step = gradient.slice();
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = hessian[i * k + j];
      if (i === j) sum += damping * (Math.abs(sum) + 1e-6 * largest);
      for (let q = 0; q < j; q++) sum -= factor[i * k + q] * factor[j * k + q];
      if (i !== j) factor[i * k + j] = sum / factor[j * k + j];
      else if (sum > 0) factor[i * k + i] = Math.sqrt(sum);
      else return undefined;
    }
    for (let q = 0; q < i; q++) step[i] -= factor[i * k + q] * step[q];
    step[i] /= factor[i * k + i];
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let q = i + 1; q < k; q++) step[i] -= factor[q * k + i] * step[q];
    step[i] /= factor[i * k + i];
  }
  return step;
}
