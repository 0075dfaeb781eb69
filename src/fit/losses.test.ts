import fc from "fast-check";
import { expect, test } from "vitest";
import { huber, type Loss, mae, mse } from "./index.ts";
import { residualOf, scaledFrom, scaledLoss } from "./losses.ts";

test.each([
  { loss: mse, expected: (1 + 4 + 9) / 3 },
  { loss: mae, expected: 2 },
  { loss: huber(1), expected: (0.5 + 1.5 + 2.5) / 3 },
  { loss: huber(2.5), expected: (0.5 + 2 + 2.5 * 1.75) / 3 },
])("$loss.name of residuals 1, -2, 3 is $expected", ({ loss, expected }) => {
  expect(loss([1, 2, 3], [2, 0, 6])).toBeCloseTo(expected, 14);
});

test.each([
  { loss: mse, residual: 0, derivative: 0 },
  { loss: mae, residual: 0, derivative: 0 },
  { loss: mae, residual: -0.1, derivative: -1 },
  { loss: huber(0.5), residual: 0.25, derivative: 0.25 },
  { loss: huber(0.5), residual: 0.5, derivative: 0.5 },
  { loss: huber(0.5), residual: -3, derivative: -0.5 },
])("$loss.name's derivative at residual $residual is $derivative", ({ loss, residual, derivative }) => {
  expect(loss.derivative(residual)).toBe(derivative);
});

test("each derivative is the central difference, and no larger than the loss allows", () => {
  const losses = fc.oneof(fc.constant(mse), fc.constant(mae), fc.double({ min: 0.1, max: 3, noNaN: true }).map(huber));
  fc.assert(
    fc.property(losses, fc.double({ min: -5, max: 5, noNaN: true }), (loss: Loss, r) => {
      const h = 1e-6;
      fc.pre(Math.abs(r) > h);
      const slope = (loss.of(r + h) - loss.of(r - h)) / (2 * h);
      expect(Math.abs(slope - loss.derivative(r))).toBeLessThan(1e-6);
      expect(Math.abs(loss.derivative(r))).toBeLessThanOrEqual(loss.steepest(loss.of(r)) * (1 + 1e-12));
    }),
    { seed: 1 },
  );
});

test.each([mse, mae, huber(0.7), Object.assign(() => 0, { ...huber(0.7), kernel: undefined })])(
  "$name of residuals in other units is the scaled loss but for the factor",
  (loss) => {
    for (const residual of [-3, -0.2, 0.1, 2]) {
      const other = scaledLoss(loss, 5).of(residual / 5) * scaledFrom(loss, 5);
      expect(other).toBeCloseTo(loss.of(residual), 12);
    }
  },
);

test.each([mse, mae, huber(0.7)])("$name: the residual that costs so much", (loss) => {
  for (const residual of [0, 0.1, 0.7, 2, 50]) expect(residualOf(loss, loss.of(residual))).toBeCloseTo(residual, 12);
});

test.each([
  { call: () => huber(0), message: "huber: delta must be finite and > 0, got 0" },
  { call: () => huber(Number.NaN), message: "huber: delta must be finite and > 0, got NaN" },
  { call: () => mse([1], [1, 2]), message: "mse: target must be as long as prediction (1), got 2" },
])("$message", ({ call, message }) => {
  expect(call).toThrow(new RangeError(message));
});
