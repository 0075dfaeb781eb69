import { describe, expect, test } from "vitest";
import { mae, mse } from "../../fit/index.ts";
import {
  type Abc,
  eigen,
  gradientAt,
  hessian,
  leastAbsolute,
  leastSquares,
  lossAt,
  noisyParabola,
} from "./parabola.ts";
import {
  abcOf,
  checkedQuadratic,
  left,
  pointsOf,
  type QuadraticState,
  steepestDirection,
  stepped,
  trod,
} from "./quadratic-state.ts";
import { foretold, measured } from "./verdict.ts";

const points = noisyParabola(1);
const start: QuadraticState = {
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

describe("the parabola's losses", () => {
  test.each([{ loss: mse }, { loss: mae }])("the gradient of $loss.name is its central difference", ({ loss }) => {
    const at: Abc = [1.1, 0.7, -0.3];
    gradientAt(at, points, loss).forEach((slope, i) => {
      const moved = (by: number) => lossAt(at.map((v, j) => v + (i === j ? by : 0)) as unknown as Abc, points, loss);
      expect(slope).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 5);
    });
  });

  test("least squares leaves no slope, and every other place is higher", () => {
    const best = leastSquares(points);
    for (const slope of gradientAt(best, points, mse)) expect(slope).toBeCloseTo(0, 9);
  });

  test("the least absolute error is at a parabola through three points, and no step away from it is lower", () => {
    const best = leastAbsolute(points);
    const least = lossAt(best, points, mae);
    for (let i = 0; i < 3; i++) {
      for (const by of [-0.1, -1e-3, 1e-3, 0.1]) {
        expect(
          lossAt(best.map((v, j) => v + (i === j ? by : 0)) as unknown as Abc, points, mae),
        ).toBeGreaterThanOrEqual(least - 1e-12);
      }
    }
    expect(lossAt(leastSquares(points), points, mae)).toBeGreaterThanOrEqual(least);
  });

  test("eigenvalues of the curvature: their sum is its trace, and each vector is only stretched", () => {
    const matrix = hessian(points);
    const all = eigen(matrix);
    expect(all.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(matrix[0][0] + matrix[1][1] + matrix[2][2], 10);
    for (const { value, vector } of all) {
      const image = matrix.map((row) => row.reduce((sum, v, j) => sum + v * vector[j], 0));
      for (const [i, part] of image.entries()) expect(part).toBeCloseTo(value * vector[i], 10);
    }
  });
});

describe("what a learning rate does", () => {
  const run = (rate: number, steps: number, loss = "mse") => {
    const rows = pointsOf(start);
    const { value, vector } = steepestDirection(rows);
    const all = [{ ...start, rate, loss }];
    for (let i = 0; i < steps; i++) all.push(stepped(all.at(-1)!, rows));
    const started = trod(all[0], rows, vector).loss;
    const trail = all.slice(-4).map((state) => trod(state, rows, vector));
    return { curvature: value, verdict: measured(trail, left(all.at(-1)!, started, rows)), last: all.at(-1)! };
  };
  const { curvature } = run(0.01, 0);

  test("it overshoots above 1/curvature and diverges above 2/curvature: measured as foretold", () => {
    for (const reach of [0.004, 0.3, 0.8, 1.2, 1.6, 1.9, 2.1, 2.5, 4]) {
      const { verdict } = run(reach / curvature, 4);
      expect([reach, verdict]).toEqual([reach, foretold(reach / curvature, curvature)]);
    }
  });

  test("a rate of 0.01 goes downhill at first, and ends slow; 0.15 overshoots and arrives; 0.3 diverges", () => {
    expect(run(0.01, 1).verdict).toBe("good");
    expect(run(0.001, 1).verdict).toBe("too small");
    expect(run(0.15, 3).verdict).toBe("overshooting");
    expect(run(0.15, 300).verdict).toBe("arrived");
    expect(run(0.3, 6).verdict).toBe("diverging");
  });

  test("steps down an absolute error rattle at the bottom; with the rate going to 0 they settle lower", () => {
    const rows = pointsOf(start);
    const lossOf = (state: QuadraticState) => lossAt(abcOf(state), rows, mae);
    let [constant, falling]: QuadraticState[] = [
      { ...start, rate: 0.3, loss: "mae" },
      { ...start, rate: 0.3, loss: "mae", schedule: "cosine to 0" },
    ];
    const late: number[] = [];
    for (let i = 0; i < 200; i++) {
      [constant, falling] = [stepped(constant, rows), stepped(falling, rows)];
      if (i >= 150) late.push(lossOf(constant));
    }
    const rises = late.filter((loss, i) => i > 0 && loss > late[i - 1]).length;
    expect(rises).toBeGreaterThan(10);
    expect(lossOf(falling)).toBeLessThan(Math.min(...late));
  });
});

test.each([
  [null, TypeError],
  [{ a: "1" }, RangeError],
  [{ rate: 7 }, RangeError],
  [{ loss: "constructor" }, RangeError],
  [{ proto: 1 }, TypeError],
  [{ seed: -1 }, RangeError],
])("a state %j from outside is refused", (given, type) => {
  expect(() => checkedQuadratic(given, start)).toThrow(type);
});
