import fc from "fast-check";
import { expect, test } from "vitest";
import { sortedOrder } from "./sorted-order.ts";

// Doubles of every size, and few different ones so that many are equal.
const keys = fc.oneof(
  fc.array(fc.double({ noNaN: true }), { maxLength: 300 }),
  fc.array(fc.constantFrom(-2.5, -0, 0, 1e-310, 1, 1 + 2 ** -52, Number.NEGATIVE_INFINITY, 1e300), { maxLength: 300 }),
);

test("rows ascend, and equal ones keep their order", () => {
  fc.assert(
    fc.property(keys, (values) => {
      const expected = [...values.keys()].sort((p, q) =>
        values[p] < values[q] ? -1 : values[p] > values[q] ? 1 : p - q,
      );
      expect([...sortedOrder(Float64Array.from(values))]).toEqual(expected);
    }),
    { seed: 1, numRuns: 500 },
  );
});
