// memory.ts: dense layers in the memory of a module: where what lies, and how it gets there and back.
import { instances } from "../kernels/instance.ts";
import { FUSED_MODULE, MODULE } from "./dense.wasm.ts";
import type { Place, Shape } from "./shape.ts";

/** What assembly/dense.ts exports; every address is in bytes. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly take: (bytes: number) => number;
  readonly clear: (at: number, bytes: number) => void;
  readonly gather: (from: number, width: number, chosen: number, count: number, to: number) => void;
  readonly forward: (
    x: number,
    weights: number,
    biases: number,
    out: number,
    rows: number,
    units: number,
    width: number,
    rectify: boolean,
  ) => void;
  readonly back: (
    pulls: number,
    weights: number,
    values: number,
    out: number,
    rows: number,
    units: number,
    inputs: number,
  ) => void;
  readonly accumulate: (
    pulls: number,
    x: number,
    to: number,
    biases: number,
    rows: number,
    units: number,
    width: number,
    scale: number,
  ) => void;
  readonly narrow: (
    first: number,
    groups: number,
    m: number,
    b: number,
    weight: number,
    units: number,
    intercept: number,
    line: number,
    toGradient: number,
    on: number,
  ) => number;
  readonly addScaled: (p: number, q: number, bytes: number, scale: number) => void;
  readonly pullToZero: (w: number, g: number, sides: number, bytes: number, lambda: number) => void;
  readonly stopAtZero: (w: number, sides: number, bytes: number) => void;
  readonly multiply: (p: number, q: number, bytes: number) => void;
  readonly largest: (at: number, bytes: number) => number;
  readonly momentum: (p: number, g: number, v: number, bytes: number, rate: number, beta: number) => void;
  readonly adam: (
    p: number,
    g: number,
    m: number,
    v: number,
    bytes: number,
    size: number,
    root: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ) => void;
}

/** A fresh instance; nothing where there is no WebAssembly with SIMD, or no memory. */
export const kernels = instances<Kernels>(FUSED_MODULE, MODULE);

/** Takes room for so many float32, or throws: whoever asks does without the module then. */
export type Room = (count: number) => number;

/** Beyond this the next products might leave float32. */
export const LARGE = 1e18;

/** The number, or the next whole multiple of four after it. */
export const fours = (count: number): number => Math.ceil(count / 4) * 4;

/** A layer's padded numbers, as bytes from where the parameters begin. */
export interface PaddedPlace {
  readonly place: Place;
  readonly inputs: number;
  readonly units: number;
  readonly weights: number;
  readonly biases: number;
}

/** Layers with rows and numbers of rows in whole fours, one after the other, the line as one more without biases at the end. */
export interface Padded {
  readonly layers: readonly PaddedPlace[];
  readonly line: PaddedPlace | undefined;
  readonly bytes: number;
}

export function padded({ places, slope, sizes }: Shape): Padded {
  let at = 0;
  const pad = (place: Place): PaddedPlace => {
    const [inputs, units] = [fours(place.inputs), fours(place.units)];
    const weights = at;
    const biases = weights + 4 * inputs * units;
    at = biases + 4 * units;
    return { place, inputs, units, weights, biases };
  };
  const layers = places.map(pad);
  const line = slope === undefined ? undefined : pad({ inputs: sizes[0], units: 1, weights: slope, biases: -1 });
  return { layers, line, bytes: at };
}

/** Writes parameters to where they lie padded, in `block`, or reads them from there. */
export function exchange({ layers, line }: Padded, params: Float64Array, block: Float32Array, write: boolean): void {
  const row = (from: number, to: number, count: number): void => {
    for (let i = 0; i < count; i++) {
      if (write) block[to + i] = params[from + i];
      else params[from + i] = block[to + i];
    }
  };
  for (const { place, inputs, weights, biases } of line ? [...layers, line] : layers) {
    for (let j = 0; j < place.units; j++) row(place.weights + j * place.inputs, weights / 4 + j * inputs, place.inputs);
    if (place.biases >= 0) row(place.biases, biases / 4, place.units);
  }
}
