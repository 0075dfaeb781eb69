import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concise, decimalsFor, format, ticks } from "./ticks.ts";

describe("ticks", () => {
  test.each([
    { lo: -4.1, hi: 4.1, count: 6, labels: ["−4", "−2", "0", "2", "4"] },
    { lo: -4, hi: 4, count: 9, labels: ["−4", "−3", "−2", "−1", "0", "1", "2", "3", "4"] },
    { lo: -4, hi: 4, count: 8, labels: ["−4", "−2", "0", "2", "4"] },
    { lo: -1, hi: 4, count: 6, labels: ["−1", "0", "1", "2", "3", "4"] },
    { lo: 0, hi: 10, count: 5, labels: ["0.0", "2.5", "5.0", "7.5", "10.0"] },
    { lo: 0, hi: 0.3, count: 4, labels: ["0.0", "0.1", "0.2", "0.3"] },
    { lo: 0, hi: 1, count: 5, labels: ["0.00", "0.25", "0.50", "0.75", "1.00"] },
    { lo: 0, hi: 100, count: 5, labels: ["0", "25", "50", "75", "100"] },
    { lo: -0.1, hi: 0.1, count: 3, labels: ["−0.1", "0.0", "0.1"] },
    { lo: 1e6, hi: 3e6, count: 3, labels: ["1e6", "2e6", "3e6"] },
    { lo: 0, hi: 5e6, count: 2, labels: ["0", "5e6"] },
    { lo: 0, hi: 1e7, count: 5, labels: ["0", "2.5e6", "5.0e6", "7.5e6", "1.00e7"] },
    { lo: -2e-7, hi: 2e-7, count: 3, labels: ["−2e−7", "0", "2e−7"] },
    { lo: 1000000, hi: 1000001, count: 3, labels: ["1.0000000e6", "1.0000005e6", "1.0000010e6"] },
  ])("of [$lo, $hi], at most $count: $labels", ({ lo, hi, count, labels }) => {
    expect(ticks(lo, hi, count).map(({ label }) => label)).toEqual(labels);
  });

  test("values carry no dust", () => {
    expect(ticks(0, 0.7, 8).map(({ value }) => value)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  });

  test("lie in the range, evenly, no more than asked for, and a finer step would give more", () => {
    const range = fc.tuple(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 12 }), ([lo, span], count) => {
        const hi = lo + span;
        fc.pre(hi > lo && span > Math.abs(lo) * 1e-6);
        const values = ticks(lo, hi, count).map(({ value }) => value);
        expect(values.length).toBeLessThanOrEqual(count);
        expect(values.length).toBeGreaterThan((count - 1) / 2.5 - 1);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(lo - span * 1e-8);
          expect(value).toBeLessThanOrEqual(hi + span * 1e-8);
        }
        const labels = ticks(lo, hi, count).map(({ label }) => label);
        expect(new Set(labels).size).toBe(labels.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test.each([
    [1, 1, 3],
    [2, 1, 3],
    [Number.NaN, 1, 3],
    [0, Infinity, 3],
    [0, 1, 0],
  ])("of [%d, %d], %d: a RangeError", (lo, hi, count) => {
    expect(() => ticks(lo, hi, count)).toThrow(RangeError);
  });
});

test.each([
  { value: -0.04, decimals: 1, text: "0.0" },
  { value: -1, decimals: 1, text: "−1.0" },
  { value: 2.345, decimals: 2, text: "2.35" },
])("format($value, $decimals) is $text", ({ value, decimals, text }) => {
  expect(format(value, decimals)).toBe(text);
});

test.each([
  { value: 12.345, text: "12.3" },
  { value: -0.00001234, text: "−0.0000123" },
  { value: -4.1e30, text: "−4.1e30" },
  { value: 0.1 + 0.2, text: "0.3" },
  { value: -0, text: "0" },
])("concise($value) is $text", ({ value, text }) => {
  expect(concise(value)).toBe(text);
});

test("decimalsFor tells values apart that differ by the resolution", () => {
  expect([0.16, 0.02, 1, 30].map(decimalsFor)).toEqual([1, 2, 0, 0]);
});
