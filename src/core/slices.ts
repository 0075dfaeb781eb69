// slices.ts: functions of several inputs with some of them fixed.
import { finite, record, show } from "./check.ts";
import { inputsOf, isNetwork, type Network, network, outputOf } from "./network.ts";
import { sumOf } from "./pieces.ts";
import { checkPlanes, type PlaneSum, planeSum } from "./planes.ts";
import { withoutConstants } from "./products.ts";
import type { ReluSum } from "./relu-sum.ts";

/** What the inputs are fixed to: NaN or null for those left free; or by name, x1 the first, those not named free. */
export type FixedInputs = ArrayLike<number | null> | Readonly<Record<string, number>>;

/**
 * The exact function that is left of f when inputs are fixed. Of a sum: the sum of the inputs left free, in their order;
 * units that no longer depend on any go into the intercept, and factors into the weight of their product, which is a unit
 * once it has one factor left. One input left gives a sum of one input, of a network too: the line on each stretch between the places where its units switch. A network with more inputs left is a network.
 *
 * @param fixed `[NaN, 3, NaN]` or `{ x2: 3 }`
 * @param options.output of a network with several outputs and one input left: which one, from 0
 * @throws {TypeError} if something is not of its type, or a name is no input's
 * @throws {RangeError} if a value is infinite, no input is left free, there is no such output, a coefficient that is left
 *   is no longer finite, one input is left free and a product has two factors of it, or a network has more than 1,000,000 pieces
 */
export function slice(
  f: PlaneSum | Network,
  fixed: FixedInputs,
  options: { readonly output?: number } = {},
): ReluSum | PlaneSum | Network {
  const { output } = record(options, "slice: options", ["output"]);
  if (!isNetwork(f)) {
    checkPlanes("slice", f);
    outputOf(f, output, "slice");
  }
  const inputs = isNetwork(f) ? inputsOf(f) : f.slope.length;
  const values = valuesOf(fixed, inputs);
  const free = values.flatMap((value, j) => (Number.isNaN(value) ? [j] : []));
  if (free.length === 0) throw new RangeError("slice: fixed must leave an input free, got a value for each");
  /** m·x as the free part of m, and what the fixed part adds. */
  const split = (m: readonly number[], b: number) => ({
    m: free.map((j) => m[j]),
    b: m.reduce((sum, m, j) => (Number.isNaN(values[j]) ? sum : sum + m * values[j]), b),
  });
  if (isNetwork(f)) {
    const [{ weights, biases }, ...rest] = f.layers;
    const rows = weights.map((m, i) => split(m, biases[i]));
    const first = { weights: rows.map(({ m }) => m), biases: rows.map(({ b }) => b) };
    const left = network([first, ...rest]);
    return free.length > 1 ? left : sumOf(left, outputOf(left, output, "slice"), "slice");
  }
  const line = split(f.slope, f.intercept);
  const units = f.units.map(({ m, b, weight }) => ({ ...split(m, b), weight }));
  const products = f.products?.map(({ weight, factors }) => ({
    weight,
    factors: factors.map(({ m, b }) => split(m, b)),
  }));
  const left = withoutConstants({ intercept: line.b, units, products });
  if (free.length === 1 && left.products.length > 0) {
    const got = `${left.products[0].factors.length} factors of x${free[0] + 1}`;
    throw new RangeError(`slice: fixed must leave a product one factor where it leaves one input free, got ${got}`);
  }
  return planeSum("slice: ", { ...left, slope: line.m });
}

/** A value for each input, NaN where it is free. */
function valuesOf(fixed: FixedInputs, inputs: number): number[] {
  if (Array.isArray(fixed) || ArrayBuffer.isView(fixed)) {
    const list = Array.from(fixed as ArrayLike<number | null>);
    if (list.length !== inputs) {
      throw new RangeError(`slice: fixed must have ${inputs} values, NaN for what is free, got ${list.length}`);
    }
    return list.map((value, j) => (free(value) ? Number.NaN : finite(value, `slice: fixed[${j}]`)));
  }
  const names = Array.from({ length: inputs }, (_, j) => `x${j + 1}`);
  if (typeof fixed !== "object" || fixed === null) {
    throw new TypeError(
      `slice: fixed must be a vector, or an object with ${names.slice(0, 3).join(", ")}, got ${show(fixed)}`,
    );
  }
  const named = record(fixed, "slice: fixed", names);
  return names.map((name) => (free(named[name]) ? Number.NaN : finite(named[name], `slice: fixed.${name}`)));
}

const free = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value);
