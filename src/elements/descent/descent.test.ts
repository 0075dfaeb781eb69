import { describe, expect, test } from "vitest";
import { evaluate, linspace, reluSum } from "../../core/index.ts";
import { unitStates } from "../../fit/index.ts";
import { checkedDescent, type DescentState } from "./descent-state.ts";
import { frequenciesOf, learnedShares } from "./frequencies.ts";
import { fromNumbers, rowsOf, startOf, toNumbers } from "./problem.ts";
import { unitWords } from "./unit-words.ts";

const problem = {
  target: "sin(3x) + 0.3x",
  rows: 100,
  noise: 0.1,
  units: 6,
  start: "pytorch",
  seed: 1,
  optimizer: "adam",
  rate: 0.01,
  loss: "mse",
  schedule: "constant",
  batch: 0,
} as const;
const state: DescentState = { ...problem, pace: 10, selected: 1, steps: 0, numbers: [] };

test("a sum goes into the address and comes back, to nine digits", () => {
  const f = startOf(problem, rowsOf(problem, [-2, 2]));
  const back = fromNumbers(JSON.parse(JSON.stringify(toNumbers(f))));
  for (const x of linspace(-2, 2, 9)) expect(evaluate(back, x)).toBeCloseTo(evaluate(f, x), 7);
  expect(toNumbers(back)).toEqual(toNumbers(f));
});

test("the same seed is the same start; another is another", () => {
  const rows = rowsOf(problem, [-2, 2]);
  expect(toNumbers(startOf(problem, rows))).toEqual(toNumbers(startOf({ ...problem }, rowsOf(problem, [-2, 2]))));
  expect(toNumbers(startOf(problem, rows))).not.toEqual(toNumbers(startOf({ ...problem, seed: 2 }, rows)));
});

test.each([
  [{ units: 101 }],
  [{ target: "constructor" }],
  [{ target: 3 }],
  [{ rows: 99 }],
  [{ numbers: [1] }],
  [{ numbers: ["x"] }],
  [{ rate: Number.NaN }],
  [{ batch: 2 }],
  [{ steps: -1 }],
  [{ unknown: 1 }],
])("a state %j from outside is refused", (given) => {
  expect(() => checkedDescent(given, state)).toThrow();
});

describe("frequencies", () => {
  test.each([
    ["sin(x) + sin(3x)", [1, 3]],
    ["sin(9 * x)/9 + sin(2.5x) + sin(x)", [1, 2.5, 9]],
    ["sin(3x) + 0.3x", []],
    ["x^2", []],
  ])("of %s are %j", (text, expected) => {
    expect(frequenciesOf(text)).toEqual(expected);
  });

  test("the shares of a sum that is half the slow wave are a half and nothing", () => {
    const goal = (x: number) => Math.sin(x) + Math.sin(3 * x);
    const dense = linspace(-3, 3, 400);
    const f = reluSum(
      Array.from(dense, (t) => ({ m: 1, b: -t, weight: (-0.5 * Math.sin(t) * 6) / 399 })),
      { slope: 0.5 * Math.cos(-3), intercept: 0.5 * (Math.sin(-3) + 3 * Math.cos(-3)) },
    );
    const [slow, quick] = learnedShares(f, goal, [1, 3], [-3, 3]);
    expect(slow).toBeCloseTo(0.5, 2);
    expect(quick).toBeCloseTo(0, 2);
  });
});

test("dead units are named, with the reason", () => {
  const words = unitWords(
    unitStates(
      reluSum([
        { m: 1, b: -5 },
        { m: 1, b: 0 },
        { m: 1, b: 9 },
      ]),
      [-2, 2],
    ),
    [-2, 2],
  );
  expect(words).toContain("Unit 1 is dead: off at every x from −2 to 2");
  expect(words).toContain("Unit 3 is on at every x");
});
