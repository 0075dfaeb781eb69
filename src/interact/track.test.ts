import fc from "fast-check";
import { expect, test } from "vitest";
import type { NumberControl } from "./control.ts";
import { controlFor, log, play, range } from "./index.ts";
import { fraction, lastStop, nearest, nudged, origin, position, stop } from "./track.ts";

const numeric = (abbreviation: unknown) => controlFor(abbreviation) as NumberControl;

test.each([
  [1.2, 48],
  [[0, 1, 0.3], 3],
  [[0, 0.6, 0.1], 6],
  [[5, 5], 0],
  [[0, 10, 20], 0],
  [play(0, 1, 0.1), 10],
  [log(1, 10), 100],
  [log(1e-3, 1), 120],
  [log(1e-6, 1), 120],
  [log(3, 3), 0],
])("%j has %d moves", (given, expected) => {
  expect(lastStop(numeric(given))).toBe(expected);
});

test.each([
  [1.2, 1.34, 1.3],
  [1.2, 99, 3.6],
  [1.2, -99, -1.2],
  [1.2, 0.04, 0],
  [[0, 1, 0.3], 1, 0.9],
  [[0.05, 1, 0.1], 0.31, 0.35],
  [[0, 10], 3.5, 4],
  [[5, 5], 7, 5],
  [log(1, 100), 10.1, 10],
  [log(1, 100), 1000, 100],
  [log(1e-3, 1), 0.011, 0.0112],
  [log(1, 1.01), 1.005, 1.00499],
])("%j: nearest to %d is %d", (given, value, expected) => {
  expect(nearest(numeric(given), value)).toBe(expected);
});

test.each([
  [1.2, 1.2, 1, 1.3],
  [1.2, 1.2, -10, 0.2],
  [1.2, 1.25, 1, 1.3],
  [1.2, 1.25, -1, 1.2],
  [1.2, 1.25, 2, 1.4],
  [1.2, 3.6, 1, 3.6],
  [1.2, 3.55, 10, 3.6],
  [1.2, 1.2, 0.5, 1.3],
  [1.2, 1.25, 0, 1.25],
  [[0, 1, 0.3], 1, -1, 0.9],
  [log(1, 100), 10, 1, 10.4],
  [log(1, 100), 10, -60, 1],
  [log(1, 100), 99, 1, 100],
])("%j: from %d by %d steps to %d", (given, from, steps, expected) => {
  expect(nudged(numeric(given), from, steps)).toBe(expected);
});

test.each([
  [1.2, 1.2, 0.5, 0.25],
  [-1.2, -1.2, 0.5, 0.75],
  [[1, 3], 2, 0.5, 0],
  [[-3, -1], -3, 0, 1],
  [[5, 5], 5, 0, 0],
  [log(1, 100), 10, 0.5, 0],
])("%j: %d lies at %d, its fill begins at %d", (given, value, at, from) => {
  expect(fraction(numeric(given), value)).toBeCloseTo(at, 12);
  expect(origin(numeric(given))).toBe(from);
});

const controls = fc.oneof(
  fc
    .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 40 }))
    .map(([from, length, by]) => numeric(range(from / 10, (from + length) / 10, by / 10))),
  fc
    .tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: 1, max: 30 }))
    .map(([exponent, length]) => numeric(log(10 ** exponent, 10 ** exponent * (1 + length * length)))),
);

test("stops ascend from min to at most max, and each is its own nearest", () => {
  const property = fc.property(controls, (control) => {
    const stops = Array.from({ length: lastStop(control) + 1 }, (_, k) => stop(control, k));
    expect(stops[0]).toBe(control.min);
    expect(stops.at(-1)).toBeLessThanOrEqual(control.max);
    stops.forEach((value, k) => {
      if (k > 0) expect(value).toBeGreaterThan(stops[k - 1]);
      expect(nearest(control, value)).toBe(value);
      expect(Math.round(position(control, value))).toBe(k);
      if (k > 0) expect(nudged(control, value, -1)).toBe(stops[k - 1]);
    });
  });
  fc.assert(property, { seed: 1, numRuns: 200 });
});
