// linear-regions.ts: into how many linear regions a model cuts the space of its inputs.
import {
  knots,
  type Network,
  network,
  type ReluSum,
  regionBound,
  regionCount,
  regions,
  slice,
} from "../../core/index.ts";
import type { DenseRows } from "./reference.ts";
import type { DenseModel } from "./shape.ts";

/** Sums that may have more regions are not counted: it would take more than a second. */
const MOST = 100_000;

/**
 * Exactly: of a sum those of the whole space (`regionCount`), if its units can make no more than 100,000; of a network of
 * two inputs those within the rows' rectangle (`regions`), cut wherever a unit switches that any output depends on; of a
 * network of one input those of the whole line. Undefined where that is not to be had: for networks of more inputs, where a
 * column does not vary, and beyond 1,000,000 regions of a network.
 */
export function linearRegions(model: DenseModel, { x, size }: DenseRows): number | undefined {
  if (!("layers" in model)) {
    return regionBound(model.units.length, model.slope.length) <= MOST ? regionCount(model) : undefined;
  }
  const { layers } = model;
  const inputs = layers[0].weights[0].length;
  if (inputs > 2) return undefined;
  try {
    if (inputs === 1) {
      const outputs = layers[layers.length - 1].biases;
      const places = outputs.flatMap((_, output) => knots(slice(model, {}, { output }) as ReluSum).map(({ x }) => x));
      return new Set(places).size + 1;
    }
    const [across, up] = [0, 1].map((j) => rangeOf(x, size, j));
    if (across[0] === across[1] || up[0] === up[1]) return undefined;
    return regions(anyOutput(model), [across, up]).length;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // too many
    throw error;
  }
}

/** A network of one output that depends on all that any output depends on. */
function anyOutput({ layers }: Network): Network {
  const { weights } = layers[layers.length - 1];
  const used = weights[0].map((_, j) => (weights.some((row) => row[j] !== 0) ? 1 : 0));
  return network([...layers.slice(0, -1), { weights: [used], biases: [0] }]);
}

/** The least and the greatest value of one input. */
function rangeOf(x: Float64Array, rows: number, input: number): [number, number] {
  const width = x.length / rows;
  let [least, greatest] = [x[input], x[input]];
  for (let at = input; at < x.length; at += width) {
    least = Math.min(least, x[at]);
    greatest = Math.max(greatest, x[at]);
  }
  return [least, greatest];
}
