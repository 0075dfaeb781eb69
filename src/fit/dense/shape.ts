// shape.ts: the numbers of a sum of several inputs or of a network in one row, as optimizers and kernels see them.
import { type Network, network, type PlaneSum, reluSum } from "../../core/index.ts";
import { show } from "../check.ts";

/** What takes rows and can be trained. */
export type DenseModel = PlaneSum | Network;

/** Where a layer's numbers begin: weights, a row of `inputs` for each unit, and biases, one for each. */
export interface Place {
  readonly inputs: number;
  readonly units: number;
  readonly weights: number;
  readonly biases: number;
}

/**
 * Layers of these sizes, inputs first. A sum of k units of d inputs is the layers d, k, 1 (m and b, then weight and
 * intercept), with a line beside them, from the inputs straight to the output.
 */
export interface Shape {
  readonly sizes: readonly number[];
  readonly places: readonly Place[];
  /** where the line's coefficients begin, one for each input; nothing in a network */
  readonly slope: number | undefined;
  /** how many numbers there are */
  readonly count: number;
}

/** Layer after layer, weights before biases, and the line last. */
export function shape(sizes: readonly number[], line: boolean): Shape {
  let at = 0;
  const places = sizes.slice(1).map((units, l): Place => {
    const inputs = sizes[l];
    const weights = at;
    at += units * inputs + units;
    return { inputs, units, weights, biases: at - units };
  });
  return { sizes, places, slope: line ? at : undefined, count: at + (line ? sizes[0] : 0) };
}

/** Whether a model is one of those: a network, or a sum whose slope is a vector. */
export const isDense = (model: unknown): model is DenseModel =>
  Array.isArray((model as Network | undefined)?.layers) || Array.isArray((model as PlaneSum | undefined)?.slope);

/** The model once more, checked: one that came from JSON may be a plain object. */
export function checkedDense(model: DenseModel, name = "train"): DenseModel {
  if (!isDense(model))
    throw new TypeError(`${name}: model must be a network or a sum of several inputs, got ${show(model)}`);
  if ("layers" in model) return network(model.layers);
  if (model.products) throw new TypeError(`${name}: model must have no products, got ${model.products.length}`);
  return reluSum(model.units, { intercept: model.intercept, slope: model.slope });
}

export function shapeOf(model: DenseModel): Shape {
  if (!("layers" in model)) return shape([model.slope.length, model.units.length, 1], true);
  return shape([model.layers[0].weights[0].length, ...model.layers.map(({ biases }) => biases.length)], false);
}

/** The model's numbers, in the places that `shapeOf` says. */
export function packDense(model: DenseModel): Float64Array {
  if ("layers" in model) {
    return Float64Array.from(model.layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]));
  }
  const { units, intercept, slope } = model;
  return Float64Array.from([
    ...units.flatMap(({ m }) => m),
    ...units.map(({ b }) => b),
    ...units.map(({ weight }) => weight),
    intercept,
    ...slope,
  ]);
}

/** Numbers in those places, under the names of the model's fields. */
export interface SumGradient {
  readonly intercept: number;
  readonly slope: readonly number[];
  readonly units: readonly { readonly m: readonly number[]; readonly b: number; readonly weight: number }[];
}

export interface NetworkGradient {
  readonly layers: readonly { readonly weights: readonly (readonly number[])[]; readonly biases: readonly number[] }[];
}

export type DenseGradient<M extends DenseModel> = M extends Network ? NetworkGradient : SumGradient;

/** The numbers under the names of the model's fields. */
export function denseFields({ places, slope, sizes }: Shape, params: Float64Array): SumGradient | NetworkGradient {
  const layers = places.map(({ inputs, units, weights, biases }) => ({
    weights: Array.from({ length: units }, (_, j) => [
      ...params.subarray(weights + j * inputs, weights + (j + 1) * inputs),
    ]),
    biases: [...params.subarray(biases, biases + units)],
  }));
  if (slope === undefined) return { layers };
  const [first, last] = layers;
  return {
    intercept: last.biases[0],
    slope: [...params.subarray(slope, slope + sizes[0])],
    units: first.weights.map((m, j) => ({ m, b: first.biases[j], weight: last.weights[0][j] })),
  };
}

/** The model that `packDense` gives these numbers for. */
export function unpackDense(form: Shape, params: Float64Array): DenseModel {
  const fields = denseFields(form, params);
  if ("layers" in fields) return network(fields.layers);
  return reluSum(fields.units, { intercept: fields.intercept, slope: fields.slope });
}
