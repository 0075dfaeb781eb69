// updater.ts: what the optimizers do to padded parameters in a module's memory.
import { type Kernels, LARGE, type Padded, type Room } from "./memory.ts";
import type { DenseProblem } from "./problem.ts";
import { paddedRanges } from "./trained.ts";

export interface Updater {
  /** whether gradients may be added to the parameters at once, −rate times */
  readonly fused: boolean;
  /** moves the parameters at P by the gradient at G; false, and nothing moved, if they might leave float32 */
  readonly step: (rate: number) => boolean;
}

/** The optimizer's rule, on what is trained of blocks of `layout.bytes` bytes. */
export function updater(
  { optimizer, weightDecay, l1, trained }: DenseProblem,
  wasm: Kernels,
  room: Room,
  layout: Padded,
  P: number,
  G: number,
): Updater {
  const { rule, beta1, beta2, epsilon } = optimizer.kernel!;
  const { bytes, layers, line } = layout;
  const places = line ? [...layers, line] : layers;
  const ranges = paddedRanges(layout, trained).map(([start, end]) => ({ start, bytes: end - start }));
  const whole = ranges.length === 1 && ranges[0].bytes === bytes;
  const first = rule === "sgd" ? 0 : room(bytes / 4);
  const second = rule === "adam" ? room(bytes / 4) : 0;
  const sides = l1 > 0 ? room(bytes / 4) : 0;
  let power1 = 1;
  let power2 = 1;
  return {
    fused: rule === "sgd" && weightDecay === 0 && l1 === 0 && whole,
    step(rate) {
      for (const { weights, biases } of places) {
        const size = biases - weights;
        if (weightDecay > 0) wasm.addScaled(G + weights, P + weights, size, weightDecay);
        if (l1 > 0) wasm.pullToZero(P + weights, G + weights, sides + weights, size, l1);
      }
      if (!ranges.every(({ start, bytes }) => wasm.largest(G + start, bytes) < LARGE)) return false;
      if (rule === "adam") {
        power1 *= beta1;
        power2 *= beta2;
      }
      for (const { start, bytes } of ranges) {
        const [p, g, v] = [P + start, G + start, first + start];
        if (rule === "sgd") wasm.addScaled(p, g, bytes, -rate);
        else if (rule === "momentum") wasm.momentum(p, g, v, bytes, rate, beta1);
        else {
          const size = rate / (1 - power1);
          wasm.adam(p, g, v, second + start, bytes, size, Math.sqrt(1 - power2), beta1, beta2, epsilon);
        }
      }
      if (l1 > 0) {
        for (const { weights, biases } of places) wasm.stopAtZero(P + weights, sides + weights, biases - weights);
      }
      return true;
    },
  };
}
