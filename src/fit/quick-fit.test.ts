import fc from "fast-check";
import { evaluate, fromVertices, knots, linspace, random } from "piecewise";
import { bestFit, fitWithKnots, quickFit } from "piecewise/fit";
import { describe, expect, test } from "vitest";

const curve = (x: number) => 1.9 * Math.sin(1.25 * x + 0.6) + 0.3 * x;
const x = linspace(-5, 5, 401);

describe("fitWithKnots", () => {
  test("x² on [0, 1] with a knot at 1/2: worked out on paper", () => {
    // Each half's best line loses h⁵/180 of ∫ for curvature 2, and by symmetry both halves' lines meet at the knot.
    const xs = linspace(0, 1, 20_001);
    const { model, loss } = fitWithKnots({ x: xs, y: xs.map((t) => t * t) }, [0.5]);
    expect(loss).toBeCloseTo((2 * 0.5 ** 5) / 180, 6);
    expect(knots(model).map((knot) => knot.x)).toEqual([0.5]);
    expect(evaluate(model, 0)).toBeCloseTo(-1 / 24, 4);
  });

  test("gives back a polyline from its own knots, wherever it lies", () => {
    const path = fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(path, fc.constantFrom(0, 1e6), fc.integer({ min: 0, max: 1e6 }), (places, shift, seed) => {
        const stream = random(seed);
        const at = places.sort((a, b) => a - b).map((t) => t + shift);
        const f = fromVertices(at.map((t) => [t, stream.normal()]));
        const xs = linspace(at[0], at.at(-1)!, 300);
        const { model } = fitWithKnots({ x: xs, y: evaluate(f, xs) }, at.slice(1, -1));
        for (const t of xs) expect(evaluate(model, t)).toBeCloseTo(evaluate(f, t), 6);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test("no other values at the same knots do better: residuals are orthogonal to every hinge", () => {
    const y = x.map((t, i) => curve(t) + 0.3 * Math.sin(97 * i));
    const at = [-3, -1.25, 0, 2.5];
    const { model } = fitWithKnots({ x, y }, at);
    const residuals = evaluate(model, x).map((value, i) => value - y[i]);
    const columns = [() => 1, (t: number) => t, ...at.map((knot) => (t: number) => Math.max(0, t - knot))];
    for (const column of columns) {
      expect(x.reduce((sum, t, i) => sum + residuals[i] * column(t), 0)).toBeCloseTo(0, 8);
    }
  });

  test("knots at the ends, beyond them, and twice in a place are left out", () => {
    const { model } = fitWithKnots({ x, y: x.map(curve) }, [7, 1, -5, 1, 5, -2, -9]);
    expect(knots(model).map((knot) => knot.x)).toEqual([-2, 1]);
  });

  test.each([
    [{ x: [], y: [] }, [0], /^fitWithKnots: x must have at least one row/],
    [{ x: [1, 2], y: [1] }, [0], /^fitWithKnots: y must be as long as x/],
    [{ x: [1, 2], y: [1, 2] }, [NaN], /^fitWithKnots: knots\[0\] must be a finite number, got NaN/],
    [{ x: [1, 2], y: [1, 2] }, 3, /^fitWithKnots: knots must/],
  ])("refuses %j with knots %j", (table, at, message) => {
    expect(() => fitWithKnots(table as never, at as never)).toThrow(message);
  });
});

describe("quickFit", () => {
  test.each([1, 3, 7, 8, 16, 32, 48])("%i units lose at most a third more, as a root, than the best", (units) => {
    const y = x.map((t, i) => curve(t) + 0.05 * Math.sin(97 * i));
    const quick = quickFit({ x, y }, { units });
    const best = bestFit({ x, y }, { units });
    expect(quick.model.units.length).toBeLessThanOrEqual(units);
    expect(Math.sqrt(quick.loss / best.loss)).toBeLessThan(1.34);
    expect(Math.sqrt(quick.loss / best.loss)).toBeGreaterThan(1 - 1e-6);
  });

  test("the knots of a moment ago are taken up where they lead lower", () => {
    const y = x.map((t) => Math.abs(Math.sin(2 * t)));
    const best = bestFit({ x, y }, { units: 12 });
    const cold = quickFit({ x, y }, { units: 12 });
    const warm = quickFit({ x, y }, { units: 12, knots: knots(best.model).map((knot) => knot.x) });
    expect(warm.loss).toBeLessThanOrEqual(cold.loss);
    expect(warm.loss).toBeLessThan(best.loss * 1.0001);
  });

  test("100 units lower the error by the square of what they are more", () => {
    const y = x.map(curve);
    const [few, many] = [8, 100].map((units) => Math.sqrt(quickFit({ x, y }, { units }).loss));
    expect(many).toBeLessThan(1.5 * few * (9 / 101) ** 2);
  });

  test("kinks that stand close are all found, though many knots are put in at once", () => {
    const y = x.map((t) => Math.abs(((t + 20) % 0.7) - 0.35));
    expect(quickFit({ x, y }, { units: 39 }).loss).toBeLessThan(1e-20);
  });

  test.each([
    [{ units: -1 }, /^quickFit: units must be a whole number >= 0, got -1/],
    [undefined, /^quickFit: units must be/],
  ])("refuses options %j", (options, message) => {
    expect(() => quickFit({ x: [1, 2], y: [1, 2] }, options as never)).toThrow(message);
  });
});
