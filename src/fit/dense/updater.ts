// updater.ts: what the optimizers do to padded parameters in a module's memory.
import type { Optimizer } from "../optimizers.ts";
import { LARGE, type Room } from "./compiled.ts";
import type { Kernels, Padded } from "./memory.ts";

export interface Updater {
  /** whether gradients may be added to the parameters at once, −rate times */
  readonly fused: boolean;
  /** moves the parameters at P by the gradient at G; false, and nothing moved, if they might leave float32 */
  readonly step: (rate: number) => boolean;
}

/** The optimizer's rule, on blocks of `layout.bytes` bytes. */
export function updater(
  { kernel }: Optimizer,
  decay: number,
  wasm: Kernels,
  room: Room,
  layout: Padded,
  P: number,
  G: number,
): Updater {
  const { rule, beta1, beta2, epsilon } = kernel!;
  const { bytes, layers, line } = layout;
  const first = rule === "sgd" ? 0 : room(bytes / 4);
  const second = rule === "adam" ? room(bytes / 4) : 0;
  let power1 = 1;
  let power2 = 1;
  return {
    fused: rule === "sgd" && decay === 0,
    step(rate) {
      if (decay > 0) {
        for (const { weights, biases } of line ? [...layers, line] : layers) {
          wasm.addScaled(G + weights, P + weights, biases - weights, decay);
        }
      }
      if (!(wasm.largest(G, bytes) < LARGE)) return false;
      if (rule === "sgd") wasm.addScaled(P, G, bytes, -rate);
      else if (rule === "momentum") wasm.momentum(P, G, first, bytes, rate, beta1);
      else {
        power1 *= beta1;
        power2 *= beta2;
        wasm.adam(P, G, first, second, bytes, rate / (1 - power1), Math.sqrt(1 - power2), beta1, beta2, epsilon);
      }
      return true;
    },
  };
}
