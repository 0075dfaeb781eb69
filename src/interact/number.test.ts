import fc from "fast-check";
import { expect, test } from "vitest";
import { decimals, dustless, shown, tidy, typed } from "./number.ts";

test.each([
  [0, 0],
  [30, 0],
  [1e21, 0],
  [0.25, 2],
  [-1.2, 1],
  [1e-9, 9],
  [1.5e-7, 8],
  [5e-324, 100],
])("%d has %d decimals", (x, expected) => {
  expect(decimals(x)).toBe(expected);
});

test.each([
  [3 * 1.2, 1, 3.6],
  [-0.04, 1, 0],
  [1e22, 0, 1e22],
  [3e-310, 100, 3e-310],
])("tidy(%d, %d) is %d", (x, places, expected) => {
  expect(tidy(x, places)).toBe(expected);
});

test("a ratio of decimals that divide is whole", () => {
  const cents = fc.integer({ min: 1, max: 100_000 });
  const property = fc.property(cents, fc.integer({ min: 0, max: 10_000 }), (step, k) => {
    expect(dustless((step * k) / 100 / (step / 100))).toBe(k);
  });
  fc.assert(property, { seed: 1 });
});

test.each([
  [2, 1, "2.0"],
  [-1.2, 1, "\u22121.2"],
  [1.25, 1, "1.25"],
  [7, 0, "7"],
  [1e-9, 11, "1e\u22129"],
  [0, 7, "0"],
  [-0.0000123, 7, "\u22121.23e\u22125"],
  [0.0012345678, 0, "0.0012345678"],
  [-1e21, 0, "\u22121e+21"],
  [1_000_000.5, 0, "1000000.5"],
])("%d with %d decimals is shown as %s", (x, places, expected) => {
  expect(shown(x, places)).toBe(expected);
});

test.each([
  ["1.2", 1.2],
  [" -1,5 ", -1.5],
  ["\u22120.3", -0.3],
  ["\u20130.3", -0.3],
  ["1 000", 1000],
  ["+.5", 0.5],
  ["2.", 2],
  ["1e\u22129", 1e-9],
  ["-0", 0],
  ["", Number.NaN],
  ["1,2,3", Number.NaN],
  ["1.000,5", Number.NaN],
  ["0x10", Number.NaN],
  ["1e999", Number.NaN],
  ["Infinity", Number.NaN],
  ["one", Number.NaN],
])("typed %j is read as %d", (text, expected) => {
  expect(typed(text)).toBe(expected);
});

test("every finite number is read as it is shown", () => {
  const property = fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.nat(4), (x, places) => {
    expect(typed(shown(x, places))).toBe(x + 0);
  });
  fc.assert(property, { seed: 1, numRuns: 1000 });
});
