// pairs.ts: products of two inputs, of which each alone may say nothing.

/** A product of two inputs, without what the two of them and a constant have of it. */
interface Pair {
  readonly inputs: readonly [number, number];
  readonly product: (row: number) => number;
  readonly squares: number;
}

/** A product must have more than this share of its squares for its own. */
const OWN = 1e-6;

/**
 * For each two inputs (x_i − mean)·(x_j − mean) without what x_i, x_j and a constant have of it: how two inputs may act together where neither
 * acts alone, which a search for one factor after the other has no way to see.
 *
 * @param inputs their columns, of one size
 */
export function pairsOf(inputs: readonly Float64Array[]): readonly Pair[] {
  const centered = inputs.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return column.map((value) => value - mean);
  });
  return centered.flatMap((one, i) => centered.slice(0, i).flatMap((other, j) => pairOf([j, i], other, one)));
}

function pairOf(inputs: readonly [number, number], one: Float64Array, other: Float64Array): readonly Pair[] {
  let [aa, ab, bb, aab, abb] = [0, 0, 0, 0, 0];
  for (let row = 0; row < one.length; row++) {
    const [a, b] = [one[row], other[row]];
    aa += a * a;
    ab += a * b;
    bb += b * b;
    aab += a * a * b;
    abb += a * b * b;
  }
  const both = aa * bb - ab * ab;
  if (!(both > OWN * aa * bb)) return [];
  const [first, second, mean] = [(aab * bb - abb * ab) / both, (abb * aa - aab * ab) / both, ab / one.length];
  const product = (row: number) => one[row] * other[row] - mean - first * one[row] - second * other[row];
  let [whole, squares] = [0, 0];
  for (let row = 0; row < one.length; row++) {
    whole += (one[row] * other[row]) ** 2;
    squares += product(row) ** 2;
  }
  return squares > OWN * whole ? [{ inputs, product, squares }] : [];
}

/** The pair that lowers the squares most, and by how much at least: more where a basis that `rest` is orthogonal to has some of it. */
export function bestPair(
  pairs: readonly Pair[],
  rest: Float64Array,
): { readonly inputs: readonly [number, number]; readonly gain: number } | undefined {
  let best: { readonly inputs: readonly [number, number]; readonly gain: number } | undefined;
  for (const { inputs, product, squares } of pairs) {
    let share = 0;
    for (let row = 0; row < rest.length; row++) share += product(row) * rest[row];
    const gain = (share * share) / squares;
    if (gain > (best?.gain ?? 0)) best = { inputs, gain };
  }
  return best;
}
