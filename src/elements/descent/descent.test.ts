import { describe, expect, test } from "vitest";
import { evaluate, linspace, reluSum } from "../../core/index.ts";
import { adam, mse, start, train, unitStates } from "../../fit/index.ts";
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

test("T9: a dead unit's gradient is exactly 0, and descent leaves it where it is", () => {
  const rows = rowsOf(problem, [-2, 2]);
  const first = startOf(problem, rows);
  const dead = unitStates(first, rows.x).findIndex((unit) => unit.state === "dead");
  expect(dead).toBeGreaterThanOrEqual(0);
  const run = train(first, rows, { loss: mse, optimizer: adam({ learningRate: 0.01 }) });
  expect(run.gradient.units[dead]).toEqual({ m: 0, b: 0, weight: 0 });
  expect(run.step(100).model.units[dead]).toEqual(first.units[dead]);
});

test("T9: of PyTorch's units on [−1, 1] a quarter are dead and a quarter straight lines", () => {
  const x = linspace(-1, 1, 101);
  const units = unitStates(start(20_000, { x, y: x }, { kind: "pytorch", seed: 5 }), x);
  const share = (kind: string) => units.filter((unit) => unit.state === kind).length / units.length;
  // 20,000 draws: three standard deviations of a share of 1/4 are 0.0092.
  expect(Math.abs(share("dead") - 0.25)).toBeLessThan(0.0092);
  expect(Math.abs(share("linear") - 0.25)).toBeLessThan(0.0092);
});

test("T12: of three waves the slow one is learned first, whatever the seed", () => {
  const waves = { ...problem, target: "sin(x) + sin(3x) + sin(9x)", noise: 0, units: 50, rows: 1000 };
  const rows = rowsOf(waves, [-3, 3]);
  for (const seed of [1, 2, 3]) {
    const run = train(startOf({ ...waves, seed }, rows), rows, { loss: mse, optimizer: adam({ learningRate: 0.01 }) });
    const goal = (x: number) => Math.sin(x) + Math.sin(3 * x) + Math.sin(9 * x);
    const [slow, middle, quick] = learnedShares(run.step(300).model, goal, [1, 3, 9], [-3, 3]);
    expect(slow).toBeGreaterThan(0.8);
    expect(slow).toBeGreaterThan(quick + 0.3);
    expect(middle).toBeGreaterThan(quick);
  }
});
