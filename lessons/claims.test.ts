// What the chapters say in words, as numbers. The wall of chapter 3 is in site/hill.test.ts, T1, T2 and T13 in src/core;
// later chapters have a claims.test.ts of their own.
import fc from "fast-check";
import { evaluate, fromVertices, knots, linspace, rectifiedLinear, reluSum } from "piecewise";
import { describe, expect, test } from "vitest";

const number = fc.double({ min: -5, max: 5, noNaN: true });
const unit = fc.record({ m: number.filter((m) => Math.abs(m) > 0.01), b: number });

describe("chapter 0", () => {
  test("strokes lie as close to the curve of the cover as one likes: twice as many, a quarter of the error", () => {
    const curve = (x: number) => 1.9 * Math.sin(1.25 * x + 0.6) + 0.3 * x;
    const worst = (bends: number) => {
      const f = fromVertices([...linspace(-5, 5, bends + 2)].map((x) => [x, curve(x)]));
      return Math.max(...linspace(-5, 5, 20_001).map((x) => Math.abs(evaluate(f, x) - curve(x))));
    };
    const errors = [7, 15, 31, 63, 127].map(worst);
    for (let i = 1; i < errors.length; i++) expect(errors[i - 1] / errors[i]).toBeGreaterThan(3);
    expect(worst(1023)).toBeLessThan(1e-4);
  });
});

describe("chapter 2", () => {
  test("a ReLU is its line, and zero wherever the line is negative", () => {
    fc.assert(
      fc.property(number, number, number, (m, b, x) => rectifiedLinear(m, b, x) === Math.max(0, m * x + b)),
      { seed: 2 },
    );
  });

  test("the corner is at x = −b/m, and lifting the line moves it", () => {
    fc.assert(
      fc.property(unit, ({ m, b }) => {
        const [{ x }] = knots(reluSum([{ m, b }]));
        return x === -b / m && Math.abs(m * x + b) <= 1e-12 * Math.max(1, Math.abs(b));
      }),
      { seed: 2 },
    );
  });

  test("corner at exactly 1 with the arm at 1.2 takes b = −1.2", () => {
    expect(knots(reluSum([{ m: 1.2, b: -1.2 }]))[0].x).toBe(1);
  });
});

describe("chapter 3", () => {
  test("a sum is as high as its parts together, and bends exactly where they do, upwards", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), number, (units, x) => {
        const f = reluSum(units);
        const apart = units.reduce((sum, { m, b }) => sum + rectifiedLinear(m, b, x), 0);
        expect(evaluate(f, x)).toBeCloseTo(apart, 9);
        expect(apart).toBeGreaterThanOrEqual(0);
        const corners = [...new Set(units.map(({ m, b }) => -b / m + 0))].sort((a, b) => a - b);
        expect(knots(f).map((knot) => knot.x)).toEqual(corners);
        expect(knots(f).every(({ kink }) => kink > 0)).toBe(true);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test("every path of straight strokes is a line and one ReLU for each bend", () => {
    const path = fc
      .uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 })
      .map((xs) => xs.sort((a, b) => a - b))
      .chain((xs) => fc.tuple(fc.constant(xs), fc.array(number, { minLength: xs.length, maxLength: xs.length })));
    fc.assert(
      fc.property(path, ([xs, ys]) => {
        const f = fromVertices(xs.map((x, i) => [x, ys[i]]));
        expect(f.units.length).toBeLessThanOrEqual(xs.length - 2);
        for (const [i, x] of xs.entries()) expect(evaluate(f, x)).toBeCloseTo(ys[i], 9);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
