// through.ts: an affine map through a layer: what each of its units is, as a function of the network's own inputs.
import type { Layer } from "./network.ts";

/** unit ↦ gradient[unit]·x + offset[unit], for each of some units: the affine maps on a cell. */
export interface Affine {
  readonly gradient: readonly Float64Array[];
  readonly offset: Float64Array;
  /** The terms that each gradient and offset is added up from: what its rounding is relative to. */
  readonly sizes: readonly Float64Array[];
}

/** The inputs themselves. */
export function identity(inputs: number): Affine {
  const unit = (i: number) => Float64Array.from({ length: inputs }, (_, j) => (i === j ? 1 : 0));
  return {
    gradient: Array.from({ length: inputs }, (_, i) => unit(i)),
    offset: new Float64Array(inputs),
    sizes: Array.from({ length: inputs }, (_, i) => Float64Array.of(...unit(i), 0)),
  };
}

/** What the units of a layer are before they are rectified, where `below` is what its inputs are. */
export function through({ weights, biases }: Layer, below: Affine): Affine {
  const inputs = below.gradient[0].length;
  const gradient = weights.map(() => new Float64Array(inputs));
  const offset = new Float64Array(weights.length);
  const sizes = weights.map(() => new Float64Array(inputs + 1));
  weights.forEach((row, i) => {
    for (let k = 0; k < row.length; k++) {
      const weight = row[k];
      for (let j = 0; j < inputs; j++) {
        const term = weight * below.gradient[k][j];
        gradient[i][j] += term;
        sizes[i][j] += Math.abs(term);
      }
      offset[i] += weight * below.offset[k];
      sizes[i][inputs] += Math.abs(weight * below.offset[k]);
    }
    offset[i] += biases[i];
    sizes[i][inputs] += Math.abs(biases[i]);
  });
  return { gradient, offset, sizes };
}

/** The same where only the units in `on` are positive: the others are 0. */
export function rectified({ gradient, offset, sizes }: Affine, on: readonly boolean[]): Affine {
  return {
    gradient: gradient.map((row, i) => (on[i] ? row : new Float64Array(row.length))),
    offset: offset.map((value, i) => (on[i] ? value : 0)),
    sizes,
  };
}

/** The value of one unit at x. */
export const unitAt = ({ gradient, offset }: Affine, unit: number, x: ArrayLike<number>): number =>
  gradient[unit].reduce((sum, g, j) => sum + g * x[j], offset[unit]);
