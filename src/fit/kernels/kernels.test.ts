import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/index.ts";
import type { Columns } from "../best-fit-model.ts";
import { huber, type Loss, mae, mse } from "../losses.ts";
import { prefixSums, trainingRows } from "../training-rows.ts";
import { moments } from "./moments.ts";
import { type Evaluate, reference } from "./reference.ts";
import { sweep } from "./sweep.ts";
import { leastLine, leastResidual, type Problem, problems, sizeOf, unitsOf } from "./test-problems.ts";

function expectSame(problem: Problem, seen: Evaluate, loss: Loss): void {
  const { columns, params } = problem;
  const expected = new Float64Array(params.length);
  const gradient = new Float64Array(params.length);
  const expectedLoss = reference(columns, loss)(params, expected);
  const size = sizeOf(problem);
  const reach = Math.max(1, ...columns.x.map(Math.abs));
  expect(Math.abs(seen(params, gradient) - expectedLoss)).toBeLessThanOrEqual(
    1e-13 * size * size + 1e-13 * expectedLoss,
  );
  const tolerance = 1e-13 * size * reach * Math.max(1, ...params.map(Math.abs));
  expect(Math.max(...expected.map((value, i) => Math.abs(gradient[i] - value)))).toBeLessThanOrEqual(tolerance);
}

test("moments equal the loop over rows", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const rows = trainingRows(problem.columns);
      expectSame(problem, moments(rows, prefixSums(rows), unitsOf(problem)).evaluate, mse);
    }),
    { seed: 1, numRuns: 600 },
  );
});

describe.each([mse, mae, huber(0.7)])("$name", (loss) => {
  test("the sweep equals the loop over rows", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        // Where a residual is 0 but for rounding, its sign is rounding's too.
        fc.pre(loss.name === "mse" || leastResidual(problem) > 1e-12 * sizeOf(problem));
        expectSame(problem, sweep(trainingRows(problem.columns), loss, unitsOf(problem)), loss);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test("the loop over rows has the gradient that central differences have, away from knots", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { columns, params } = problem;
        const h = 1e-6;
        fc.pre(Math.max(...columns.x.map(Math.abs)) < 50 && leastLine(problem) > 1e-4 && leastResidual(problem) > 1e-3);
        const evaluate = reference(columns, loss);
        const gradient = new Float64Array(params.length);
        const unread = new Float64Array(params.length);
        const size = evaluate(params, gradient) + 1;
        for (let i = 0; i < params.length; i++) {
          const at = (change: number) =>
            evaluate(
              params.map((p, j) => (i === j ? p + change : p)),
              unread,
            );
          expect(Math.abs((at(h) - at(-h)) / (2 * h) - gradient[i])).toBeLessThan(
            1e-6 * size + 1e-6 * Math.abs(gradient[i]),
          );
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

test("T14: at the knot the gradient is 0, as PyTorch has it", () => {
  const columns = { x: Float64Array.of(2), y: Float64Array.of(5) };
  const rows = trainingRows(columns);
  const params = Float64Array.of(0, 0, 1, -2, 3); // 3·max(0, x − 2), at x = 2
  for (const evaluate of [reference(columns, mse), moments(rows, prefixSums(rows), 1).evaluate, sweep(rows, mse, 1)]) {
    const gradient = new Float64Array(5);
    expect(evaluate(params, gradient)).toBe(25);
    expect(Array.from(gradient, (g) => g + 0)).toEqual([-10, -20, 0, 0, 0]);
  }
});

test("moments keep their digits where x and y are far from 0", () => {
  const { normal, uniform } = random(4);
  const near = { x: Float64Array.from({ length: 500 }, uniform), y: Float64Array.from({ length: 500 }, normal) };
  // Multiples of 2⁻²⁰ survive the shift by 2³⁰ exactly, so the shifted problem is the same one.
  for (const column of [near.x, near.y])
    for (const i of column.keys()) column[i] = Math.round(column[i] * 2 ** 20) / 2 ** 20;
  const shift = 2 ** 30;
  const far = { x: near.x.map((v) => v + shift), y: near.y.map((v) => v + shift) };
  const knots = [0.25, 0.5];
  const paramsAt = (origin: number) =>
    Float64Array.of(origin + 0.5, 0, 1, -2, ...knots.map((t, j) => [-1, 2][j] * (origin + t)), 0.75, -0.5);
  const result = (columns: Columns, origin: number) => {
    const rows = trainingRows(columns);
    const gradient = new Float64Array(8);
    const loss = moments(rows, prefixSums(rows), 2).evaluate(paramsAt(origin), gradient);
    return { loss, byBias: gradient.slice(4, 6), byWeight: gradient.slice(6) };
  };
  const [expected, seen] = [result(near, 0), result(far, shift)];
  expect(Math.abs(seen.loss / expected.loss - 1)).toBeLessThan(1e-12);
  for (const j of [0, 1]) {
    expect(Math.abs(seen.byBias[j] - expected.byBias[j])).toBeLessThan(1e-12);
    expect(Math.abs(seen.byWeight[j] - expected.byWeight[j])).toBeLessThan(1e-12);
  }
});
