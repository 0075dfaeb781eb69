// unit-values.ts: what every unit of a network gives at fixed rows, layer by layer, fast.
import { exchange, fours, kernels, padded } from "./memory.ts";
import { type Shape, shape } from "./shape.ts";

/** A layer's values at all rows: those of row r begin at r·width, one for each unit. */
export interface LayerValues {
  readonly values: Float32Array;
  readonly width: number;
}

/** The values of each layer, hidden ones rectified, for parameters in the order of `parametersOf`; the next call overwrites them. */
export type UnitValues = (parameters: Float64Array) => readonly LayerValues[];

/**
 * For pictures of networks that change and keep their shape: the rows are copied once, a call costs the forward pass alone,
 * in float32 and in WebAssembly where that is to be had.
 *
 * @param sizes the network's layers, inputs first
 * @param x rows of inputs, one after the other
 */
export function unitValues(sizes: readonly number[], x: Float32Array): UnitValues {
  const form = shape(sizes, false);
  return compiled(form, x) ?? plain(form, x);
}

function compiled(form: Shape, x: Float32Array): UnitValues | undefined {
  const wasm = kernels();
  if (!wasm) return undefined;
  const layout = padded(form);
  const { layers } = layout;
  const inputs = form.sizes[0];
  const rows = x.length / inputs;
  const room = fours(rows);
  const width = layers[0].inputs;
  const P = wasm.take(layout.bytes) >>> 0;
  const X = wasm.take(4 * room * width) >>> 0;
  const places = layers.map(({ units }) => wasm.take(4 * room * units) >>> 0);
  if ([P, X, ...places].includes(0)) return undefined;
  const { buffer } = wasm.memory;
  const block = new Float32Array(buffer, P, layout.bytes / 4);
  const padding = new Float32Array(buffer, X, room * width);
  for (let r = 0; r < rows; r++) for (let i = 0; i < inputs; i++) padding[r * width + i] = x[r * inputs + i];
  const out = layers.map(({ units }, l) => ({
    values: new Float32Array(buffer, places[l], room * units),
    width: units,
  }));
  const last = layers.length - 1;
  return (parameters) => {
    exchange(layout, parameters, block, true);
    layers.forEach(({ units, inputs, weights, biases }, l) => {
      const from = l === 0 ? X : places[l - 1];
      wasm.forward(from, P + weights, P + biases, places[l], room, units, 4 * inputs, l < last);
    });
    return out;
  };
}

function plain({ places }: Shape, x: Float32Array): UnitValues {
  const rows = x.length / places[0].inputs;
  const out = places.map(({ units }) => ({ values: new Float32Array(rows * units), width: units }));
  return (parameters) => {
    let below = x;
    places.forEach(({ inputs, units, weights, biases }, l) => {
      const { values } = out[l];
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < units; j++) {
          let sum = parameters[biases + j];
          for (let i = 0; i < inputs; i++) sum += parameters[weights + j * inputs + i] * below[r * inputs + i];
          values[r * units + j] = l < places.length - 1 ? Math.max(0, sum) : sum;
        }
      }
      below = values;
    });
    return out;
  };
}
