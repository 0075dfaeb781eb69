import { expect, test } from "vitest";
import { reluSum } from "../core/index.ts";
import { curves } from "./effects.ts";

test("a curve has a place at each knot of its own, so that steps are as steep as they are and nothing is cut off", () => {
  const on = (j: number, knot: number) => ({ m: [j === 0 ? 1 : 0, j === 1 ? 1 : 0], b: -knot });
  const model = reluSum(
    [
      { ...on(0, 3), weight: 1e4 },
      { ...on(0, 3.0001), weight: -1e4 },
      { m: [1, 1], b: -7.77, weight: 0 },
      { ...on(0, 99), weight: 1 },
    ],
    { slope: [0, 0], products: [{ weight: 1, factors: [on(0, 5.55), on(1, 2.22)] }] },
  );
  const x = [Float64Array.of(0, 5, 10), Float64Array.of(0, 5, 10)];
  const inputs = ["a", "b"].map((name) => ({ name, column: name }));
  const [a, b] = curves(model, inputs, x, ["a", "b"]);
  const at = (value: number) => a.y[a.x.indexOf(value)];
  expect([at(0), at(3)]).toEqual([0, 0]);
  expect(at(3.0001)).toBeCloseTo(1, 9);
  expect(a.x).toContain(5.55);
  expect(a.x).not.toContain(99);
  expect(a.x.every((value, i) => i === 0 || value > a.x[i - 1])).toBe(true);
  expect(b.x).toContain(2.22);
  expect(b.x).not.toContain(3.0001);
});
