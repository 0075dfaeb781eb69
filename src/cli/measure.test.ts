import { expect, test } from "vitest";
import { lossesOf } from "./measure.ts";

test("losses worked out by hand", () => {
  expect(lossesOf(Float64Array.of(1, 2, 3, 6), Float64Array.of(2, 2, 3, 5))).toEqual({
    mse: 0.5,
    mae: 0.5,
    rmse: Math.sqrt(0.5),
    r2: 1 - 2 / 6,
  });
});

test.each([1e-200, 1e-300, 1, 1e140])("y of a size of %d has the same r2 and the rmse in its unit", (unit) => {
  const { rmse, mae, r2 } = lossesOf(
    Float64Array.of(unit, 2 * unit, 3 * unit, 6 * unit),
    Float64Array.of(2 * unit, 2 * unit, 3 * unit, 5 * unit),
  );
  expect(rmse / unit).toBeCloseTo(Math.sqrt(0.5), 12);
  expect(mae / unit).toBeCloseTo(0.5, 12);
  expect(r2).toBeCloseTo(1 - 2 / 6, 12);
});

test("y that does not vary has no r2", () => {
  expect(lossesOf(Float64Array.of(7, 7), Float64Array.of(7, 7))).toEqual({ mse: 0, mae: 0, rmse: 0, r2: null });
});
