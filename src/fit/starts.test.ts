import { describe, expect, test } from "vitest";
import { evaluate, knots, linspace, random } from "../core/index.ts";
import { mse, type StartKind, sgd, start, train } from "./index.ts";

const stream = random(1);
const x = Float64Array.from({ length: 200 }, () => 10 + 3 * stream.uniform() ** 2);
const y = x.map((v) => 40 * Math.sin(2 * v) + stream.normal());
const data = { x, y };
const KINDS: readonly StartKind[] = ["pytorch", "he", "quantiles", "leastSquares", "grown"];

test.each(KINDS)("%s gives k units, the same for the same seed", (kind) => {
  for (const k of [0, 1, 7]) {
    const f = start(k, data, { kind, seed: 5 });
    expect(f.units).toHaveLength(k);
    expect(start(k, data, { kind, seed: 5 })).toEqual(f);
  }
  const drawn = kind === "pytorch" || kind === "he" || kind === "quantiles";
  expect(JSON.stringify(start(7, data, { kind, seed: 6 })) !== JSON.stringify(start(7, data, { kind, seed: 5 }))).toBe(
    drawn,
  );
});

test.each(KINDS)("%s copes with rows too few and too alike for k knots", (kind) => {
  for (const few of [[3], [3, 3, 3], [1, 2], [1, 2, 2, 4]]) {
    const f = start(5, { x: few, y: few.map((v) => v * v) }, { kind });
    expect(f.units).toHaveLength(5);
    expect(evaluate(f, few).every(Number.isFinite)).toBe(true);
  }
});

// Standard errors of these means over 4,000 units are below 1 %; the tolerance is five of them.
describe("what is drawn has the stated spread", () => {
  const meanSquare = (values: readonly number[]) => values.reduce((sum, v) => sum + v * v, 0) / values.length;

  test("pytorch: m, b ~ U(−1, 1), weight ~ U(−1/√k, 1/√k)", () => {
    const { units } = start(4000, data, { kind: "pytorch" });
    expect(meanSquare(units.map(({ m }) => m)) * 3).toBeCloseTo(1, 1);
    expect(meanSquare(units.map(({ b }) => b)) * 3).toBeCloseTo(1, 1);
    expect(meanSquare(units.map(({ weight }) => weight)) * 3 * 4000).toBeCloseTo(1, 1);
    expect(Math.max(...units.map(({ m, b }) => Math.max(Math.abs(m), Math.abs(b))))).toBeLessThan(1);
  });

  test("he: variance 2/fan-in, no bias", () => {
    const { units } = start(4000, data, { kind: "he" });
    expect(meanSquare(units.map(({ m }) => m)) / 2).toBeCloseTo(1, 1);
    expect((meanSquare(units.map(({ weight }) => weight)) * 4000) / 2).toBeCloseTo(1, 1);
    expect(units.every(({ b }) => b === 0)).toBe(true);
  });
});

test("quantiles puts as many rows between any two neighbouring knots", () => {
  const sorted = [...x].sort((p, q) => p - q);
  const found = knots(start(9, data, { kind: "quantiles" })).map((knot) => knot.x);
  const counts = [...found, Infinity].map(
    (end, i) => sorted.filter((v) => v < end && v >= (found[i - 1] ?? -Infinity)).length,
  );
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(19);
  expect(Math.max(...counts)).toBeLessThanOrEqual(21);
});

test("leastSquares, the default, leaves residuals at right angles to all that is linear", () => {
  const run = train(start(9, data), data, { loss: mse, optimizer: sgd(), frozen: ["m", "b"] });
  expect(run.status).toBe("converged");
  const flat = train(start(9, data, { kind: "quantiles" }), data, { loss: mse, optimizer: sgd() });
  expect(run.loss).toBeLessThan(flat.loss / 10);
});

test("grown finds the knots that made the data", () => {
  const grid = linspace(0, 1, 301);
  const noise = random(2);
  const target = grid.map((v) => 3 * Math.max(0, v - 0.3) - 5 * Math.max(0, v - 0.55) + 4 * Math.max(0, v - 0.8));
  const noisy = target.map((v) => v + 0.01 * noise.normal());
  const f = start(3, { x: grid, y: noisy }, { kind: "grown" });
  for (const [i, knot] of knots(f).entries()) expect(Math.abs(knot.x - [0.3, 0.55, 0.8][i])).toBeLessThan(0.01);
  // Nothing that the noise is made of can be explained but by chance: 8 parameters of 301 rows.
  expect(mse(evaluate(f, grid), noisy)).toBeLessThan(0.01 ** 2 * 1.1);
});

test("rows beyond counting are pooled while a sum grows, and it is grown for all of them", () => {
  const many = random(3);
  const wide = Float64Array.from({ length: 20_000 }, () => many.uniform());
  const target = wide.map((v) => Math.abs(v - 0.6) + 0.05 * many.normal());
  const f = start(1, { x: wide, y: target }, { kind: "grown" });
  expect(Math.abs(knots(f)[0].x - 0.6)).toBeLessThan(0.005);
  expect(mse(evaluate(f, wide), target)).toBeLessThan(0.05 ** 2 * 1.03);
});

test.each([
  { call: () => start(-1, data), error: RangeError, message: "start: k must be a whole number >= 0, got -1" },
  {
    call: () => start(1, data, { kind: "xavier" as StartKind }),
    error: RangeError,
    message: 'start: kind must be one of pytorch, he, quantiles, leastSquares, grown, got "xavier"',
  },
  {
    call: () => start(1, { x: [1], y: [] }),
    error: RangeError,
    message: "start: y must be as long as x (1), got 0",
  },
])("$message", ({ call, error, message }) => {
  expect(call).toThrow(new error(message));
});
