import { describe, expect, test } from "vitest";
import { evaluate, knots, random } from "../core/index.ts";
import { bestFit } from "../fit/index.ts";
import { descentSteps } from "./descent.ts";
import { losses } from "./measure.ts";

const stream = random(7);
const x = Float64Array.from({ length: 300 }, () => 1000 + 50 * stream.uniform());
const y = x.map((value) => 3e4 * Math.abs(value - 1020) - 7e5 + 2e4 * stream.normal());

function descended(...args: Parameters<typeof descentSteps>) {
  const steps = descentSteps(...args);
  const shares: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { ...value, shares };
    shares.push(value);
  }
}

describe("descent", () => {
  test.each(["adam", "sgd"] as const)("%s comes near the best fit, on columns far from 0", (method) => {
    const { model, status, shares } = descended(x, y, method, 2, { loss: "mse" });
    expect(["stopped", "converged"]).toContain(status);
    expect(losses(model, x, y).mse / bestFit({ x, y }, { units: 2 }).loss).toBeLessThan(1.05);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  test("mean absolute error does not follow outliers", () => {
    const outlying = y.map((value, i) => (i % 10 === 0 ? 1e7 : value));
    const clean = x.filter((_, i) => i % 10 !== 0);
    const wanted = y.filter((_, i) => i % 10 !== 0);
    const off = (loss: "mae" | "mse") => losses(descended(x, outlying, "adam", 1, { loss }).model, clean, wanted).mae;
    expect(off("mae")).toBeLessThan(off("mse") / 10);
    expect(knots(descended(x, outlying, "adam", 1, { loss: "mae" }).model)[0].x).toBeCloseTo(1020, 0);
  });

  test("Huber's error counts in the column's own units", () => {
    const small = y.map((value) => value / 1e6);
    const huber = descended(x, small, "adam", 1, { loss: "huber" }).model;
    const squares = descended(x, small, "adam", 1, { loss: "mse" }).model;
    // Residuals below 1: the two are the same but for a factor.
    for (const place of [1000, 1020, 1050]) expect(evaluate(huber, place)).toBeCloseTo(evaluate(squares, place), 3);
  });

  test("the seed decides the order of sgd's batches, and nothing else does", () => {
    const mae = (seed: number) => losses(descended(x, y, "sgd", 3, { loss: "mae", steps: 1000, seed }).model, x, y).mae;
    expect(mae(1)).toBe(mae(1));
    expect(mae(1)).not.toBe(mae(2));
  });

  test("no steps give the start, and say so", () => {
    const { status, sure } = descended(x, y, "adam", 2, { loss: "mae", steps: 0 });
    expect(status).toBe("stopped");
    expect(sure).toContain("after 0 steps, as told");
  });

  test("more steps are never worse", () => {
    const mae = (steps: number) => losses(descended(x, y, "adam", 3, { loss: "mae", steps }).model, x, y).mae;
    expect(mae(2000)).toBeLessThanOrEqual(mae(0));
  });
});
