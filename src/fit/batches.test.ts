import { expect, test } from "vitest";
import { batches, shuffled } from "./batches.ts";

test("every epoch sees every row once, its last batch what is left", () => {
  const next = batches(5, 2, shuffled(5, 1));
  const epochs = [1, 2, 3].map(() => [[...next()], [...next()], [...next()]]);
  for (const epoch of epochs) {
    expect(epoch.map((batch) => batch.length)).toEqual([2, 2, 1]);
    expect(epoch.flat().sort()).toEqual([0, 1, 2, 3, 4]);
  }
  expect(new Set(epochs.map(String)).size).toBeGreaterThan(1);
});

test("an order of one's own is asked for epoch by epoch", () => {
  const next = batches(9, 2, (epoch) => [epoch, 8, 7]);
  expect([1, 2, 3, 4].map(() => [...next()])).toEqual([[0, 8], [7], [1, 8], [7]]);
});

test.each([
  { order: () => [], message: "train: order must give rows, got none in epoch 0" },
  { order: () => [0, 9], message: "train: order must give row numbers from 0 to 8, got 9" },
  { order: () => [0.5], message: "train: order must give row numbers from 0 to 8, got 0.5" },
])("$message", ({ order, message }) => {
  expect(() => batches(9, 2, order)()).toThrow(new RangeError(message));
});
