// quick-loss.ts: the loss at the same rows time and again, in float32.
import type { Loss } from "../losses.ts";
import { type ClassLoss, outputMeasure } from "./output-losses.ts";
import { compiledLayers } from "./predictor.ts";
import type { DenseRows } from "./reference.ts";
import type { Shape } from "./shape.ts";

/** The loss at rows by the parameters, right to about six digits, and not finite where float32 has no room; nothing where there is no WebAssembly. */
export function quickLoss(
  form: Shape,
  { x, y, weights, size }: DenseRows,
  loss: Loss | ClassLoss,
): ((params: Float64Array) => number) | undefined {
  const layers = compiledLayers(form);
  if (!layers) return undefined;
  const outputs = form.sizes[form.sizes.length - 1];
  const inputs = Float32Array.from(x);
  const values = new Float32Array(size * outputs);
  const measure = outputMeasure(loss);
  return (params) => {
    layers.set(params);
    layers.fill(inputs, size, values);
    return measure(Float64Array.from(values), y, weights, size, outputs);
  };
}
