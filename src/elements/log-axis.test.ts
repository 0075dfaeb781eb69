import { describe, expect, test } from "vitest";
import { axisOf } from "./log-axis.ts";

const labels = (lo: number, hi: number, count = 5) =>
  axisOf([lo, hi], { log: true, count }).ticks.map(({ label }) => label);

describe("a logarithmic axis", () => {
  test.each([
    { lo: 1e-3, hi: 10, expected: ["0.001", "0.01", "0.1", "1", "10"] },
    { lo: 1e-9, hi: 1, expected: ["1e−8", "1e−6", "0.0001", "0.01", "1"] },
    { lo: 1, hi: 8, expected: ["1", "2", "5"] },
    { lo: 0.2, hi: 0.4, expected: ["0.2", "0.3", "0.4"] },
    { lo: 1e6, hi: 1e8, expected: ["1e6", "1e7", "1e8"] },
  ])("from $lo to $hi reads $expected", ({ lo, hi, expected }) => {
    expect(labels(lo, hi)).toEqual(expected);
  });

  test("places a value by its logarithm, and none for what has no logarithm", () => {
    const { at } = axisOf([1, 100], { log: true });
    expect(at(10)).toBeCloseTo(0.5, 12);
    expect(at(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(at(-1)).toBeNaN();
  });

  test("holds its values, and something to see where there is one or none", () => {
    expect(axisOf([3, 0, -1, 300], { log: true }).range.map(Math.round)).toEqual([3, 300]);
    for (const values of [[], [0], [5]]) {
      const [lo, hi] = axisOf(values, { log: true }).range;
      expect(hi).toBeGreaterThan(lo);
    }
  });
});
