import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, fromVertices, knots, type Point, reluSum, vertices } from "./index.ts";
import { anySum, plain, RUNS, sizeAt } from "./test-sums.ts";

const bump = reluSum([
  { m: 1, b: 1 },
  { m: 1, b: 0, weight: -2 },
  { m: 1, b: -1 },
]);

test.each([
  {
    interval: [-2, 2],
    expected: [
      [-2, 0],
      [-1, 0],
      [0, 1],
      [1, 0],
      [2, 0],
    ],
  },
  {
    interval: [-1, 1],
    expected: [
      [-1, 0],
      [0, 1],
      [1, 0],
    ],
  },
  {
    interval: [0.25, 0.5],
    expected: [
      [0.25, 0.75],
      [0.5, 0.5],
    ],
  },
  { interval: [0, 0], expected: [[0, 1]] },
] as const)("vertices on $interval", ({ interval, expected }) => {
  expect(vertices(bump, interval)).toEqual(expected);
});

test("straight lines through the vertices are the sum", () => {
  fc.assert(
    fc.property(anySum(10), fc.double({ min: 0, max: 1, noNaN: true }), (f, t) => {
      const points = vertices(f, [-7, 9]);
      for (let i = 1; i < points.length; i++) {
        const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
        const x = x0 * (1 - t) + x1 * t;
        const s = (x - x0) / (x1 - x0); // where x came to lie, after rounding
        const size = Math.max(sizeAt(f, x0), sizeAt(f, x1));
        expect(Math.abs(y0 * (1 - s) + y1 * s - evaluate(f, x))).toBeLessThanOrEqual(1e-13 * size);
      }
    }),
    RUNS,
  );
});

const polyline = (offset: number) =>
  fc
    .tuple(
      fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { maxLength: 20 }),
      fc.array(plain, { minLength: 21, maxLength: 21 }),
    )
    .map(([gaps, ys]) => {
      let x = offset;
      return [0, ...gaps].map((gap, i): Point => {
        x += gap;
        return [x, ys[i]];
      });
    });

describe("any polyline is a sum", () => {
  test.each([0, -50, 1e3, 1e6])("its values at the vertices, from x = %d on", (offset) => {
    fc.assert(
      fc.property(polyline(offset), (points) => {
        const f = fromVertices(points);
        expect(f.units.length).toBeLessThanOrEqual(Math.max(0, points.length - 2));
        for (const [x, y] of points) {
          expect(Math.abs(evaluate(f, x) - y)).toBeLessThanOrEqual(4 * Number.EPSILON * sizeAt(f, x));
        }
      }),
      RUNS,
    );
  });

  test("and back: its vertices are the points", () => {
    fc.assert(
      fc.property(polyline(-20), (points) => {
        const f = fromVertices(points);
        const back = vertices(f, [points[0][0], points[points.length - 1][0]]);
        // Every vertex is one of the points; a point that is none lies on a line.
        for (const [x, y] of back) {
          const point = points.find(([at]) => at === x);
          expect(Math.abs(point![1] - y)).toBeLessThanOrEqual(1e-13 * sizeAt(f, x));
        }
      }),
      RUNS,
    );
  });

  test("the same sum comes back from its own vertices", () => {
    fc.assert(
      fc.property(anySum(8), (f) => {
        const g = fromVertices(vertices(f, [-3, 4]));
        for (const x of [-3, -1.7, 0, 0.3, 2.9, 4]) {
          const size = sizeAt(f, x) + sizeAt(f, 4) + sizeAt(f, -3);
          expect(Math.abs(evaluate(g, x) - evaluate(f, x))).toBeLessThanOrEqual(1e-9 * size);
        }
      }),
      RUNS,
    );
  });
});

test("a tent, worked by hand", () => {
  expect(fromVertices([[-1, 0], { x: 0, y: 1 }, [1, 0]])).toEqual({
    intercept: 1,
    slope: 1,
    units: [{ m: 1, b: -0, weight: -2 }],
  });
});

test("points on a line add no unit, nor do those that only rounding bends", () => {
  expect(
    fromVertices([
      [0, 1],
      [1, 3],
      [2, 5],
      [3, 7],
    ]).units,
  ).toEqual([]);
  expect(fromVertices(Array.from({ length: 100 }, (_, i): Point => [i / 10, 0.1 * (i / 10) + 0.7])).units).toEqual([]);
});

test("one point is a constant, two are a line", () => {
  expect(fromVertices([[3, 5]])).toEqual({ intercept: 5, slope: 0, units: [] });
  expect(
    fromVertices([
      [1, 5],
      [3, 9],
    ]),
  ).toEqual({ intercept: 3, slope: 2, units: [] });
});

test("a thousand points of a curve come back to the last bits", () => {
  const points = Array.from({ length: 1001 }, (_, i): Point => [i / 100 - 5, Math.sin(i / 100 - 5)]);
  const f = fromVertices(points);
  expect(knots(f)).toHaveLength(998); // the sine does not bend at 0
  const ys = evaluate(
    f,
    points.map(([x]) => x),
  );
  points.forEach(([, y], i) => {
    expect(Math.abs(ys[i] - y)).toBeLessThan(1e-13);
  });
});

test.each([
  { points: [], type: RangeError, message: "points must have at least one point, got []" },
  {
    points: [
      [0, 1],
      [0, 2],
    ],
    type: RangeError,
    message: "points[1] must have x > 0, got 0",
  },
  {
    points: [
      [0, 1],
      [1, 2],
      [0.5, 2],
    ],
    type: RangeError,
    message: "points[2] must have x > 1, got 0.5",
  },
  {
    points: [
      [0, 1],
      [1, "2"],
    ],
    type: TypeError,
    message: 'y of points[1] must be a finite number, got "2"',
  },
  { points: [{ x: Number.NaN, y: 1 }], type: RangeError, message: "x of points[0] must be a finite number, got NaN" },
  { points: [3], type: TypeError, message: "points[0] must be [x, y], got 3" },
  { points: "abc", type: TypeError, message: 'points must be an array of [x, y] points, got "abc"' },
  {
    points: [
      [0, 0],
      [1e-300, 1e300],
    ],
    type: RangeError,
    message: "the slope from points[0] to points[1] must be a finite number, got Infinity",
  },
])("$message", ({ points, type, message }) => {
  expect(() => fromVertices(points as unknown as Point[])).toThrow(new type(`fromVertices: ${message}`));
});

test.each([
  { interval: [1, 0], type: RangeError, message: "lo must be ≤ hi, got [1, 0]" },
  { interval: [Number.NaN, 0], type: RangeError, message: "lo must be a finite number, got NaN" },
  { interval: [0, Number.POSITIVE_INFINITY], type: RangeError, message: "hi must be a finite number, got Infinity" },
  { interval: [0], type: TypeError, message: "interval must be a pair [lo, hi], got [0]" },
])("$message", ({ interval, type, message }) => {
  expect(() => vertices(bump, interval as unknown as [number, number])).toThrow(new type(`vertices: ${message}`));
});
