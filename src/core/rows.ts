// rows.ts: the values of a function of several inputs, at one row or at many.
import { show } from "./check.ts";
import { inputsOf, isNetwork, type Network, outputsOf } from "./network.ts";
import type { PlaneFactor, PlaneProduct, PlaneSum } from "./planes.ts";
import { toFloat64Array, type Vector } from "./vector.ts";

/** One row; or many: row by row in one vector, or a vector each. */
export type Rows = Vector | readonly Vector[];

/** The evaluation of a sum or network whose x is rows; what `evaluate` says of them. */
export function evaluateRows(
  f: PlaneSum | Network,
  x: number | Rows,
  out: Float64Array | undefined,
): number | Float64Array {
  const inputs = isNetwork(f) ? inputsOf(f) : f.slope.length;
  const outputs = isNetwork(f) ? outputsOf(f) : 1;
  const { values, single } = readRows(typeof x === "number" ? [x] : x, inputs, typeof x === "number");
  const length = (values.length / inputs) * outputs;
  if (out !== undefined && !(out instanceof Float64Array)) {
    throw new TypeError(`evaluate: out must be a Float64Array, got ${show(out)}`);
  }
  if (out !== undefined && out.length !== length) {
    throw new RangeError(`evaluate: out must have ${length} numbers, as many as there are values, got ${out.length}`);
  }
  const ys = out ?? new Float64Array(length);
  if (isNetwork(f)) networkRows(f, values, ys);
  else sumRows(f, values, ys);
  return single && outputs === 1 && out === undefined ? ys[0] : ys;
}

/** x as numbers row by row, and whether it was one row and no matrix. */
function readRows(x: Rows, inputs: number, single: boolean): { values: Float64Array; single: boolean } {
  if (Array.isArray(x) && typeof x[0] === "object" && x[0] !== null) {
    const values = new Float64Array(x.length * inputs);
    x.forEach((row: Vector, i) => {
      const numbers = toFloat64Array(row, `evaluate: x[${i}]`);
      if (numbers.length !== inputs) {
        throw new RangeError(`evaluate: x[${i}] must have ${inputs} numbers, got ${numbers.length}`);
      }
      values.set(numbers, i * inputs);
    });
    return { values, single: false };
  }
  const values = toFloat64Array(x as Vector, "evaluate: x");
  if (values.length % inputs !== 0) {
    const rule = `must have ${inputs} numbers, or rows of ${inputs} one after the other`;
    throw new RangeError(`evaluate: x ${rule}, got ${values.length}`);
  }
  return { values, single: single || (inputs > 1 && values.length === inputs) };
}

/**
 * The lines m·x + b of units without the coefficients that are 0, which nearly all are where a unit is of one input. Those
 * of line i, each with the input that it is of, end before ends[i].
 */
interface FlatLines {
  readonly coefficients: Float64Array;
  readonly inputs: Int32Array;
  readonly ends: Int32Array;
  readonly b: Float64Array;
}

interface FlatSum {
  readonly lines: FlatLines;
  readonly weight: Float64Array;
  readonly slope: Float64Array;
  readonly products: FlatProducts;
}

/** The factors of all products one after the other; those of product i end before ends[i]. */
interface FlatProducts {
  readonly lines: FlatLines;
  readonly weight: Float64Array;
  readonly ends: Int32Array;
}

interface FlatLayer {
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

const flatSums = new WeakMap<PlaneSum, FlatSum>();
const flatNetworks = new WeakMap<Network, readonly FlatLayer[]>();

/** What is frozen is flattened once. */
function kept<F extends object, Flat>(known: WeakMap<F, Flat>, f: F, make: () => Flat): Flat {
  let flat = known.get(f);
  if (flat === undefined) {
    flat = make();
    if (Object.isFrozen(f)) known.set(f, flat);
  }
  return flat;
}

const flatSum = (f: PlaneSum): FlatSum =>
  kept(flatSums, f, () => ({
    lines: flatLines(f.units),
    weight: Float64Array.from(f.units, ({ weight }) => weight),
    slope: Float64Array.from(f.slope),
    products: flatProducts(f.products ?? []),
  }));

function flatLines(lines: readonly PlaneFactor[]): FlatLines {
  const coefficients = lines.flatMap(({ m }) => m.filter((value) => value !== 0));
  const inputs = lines.flatMap(({ m }) => m.flatMap((value, j) => (value === 0 ? [] : [j])));
  return {
    coefficients: Float64Array.from(coefficients),
    inputs: Int32Array.from(inputs),
    ends: endsOf(lines, ({ m }) => m.reduce((count, value) => (value === 0 ? count : count + 1), 0)),
    b: Float64Array.from(lines, ({ b }) => b),
  };
}

const flatProducts = (products: readonly PlaneProduct[]): FlatProducts => ({
  lines: flatLines(products.flatMap(({ factors }) => factors)),
  weight: Float64Array.from(products, ({ weight }) => weight),
  ends: endsOf(products, ({ factors }) => factors.length),
});

/** Where each of some stretches ends that lie one after the other. */
function endsOf<T>(parts: readonly T[], lengthOf: (part: T) => number): Int32Array {
  let end = 0;
  return Int32Array.from(parts, (part) => {
    end += lengthOf(part);
    return end;
  });
}

const flatLayers = (f: Network): readonly FlatLayer[] =>
  kept(flatNetworks, f, () =>
    f.layers.map(({ weights, biases }) => ({
      weights: Float64Array.from(weights.flat()),
      biases: Float64Array.from(biases),
    })),
  );

function sumRows(f: PlaneSum, xs: Float64Array, ys: Float64Array): void {
  const { lines, weight, slope, products } = flatSum(f);
  const { coefficients, inputs, ends, b } = lines;
  const [width, units] = [slope.length, b.length];
  for (let row = 0, at = 0; row < ys.length; row++, at += width) {
    let y = f.intercept;
    // All inputs are looked at here, so that a NaN or an infinity among them is noticed.
    for (let j = 0; j < width; j++) y += slope[j] * xs[at + j];
    for (let i = 0, k = 0; i < units; i++) {
      let z = 0;
      for (const end = ends[i]; k < end; k++) z += coefficients[k] * xs[at + inputs[k]];
      y += weight[i] * Math.max(0, z + b[i]);
    }
    ys[row] = y;
  }
  if (products.ends.length > 0) addProducts(products, width, xs, ys);
  for (let row = 0, at = 0; row < ys.length; row++, at += width) {
    if (Number.isNaN(ys[row])) ys[row] = withoutZeros(f, xs.subarray(at, at + width));
  }
}

function addProducts({ lines, weight, ends }: FlatProducts, width: number, xs: Float64Array, ys: Float64Array): void {
  const { coefficients, inputs, ends: lineEnds, b } = lines;
  const products = ends.length;
  for (let row = 0, at = 0; row < ys.length; row++, at += width) {
    let y = ys[row];
    for (let i = 0, factor = 0, k = 0; i < products; i++) {
      let product = weight[i];
      for (const last = ends[i]; factor < last; factor++) {
        let z = 0;
        for (const end = lineEnds[factor]; k < end; k++) z += coefficients[k] * xs[at + inputs[k]];
        product *= Math.max(0, z + b[factor]);
      }
      y += product;
    }
    ys[row] = y;
  }
}

/** The formula where an input may be infinite: a term whose coefficient is 0 adds nothing. */
function withoutZeros(f: PlaneSum, x: Float64Array): number {
  if (x.some(Number.isNaN)) return Number.NaN;
  const dot = (m: readonly number[]) => m.reduce((sum, m, j) => (m === 0 ? sum : sum + m * x[j]), 0);
  const terms = f.units.map(({ m, b, weight }) => ({ weight, factors: [{ m, b }] }));
  return [...terms, ...(f.products ?? [])].reduce((y, { weight, factors }) => {
    if (weight === 0) return y;
    return y + factors.reduce((product, { m, b }) => product * Math.max(0, dot(m) + b), weight);
  }, f.intercept + dot(f.slope));
}

/** Rows whose values between the layers fill no more than this stay in the cache. */
const CACHED = 4096;

function networkRows(f: Network, xs: Float64Array, ys: Float64Array): void {
  const layers = flatLayers(f);
  const [inputs, outputs] = [inputsOf(f), outputsOf(f)];
  const widest = layers.reduce((widest, { biases }) => Math.max(widest, biases.length), 0);
  const rows = ys.length / outputs;
  const together = Math.max(1, Math.min(rows, Math.floor(CACHED / widest)));
  const [one, other] = [new Float64Array(together * widest), new Float64Array(together * widest)];
  for (let from = 0; from < rows; from += together) {
    const count = Math.min(together, rows - from);
    let values = xs.subarray(from * inputs, (from + count) * inputs);
    layers.forEach((layer, l) => {
      const last = l === layers.length - 1;
      const next = last ? ys.subarray(from * outputs, (from + count) * outputs) : l % 2 === 0 ? one : other;
      layerRows(layer, values, count, next, !last);
      values = next;
    });
  }
}

/** One layer at `rows` rows: out = weights·x + biases, rectified where another layer follows. */
function layerRows(
  { weights, biases }: FlatLayer,
  xs: Float64Array,
  rows: number,
  out: Float64Array,
  rectify: boolean,
): void {
  const units = biases.length;
  const inputs = weights.length / units;
  for (let i = 0, w = 0; i < units; i++, w += inputs) {
    for (let row = 0, at = 0; row < rows; row++, at += inputs) {
      let z = 0;
      for (let j = 0; j < inputs; j++) z += weights[w + j] * xs[at + j];
      z += biases[i];
      out[row * units + i] = rectify ? Math.max(0, z) : z;
    }
  }
}
