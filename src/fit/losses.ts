// losses.ts: how far predictions are from their targets, as one number and as its derivative.
import { toFloat64Array, type Vector } from "../core/index.ts";
import { positive } from "./check.ts";

/** The mean over rows of a function of the residual, residual = target − prediction. */
export interface Loss {
  (prediction: Vector, target: Vector): number;
  readonly name: string;
  /** what one row costs, by its residual */
  readonly of: (residual: number) => number;
  /** the derivative of `of` by the residual; the loss falls by it as the prediction rises */
  readonly derivative: (residual: number) => number;
  /** the most that the derivative's root mean square can be where the loss has this value */
  readonly steepest: (loss: number) => number;
  /** how the compiled loop knows it; absent from a loss of one's own, which runs in TypeScript */
  readonly kernel?: { readonly rule: "mse" | "mae" | "huber"; readonly delta: number };
}

/** Mean squared error: mean of (target − prediction)². */
export const mse: Loss = loss("mse", {
  of: (r) => r * r,
  derivative: (r) => 2 * r,
  steepest: (loss) => 2 * Math.sqrt(loss),
  kernel: { rule: "mse", delta: 0 },
});

/** Mean absolute error: mean of |target − prediction|. Its derivative where the residual is 0 is taken as 0. */
export const mae: Loss = loss("mae", {
  of: Math.abs,
  derivative: Math.sign,
  steepest: () => 1,
  kernel: { rule: "mae", delta: 0 },
});

/**
 * Huber's loss (1964, doi:10.1214/aoms/1177703732), scaled as PyTorch's `HuberLoss`:
 * mean of r²/2 where |r| ≤ δ, and of δ·(|r| − δ/2) beyond.
 *
 * @param delta δ, greater than 0
 * @throws {TypeError} if delta is no number
 * @throws {RangeError} if delta is not finite and positive
 */
export function huber(delta: number): Loss {
  positive(delta, "huber: delta");
  return loss("huber", {
    of: (r) => (Math.abs(r) <= delta ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2)),
    derivative: (r) => Math.max(-delta, Math.min(delta, r)),
    steepest: (loss) => Math.min(delta, Math.sqrt(2 * loss)),
    kernel: { rule: "huber", delta },
  });
}

/** Σ wᵢ·of(rᵢ) / Σ wᵢ; the weights are 1 where none are given. */
export function meanLoss(loss: Loss, prediction: Float64Array, target: Float64Array, weights?: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < target.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    sum += weight * loss.of(target[i] - prediction[i]);
    total += weight;
  }
  return sum / total;
}

const { MIN_VALUE, MAX_VALUE } = Number;

/** The loss of residuals that were divided by `scale`, but for a constant factor. */
export function scaledLoss(loss: Loss, scale: number): Loss {
  const rule = loss.kernel?.rule;
  if (rule === "mse" || rule === "mae") return loss;
  if (rule === "huber") return huber(Math.min(Math.max(loss.kernel!.delta / scale, MIN_VALUE), MAX_VALUE));
  const scaled = (prediction: Vector, target: Vector) => loss(prediction, target);
  return Object.assign(scaled, {
    of: (residual: number) => loss.of(residual * scale),
    derivative: (residual: number) => loss.derivative(residual * scale) * scale,
    steepest: (value: number) => loss.steepest(value) * scale,
  });
}

/** That constant factor: what `scaledLoss` is multiplied by to be the loss. */
export function scaledFrom(loss: Loss, scale: number): number {
  const rule = loss.kernel?.rule;
  return rule === undefined ? 1 : rule === "mae" ? scale : scale * scale;
}

/** The residual that costs so much: by it values of a loss are compared in y's units. Of a loss of one's own it is the value. */
export function residualOf(loss: Loss, value: number): number {
  const { rule, delta } = loss.kernel ?? { rule: "mae", delta: 0 };
  if (rule === "mae") return value;
  if (rule === "mse") return Math.sqrt(value);
  return value <= (delta * delta) / 2 ? Math.sqrt(2 * value) : value / delta + delta / 2;
}

function loss(name: string, parts: Pick<Loss, "of" | "derivative" | "steepest" | "kernel">): Loss {
  const mean = (prediction: Vector, target: Vector): number => {
    const predictions = toFloat64Array(prediction, `${name}: prediction`);
    const targets = toFloat64Array(target, `${name}: target`);
    if (predictions.length !== targets.length) {
      throw new RangeError(
        `${name}: target must be as long as prediction (${predictions.length}), got ${targets.length}`,
      );
    }
    return meanLoss(made, predictions, targets);
  };
  const made: Loss = Object.freeze(Object.assign(Object.defineProperty(mean, "name", { value: name }), parts));
  return made;
}
