import { describe, expect, test } from "vitest";
import { evaluate, knots, random } from "../core/index.ts";
import { bestFit, descend, descendSteps, huber, mae, mse, sgd } from "./index.ts";

const stream = random(1);
const x = Float64Array.from({ length: 250 }, () => 60 * stream.uniform());
const y = x.map((v) => 20 * Math.sin(v / 9) - v / 3 + 2 * stream.normal());

describe("the default descent comes near the best that k units can do", () => {
  test.each([1, 2, 3, 5, 8])("k = %i", (k) => {
    const seen = descend({ x, y }, { units: k });
    expect(seen.model.units).toHaveLength(k);
    expect(seen.loss).toBeCloseTo(mse(evaluate(seen.model, x), y), 12);
    // ENGINE's goal for the 90th percentile; the median's is 1.02.
    expect(seen.loss / bestFit({ x, y }, { units: k }).loss).toBeLessThan(1.25);
  });
});

test("the scale and the origin of the data make no difference", () => {
  const near = descend({ x, y }, { units: 3, steps: 500 });
  const shift = 2 ** 30;
  const rounded = x.map((v) => Math.round(v * 2 ** 20) / 2 ** 20);
  const exact = descend({ x: rounded, y }, { units: 3, steps: 500 });
  const far = descend({ x: rounded.map((v) => v + shift), y: y.map((v) => v * 1024) }, { units: 3, steps: 500 });
  expect(exact.loss / near.loss).toBeCloseTo(1, 4);
  expect(far.loss / 1024 ** 2 / exact.loss).toBeCloseTo(1, 6);
  for (const [i, knot] of knots(far.model).entries()) expect(knot.x - shift).toBeCloseTo(knots(exact.model)[i].x, 4);
});

test("absolute and Huber losses are measured and lowered in the data's own units", () => {
  const outlying = y.slice();
  outlying[7] = 200;
  const squared = descend({ x, y: outlying }, { units: 3 });
  const absolute = descend({ x, y: outlying }, { units: 3, loss: mae });
  expect(absolute.loss).toBeCloseTo(mae(evaluate(absolute.model, x), outlying), 12);
  expect(absolute.loss).toBeLessThan(mae(evaluate(squared.model, x), outlying) * 0.9);
  const bounded = descend({ x, y: outlying }, { units: 3, loss: huber(2) });
  expect(bounded.loss).toBeLessThan(huber(2)(evaluate(absolute.model, x), outlying) * 1.02);
});

test("steps, start and optimizer are as asked", () => {
  const still = descend({ x, y }, { units: 4, steps: 0, start: "leastSquares" });
  expect(still.steps).toBe(0);
  const moved = descend(
    { x, y },
    { units: 4, steps: 400, start: "leastSquares", optimizer: sgd({ learningRate: 0.05 }) },
  );
  expect(moved.steps).toBe(400);
  expect(moved.loss).toBeLessThan(still.loss);
  const lost = descend({ x, y }, { units: 4, start: "pytorch", optimizer: sgd({ learningRate: 1e3 }) });
  expect(lost.status).toBe("diverged");
  expect(Number.isFinite(lost.loss)).toBe(true);
});

describe("in parts", () => {
  test("it ends where it does at one go, and tells its progress on the way", () => {
    const options = { units: 3, steps: 700, loss: mae };
    const seen: number[] = [];
    const parts = descendSteps({ x, y }, options);
    let next = parts.next();
    for (; !next.done; next = parts.next()) seen.push(next.value);
    const told: number[] = [];
    expect(descend({ x, y }, { ...options, onProgress: (share) => told.push(share) })).toEqual(next.value);
    expect(told).toEqual([...seen, 1]);
    expect(seen.length).toBeGreaterThanOrEqual(100);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  test("it can be left, by return() and by a signal", () => {
    const parts = descendSteps({ x, y }, { units: 3, steps: 1e9 });
    expect(parts.next().value).toBeLessThan(0.01);
    parts.return(undefined as never);
    expect(parts.next()).toEqual({ done: true, value: undefined });
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error("enough"));
    expect(() => descend({ x, y }, { units: 3, steps: 1e9, signal: controller.signal, onProgress })).toThrow("enough");
  });

  test("batches are in the order of the seed, and the lowest model seen is kept", () => {
    const options = {
      units: 3,
      steps: 300,
      batchSize: 16,
      start: "quantiles" as const,
      optimizer: sgd({ learningRate: 0.03 }),
    };
    const [one, again, other] = [1, 1, 2].map((seed) => descend({ x, y }, { ...options, seed }));
    expect(one).toEqual(again);
    expect(one.model).not.toEqual(other.model);
    expect(one.loss).toBeLessThanOrEqual(descend({ x, y }, { ...options, steps: 0 }).loss);
    expect(one.at).toBeLessThanOrEqual(one.steps);
  });
});

test.each([
  {
    call: () => descend({ x, y }, { units: 1.5 }),
    error: RangeError,
    message: "descend: units must be a whole number >= 0, got 1.5",
  },
  {
    call: () => descend({ x, y }, { units: 1, rate: 1 } as { units: number }),
    error: TypeError,
    message:
      'descend: options must have no keys but units, loss, steps, optimizer, start, batchSize, seed, onProgress, signal, got "rate"',
  },
])("$message", ({ call, error, message }) => {
  expect(call).toThrow(new error(message));
});
