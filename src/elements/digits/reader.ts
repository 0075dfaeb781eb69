// reader.ts: the network that reads digits: how it begins, its scores for one picture, and how it does at many.
import { type Network, network } from "../../core/index.ts";
import { predictor, startNetwork, withParameters } from "../../fit/index.ts";
import { CLASSES, type Images, inputsOf } from "./images.ts";

/** [inputs, units, classes], or [inputs, classes] for a linear reader of 0 units. */
export const readerSizes = (side: number, units: number): number[] => [
  side * side,
  ...(units > 0 ? [units] : []),
  CLASSES,
];

/** The network of a seed, before it has learned anything. */
export const readerStart = (side: number, units: number, seed: number): Network =>
  startNetwork(readerSizes(side, units), { kind: "he", seed });

/** The network with these numbers, as `parametersOf` lays them out. */
export const readerWith = (like: Network, parameters: Float64Array): Network =>
  network(withParameters(like, parameters).layers);

/** The probabilities that the network gives each digit: the softmax of its scores. */
export function probabilities(sizes: readonly number[], parameters: Float64Array, inputs: Float64Array): Float64Array {
  let values = inputs;
  let at = 0;
  for (let l = 1; l < sizes.length; l++) {
    const [from, to] = [sizes[l - 1], sizes[l]];
    const next = new Float64Array(to);
    const biases = at + from * to;
    for (let j = 0; j < to; j++) {
      let sum = parameters[biases + j];
      for (let i = 0; i < from; i++) sum += parameters[at + j * from + i] * values[i];
      next[j] = l < sizes.length - 1 ? Math.max(0, sum) : sum;
    }
    values = next;
    at = biases + to;
  }
  return softmax(values);
}

function softmax(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b));
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

export const greatest = (values: ArrayLike<number>): number => {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
};

/** Rows that are read at once. */
const TOGETHER = 1000;

/** The digit that the network names for each image. */
export function namesOf(model: Network, { side, ink, pixels, labels }: Images): Uint8Array {
  const read = predictor(model);
  const size = side * side;
  const names = new Uint8Array(labels.length);
  for (let from = 0; from < labels.length; from += TOGETHER) {
    const part = pixels.subarray(from * size, Math.min(labels.length, from + TOGETHER) * size);
    const scores = read(inputsOf(part, ink, new Float32Array(part.length)));
    for (let r = 0; r < part.length / size; r++) {
      names[from + r] = greatest(scores.subarray(r * CLASSES, (r + 1) * CLASSES));
    }
  }
  return names;
}

/** The share of names that are right. */
export function accuracyOf(names: Uint8Array, labels: Uint8Array): number {
  return names.reduce((sum, name, i) => sum + (name === labels[i] ? 1 : 0), 0) / names.length;
}
