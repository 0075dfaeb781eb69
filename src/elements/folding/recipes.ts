// recipes.ts: targets for width against depth, and networks put together by hand that are some of them.
import { evaluate, type Layer, type Network, network } from "../../core/index.ts";
import { depthRows } from "./depths.ts";
import { numbersOf, sawtooth, sizesOf, square } from "./networks.ts";

export interface Recipe {
  readonly name: string;
  /** A formula of x, for [−1, 1]. */
  readonly target: string;
  /** What a network by hand is made of, and the network. */
  readonly hand?: { readonly of: string; readonly network: () => Network };
}

export const RECIPES: readonly Recipe[] = [
  { name: "a quick wave", target: "sin(12x)" },
  { name: "a wave that swells", target: "x sin(12x)" },
  { name: "a slow curve", target: "exp(2x)" },
  { name: "a saw of 16 pieces", target: "abs(mod(8x, 2) - 1)", hand: { of: "four folds", network: saw } },
  { name: "a parabola", target: "x^2", hand: { of: "|x| and ten folds", network: () => parabola(10) } },
  { name: "a tent", target: "max(0, 1 - 3abs(x))", hand: { of: "three ReLUs", network: tent } },
];

/** |mod(8x, 2) − 1| on [−1, 1]: a sawtooth of four folds, twice as wide and upside down. */
export function saw(): Network {
  const { layers } = sawtooth(4);
  const [first, last] = [layers[0], layers[layers.length - 1]];
  return network([
    { weights: first.weights.map(([w]) => [w / 2]), biases: first.biases.map((b) => b + 0.5) },
    ...layers.slice(1, -1),
    { weights: [last.weights[0].map((w) => -w)], biases: [1] },
  ]);
}

/**
 * x² on [−1, 1] but for 4^−(m+1): two ReLUs that are |x|, and m folds upon them.
 *
 * @param folds m, a whole number from 1
 */
export function parabola(folds: number): Network {
  const [first, ...rest] = square(folds).layers;
  const size: Layer = { weights: [[1], [-1]], biases: [0, 0] };
  return network([size, { weights: first.weights.map(([w]) => [w, w]), biases: first.biases }, ...rest]);
}

/** max(0, 1 − 3|x|): one layer has it with three ReLUs. */
export function tent(): Network {
  return network([
    { weights: [[3], [3], [3]], biases: [1, 0, -1] },
    { weights: [[1, -2, 1]], biases: [0] },
  ]);
}

/** Squares of float64's own rounding, of values of about 1. */
const ROUNDING = 1e-28;

/** What the network by hand costs, and how far it is off at the rows that are learned; of most targets nothing is known. */
export function byHand(formula: string): string[] {
  const hand = RECIPES.find(({ target }) => target === formula)?.hand;
  if (!hand) return [];
  const f = hand.network();
  const layers = f.layers.length - 1;
  const loss = lossOf(f, formula);
  const off = loss < ROUNDING ? "no error" : `mean squared error ${loss.toExponential(0).replace("-", "−")}`;
  const numbers = numbersOf(sizesOf(f));
  return [`By hand, of ${hand.of}: ${layers === 1 ? "1 layer" : `${layers} layers`}, ${numbers} numbers, ${off}.`];
}

/** The mean squared error of a network over the rows of a formula. */
export function lossOf(f: Network, formula: string): number {
  const { x, y } = depthRows(formula);
  const values = evaluate(f, x) as Float64Array;
  return y.reduce((sum, value, i) => sum + (value - values[i]) ** 2, 0) / y.length;
}
