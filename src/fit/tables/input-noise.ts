// input-noise.ts: inputs moved at random, by a share of what a descent has not yet explained.
import { random } from "../../core/index.ts";
import { predictor } from "../dense/predictor.ts";
import type { DenseModel } from "../dense/shape.ts";

/** The noise's standard deviation, of the mean absolute residual; of more rows than FEW less. */
const SHARE = 0.6;
const FEW = 320;
/** More rows are not moved: it would be by less than a twelfth of a residual. */
const MOST = 20_000;
/** Rows whose residuals are looked at, at most. */
const LOOKED = 2000;
/** The standard deviation of uniform numbers from −1 to 1 is 1/√3. */
const REACH = Math.sqrt(3);

/** Standardized rows: the inputs one after the other, and one target each. */
export interface StandardRows {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface NoisyInputs {
  /** the inputs as they were moved last; at first not at all */
  readonly x: Float64Array;
  /** Takes what the model leaves of the targets for the measure of the noise; until then it is 1. */
  readonly look: (model: DenseModel) => void;
  /** Moves all inputs anew. */
  readonly move: () => void;
}

/**
 * Inputs for descent to learn from with noise on them, other noise each time; nothing where rows are so many that they need
 * none. Noise of standard deviation σ adds some σ²·|∂f/∂x|² to the squared error, a penalty on slopes that only tell apart
 * rows nearer than σ: Bishop (1995), doi:10.1162/neco.1995.7.1.108. How much is right depends on how much of y is noise, so
 * σ = 0.6·√(320/n)·mean |residual|, with 1 for the root where rows are fewer: it falls as the model learns, and what can be
 * told exactly is not blurred. σ² falls with the number of rows n as the best penalty of a ridge does.
 */
export function noisyInputs({ x: inputs, y }: StandardRows, seed: number): NoisyInputs | undefined {
  const n = y.length;
  if (n > MOST) return undefined;
  const width = inputs.length / n;
  const share = SHARE * Math.min(1, Math.sqrt(FEW / n));
  const { uniform } = random(seed);
  const x = inputs.slice();
  const every = Math.ceil(n / LOOKED);
  const looked = Float32Array.from(inputs.filter((_, i) => Math.floor(i / width) % every === 0));
  let residual = 1;
  return {
    x,
    look(model) {
      const told = predictor(model)(looked);
      const mean = told.reduce((sum, value, i) => sum + Math.abs(y[i * every] - value), 0) / told.length;
      residual = mean < 1 ? mean : 1;
    },
    move() {
      const reach = REACH * share * residual;
      for (let i = 0; i < x.length; i++) x[i] = inputs[i] + reach * (2 * uniform() - 1);
    },
  };
}
