import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, knots, type ReluSum, reluSum } from "./index.ts";
import { anySum, RUNS } from "./test-sums.ts";

test("knots ascend, equal ones are merged, units without one are left out", () => {
  const f = reluSum([
    { m: 2, b: -6 },
    { m: -1, b: -1, weight: 3 },
    { m: 1, b: -3, weight: -0.5 },
    { m: 0, b: 7 },
  ]);
  expect(knots(f)).toEqual([
    { x: -1, kink: 3 },
    { x: 3, kink: 1.5 },
  ]);
});

test.each([
  {
    name: "weights that cancel",
    units: [
      { m: 1, b: -1 },
      { m: -1, b: 1, weight: -1 },
    ],
  },
  { name: "weights that cancel to rounding dust", units: [0.1, 0.2, -0.3].map((weight) => ({ m: 1, b: -1, weight })) },
  { name: "no weight", units: [{ m: 1, b: -1, weight: 0 }] },
  { name: "a knot past the largest float", units: [{ m: 1e-300, b: -1e300 }] },
  { name: "a flat unit at 0", units: [{ m: 0, b: 0 }] },
  { name: "nothing at all", units: [] },
])("$name: no knot", ({ units }) => {
  expect(knots(reluSum(units))).toEqual([]);
});

test("a knot at 0 has no sign", () => {
  expect(Object.is(knots(reluSum([{ m: 1, b: 0 }]))[0].x, 0)).toBe(true);
});

test("knots are frozen", () => {
  const [knot] = knots(reluSum([{ m: 1, b: 0 }]));
  expect(Object.isFrozen(knot)).toBe(true);
});

test("the slope right of a knot is the slope left of it plus its kink", () => {
  fc.assert(
    fc.property(anySum(8), (f) => {
      const all = knots(f);
      const size = f.units.reduce((sum, { m, weight }) => sum + Math.abs(weight * m), Math.abs(f.slope));
      for (const [i, { x, kink }] of all.entries()) {
        if (i > 0) expect(x).toBeGreaterThan(all[i - 1].x);
        const gap = Math.min(x - (all[i - 1]?.x ?? -Infinity), (all[i + 1]?.x ?? Infinity) - x, Math.abs(x) + 1);
        if (gap < 1e-3 * (Math.abs(x) + 1)) continue; // too near the next one for a difference to tell
        const [left, middle, right] = evaluate(f, [x - gap / 2, x, x + gap / 2]);
        const change = (right - middle - (middle - left)) / (gap / 2);
        const rounding = 1e-9 * (size + Math.max(Math.abs(left), Math.abs(right)) / gap);
        expect(Math.abs(change - kink)).toBeLessThanOrEqual(rounding);
      }
    }),
    RUNS,
  );
});

test("what is no sum is refused", () => {
  expect(() => knots([] as unknown as ReluSum)).toThrow(
    new TypeError("knots: f must be a sum made by reluSum or fromVertices, got []"),
  );
});
