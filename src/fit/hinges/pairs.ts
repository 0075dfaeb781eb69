// pairs.ts: products of two inputs, of which each alone may say nothing.
import { inner, squares } from "./orthonormal.ts";

/** Two inputs a and b, less their means: a·b − mean − first·a − second·b is what is their product's own. */
interface Pair {
  readonly inputs: readonly [number, number];
  readonly mean: number;
  readonly first: number;
  readonly second: number;
  /** the squares of that */
  readonly squares: number;
}

/** How much the product of two inputs lowers the squares of what is left of y. */
export interface PairGain {
  readonly inputs: readonly [number, number];
  readonly gain: number;
}

/** A product must have more than this share of its squares for its own. */
const OWN = 1e-6;

/** About so many rows say which pair is the best, all rows how good it is. */
const SEEN = 1000;

/**
 * For each two inputs their product without what the two and a constant have of it: how they may act together where neither acts
 * alone, which a search for one factor after the other has no way to see. The function that is returned gives the pair that lowers the
 * squares of `rest` most, and by how much at least: more where a basis that `rest` is orthogonal to has some of it.
 *
 * @param inputs their columns, of one size
 */
export function pairsOf(inputs: readonly Float64Array[]): (rest: Float64Array) => PairGain | undefined {
  const every = Math.max(1, Math.floor(inputs[0].length / SEEN));
  if (every === 1) return amongAll(inputs);
  const seen = (column: Float64Array) => column.filter((_, row) => row % every === 0);
  const likeliest = amongAll(inputs.map(seen));
  return (rest) => {
    const found = likeliest(seen(rest));
    if (!found) return undefined;
    const gain = amongAll(found.inputs.map((input) => inputs[input]))(rest)?.gain;
    return gain === undefined ? undefined : { inputs: found.inputs, gain };
  };
}

function amongAll(inputs: readonly Float64Array[]): (rest: Float64Array) => PairGain | undefined {
  const ones = new Float64Array(inputs[0].length).fill(1);
  const centered = inputs.map((column) => {
    const mean = inner(column, ones) / column.length;
    return column.map((value) => value - mean);
  });
  const pairs = centered.flatMap((b, j) => centered.slice(0, j).flatMap((a, i) => pairOf([i, j], a, b)));
  return (rest) => {
    const whole = inner(rest, ones);
    const times = centered.map((a) => product(a, rest));
    const sums = centered.map((a) => inner(a, rest));
    let best: PairGain | undefined;
    for (const { inputs, mean, first, second, squares } of pairs) {
      const [i, j] = inputs;
      const share = inner(times[i], centered[j]) - mean * whole - first * sums[i] - second * sums[j];
      const gain = (share * share) / squares;
      if (gain > (best?.gain ?? 0)) best = { inputs, gain };
    }
    return best;
  };
}

function pairOf(inputs: readonly [number, number], a: Float64Array, b: Float64Array): readonly Pair[] {
  const whole = product(a, b);
  const [aa, ab, bb] = [squares(a), inner(a, b), squares(b)];
  const both = aa * bb - ab * ab;
  if (!(both > OWN * aa * bb)) return [];
  const [aab, abb] = [inner(whole, a), inner(whole, b)];
  const mean = ab / a.length;
  const [first, second] = [(aab * bb - abb * ab) / both, (abb * aa - aab * ab) / both];
  const own = whole.map((value, row) => value - mean - first * a[row] - second * b[row]);
  const left = squares(own);
  return left > OWN * squares(whole) ? [{ inputs, mean, first, second, squares: left }] : [];
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const values = new Float64Array(a.length);
  for (let row = 0; row < a.length; row++) values[row] = a[row] * b[row];
  return values;
}
