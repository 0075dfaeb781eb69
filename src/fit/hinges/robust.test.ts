import { describe, expect, test } from "vitest";
import { type PlaneSum, random } from "../../core/index.ts";
import { hingeFit, huber, mae, mse, tableFit } from "../index.ts";
import { crossProducts, leastSquares } from "./least-squares.ts";
import { lossOf, predictions } from "./solved.ts";
import { table } from "./test-table.ts";

const relu = (z: number) => Math.max(0, z);
const additive = ([a, b]: number[]) => 2 * relu(a - 0.3) - 3 * relu(b - 0.7) + 5;
const product = ([a, b]: number[]) => 4 * relu(a - 0.4) * relu(b - 0.3) + b;

/** One row in ten is far too high. */
function dirty(f: (x: number[]) => number, seed: number) {
  const { uniform } = random(seed + 100);
  return table(400, 4, (x, noise) => f(x) + 0.1 * noise() + (uniform() < 0.1 ? 20 * uniform() : 0), seed);
}

/** How far the model is from the function itself. */
function off(model: PlaneSum, f: (x: number[]) => number): number {
  const clean = table(1000, 4, f, 99);
  return predictions(model, clean.x, 0, 1000).reduce((sum, told, i) => sum + Math.abs(told - clean.y[i]), 0) / 1000;
}

test("weights count rows: twice is weight 2, never is weight 0", () => {
  const data = table(30, 2, ([a, b], noise) => 3 * a - b + noise());
  const weights = data.y.map((_, i) => i % 3);
  const places = [...data.y.keys()].flatMap((row) => Array<number>(row % 3).fill(row));
  const taken = (column: Float64Array) => Float64Array.from(places, (row) => column[row]);
  const solution = (columns: readonly Float64Array[], weights?: Float64Array) => {
    const fill = (c: number, from: number, out: Float64Array) => out.set(columns[c].subarray(from, from + out.length));
    return leastSquares(crossProducts(columns[0].length, 3, fill, weights), [0, 1]);
  };
  const columns = [...data.x, data.y];
  const [one, other] = [solution(columns, weights), solution(columns.map(taken))];
  expect(one.intercept).toBeCloseTo(other.intercept, 12);
  expect(one.squares).toBeCloseTo(other.squares, 10);
  one.coefficients.forEach((value, i) => {
    expect(value).toBeCloseTo(other.coefficients[i], 12);
  });
});

describe("outliers", () => {
  test.each([mae, huber(0.2)])("$name: the function itself is found where least squares runs after them", (loss) => {
    for (const [f, degree, seed] of [
      [additive, 1, 1],
      [product, 2, 3],
    ] as const) {
      const data = dirty(f, seed);
      const [squared, robust] = [hingeFit(data, { degree }), hingeFit(data, { degree, loss })];
      expect(off(robust.model, f)).toBeLessThan(0.1 * off(squared.model, f));
      expect(robust.loss).toBeLessThan(lossOf(squared.model, data, loss));
      expect(robust.loss).toBeCloseTo(lossOf(robust.model, data, loss), 12);
    }
    const data = dirty(additive, 1);
    expect(hingeFit(data, { loss })).toEqual(hingeFit(data, { loss }));
  });

  test("tableFit chooses by the loss that it is given", () => {
    const data = dirty(additive, 2);
    const [squared, robust] = [tableFit(data), tableFit(data, { loss: mae })];
    expect(off(robust.model, additive)).toBeLessThan(0.1 * off(squared.model, additive));
    expect(robust.loss).toBeCloseTo(lossOf(robust.model, data, mae), 12);
    for (const { loss, rmse } of robust.parts) expect(loss).toBeLessThan(rmse);
    for (const { loss, rmse } of squared.parts) expect(loss).toBeCloseTo(rmse ** 2, 9);
  });
});

test("coefficients are those of the least absolute error: no small change lowers it", () => {
  const data = table(200, 2, ([a, b], noise) => 3 * relu(a - 0.5) - b + noise() ** 3);
  const { model, loss } = hingeFit(data, { loss: mae, maxTerms: 3 });
  const squared = hingeFit(data, { maxTerms: 3 });
  expect(loss).toBeLessThan(lossOf(squared.model, data, mae));
  for (const by of [-0.05, 0.05]) {
    for (const [j] of model.slope.entries()) {
      const slope = model.slope.map((value, i) => (i === j ? value + by : value));
      expect(lossOf({ ...model, slope }, data, mae)).toBeGreaterThan(loss * (1 - 1e-4));
    }
    expect(lossOf({ ...model, intercept: model.intercept + by }, data, mae)).toBeGreaterThan(loss * (1 - 1e-4));
  }
});

test("what is exact stays exact, few rows and constants give a result", () => {
  const exact = table(100, 2, ([a, b]) => 2 * relu(a - 0.5) - b);
  expect(hingeFit(exact, { loss: mae }).loss).toBeLessThan(1e-9);
  const constant = table(10, 2, () => 3);
  expect(hingeFit(constant, { loss: huber(1) })).toMatchObject({ loss: 0, model: { intercept: 3 } });
  expect(
    tableFit(
      table(5, 2, ([a]) => a),
      { loss: mae },
    ).parts,
  ).toHaveLength(1);
});

test.each([
  [
    () =>
      hingeFit(
        table(9, 2, () => 1),
        { loss: "l1" as never },
      ),
    "hingeFit: loss must be 'mse', 'mae', mse,",
  ],
  [
    () =>
      tableFit(
        table(9, 2, () => 1),
        { loss: 3 as never },
      ),
    "tableFit: loss must be 'mse', 'mae', mse,",
  ],
])("%# is refused", (call, message) => {
  expect(call).toThrow(message);
});

test("least squares is as it was: mse is the default", () => {
  const data = dirty(additive, 1);
  expect(hingeFit(data, { loss: mse })).toEqual(hingeFit(data));
});
