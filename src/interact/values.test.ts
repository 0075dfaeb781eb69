import fc from "fast-check";
import { expect, test } from "vitest";
import { choice, controlFor, fixed, log, play, range } from "./index.ts";
import { accepts, clamped, readBack, written } from "./values.ts";

test.each([
  [1.2, "takes \u22121.2 to 3.6"],
  [5, "takes whole numbers from \u22125 to 15"],
  [log(0.001, 1), "takes 0.001 to 1"],
  [true, "takes 0 or 1"],
  ["a", "takes text"],
  [["a", "b"], "takes a, b"],
  [[], "takes nothing"],
  [
    Array.from({ length: 9 }, (_, i) => `option ${i}`),
    "takes option 0, option 1, option 2, option 3, option 4, option 5,…",
  ],
  [fixed(1), "is fixed"],
])("%j %s", (given, expected) => {
  expect(accepts(controlFor(given))).toBe(expected);
});

test.each([
  [1.2, "1.25", 1.25],
  [1.2, "-1.2", -1.2],
  [1.2, "1e-7", 1e-7],
  [1.2, "-0", 0],
  [5, "-5", -5],
  [true, "0", false],
  ["a", "", ""],
  ["a", "<b>", "<b>"],
  [{ one: 1, two: 2 }, "two", 2],
  [log(1, 100), "99", 99],
])("%j reads %j as %j", (given, text, expected) => {
  expect(readBack(controlFor(given), text)).toEqual([expected]);
});

test.each([
  [1.2, "3.7"],
  [1.2, "-1.21"],
  [1.2, ""],
  [1.2, "one"],
  [1.2, "NaN"],
  [1.2, "Infinity"],
  [1.2, "1e999"],
  [1.2, "0x1"],
  [1.2, "1.2.3"],
  [1.2, "."],
  [1.2, " 1"],
  [1.2, "1n"],
  [5, "1.5"],
  [5, "16"],
  [true, "true"],
  [true, "2"],
  [{ one: 1 }, "1"],
  [{ one: 1 }, "toString"],
  [[], "null"],
  [fixed(1), "1"],
])("%j does not read %j", (given, text) => {
  expect(readBack(controlFor(given), text)).toBeUndefined();
});

test("what is written is read back to the last bit", () => {
  const cases = fc.oneof(
    fc.double({ min: -1.2, max: 3.6, noNaN: true }).map((x) => [1.2, x] as const),
    fc.double({ min: 1e-6, max: 1e6, noNaN: true }).map((x) => [log(1e-6, 1e6), x] as const),
    fc.integer({ min: -9, max: 27 }).map((x) => [9, x] as const),
    fc.boolean().map((x) => [true, x] as const),
    fc.string().map((x) => ["", x] as const),
    fc.constantFrom(1, 2, 3).map((x) => [choice([1, 2, 3]), x] as const),
    fc.integer({ min: 0, max: 10 }).map((x) => [play(0, 1, 0.1), x / 10] as const),
  );
  const property = fc.property(cases, ([given, value]) => {
    const control = controlFor(given);
    expect(readBack(control, written(control, value))).toEqual([typeof value === "number" ? value + 0 : value]);
  });
  fc.assert(property, { seed: 1, numRuns: 1000 });
});

test("clamping keeps what lies between steps, but whole numbers whole", () => {
  const real = controlFor(range(0, 1, 0.25)) as Parameters<typeof clamped>[0];
  const int = controlFor(range(0, 10, 5)) as Parameters<typeof clamped>[0];
  expect([clamped(real, 0.3), clamped(real, 2), clamped(real, -0)]).toEqual([0.3, 1, 0]);
  expect([clamped(int, 3), clamped(int, 3.5), clamped(int, -7)]).toEqual([3, 4, 0]);
});
