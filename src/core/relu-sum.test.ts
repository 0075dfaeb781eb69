import { expect, test } from "vitest";
import { reluSum, type UnitInput } from "./index.ts";

test("a sum is a copy with its defaults filled in, frozen to its depths", () => {
  const given = [{ m: 1, b: 2 }];
  const f = reluSum(given);
  given[0].m = 9;
  expect(f).toEqual({ intercept: 0, slope: 0, units: [{ m: 1, b: 2, weight: 1 }] });
  for (const part of [f, f.units, f.units[0]]) expect(Object.isFrozen(part)).toBe(true);
});

test("no units is a line", () => {
  expect(reluSum([], { intercept: 1, slope: 2 })).toEqual({ intercept: 1, slope: 2, units: [] });
});

test.each([
  { units: [{ m: 1, b: 0 }, { m: 1 }], type: TypeError, message: "units[1].b must be a finite number, got undefined" },
  { units: [{ m: "1", b: 0 }], type: TypeError, message: 'units[0].m must be a finite number, got "1"' },
  { units: [{ m: 1, b: Number.NaN }], type: RangeError, message: "units[0].b must be a finite number, got NaN" },
  {
    units: [{ m: 1, b: 0, weight: -1 / 0 }],
    type: RangeError,
    message: "units[0].weight must be a finite number, got -Infinity",
  },
  {
    units: [{ m: 1, b: 0, bias: 1 }],
    type: TypeError,
    message: 'units[0] must have no keys but m, b, weight, got "bias"',
  },
  {
    units: [{ m: 1, b: 0 }, undefined],
    type: TypeError,
    message: "units[1] must be an object with m, b, weight, got undefined",
  },
  { units: [[1, 0]], type: TypeError, message: "units[0] must be an object with m, b, weight, got [1, 0]" },
  {
    units: { m: 1, b: 0 },
    type: TypeError,
    message: "units must be an array of { m, b, weight }, got an object with m, b",
  },
])("$message", ({ units, type, message }) => {
  expect(() => reluSum(units as unknown as UnitInput[])).toThrow(new type(`reluSum: ${message}`));
});

test.each([
  { options: { intercept: Number.NaN }, type: RangeError, message: "intercept must be a finite number, got NaN" },
  { options: { slope: null }, type: TypeError, message: "slope must be a finite number, got null" },
  {
    options: { bias: 1 },
    type: TypeError,
    message: 'options must have no keys but intercept, slope, products, got "bias"',
  },
  { options: 3, type: TypeError, message: "options must be an object with intercept, slope, products, got 3" },
])("$message", ({ options, type, message }) => {
  expect(() => reluSum([], options as unknown as { slope: number })).toThrow(new type(`reluSum: ${message}`));
});

test("a hole among the units is refused", () => {
  expect(() => reluSum(new Array(2))).toThrow("units[0] must be an object with m, b, weight, got undefined");
});
