import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { customRelu, doubleRelu, linspace, rectifiedLinear, tripleRelu } from "./index.ts";
import { plain, RUNS } from "./test-sums.ts";

test.each([
  { m: 1, b: 1, x: 2, expected: 3 },
  { m: 1, b: 1, x: -1, expected: 0 },
  { m: 1, b: 1, x: -2, expected: 0 },
  { m: -2, b: 0.5, x: -1, expected: 2.5 },
  { m: 0, b: 3, x: 100, expected: 3 },
  { m: 0, b: -3, x: 100, expected: 0 },
  { m: 1, b: 0, x: Infinity, expected: Infinity },
  { m: 1, b: 0, x: -Infinity, expected: 0 },
  { m: 0, b: 1, x: Infinity, expected: NaN },
  { m: 1, b: 1, x: NaN, expected: NaN },
  { m: NaN, b: 1, x: 1, expected: NaN },
])("rectifiedLinear($m, $b, $x) is $expected", ({ m, b, x, expected }) => {
  expect(rectifiedLinear(m, b, x)).toBe(expected);
  expect(rectifiedLinear(m, b, [x])).toEqual(Float64Array.of(expected));
});

test("it is max(0, m·x + b) for all doubles, one by one and in a vector", () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), fc.array(fc.double()), (m, b, xs) => {
      const expected = xs.map((x) => Math.max(0, m * x + b));
      expect(xs.map((x) => rectifiedLinear(m, b, x))).toEqual(expected);
      expect(rectifiedLinear(m, b, xs)).toEqual(Float64Array.from(expected));
    }),
    RUNS,
  );
});

test("sums of two and three, of numbers and of vectors", () => {
  expect(doubleRelu(-1.2, -1.2, 1.2, 1.2, 2)).toBeCloseTo(3.6, 12);
  expect(doubleRelu(-1.2, -1.2, 1.2, 1.2, -2)).toBeCloseTo(1.2, 12);
  expect(tripleRelu(1, 0, -1, 0, 0, 5, -2)).toBe(7);
  expect(tripleRelu(1, 0, -1, 0, 0, 5, Float32Array.of(-2, 0, 3))).toEqual(Float64Array.of(7, 5, 8));
  expectTypeOf(doubleRelu(1, 1, 1, 1, 1)).toEqualTypeOf<number>();
  expectTypeOf(doubleRelu(1, 1, 1, 1, [1])).toEqualTypeOf<Float64Array>();
});

test("the vector given is not written to", () => {
  const xs = Float64Array.of(-1, 1);
  expect(rectifiedLinear(2, 0, xs)).not.toBe(xs);
  expect(xs).toEqual(Float64Array.of(-1, 1));
});

test("customRelu is a function of x alone that shows what was fixed", () => {
  const f = customRelu(1.5, -3);
  expect([f.m, f.b]).toEqual([1.5, -3]);
  expect(f(4)).toBe(3);
  expect(f([4, 0])).toEqual(Float64Array.of(3, 0));
  expect(String(f)).toBe("customRelu(1.5, -3) = x ↦ max(0, 1.5·x − 3)");
});

describe("refused", () => {
  const wrong = "1" as unknown as number;
  test.each([
    { call: () => rectifiedLinear(wrong, 1, 1), message: 'rectifiedLinear: m must be a number, got "1"' },
    { call: () => customRelu(1, wrong), message: 'customRelu: b must be a number, got "1"' },
    { call: () => doubleRelu(1, 1, 1, wrong, 1), message: 'doubleRelu: b2 must be a number, got "1"' },
    { call: () => tripleRelu(1, 1, 1, 1, wrong, 1, 1), message: 'tripleRelu: m3 must be a number, got "1"' },
    { call: () => rectifiedLinear(1, 1, wrong), message: 'rectifiedLinear: x must be a vector of numbers, got "1"' },
  ])("$message", ({ call, message }) => {
    expect(call).toThrow(new TypeError(message));
  });
});

test.each([
  { start: 0, stop: 1, count: 3, expected: [0, 0.5, 1] },
  { start: 1, stop: 0, count: 5, expected: [1, 0.75, 0.5, 0.25, 0] },
  { start: 2, stop: 5, count: 1, expected: [2] },
  { start: 2, stop: 5, count: 0, expected: [] },
  { start: 0, stop: 0.6, count: 7, expected: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
])("linspace($start, $stop, $count)", ({ start, stop, count, expected }) => {
  const xs = linspace(start, stop, count);
  expect(xs).toHaveLength(expected.length);
  expected.forEach((x, i) => {
    expect(xs[i]).toBeCloseTo(x, 15);
  });
});

test("linspace: both ends exact, never turning back, every number where it belongs to the last bits", () => {
  const end = fc.oneof(plain, fc.constantFrom(-1e308, 1e308, 0.1, 1e9 + 0.1));
  fc.assert(
    fc.property(end, end, fc.integer({ min: 2, max: 300 }), (start, stop, count) => {
      const xs = linspace(start, stop, count);
      expect(xs[0] === start && xs[count - 1] === stop).toBe(true);
      const sign = Math.sign(stop - start);
      const size = Math.max(Math.abs(start), Math.abs(stop));
      for (let i = 1; i < count; i++) {
        if (!((xs[i] - xs[i - 1]) * sign >= 0 || xs[i] === xs[i - 1])) throw new Error(`turns back at ${i}`);
        const exact = start + (stop / 2 - start / 2) * (i / (count - 1)) * 2;
        if (Math.abs(exact) < 1e308) expect(Math.abs(xs[i] - exact)).toBeLessThanOrEqual(4 * Number.EPSILON * size);
      }
    }),
    RUNS,
  );
});

test("linspace does not wobble where the spacing is below the rounding", () => {
  expect(new Set(linspace(0.1, 0.1, 1000))).toEqual(new Set([0.1]));
});

test.each([
  { arguments: [0, 1, 2.5], message: "linspace: count must be a whole number ≥ 0, got 2.5" },
  { arguments: [0, 1, -1], message: "linspace: count must be a whole number ≥ 0, got -1" },
  { arguments: [0, NaN, 2], message: "linspace: stop must be a finite number, got NaN" },
  { arguments: [-Infinity, 1, 2], message: "linspace: start must be a finite number, got -Infinity" },
] as const)("$message", ({ arguments: [start, stop, count], message }) => {
  expect(() => linspace(start, stop, count)).toThrow(new RangeError(message));
});
