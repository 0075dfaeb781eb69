// truths.test.ts: what the lesson claims about sums of ReLUs, and the numbers that prove it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, fromVertices, linspace, type Point, type ReluSum, random, reluSum } from "./index.ts";
import { plain, RUNS, sizeAt } from "./test-sums.ts";

test("T1: ReLUs that are only added are convex and never negative: 100,000 random midpoints", () => {
  const { normal } = random(1);
  let violations = 0;
  for (let sum = 0; sum < 100; sum++) {
    const f = reluSum(Array.from({ length: 1 + (sum % 8) }, () => ({ m: normal(), b: normal() })));
    const left = Float64Array.from({ length: 1000 }, () => 3 * normal());
    const right = left.map(() => 3 * normal());
    const middle = left.map((x, i) => (x + right[i]) / 2);
    const [atLeft, atRight, atMiddle] = [left, right, middle].map((xs) => evaluate(f, xs));
    for (let i = 0; i < left.length; i++) {
      // Rounding of either side, four units in the last place of what is added up.
      const tolerance = 4 * Number.EPSILON * (sizeAt(f, left[i]) + sizeAt(f, right[i]));
      if (atMiddle[i] > (atLeft[i] + atRight[i]) / 2 + tolerance || atMiddle[i] < 0) violations++;
    }
  }
  expect(violations).toBe(0);
});

test("T1: one negative weight breaks it, so the test above can fail", () => {
  const bump = reluSum([
    { m: 1, b: 1 },
    { m: 1, b: 0, weight: -2 },
    { m: 1, b: -1 },
  ]);
  const [left, middle, right] = evaluate(bump, [-1, 0, 1]);
  expect(middle).toBeGreaterThan((left + right) / 2);
});

/** The mean over [−1, 1] by Simpson's rule: exact for cubics between the grid's points. */
function mean(values: Float64Array): number {
  const last = values.length - 1;
  const weight = (i: number) => (i === 0 || i === last ? 1 : i % 2 === 1 ? 4 : 2);
  return values.reduce((sum, y, i) => sum + weight(i) * y, 0) / (3 * last);
}

const grid = linspace(-1, 1, 4001);
const meanSquare = (f: ReluSum) => mean(evaluate(f, grid).map((y, i) => (y + grid[i] ** 2) ** 2));

test("T1: the best convex fit to −x² on [−1, 1] is the constant −1/3, with a mean squared error of 4/45", () => {
  const best = reluSum([], { intercept: -1 / 3 });
  expect(meanSquare(best)).toBeCloseTo(4 / 45, 12);
  expect(4 / 45).toBeCloseTo(0.0889, 4);
  // Convex functions are 1 and x times anything, plus hinges with weights ≥ 0. The least-squares fit among them is the one
  // where the residual is orthogonal to what is free, and no hinge would lower the error:
  const residual = grid.map((x) => -(x ** 2) + 1 / 3);
  const against = (h: Float64Array) => mean(residual.map((r, i) => r * h[i]));
  expect(against(grid.map(() => 1))).toBeCloseTo(0, 12);
  expect(against(grid)).toBeCloseTo(0, 12);
  for (const t of linspace(-1, 1, 201)) {
    const product = against(evaluate(reluSum([{ m: 1, b: -t }]), grid));
    // ½ ∫ (1/3 − x²)·max(0, x − t) dx = −(1 − t²)²/24: never above 0.
    expect(product).toBeCloseTo(-((1 - t * t) ** 2) / 24, 7);
    expect(product).toBeLessThan(1e-12);
  }
});

test("T1: no random convex sum does better, and one that may subtract does", () => {
  const { normal, integer } = random(2);
  for (let candidate = 0; candidate < 500; candidate++) {
    const size = 10 ** -integer(4);
    const units = Array.from({ length: 1 + integer(6) }, () => ({
      m: normal(),
      b: normal(),
      weight: size * Math.abs(normal()),
    }));
    const f = reluSum(units, { slope: size * normal() });
    // With the intercept that suits it best: that which makes the mean of the residual 0.
    const intercept = -mean(evaluate(f, grid).map((y, i) => y + grid[i] ** 2));
    expect(meanSquare(reluSum(units, { intercept, slope: f.slope }))).toBeGreaterThan(4 / 45 - 1e-12);
  }
  expect(
    meanSquare(
      fromVertices([
        [-1, -1],
        [0, 0],
        [1, -1],
      ]),
    ),
  ).toBeLessThan(4 / 45);
});

test("T2: a polyline with k knots is a line and k hinges, each as heavy as the slope changes", () => {
  const polyline = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), plain), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(polyline, plain, (steps, t) => {
      let x = -40;
      const points = steps.map(([gap, y]): Point => {
        x += gap;
        return [x, y];
      });
      const slopes = points.slice(1).map(([x, y], i) => (y - points[i][1]) / (x - points[i][0]));
      const f = fromVertices(points);
      const kinks = slopes.slice(1).map((slope, i) => slope - slopes[i]);
      const largest = slopes.reduce((largest, slope) => Math.max(largest, Math.abs(slope)), 0);
      for (const [i, kink] of kinks.entries()) {
        const weight = f.units.find(({ b }) => b === -points[i + 1][0])?.weight ?? 0;
        expect(Math.abs(weight - kink)).toBeLessThanOrEqual(slopes.length * Number.EPSILON * largest);
      }
      for (let i = 1; i < points.length; i++) {
        const s = Math.abs(t) / 10;
        const at = points[i - 1][0] * (1 - s) + points[i][0] * s;
        const expected = points[i - 1][1] + slopes[i - 1] * (at - points[i - 1][0]);
        expect(Math.abs(evaluate(f, at) - expected)).toBeLessThanOrEqual(8 * Number.EPSILON * sizeAt(f, at));
      }
    }),
    RUNS,
  );
});

test("T4: with x² for an activation no width brings the mean squared error on sin below 1/2 − 3/π²", () => {
  const xs = linspace(-Math.PI, Math.PI, 4001);
  const target = xs.map(Math.sin);
  const best = 1 / 2 - 3 / Math.PI ** 2;
  expect(best).toBeCloseTo(0.196, 4);
  const { normal } = random(6);
  for (const width of [1, 2, 3, 8, 40]) {
    // The best weights and intercept: what is left of sin after taking out each unit, made orthogonal to those before it.
    const columns = [xs.map(() => 1), ...Array.from({ length: width }, () => square(xs, normal(), normal()))];
    const basis: Float64Array[] = [];
    for (const column of columns) {
      const rest = [...basis, ...basis].reduce(without, column);
      // Of more than three the rest is rounding: squares of lines span no more than 1, x and x².
      if (mean(rest.map((v) => v * v)) > 1e-16 * mean(column.map((v) => v * v))) basis.push(rest);
    }
    expect(basis.length).toBe(Math.min(3, width + 1));
    const error = mean(basis.reduce(without, target).map((v) => v * v));
    expect(error).toBeGreaterThan(best - 1e-9);
    if (width > 1) expect(error).toBeCloseTo(best, 9);
  }
  // ReLUs do: a polyline through 17 points of the curve.
  const at = linspace(-Math.PI, Math.PI, 17);
  const polyline = fromVertices(Array.from(at, (x): Point => [x, Math.sin(x)]));
  expect(mean(evaluate(polyline, xs).map((y, i) => (y - target[i]) ** 2))).toBeLessThan(1e-3);
});

const square = (xs: Float64Array, m: number, b: number): Float64Array => xs.map((x) => (m * x + b) ** 2);

/** What is left of the values after taking out their part along the others. */
function without(values: Float64Array, others: Float64Array): Float64Array {
  const part = mean(values.map((v, i) => v * others[i])) / mean(others.map((v) => v * v));
  return values.map((v, i) => v - part * others[i]);
}

test("T13: (m, b, weight) → (c·m, c·b, weight/c), c > 0, and any order of units, are the same function", () => {
  const { normal, shuffle } = random(4);
  const units = Array.from({ length: 12 }, () => ({ m: normal(), b: normal(), weight: normal() }));
  const f = reluSum(units);
  const xs = linspace(-5, 5, 1001);
  const literal = (f: ReluSum) => Array.from(xs, (x) => evaluate(f, x));
  const scaled = (c: number) => reluSum(units.map(({ m, b, weight }) => ({ m: c * m, b: c * b, weight: weight / c })));
  for (const c of [2, 0.25, 1024]) {
    expect(evaluate(scaled(c), xs)).toEqual(evaluate(f, xs));
    expect(literal(scaled(c))).toEqual(literal(f));
  }
  // Another factor, or another order, changes what rounds and no more.
  for (const g of [scaled(3), scaled(0.1), ...Array.from({ length: 20 }, () => reluSum(shuffle([...units])))]) {
    const [values, exact] = [literal(g), literal(f)];
    for (const [i, y] of values.entries())
      expect(Math.abs(y - exact[i])).toBeLessThanOrEqual(4 * Number.EPSILON * sizeAt(f, xs[i]));
  }
  expect(evaluate(reluSum(units.toReversed()), xs)).toEqual(evaluate(f, xs));
});

test("T17: ReLU6 is two ReLUs, exactly", () => {
  const relu6 = reluSum([
    { m: 1, b: 0 },
    { m: 1, b: -6, weight: -1 },
  ]);
  // 6 is a whole multiple of the last place of every float from 6 to 2^54, so x − 6 does not round there.
  const wide = fc.oneof(
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.double({ min: -(2 ** 53), max: 2 ** 53, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(wide, { minLength: 1 }), (xs) => {
      const expected = xs.map((x) => Math.min(6, Math.max(0, x)));
      expect(xs.map((x) => evaluate(relu6, x))).toEqual(expected);
      expect(Array.from(evaluate(relu6, xs))).toEqual(expected);
    }),
    RUNS,
  );
});
