// sparsity.ts: the sizes of the weights in what descent lowers, so that those without use come to stand at 0.
import type { Shape } from "./shape.ts";

export interface Sparsity {
  /** Before a step, at the weights and the gradient of the loss: adds what λ·Σ|w| pulls. */
  readonly pull: (params: Float64Array, gradient: Float64Array) => void;
  /** After it: a weight that has passed 0 stands at 0. */
  readonly stop: (params: Float64Array) => void;
}

/**
 * Descent on loss + λ·Σ|w| over the weights w, biases and intercept left out, by orthants (Andrew & Gao 2007, "Scalable
 * training of L1-regularized log-linear models"): g ← g + λ·sign(w); at w = 0, where |w| has no derivative, the one that is
 * least, g ← g − min(λ, max(−λ, g)). In the step a weight stays on its side of 0, or on the side where −g points from there,
 * or stands at 0. TensorFlow Playground, too, puts a weight that passes 0 there, but for good: here it leaves as soon as
 * the rows pull by more than λ.
 */
export function sparsity({ places, slope, count }: Shape, lambda: number): Sparsity {
  const ranges = places.map(({ weights, biases }) => [weights, biases]);
  if (slope !== undefined) ranges.push([slope, count]);
  const sides = new Float64Array(count);
  return {
    pull(params, gradient) {
      for (const [from, to] of ranges) {
        for (let i = from; i < to; i++) {
          const w = params[i];
          gradient[i] += w === 0 ? -Math.min(lambda, Math.max(-lambda, gradient[i])) : lambda * Math.sign(w);
          sides[i] = w === 0 ? -gradient[i] : w;
        }
      }
    },
    stop(params) {
      for (const [from, to] of ranges) {
        for (let i = from; i < to; i++) if (params[i] * sides[i] <= 0) params[i] = 0;
      }
    },
  };
}
