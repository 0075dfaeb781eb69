// reference.ts: values of layers, their loss and its gradient by the loops that define them, in float64.

import type { Loss } from "../losses.ts";
import type { ClassLoss } from "./output-losses.ts";
import { outputMeasure } from "./output-losses.ts";
import type { Place, Shape } from "./shape.ts";

/** Rows of inputs and targets, row by row: x of `inputs` numbers, y of `outputs`, or of one where it is a class. */
export interface DenseRows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
  readonly size: number;
}

/** What each hidden value is multiplied by, layer after layer; for dropout. */
export type Masks = readonly Float64Array[];

export interface DenseReference {
  /** the loss at the parameters, whose derivatives by them are written to `gradient` */
  readonly evaluate: (params: Float64Array, rows: DenseRows, gradient: Float64Array, masks?: Masks) => number;
  /** the values of each layer at the rows, the inputs first, then as many as the layer has units for each row */
  readonly forward: (params: Float64Array, rows: DenseRows, masks?: Masks) => readonly Float64Array[];
  readonly loss: (params: Float64Array, rows: DenseRows) => number;
}

/**
 * z = W·a + b for each layer, a = max(0, z) between layers; a line of the inputs is added to the last z where there is one.
 * Backward, with p = ∂loss/∂z of a layer: ∂/∂W = Σ p·aᵀ, ∂/∂b = Σ p over rows, and of the layer before p = Wᵀ·p where its
 * z > 0. No derivative exists at the kink; we choose 0, as PyTorch does.
 *
 * @param capacity the most rows that will be given at once
 */
export function denseReference(form: Shape, loss: Loss | ClassLoss, capacity: number): DenseReference {
  const { sizes, places, slope } = form;
  const outputs = sizes[sizes.length - 1];
  const values = places.map(({ units }) => new Float64Array(units * capacity));
  const pulls = places.map(({ units }) => new Float64Array(units * capacity));
  const measure = outputMeasure(loss);
  const last = places.length - 1;

  const forward = (params: Float64Array, { x, size }: DenseRows, masks?: Masks): readonly Float64Array[] => {
    places.forEach((place, l) => {
      layerForward(place, params, l === 0 ? x : values[l - 1], size, values[l], l < last);
      if (masks && l < last) for (let i = 0; i < size * place.units; i++) values[l][i] *= masks[l][i];
    });
    if (slope !== undefined) addLine(params, slope, sizes[0], x, size, values[last]);
    return [x, ...values];
  };
  const lossOf = ({ y, weights, size }: DenseRows, out?: Float64Array) =>
    measure(values[last], y, weights, size, outputs, out);

  return {
    forward,
    loss(params, rows) {
      forward(params, rows);
      return lossOf(rows);
    },
    evaluate(params, rows, gradient, masks) {
      const { x, size } = rows;
      forward(params, rows, masks);
      const value = lossOf(rows, pulls[last]);
      gradient.fill(0);
      for (let l = last; l >= 0; l--) {
        layerGradient(places[l], pulls[l], l === 0 ? x : values[l - 1], size, gradient);
        if (l === 0) continue;
        layerBack(places[l], params, pulls[l], size, values[l - 1], pulls[l - 1]);
        if (masks) for (let i = 0; i < size * places[l].inputs; i++) pulls[l - 1][i] *= masks[l - 1][i];
      }
      if (slope !== undefined) {
        for (let row = 0, at = 0; row < size; row++) {
          for (let i = 0; i < sizes[0]; i++, at++) gradient[slope + i] += pulls[last][row] * x[at];
        }
      }
      return value;
    },
  };
}

function layerForward(
  { inputs, units, weights, biases }: Place,
  params: Float64Array,
  x: Float64Array,
  rows: number,
  out: Float64Array,
  rectify: boolean,
): void {
  for (let row = 0; row < rows; row++) {
    const from = row * inputs;
    for (let j = 0; j < units; j++) {
      const w = weights + j * inputs;
      let z = params[biases + j];
      for (let i = 0; i < inputs; i++) z += params[w + i] * x[from + i];
      out[row * units + j] = rectify ? Math.max(0, z) : z;
    }
  }
}

function addLine(
  params: Float64Array,
  slope: number,
  inputs: number,
  x: Float64Array,
  rows: number,
  out: Float64Array,
): void {
  for (let row = 0, at = 0; row < rows; row++) {
    for (let i = 0; i < inputs; i++, at++) out[row] += params[slope + i] * x[at];
  }
}

function layerGradient(
  { inputs, units, weights, biases }: Place,
  pulls: Float64Array,
  x: Float64Array,
  rows: number,
  gradient: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const from = row * inputs;
    for (let j = 0; j < units; j++) {
      const pull = pulls[row * units + j];
      if (pull === 0) continue; // more than half of them, where units are off
      const w = weights + j * inputs;
      gradient[biases + j] += pull;
      for (let i = 0; i < inputs; i++) gradient[w + i] += pull * x[from + i];
    }
  }
}

/** Pulls of the layer before, at its values `a`. */
function layerBack(
  { inputs, units, weights }: Place,
  params: Float64Array,
  pulls: Float64Array,
  rows: number,
  a: Float64Array,
  out: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const from = row * inputs;
    for (let i = 0; i < inputs; i++) {
      let pull = 0;
      if (a[from + i] > 0) {
        for (let j = 0; j < units; j++) pull += params[weights + j * inputs + i] * pulls[row * units + j];
      }
      out[from + i] = pull;
    }
  }
}
