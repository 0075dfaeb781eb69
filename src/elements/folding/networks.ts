// networks.ts: networks that are put together by hand: folds upon folds, and a pyramid.
import { type Layer, type Network, network } from "../../core/index.ts";

/** g = 2·h₁ − 4·h₂ of h₁ = max(0, x) and h₂ = max(0, x − ½): up to 1 at ½, and down again. */
const FOLD = [2, -4] as const;

/** The two units of a fold, of the sum `weights` of what is below; `rest` are weights of what the fold does not read. */
const folded = (weights: readonly number[], rest: readonly number[] = []): Layer => ({
  weights: [
    [...weights, ...rest],
    [...weights, ...rest],
  ],
  biases: [0, -0.5],
});

/**
 * The tent map on [0, 1], m times over: a sawtooth of 2^m straight pieces, from 2·m units (Telgarsky 2016,
 * arXiv:1602.04485).
 *
 * @param folds m, a whole number from 1
 */
export function sawtooth(folds: number): Network {
  const layers = Array.from({ length: folds }, (_, l) => folded(l === 0 ? [1] : FOLD));
  return network([...layers, { weights: [FOLD], biases: [0] }]);
}

/**
 * x² on [0, 1] but for 4^−(m+1): x − Σ g_s(x)/4^s over the sawteeth g_s of s = 1 … m folds (Yarotsky 2017,
 * arXiv:1610.01145). A third unit of each layer carries what is summed up so far, which is never below 0 there.
 *
 * @param folds m, a whole number from 1
 */
export function square(folds: number): Network {
  const carried = (s: number): number[] => [...FOLD.map((weight) => -weight / 4 ** s), 1];
  const layers = Array.from({ length: folds }, (_, l): Layer => {
    const { weights, biases } = l === 0 ? folded([1]) : folded(FOLD, [0]);
    return { weights: [...weights, l === 0 ? [1] : carried(l)], biases: [...biases, 0] };
  });
  return network([...layers, { weights: [carried(folds)], biases: [0] }]);
}

/** max(0, 1 − |x| − |y|): four units that measure, and one upon them that cuts off. */
export function pyramid(): Network {
  return network([
    {
      weights: [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ],
      biases: [0, 0, 0, 0],
    },
    { weights: [[-1, -1, -1, -1]], biases: [1] },
    { weights: [[1]], biases: [0] },
  ]);
}

/** How many numbers a network of these layer sizes has, inputs first. */
export const numbersOf = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, units, l) => sum + units * (sizes[l] + 1), 0);

/** The sizes of a network's layers, inputs first. */
export const sizesOf = ({ layers }: Network): number[] => [
  layers[0].weights[0].length,
  ...layers.map(({ biases }) => biases.length),
];
