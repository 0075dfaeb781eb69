import { expect, test } from "vitest";
import { adam, momentum, sgd } from "./index.ts";

test.each([
  { gradient: 5, expected: -0.01 },
  { gradient: -1e-3, expected: 0.01 },
  { gradient: 0, expected: 0 },
])(
  "T11: Adam's first step against a gradient of $gradient has the size of the learning rate",
  ({ gradient, expected }) => {
    const params = Float64Array.of(0);
    const optimizer = adam({ learningRate: 0.01 });
    optimizer.step(params, Float64Array.of(gradient), optimizer.init(1));
    // exactly α·g/(|g| + ε)
    expect(params[0]).toBeCloseTo(expected, 6);
  },
);

// Worked by hand: v = 1, 1.5, then 1.75 for three gradients of 1 at β = ½.
test("momentum gathers speed: three steps of 0.1 down a slope of 1", () => {
  const params = Float64Array.of(0, 2);
  const optimizer = momentum({ learningRate: 0.1, beta: 0.5 });
  const state = optimizer.init(2);
  const seen = [1, 2, 3].map(() => {
    optimizer.step(params, Float64Array.of(1, 0), state);
    return params[0];
  });
  for (const [i, expected] of [-0.1, -0.25, -0.425].entries()) expect(seen[i]).toBeCloseTo(expected, 15);
  expect(params[1]).toBe(2);
});

test("a schedule's rate stands in for the learning rate", () => {
  const params = Float64Array.of(1);
  const optimizer = sgd({ learningRate: 0.1 });
  optimizer.step(params, Float64Array.of(2), optimizer.init(1), 0.25);
  expect(params[0]).toBe(0.5);
});

test("the defaults are PyTorch's", () => {
  expect(sgd().learningRate).toBe(0.001);
  expect(momentum().kernel).toMatchObject({ beta1: 0.9 });
  expect(adam()).toMatchObject({ learningRate: 0.001, kernel: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } });
});

test.each([
  {
    call: () => sgd({ learningRate: -1 }),
    error: RangeError,
    message: "sgd: learningRate must be finite and >= 0, got -1",
  },
  { call: () => adam({ beta1: 1 }), error: RangeError, message: "adam: beta1 must be in [0, 1), got 1" },
  {
    call: () => momentum({ rate: 1 } as object),
    error: TypeError,
    message: 'momentum: options must have no keys but learningRate, beta, got "rate"',
  },
  {
    call: () => adam({ learningRate: "0.1" as unknown as number }),
    error: TypeError,
    message: 'adam: learningRate must be a number, got "0.1"',
  },
])("$message", ({ call, error, message }) => {
  expect(call).toThrow(new error(message));
});
