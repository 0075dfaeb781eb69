// batches.ts: which rows each step sees.
import { random, type Vector } from "../core/index.ts";
import { show } from "./check.ts";

/** The rows of epoch 0, 1, …, in the order in which they are to be taken. */
export type RowOrder = (epoch: number) => Vector;

/** Every row once in each epoch, in an order that the seed determines. */
export function shuffled(rows: number, seed: number): RowOrder {
  const stream = random(seed);
  let order: Uint32Array | undefined;
  return () => {
    order ??= new Uint32Array(rows).map((_, row) => row);
    return stream.shuffle(order);
  };
}

/**
 * Batch after batch, epoch after epoch: up to `size` rows each time, fewer where an epoch ends (PyTorch's `DataLoader`
 * does the same). The returned array is overwritten by the next call.
 *
 * @throws {RangeError} from a call that meets an empty epoch or what is no row's number
 */
export function batches(rows: number, size: number, order: RowOrder): () => Uint32Array {
  const batch = new Uint32Array(size);
  let epoch = 0;
  let current: Vector = [];
  let next = 0;
  return () => {
    if (next >= current.length) {
      current = order(epoch++);
      next = 0;
      if (!(current?.length > 0)) throw new RangeError(`train: order must give rows, got none in epoch ${epoch - 1}`);
    }
    const count = Math.min(size, current.length - next);
    for (let i = 0; i < count; i++) {
      const row = current[next++];
      if (!(Number.isInteger(row) && row >= 0 && row < rows)) {
        throw new RangeError(`train: order must give row numbers from 0 to ${rows - 1}, got ${show(row)}`);
      }
      batch[i] = row;
    }
    return batch.subarray(0, count);
  };
}
