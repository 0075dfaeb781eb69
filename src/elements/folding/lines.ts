// lines.ts: random ReLUs of the plane, in one layer or several, and the network that they are.
import {
  type Layer,
  type Network,
  network,
  type Random,
  random,
  regionBound,
  regionCount,
  reluSum,
} from "../../core/index.ts";

export interface Lines {
  readonly units: number;
  readonly layers: number;
  readonly seed: number;
}

/** The window, [−1, 1] both ways. */
export const WINDOW = [
  [-1, 1],
  [-1, 1],
] as const;

/** A layer whose units each switch along a line, or what the layers below make of one, through a point of the window. */
function layerOf(units: number, below: readonly Layer[], { uniform, normal }: Random): Layer {
  const inputs = below.at(-1)?.biases.length ?? 2;
  const weights = Array.from({ length: units }, () => Array.from({ length: inputs }, normal));
  const biases = weights.map((row) => {
    const at = valuesAt(below, [2 * uniform() - 1, 2 * uniform() - 1]);
    return -row.reduce((sum, weight, i) => sum + weight * at[i], 0);
  });
  return { weights, biases };
}

/** The values of the last of these layers, rectified. */
function valuesAt(layers: readonly Layer[], point: readonly number[]): readonly number[] {
  return layers.reduce(
    (values, { weights, biases }) =>
      weights.map((row, j) =>
        Math.max(
          0,
          row.reduce((sum, weight, i) => sum + weight * values[i], biases[j]),
        ),
      ),
    point,
  );
}

/** A network of so many units, spread evenly over its layers, that its seed determines. */
export function linesNetwork({ units, layers, seed }: Lines): Network {
  const stream = random(seed);
  const made: Layer[] = [];
  for (let l = 0, left = units; l < layers; l++) {
    const own = Math.ceil(left / (layers - l));
    left -= own;
    if (own > 0) made.push(layerOf(own, made, stream));
  }
  const last = made.at(-1)!.biases.length;
  return network([...made, { weights: [Array.from({ length: last }, stream.normal)], biases: [0] }]);
}

/** How many of the units are on at a point. */
export function unitsOn({ layers }: Network, point: readonly number[]): number {
  const hidden = layers.slice(0, -1);
  return hidden.reduce((sum, _, l) => sum + valuesAt(hidden.slice(0, l + 1), point).filter((v) => v > 0).length, 0);
}

/** The regions of one layer in the whole plane, counted; and the most that as many lines can make. */
export function planeRegions({ layers: [{ weights, biases }, out] }: Network): { counted: number; bound: number } {
  const sum = reluSum(weights.map((m, i) => ({ m, b: biases[i], weight: out.weights[0][i] })));
  return { counted: regionCount(sum as never), bound: regionBound(weights.length, 2) };
}
