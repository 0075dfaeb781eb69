import { expect, test } from "vitest";
import { concise, count } from "./numbers.ts";

test.each([
  [0, "0"],
  [-0, "0"],
  [12.345, "12.3"],
  [-0.001234, "−0.00123"],
  [1.2e-9, "1.2e−9"],
  [1976, "1980"],
  [9994, "9990"],
  [9996, "10,000"],
  [-32_345, "−32,300"],
  [323_456, "323,000"],
  [999_600, "1 million"],
  [32_300_000, "32.3 million"],
  [-4_120_000_000, "−4.12 billion"],
  [5e14, "500 trillion"],
  [9.996e14, "1e15"],
  [4.1e18, "4.1e18"],
  [-4.1e200, "−4.1e200"],
  [Number.POSITIVE_INFINITY, "Infinity"],
  [Number.NaN, "NaN"],
])("%d is written %s", (value, expected) => {
  expect(concise(value)).toBe(expected);
});

test.each([
  [1976, 4, "1976"],
  [12_345.67, 6, "12,345.7"],
  [32_345_678, 4, "32.35 million"],
  [32_345_678, 1, "30 million"],
])("%d in %d digits is written %s", (value, digits, expected) => {
  expect(concise(value, digits)).toBe(expected);
});

test("a count has its thousands apart", () => {
  expect(count(1_234_567.2)).toBe("1,234,567");
});
