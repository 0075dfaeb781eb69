// dropout.ts: hidden values left out at random while training.
import { random } from "../../core/index.ts";
import type { Masks } from "./reference.ts";
import type { Shape } from "./shape.ts";

/**
 * Srivastava et al. (2014): each hidden value is left out with the chance `rate`; those that stay are divided by 1 − rate,
 * as in PyTorch's `Dropout`, so that the model needs no change after training. Each call draws anew into the same arrays.
 */
export function dropoutMasks({ places }: Shape, rows: number, rate: number, seed: number): () => Masks {
  // A stream of its own: the order of rows, which has the seed's own, must not depend on dropout.
  const { uniform } = random(random(seed).integer(2 ** 32));
  const masks = places.slice(0, -1).map(({ units }) => new Float64Array(units * rows));
  const kept = 1 / (1 - rate);
  return () => {
    for (const mask of masks) for (let i = 0; i < mask.length; i++) mask[i] = uniform() < rate ? 0 : kept;
    return masks;
  };
}
