// What chapter 5 says, as numbers. Beside its figures, in src/elements/descent: where overshooting and divergence begin,
// and absolute errors that rattle until a schedule lets them settle (parabola.test.ts); Rewind (descent-live.test.ts).
// What a step on a million rows costs is measured by bench/descent.bench.ts.
// T14, the gradient at a knot, is in src/fit/kernels/kernels.test.ts; T11 for all parameters in src/fit/train.test.ts.
import { linspace, reluSum } from "piecewise";
import { adam, bestFit, mae, mse, sgd, start, startNetwork, train, unitStates } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { learnedShares } from "../../src/elements/descent/frequencies.ts";
import {
  type Abc,
  gradientAt,
  leastAbsolute,
  leastSquares,
  lossAt,
  mean,
  median,
  noisyParabola,
} from "../../src/elements/descent/parabola.ts";
import { type Problem, rowsOf, startOf } from "../../src/elements/descent/problem.ts";
import { abcOf, pointsOf, type QuadraticState, stepped } from "../../src/elements/descent/quadratic-state.ts";

const points = noisyParabola(1);
const first: QuadraticState = {
  a: 1.1,
  b: 1.1,
  c: 1.1,
  outlier: 3.69,
  rate: 0.01,
  loss: "mse",
  schedule: "constant",
  surface: "a and b",
  best: false,
  seed: 1,
  steps: 0,
};

describe("a parabola", () => {
  test("twenty points of 3x² + 2x + 1 on [−2, 2], with noise on top", () => {
    expect(points.x.length).toBe(20);
    expect([points.x[0], points.x[19]]).toEqual([-2, 2]);
    expect(noisyParabola(2).y).not.toEqual(points.y);
    const many = Array.from({ length: 2000 }, (_, seed) => noisyParabola(seed).y[7]);
    const clean = (3 * points.x[7] + 2) * points.x[7] + 1;
    const spread = Math.hypot(0.15 * clean, 1.5);
    // Three standard errors of the mean, and of the standard deviation, of 2,000 draws.
    const middle = many.reduce((a, b) => a + b) / 2000;
    expect(Math.abs(middle - clean)).toBeLessThan((3 * spread) / Math.sqrt(2000));
    const seen = Math.sqrt(many.reduce((sum, y) => sum + (y - middle) ** 2, 0) / 2000);
    expect(Math.abs(seen - spread)).toBeLessThan((3 * spread) / Math.sqrt(4000));
  });

  test("one step moves each slider against its slope, by a hundredth of it; the arrows shrink as the curve arrives", () => {
    const rows = pointsOf(first);
    let state = first;
    const sizes: number[] = [];
    for (let i = 0; i < 10; i++) {
      const slopes = gradientAt(abcOf(state), rows, mse);
      const next = stepped(state, rows);
      expect(abcOf(next)).toEqual(abcOf(state).map((value, j) => value - 0.01 * slopes[j]));
      sizes.push(Math.hypot(...slopes));
      state = next;
    }
    for (let i = 1; i < 10; i++) expect(sizes[i]).toBeLessThan(sizes[i - 1]);
    expect(lossAt(abcOf(state), rows, mse)).toBeLessThan(lossAt(abcOf(first), rows, mse));
    expect(lossAt(abcOf(state), rows, mae)).toBeLessThan(lossAt(abcOf(first), rows, mae));
  });

  test("the absolute error hears one voice among twenty: however far a point is, it pulls no more", () => {
    const pull = (outlier: number, loss: typeof mse) => gradientAt(abcOf(first), pointsOf({ seed: 1, outlier }), loss);
    expect(pull(1e6, mae)).toEqual(pull(12, mae));
    expect(Math.abs(pull(1e6, mse)[2])).toBeGreaterThan(1e4);
  });

  test("T15: one outlier drags the mean, and leaves the median where it is; each is the best constant of its loss", () => {
    const after = points.y.slice();
    after[points.y.indexOf(Math.max(...points.y))] += 100;
    expect(mean(after) - mean(points.y)).toBeCloseTo(5, 9);
    expect(median(after)).toBe(median(points.y));
    const constant = (value: number, loss: typeof mse) => lossAt([0, 0, value], points, loss);
    for (const by of [-0.2, 0.2]) {
      expect(constant(mean(points.y) + by, mse)).toBeGreaterThan(constant(mean(points.y), mse));
      expect(constant(median(points.y) + by, mae)).toBeGreaterThanOrEqual(constant(median(points.y), mae) - 1e-12);
    }
  });

  test("T15 for parabolas: an outlier lifted by 8 moves least squares more than least absolutes", () => {
    const lifted = pointsOf({ seed: 1, outlier: 12 });
    const moved = (best: (p: typeof points) => Abc) =>
      Math.hypot(...best(lifted).map((value, i) => value - best(pointsOf(first))[i]));
    expect(moved(leastSquares)).toBeGreaterThan(2 * moved(leastAbsolute));
  });
});

const problem: Problem = {
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
};

describe("a sum of ReLUs", () => {
  test("three sliders for each ReLU and a line underneath: all of them have slopes", () => {
    const rows = rowsOf(problem, [-2, 2]);
    const { gradient } = train(startOf(problem, rows), rows, { loss: mse, optimizer: sgd({ learningRate: 0.01 }) });
    expect(gradient.units.map((unit) => Object.keys(unit).sort())).toEqual(new Array(6).fill(["b", "m", "weight"]));
    expect([gradient.intercept, gradient.slope].every((slope) => slope !== 0)).toBe(true);
  });

  test("T9: a dead unit's gradient is exactly 0, and descent leaves it where it is", () => {
    const rows = rowsOf(problem, [-2, 2]);
    const begun = startOf(problem, rows);
    const dead = unitStates(begun, rows.x).findIndex((unit) => unit.state === "dead");
    expect(dead).toBeGreaterThanOrEqual(0);
    const run = train(begun, rows, { loss: mse, optimizer: adam({ learningRate: 0.01 }) });
    expect(run.gradient.units[dead]).toEqual({ m: 0, b: 0, weight: 0 });
    expect(run.step(100).model.units[dead]).toEqual(begun.units[dead]);
  });

  test("T9: of PyTorch's units on [−1, 1] a quarter are dead and a quarter straight lines", () => {
    const x = linspace(-1, 1, 101);
    const units = unitStates(start(20_000, { x, y: x }, { kind: "pytorch", seed: 5 }), x);
    const share = (kind: string) => units.filter((unit) => unit.state === kind).length / units.length;
    // 20,000 draws: three standard deviations of a share of 1/4 are 0.0092.
    expect(Math.abs(share("dead") - 0.25)).toBeLessThan(0.0092);
    expect(Math.abs(share("linear") - 0.25)).toBeLessThan(0.0092);
  });

  test("T11: Adam's first step is as long as the learning rate, whatever the slope", () => {
    const f = reluSum([{ m: 1, b: 0.3 }]);
    for (const scale of [1e-3, 1, 1e3]) {
      const rows = { x: [-1, 0, 1, 2], y: [0, 1, 0, 3].map((y) => scale * y) };
      const run = train(f, rows, { loss: mse, optimizer: adam({ learningRate: 0.01 }) }).step();
      expect(Math.abs(run.model.units[0].m - 1)).toBeCloseTo(0.01, 6);
    }
  });

  test("ten starts end at different losses, none below the best sum of as many ReLUs", () => {
    const rows = rowsOf({ ...problem, noise: 0 }, [-2, 2]);
    const best = bestFit(rows, { units: 6 }).loss;
    const ends = Array.from({ length: 10 }, (_, seed) => {
      const begun = startOf({ ...problem, noise: 0, seed }, rows);
      return train(begun, rows, { loss: mse, optimizer: adam({ learningRate: 0.01 }) }).step(3000).loss;
    });
    for (const loss of ends) expect(loss).toBeGreaterThan(best);
    expect(Math.max(...ends) / Math.min(...ends)).toBeGreaterThan(2);
  });

  const waves = (x: number): number => Math.sin(x) + Math.sin(3 * x) + Math.sin(9 * x);
  const three = { ...problem, target: "sin(x) + sin(3x) + sin(9x)", noise: 0, units: 50, rows: 1000 };

  test("T12: of three waves the slow one is learned first, whatever the seed", () => {
    const rows = rowsOf(three, [-3, 3]);
    for (const seed of [1, 2, 3]) {
      const run = train(startOf({ ...three, seed }, rows), rows, {
        loss: mse,
        optimizer: adam({ learningRate: 0.01 }),
      });
      const [slow, middle, quick] = learnedShares(run.step(300).model, waves, [1, 3, 9], [-3, 3]);
      expect(slow).toBeGreaterThan(0.8);
      expect(slow).toBeGreaterThan(quick + 0.3);
      expect(middle).toBeGreaterThan(quick);
    }
  });

  test.each([[[1, 16, 16, 1]], [[1, 64, 64, 1]], [[1, 32, 32, 32, 1]]])(
    "T12: so does a network of sizes %j",
    (sizes) => {
      const rows = rowsOf(three, [-3, 3]);
      for (const seed of [1, 2, 3]) {
        const network = startNetwork(sizes, { kind: "pytorch", seed });
        const run = train(network, rows, { loss: mse, optimizer: adam({ learningRate: 0.003 }), seed });
        let halfway: number[] = [];
        // As soon as the slow wave is half there, the quicker ones are behind it.
        for (let i = 0; i < 100 && !(halfway[0] > 0.5); i++)
          halfway = learnedShares(run.step(10).model, waves, [1, 3, 9], [-3, 3]);
        expect(halfway[0]).toBeGreaterThan(0.5);
        expect(halfway[2]).toBeLessThan(0.2);
        expect(halfway[1]).toBeLessThan(halfway[0]);
      }
    },
  );
});
