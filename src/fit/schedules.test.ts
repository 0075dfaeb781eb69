import { expect, test } from "vitest";
import { constant, cosine, oneCycle, step } from "./index.ts";

test.each([
  { name: "constant", schedule: constant(), at: [0, 1e6], expected: [1, 1] },
  { name: "step", schedule: step({ every: 3, factor: 0.5 }), at: [0, 2, 3, 5, 6], expected: [1, 1, 0.5, 0.5, 0.25] },
  { name: "cosine", schedule: cosine({ steps: 4, last: 0.2 }), at: [0, 2, 4, 9], expected: [1, 0.6, 0.2, 0.2] },
  // rise · steps − 1 = 2 steps up from 1/4, then 7 down to 1/40
  {
    name: "oneCycle",
    schedule: oneCycle({ steps: 10, divide: 4, finalDivide: 10 }),
    at: [0, 1, 2, 9, 12],
    expected: [0.25, 0.625, 1, 0.025, 0.025],
  },
])("$name goes through $expected", ({ schedule, at, expected }) => {
  for (const [i, t] of at.entries()) expect(schedule(t)).toBeCloseTo(expected[i], 14);
});

test.each([
  { call: () => step({ every: 0 }), message: "step: every must be a whole number >= 1, got 0" },
  { call: () => cosine({ steps: 2.5 }), message: "cosine: steps must be a whole number >= 1, got 2.5" },
  { call: () => oneCycle({ steps: 9, rise: 1 }), message: "oneCycle: rise must be in (0, 1), got 1" },
])("$message", ({ call, message }) => {
  expect(call).toThrow(new RangeError(message));
});
