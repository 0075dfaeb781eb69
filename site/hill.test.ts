// The wall of chapter 3, both halves (TRUTHS T1, T2): adding alone never builds a hill; output weights do.
import fc from "fast-check";
import { reluSum } from "piecewise";
import { describe, expect, test } from "vitest";
import { hillParts } from "./hill.ts";
import { sumOf } from "./values.ts";

const VIEW = [-4, 4] as const;

describe("hillParts", () => {
  test.each([
    { name: "nothing", units: [], met: 1 },
    { name: "one arm to the right", units: [{ m: 1, b: 1 }], met: 2 },
    { name: "one arm to the left", units: [{ m: -1, b: 1 }], met: 1 },
    { name: "a line down", units: [{ m: -1, b: 10 }], met: 0 },
    {
      name: "up and down",
      units: [
        { m: 1, b: 1 },
        { m: 1, b: 0, weight: -2 },
      ],
      met: 3,
    },
    {
      name: "a hill",
      units: [
        { m: 1, b: 1 },
        { m: 1, b: 0, weight: -2 },
        { m: 1, b: -1 },
      ],
      met: 4,
    },
  ])("$name has $met parts", ({ units, met }) => {
    expect(hillParts(reluSum(units), VIEW).met).toBe(met);
  });

  test("the first half: with all weights +1, no setting of the sliders has more than two parts", () => {
    const tenth = (lo: number, hi: number) =>
      fc.integer({ min: Math.round(lo * 10), max: Math.round(hi * 10) }).map((n) => n / 10);
    const sliders = fc.record({
      m1: tenth(-3.6, 1.2),
      b1: tenth(-3.6, 1.2),
      m2: tenth(-1.2, 3.6),
      b2: tenth(-1.2, 3.6),
      m3: tenth(-0.5, 1.5),
      b3: tenth(-0.5, 1.5),
    });
    fc.assert(
      fc.property(sliders, (values) => hillParts(sumOf(values), VIEW).met <= 2),
      { numRuns: 20_000, seed: 3 },
    );
  });

  test("the second half: output weights within their sliders build one, with the sliders' own ranges", () => {
    const values = { m1: 1.2, b1: 1.2, w1: 1, m2: 0.6, b2: -1.2, w2: 2, m3: 1, b3: -0.5, w3: -2.4, c: 0 };
    const { met, rises } = hillParts(sumOf(values), VIEW);
    expect(met).toBe(4);
    expect(rises[1]).toBeCloseTo(1.8, 12);
    expect(rises[2]).toBeCloseTo(-1.8, 12);
  });
});
