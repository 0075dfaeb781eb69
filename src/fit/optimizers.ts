// optimizers.ts: how one step uses the gradient.
import { nonNegative, numberThat, record } from "./check.ts";

/** Moves parameters against their gradient. It holds no state: `init` makes it, `step` updates it in place. */
export interface Optimizer {
  readonly name: string;
  readonly learningRate: number;
  /** fresh state for `count` parameters */
  readonly init: (count: number) => Float64Array;
  /** one update, in place, of params and state; `rate` is the learning rate unless a schedule says otherwise */
  readonly step: (params: Float64Array, gradient: Float64Array, state: Float64Array, rate?: number) => void;
  /** how the compiled loop knows it; absent from an optimizer of one's own, which runs in TypeScript */
  readonly kernel?: {
    readonly rule: "sgd" | "momentum" | "adam";
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
  };
}

const LEARNING_RATE = 1e-3;

/**
 * Gradient descent: params ← params − α·g.
 *
 * @param learningRate α, 0 or more; PyTorch's default 0.001
 * @throws {TypeError} if an option is unknown or no number
 * @throws {RangeError} if the learning rate is negative or not finite
 */
export function sgd(options: { readonly learningRate?: number } = {}): Optimizer {
  const { learningRate = LEARNING_RATE } = record(options, "sgd: options", ["learningRate"]);
  const alpha = nonNegative(learningRate, "sgd: learningRate");
  return Object.freeze<Optimizer>({
    name: "sgd",
    learningRate: alpha,
    init: () => new Float64Array(0),
    step(params: Float64Array, gradient: Float64Array, _state: Float64Array, rate = alpha) {
      for (let i = 0; i < params.length; i++) params[i] -= rate * gradient[i];
    },
    kernel: { rule: "sgd", beta1: 0, beta2: 0, epsilon: 0 },
  });
}

/**
 * Momentum, as PyTorch's SGD writes it: v ← β·v + g;  params ← params − α·v, with v = 0 at first.
 * (Sutskever et al. 2013 put α inside v; the two differ when α changes.)
 *
 * @param learningRate α, 0 or more
 * @param beta β, in [0, 1)
 * @throws {TypeError} if an option is unknown or no number
 * @throws {RangeError} if an option is out of range
 */
export function momentum(options: { readonly learningRate?: number; readonly beta?: number } = {}): Optimizer {
  const { learningRate = LEARNING_RATE, beta = 0.9 } = record(options, "momentum: options", ["learningRate", "beta"]);
  const alpha = nonNegative(learningRate, "momentum: learningRate");
  const keep = fraction(beta, "momentum: beta");
  return Object.freeze<Optimizer>({
    name: "momentum",
    learningRate: alpha,
    init: (count: number) => new Float64Array(count),
    step(params: Float64Array, gradient: Float64Array, velocity: Float64Array, rate = alpha) {
      for (let i = 0; i < params.length; i++) {
        velocity[i] = orZero(keep * velocity[i] + gradient[i]);
        params[i] -= rate * velocity[i];
      }
    },
    kernel: { rule: "momentum", beta1: keep, beta2: 0, epsilon: 0 },
  });
}

/**
 * Adam: Kingma & Ba (2014), arXiv:1412.6980, Algorithm 1.
 * m ← β₁·m + (1−β₁)·g;  v ← β₂·v + (1−β₂)·g²;  params ← params − α/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε)
 *
 * @param learningRate α, 0 or more
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, 0 or more; at 0 a parameter whose gradient was never other than 0, or has been 0 for so long that v is, is moved to NaN
 * @throws {TypeError} if an option is unknown or no number
 * @throws {RangeError} if an option is out of range
 */
export function adam(
  options: {
    readonly learningRate?: number;
    readonly beta1?: number;
    readonly beta2?: number;
    readonly epsilon?: number;
  } = {},
): Optimizer {
  const given = record(options, "adam: options", ["learningRate", "beta1", "beta2", "epsilon"]);
  const alpha = nonNegative(given.learningRate ?? LEARNING_RATE, "adam: learningRate");
  const beta1 = fraction(given.beta1 ?? 0.9, "adam: beta1");
  const beta2 = fraction(given.beta2 ?? 0.999, "adam: beta2");
  const epsilon = nonNegative(given.epsilon ?? 1e-8, "adam: epsilon");
  return Object.freeze<Optimizer>({
    name: "adam",
    learningRate: alpha,
    // β₁ᵗ, β₂ᵗ, then m, then v.
    init: (count: number) => new Float64Array(2 + 2 * count).fill(1, 0, 2),
    step(params: Float64Array, gradient: Float64Array, state: Float64Array, rate = alpha) {
      const count = params.length;
      state[0] *= beta1;
      state[1] *= beta2;
      const size = rate / (1 - state[0]);
      const root = Math.sqrt(1 - state[1]);
      for (let i = 0; i < count; i++) {
        const g = gradient[i];
        const mean = orZero(beta1 * state[2 + i] + (1 - beta1) * g);
        const square = orZero(beta2 * state[2 + count + i] + (1 - beta2) * g * g);
        state[2 + i] = mean;
        state[2 + count + i] = square;
        params[i] -= size * (mean / (Math.sqrt(square) / root + epsilon));
      }
    },
    kernel: { rule: "adam", beta1, beta2, epsilon },
  });
}

/** The least number of full precision. */
const NORMAL = 2 ** -1022;

/**
 * Means of gradients that have been 0 for long, as a dead unit's, are 0 below the numbers of full precision: they would stay
 * there, and a processor takes a hundred times as long over them.
 */
const orZero = (value: number): number => (Math.abs(value) < NORMAL ? 0 : value);

function fraction(value: unknown, where: string): number {
  return numberThat(value, where, "in [0, 1)", (v) => v >= 0 && v < 1);
}
