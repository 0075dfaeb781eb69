import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, reluSum } from "../core/index.ts";
import { standardize, unstandardize } from "./index.ts";

describe("standardize", () => {
  test.each([
    [[1, 2, 3, 4, 5], 3, Math.SQRT2],
    [[2, 4], 3, 1],
    [[7, 7, 7], 7, 1],
    [[-3], -3, 1],
    [[1e300, -1e300], 0, 1e300],
    [[1e-300, 3e-300], 2e-300, 1e-300],
  ])("%j has mean %d and scale %d", (column, mean, scale) => {
    const standardized = standardize(column);
    expect(standardized.mean / mean || 1).toBeCloseTo(1, 12);
    expect(standardized.scale / scale).toBeCloseTo(1, 12);
  });

  test("of nothing is nothing; NaN in, NaN out", () => {
    expect(standardize([])).toEqual({ mean: 0, scale: 1, values: new Float64Array(0) });
    expect([...standardize([1, NaN]).values]).toEqual([NaN, NaN]);
  });
});

test("unstandardize says of the column what the model says of the standardized one", () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  const unit = fc.record({ m: number, b: number, weight: number });
  const scale = fc.record({
    mean: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    scale: fc.double({ min: 0.01, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 5 }),
      number,
      number,
      scale,
      scale,
      number,
      (units, intercept, slope, x, y, z) => {
        const f = reluSum(
          units.map(({ m, b, weight }) => ({ m: Math.abs(m) < 1e-6 ? 0 : m, b, weight })),
          { intercept, slope },
        );
        const expected = y.mean + y.scale * evaluate(f, z);
        const got = evaluate(unstandardize(f, x, y), x.mean + x.scale * z);
        const size =
          units.reduce(
            (sum, { m, b, weight }) =>
              sum + Math.abs(weight) * (Math.abs(m) * (1 + Math.abs(x.mean) / x.scale) + Math.abs(b)),
            1,
          ) * y.scale;
        expect(Math.abs(got - expected)).toBeLessThan(
          1e-11 *
            (size +
              Math.abs(slope * x.mean * y.scale) / x.scale +
              Math.abs(y.mean) +
              Math.abs(intercept) * y.scale +
              1e3),
        );
      },
    ),
    { seed: 4, numRuns: 2000 },
  );
});
