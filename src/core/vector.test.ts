import { expect, test } from "vitest";
import { toFloat64Array, type Vector } from "./index.ts";

test("a Float64Array is itself, any other row of numbers a new one", () => {
  const xs = Float64Array.of(1, 2);
  expect(toFloat64Array(xs)).toBe(xs);
  for (const given of [[1, 2], Float32Array.of(1, 2), Int8Array.of(1, 2), { length: 2, 0: 1, 1: 2 }]) {
    expect(toFloat64Array(given)).toEqual(xs);
  }
});

test.each([
  { values: undefined, shown: "undefined" },
  { values: "12", shown: '"12"' },
  { values: { x: 1 }, shown: "an object with x" },
  { values: () => [1], shown: "the function values" },
])("$shown is no vector", ({ values, shown }) => {
  expect(() => toFloat64Array(values as unknown as Vector, "predict: x")).toThrow(
    new TypeError(`predict: x must be a vector of numbers, got ${shown}`),
  );
});
