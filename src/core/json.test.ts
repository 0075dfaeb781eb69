import fc from "fast-check";
import { expect, test } from "vitest";
import { fromJson, reluSum, toJson } from "./index.ts";
import { anySum, RUNS } from "./test-sums.ts";

test("a sum survives JSON bit for bit", () => {
  fc.assert(
    fc.property(anySum(6), (f) => {
      // JSON has no negative zero; nothing else may change.
      const expected = JSON.parse(JSON.stringify(f));
      expect(fromJson(JSON.parse(JSON.stringify(toJson(f))))).toEqual(expected);
    }),
    RUNS,
  );
});

test("what is written: a version and the numbers", () => {
  const text = JSON.stringify(toJson(reluSum([{ m: 1, b: 2 }], { slope: 3 })));
  expect(text).toBe('{"version":1,"intercept":0,"slope":3,"units":[{"m":1,"b":2,"weight":1}]}');
});

test("the command's model, which has no version, is read too", () => {
  expect(fromJson({ intercept: 1, slope: 2, units: [{ m: 3, b: 4 }] })).toEqual(
    reluSum([{ m: 3, b: 4 }], { intercept: 1, slope: 2 }),
  );
});

const unit = { m: 1, b: 0, weight: 1 };
test.each([
  {
    value: { units: [unit, unit, unit, { m: "a", b: 0 }] },
    type: TypeError,
    message: 'model.units[3].m must be a finite number, got "a"',
  },
  {
    value: { units: [{ m: null, b: 0 }] },
    type: TypeError,
    message: "model.units[0].m must be a finite number, got null",
  },
  {
    value: { units: [unit], intercept: "0" },
    type: TypeError,
    message: 'model.intercept must be a finite number, got "0"',
  },
  {
    value: { units: [{ ...unit, w: 1 }] },
    type: TypeError,
    message: 'model.units[0] must have no keys but m, b, weight, got "w"',
  },
  { value: { slope: 1 }, type: TypeError, message: "model.units must be an array of { m, b, weight }, got undefined" },
  { value: { units: [], version: 2 }, type: RangeError, message: "model.version must be 1, got 2" },
  {
    value: { units: [], bias: 1 },
    type: TypeError,
    message: 'model must have no keys but version, intercept, slope, units, products, names, got "bias"',
  },
  {
    value: '{"units":[]}',
    type: TypeError,
    message: 'model must be an object with version, intercept, slope, units, products, names, got "{\\"units\\":[]}"',
  },
  {
    value: JSON.parse('{"units":[],"__proto__":{"slope":1}}'),
    type: TypeError,
    message: 'model must have no keys but version, intercept, slope, units, products, names, got "__proto__"',
  },
])("$message", ({ value, type, message }) => {
  expect(() => fromJson(value)).toThrow(new type(`fromJson: ${message}`));
});
