// starts.ts: where training of networks and of sums of several inputs begins.
import { type Network, type PlaneSum, type Random, random } from "../../core/index.ts";
import { record, show, wholeFrom } from "../check.ts";
import { type Place, type Shape, shape, unpackDense } from "./shape.ts";

const DRAWS = { pytorch, he };

export interface DenseStartOptions {
  /** 'pytorch' unless said */
  readonly kind?: keyof typeof DRAWS;
  /** determines what is drawn; 0 unless said */
  readonly seed?: number;
}

/**
 * A network with layers of these sizes, inputs first, for training to begin at.
 * - 'pytorch': as `nn.Linear` begins: weights and biases ~ U(−1/√inputs, 1/√inputs) of each layer.
 * - 'he': He et al. (2015), arXiv:1502.01852: weights ~ N(0, 2/inputs), biases 0, which keeps the mean square of what goes
 *   through layers of ReLUs as it is.
 *
 * @param sizes at least two whole numbers from 1, as in [784, 128, 10]
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if a size is none, or the kind is unknown
 */
export function startNetwork(sizes: readonly number[], options: DenseStartOptions = {}): Network {
  if (!Array.isArray(sizes)) throw new TypeError(`startNetwork: sizes must be an array, got ${show(sizes)}`);
  if (sizes.length < 2) throw new RangeError(`startNetwork: sizes must be two or more, got ${sizes.length}`);
  sizes.forEach((size, i) => {
    wholeFrom(1, size, `startNetwork: sizes[${i}]`);
  });
  const form = shape(sizes, false);
  return unpackDense(form, drawn("startNetwork", form, options)) as Network;
}

/**
 * A sum of `units` ReLUs of `inputs` inputs, drawn as a network of one hidden layer would be; its slope is 0.
 *
 * @param inputs a whole number from 2; `start` begins sums of one input
 * @param units a whole number from 0
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if a number is out of its range, or the kind is unknown
 */
export function startPlanes(inputs: number, units: number, options: DenseStartOptions = {}): PlaneSum {
  wholeFrom(2, inputs, "startPlanes: inputs");
  wholeFrom(0, units, "startPlanes: units");
  const form = shape([inputs, units, 1], true);
  return unpackDense(form, drawn("startPlanes", form, options)) as PlaneSum;
}

function drawn(name: string, { places, count }: Shape, options: DenseStartOptions): Float64Array {
  const { kind = "pytorch", seed = 0 } = record(options, `${name}: options`, ["kind", "seed"]) as DenseStartOptions;
  if (!Object.hasOwn(DRAWS, kind)) {
    throw new RangeError(`${name}: kind must be one of ${Object.keys(DRAWS).join(", ")}, got ${show(kind)}`);
  }
  const params = new Float64Array(count);
  const stream = random(seed);
  for (const place of places) if (place.inputs > 0) DRAWS[kind](place, stream, params);
  return params;
}

function pytorch({ inputs, units, weights, biases }: Place, { uniform }: Random, params: Float64Array): void {
  const reach = 1 / Math.sqrt(inputs);
  for (let i = weights; i < biases + units; i++) params[i] = reach * (2 * uniform() - 1);
}

function he({ inputs, weights, biases }: Place, { normal }: Random, params: Float64Array): void {
  const spread = Math.sqrt(2 / inputs);
  for (let i = weights; i < biases; i++) params[i] = spread * normal();
}
