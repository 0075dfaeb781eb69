// short-rows.ts: models of several inputs with their numbers written as short as they can be.
import { inputsOf, type Network } from "./network.ts";
import type { PlaneSum } from "./planes.ts";
import { withoutConstants } from "./products.ts";
import { random } from "./random.ts";
import { evaluateRows } from "./rows.ts";
import { shortestWithin, significant, TOLERANCE } from "./short.ts";

/** At how many rows a short model is compared with the long one, besides where its units switch. */
const PROBES = 64;

/**
 * The sum without terms that do nothing and with constant ones in the intercept, its numbers to so many digits; if none are
 * said, in the fewest that keep it within 1e-12 of its scale, where it is compared.
 */
export function shortPlanes(f: PlaneSum, digits: number | undefined): PlaneSum {
  const terms = withoutConstants(f);
  const simple = { ...f, ...terms, units: terms.units.filter(({ weight }) => weight !== 0) };
  const change = (by: (value: number) => number): PlaneSum => ({
    ...simple,
    intercept: by(simple.intercept),
    slope: simple.slope.map(by),
    units: simple.units.map(({ m, b, weight }) => ({ m: m.map(by), b: by(b), weight: by(weight) })),
    products: simple.products.map(({ weight, factors }) => ({
      weight: by(weight),
      factors: factors.map(({ m, b }) => ({ m: m.map(by), b: by(b) })),
    })),
  });
  const folds = [...simple.units, ...simple.products.flatMap(({ factors }) => factors)];
  return short(simple, change, digits, folds, f.slope.length);
}

/** One output of the network without hidden units that nothing reads, its numbers shortened as above. */
export function shortNetwork(f: Network, output: number, digits: number | undefined): Network {
  const last = f.layers.length - 1;
  const single = {
    ...f,
    layers: f.layers.map(({ weights, biases }, l) =>
      l === last ? { weights: [weights[output]], biases: [biases[output]] } : { weights, biases },
    ),
  };
  const change = (by: (value: number) => number): Network => ({
    ...single,
    layers: single.layers.map(({ weights, biases }) => ({
      weights: weights.map((row) => row.map(by)),
      biases: biases.map(by),
    })),
  });
  const [{ weights, biases }] = single.layers;
  const units = weights.map((m, i) => ({ m, b: biases[i] }));
  return withoutUnread(short(single, change, digits, units, inputsOf(f)));
}

/** The network without hidden units that the next layer gives no weight; without the layers before one that reads none. */
function withoutUnread(f: Network): Network {
  let layers = f.layers;
  for (let l = layers.length - 2; l >= 0; l--) {
    const [layer, next] = [layers[l], layers[l + 1]];
    const read = layer.biases.map((_, i) => next.weights.some((row) => row[i] !== 0));
    if (!read.includes(true)) {
      const unread = next.weights.map(() => Array<number>(inputsOf(f)).fill(0));
      return { ...f, layers: [{ ...next, weights: unread }, ...layers.slice(l + 2)] };
    }
    const own = <T>(values: readonly T[]): T[] => values.filter((_, i) => read[i]);
    layers = layers
      .with(l, { weights: own(layer.weights), biases: own(layer.biases) })
      .with(l + 1, { ...next, weights: next.weights.map(own) });
  }
  return { ...f, layers };
}

type Fold = { readonly m: readonly number[]; readonly b: number };

function short<F extends PlaneSum | Network>(
  f: F,
  change: (by: (value: number) => number) => F,
  digits: number | undefined,
  folds: readonly Fold[],
  inputs: number,
): F {
  if (digits !== undefined) return change((value) => significant(value, digits));
  const near = probes(folds, inputs);
  const scale = largest(evaluateRows(f, near, new Float64Array(near.length / inputs)) as Float64Array);
  const xs = Float64Array.of(...near, ...near.map((x) => 10 * x));
  const before = evaluateRows(f, xs, new Float64Array(xs.length / inputs)) as Float64Array;
  for (let tolerance = TOLERANCE; tolerance > Number.EPSILON; tolerance /= 10) {
    const shorter = change((value) => shortestWithin(value, tolerance * Math.abs(value)));
    const after = evaluateRows(shorter, xs, new Float64Array(before.length)) as Float64Array;
    if (largest(before.map((y, i) => y - after[i])) <= TOLERANCE * scale) return shorter;
  }
  return f;
}

const largest = (values: Float64Array): number => values.reduce((largest, y) => Math.max(largest, Math.abs(y)), 0);

/** Rows at and around the folds: the point of each that is nearest to 0, and random ones that reach as far. */
function probes(folds: readonly Fold[], inputs: number): Float64Array {
  const feet = folds.slice(0, 4 * PROBES).flatMap(({ m, b }) => {
    const square = m.reduce((sum, value) => sum + value * value, 0);
    const foot = m.map((value) => (-b * value) / square);
    return foot.every(Number.isFinite) ? foot : [];
  });
  const reach = feet.reduce((reach, x) => Math.max(reach, Math.abs(x)), 0) || 1;
  const { normal } = random(1);
  return Float64Array.of(...feet, ...Array.from({ length: PROBES * inputs }, () => reach * normal()));
}
