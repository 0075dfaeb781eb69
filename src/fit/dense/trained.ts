// trained.ts: which numbers of layers are trained, and which are frozen.
import type { Network } from "../../core/index.ts";
import { show } from "../check.ts";
import { KINDS, type ParameterKind, type Range } from "../parameters.ts";
import type { Padded } from "./memory.ts";
import type { DenseModel, Shape } from "./shape.ts";

/** What may be frozen: in a sum its kinds of parameter; in a network a layer, counted from 0, or all weights, or all biases. */
export type Frozen<M extends DenseModel = DenseModel> = M extends Network
  ? number | "weights" | "biases"
  : ParameterKind;

/** Whether each layer's weights and biases, and the line beside them, are trained. */
export interface Trained {
  readonly layers: readonly { readonly weights: boolean; readonly biases: boolean }[];
  readonly line: boolean;
}

/**
 * All numbers but those that are frozen.
 *
 * @throws {TypeError} if frozen is no array
 * @throws {RangeError} if it names what the model does not have
 */
export function trainedOf({ places, slope }: Shape, frozen: readonly Frozen[]): Trained {
  if (!Array.isArray(frozen)) throw new TypeError(`train: frozen must be an array of names, got ${show(frozen)}`);
  const ofSum = slope !== undefined;
  const names: readonly unknown[] = ofSum ? KINDS : ["weights", "biases", ...places.keys()];
  const unknown = frozen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`train: frozen must name ${names.join(", ")}, got ${show(unknown)}`);
  const free = (...names: Frozen[]) => !names.some((name) => frozen.includes(name));
  if (!ofSum) {
    return { layers: places.map((_, l) => ({ weights: free("weights", l), biases: free("biases", l) })), line: false };
  }
  const layers = [
    { weights: free("m"), biases: free("b") },
    { weights: free("weight"), biases: free("intercept") },
  ];
  return { layers, line: free("slope") };
}

/** Where the numbers lie that are trained, and those that are frozen. */
export function rangesOf({ places, slope, count }: Shape, trained: Trained): Record<"trained" | "frozen", Range[]> {
  const ranges: Record<"trained" | "frozen", Range[]> = { trained: [], frozen: [] };
  const put = (free: boolean, start: number, end: number) => ranges[free ? "trained" : "frozen"].push([start, end]);
  places.forEach(({ units, weights, biases }, l) => {
    put(trained.layers[l].weights, weights, biases);
    put(trained.layers[l].biases, biases, biases + units);
  });
  if (slope !== undefined) put(trained.line, slope, count);
  return ranges;
}

/** The same of numbers that are trained and lie padded: in bytes from where they begin, neighbours as one. */
export function paddedRanges({ layers, line, bytes }: Padded, trained: Trained): Range[] {
  const ranges: [number, number][] = [];
  const put = (free: boolean, start: number, end: number): void => {
    const before = ranges.at(-1);
    if (free && before?.[1] === start) before[1] = end;
    else if (free) ranges.push([start, end]);
  };
  layers.forEach(({ units, weights, biases }, l) => {
    put(trained.layers[l].weights, weights, biases);
    put(trained.layers[l].biases, biases, biases + 4 * units);
  });
  if (line) put(trained.line, line.weights, bytes);
  return ranges;
}
