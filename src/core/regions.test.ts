import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  creases,
  evaluate,
  knots,
  linspace,
  network,
  type Point,
  type Rectangle,
  random,
  regionBound,
  regionCount,
  regions,
  reluSum,
  slice,
} from "./index.ts";
import { areaOf, middleOf } from "./polygon.ts";
import { networkAt, planesAt, planesOf, randomNetwork, sizeOfPlanes } from "./test-planes.ts";
import { RUNS } from "./test-sums.ts";

const square: Rectangle = [
  [-3, 3],
  [-2, 4],
];
const AREA = 36;

/** Lines of which every two meet within the square's reach, no three in a point. */
function general(units: number, inputs: number, seed: number) {
  const { normal } = random(seed);
  return reluSum(
    Array.from({ length: units }, () => ({
      m: Array.from({ length: inputs }, normal),
      b: normal(),
      weight: 1 + Math.abs(normal()),
    })),
  );
}

const wide: Rectangle = [
  [-1e4, 1e4],
  [-1e4, 1e4],
];

describe("T5: how many regions", () => {
  test.each([
    { units: 3, most: 7 },
    { units: 5, most: 16 },
    { units: 8, most: 37 },
  ])("$units lines in general position: $most", ({ units, most }) => {
    expect(regionBound(units, 2)).toBe(most);
    for (let seed = 1; seed <= 20; seed++) {
      expect(regionCount(general(units, 2, seed))).toBe(most);
      expect(regions(general(units, 2, seed), wide)).toHaveLength(most);
    }
  });

  test.each([1, 3, 4, 5])("of %d inputs: the bound, reached in general position", (inputs) => {
    for (const units of [1, 4, 7]) {
      const f = general(units, inputs, 10 * inputs + units);
      expect(regionCount(f)).toBe(regionBound(units, inputs));
    }
  });

  const lines = (...rows: readonly [number, number, number][]) =>
    reluSum(rows.map(([m1, m2, b]) => ({ m: [m1, m2], b })));
  test.each([
    { name: "none", f: reluSum([], { slope: [1, 2] }), count: 1 },
    { name: "four parallel", f: lines([1, 2, 0], [1, 2, 1], [-2, -4, 3], [3, 6, 1]), count: 5 },
    { name: "three through a point", f: lines([1, 0, 0], [0, 1, 0], [0.1, 0.3, 0]), count: 6 },
    {
      name: "five through a point that no float is",
      f: lines([1, 1, -0.4], [1, 3, -0.8], [3, 1, -0.8], [7, 2, -1.8], [-1, 9, -1.6]),
      count: 10,
    },
    { name: "the same line three times", f: lines([1, 2, 3], [-0.1, -0.2, -0.3], [7, 14, 21]), count: 2 },
    {
      name: "two that cancel",
      f: reluSum([
        { m: [1, 1], b: 0 },
        { m: [-2, -2], b: 0, weight: -0.5 },
      ]),
      count: 1,
    },
    {
      name: "one line, its coefficients as large as each other but for rounding",
      f: lines([1, -1, 0], [0.3, -(0.1 + 0.2), 0]),
      count: 2,
    },
    { name: "a grid of 3 by 2", f: lines([1, 0, 0], [1, 0, 1], [1, 0, -1], [0, 1, 0], [0, 1, -1]), count: 12 },
    {
      name: "a unit without weight, and a constant one",
      f: reluSum([
        { m: [1, 1], b: 0, weight: 0 },
        { m: [0, 0], b: 1 },
      ]),
      count: 1,
    },
  ])("$name: $count", ({ f, count }) => {
    expect(regionCount(f)).toBe(count);
    expect(
      regions(f, [
        [-50, 50],
        [-50, 50],
      ]),
    ).toHaveLength(count);
  });
});

test.each([
  {
    name: "in one direction",
    units: [
      { m: [1, 1], b: 0 },
      { m: [2, 2], b: 0, weight: -0.5 },
    ],
    gradient: [3, -1],
  },
  {
    name: "in opposite ones",
    units: [
      { m: [-1, 1], b: 0 },
      { m: [1, -1], b: 0, weight: -1 },
    ],
    gradient: [2, 0],
  },
  {
    name: "that round",
    units: [
      { m: [0.1, 0.3], b: 0 },
      { m: [-0.3, -0.9], b: 0, weight: -1 / 3 },
    ],
    gradient: [3.1, -0.7],
  },
])(
  "units $name that cancel along a line through the middle: flat, with the slope they leave",
  ({ units, gradient }) => {
    const f = reluSum([...units, { m: [0, 0], b: 2 }], { slope: [3, -1] });
    const [cell, ...others] = regions(f, [
      [-1, 1],
      [-2, 2],
    ]);
    expect(others).toEqual([]);
    expect(cell.gradient[0]).toBeCloseTo(gradient[0], 12);
    expect(cell.gradient[1]).toBeCloseTo(gradient[1], 12);
    expect(cell.intercept).toBe(2);
  },
);

test("options that are not there, and outputs that a sum does not have, are errors", () => {
  const f = reluSum([{ m: [1, 1], b: 0 }]);
  expect(() => regions(f, square, { outputs: 1 } as object)).toThrow(
    'regions: options must have no keys but output, got "outputs"',
  );
  expect(() => regions(f, square, { output: 1 })).toThrow("regions: output must be a whole number from 0 to 0, got 1");
  expect(() => slice(f, { x1: 1 }, { outputs: 1 } as object)).toThrow(
    'slice: options must have no keys but output, got "outputs"',
  );
  expect(() => slice(f, { x1: 1 }, { output: 1 })).toThrow("slice: output must be a whole number from 0 to 0, got 1");
});

const inside = (polygon: readonly Point[], t: number): Point => {
  const [x, y] = middleOf(polygon);
  const [cx, cy] = polygon[Math.floor(t * polygon.length) % polygon.length];
  return [x + 0.9 * t * (cx - x), y + 0.9 * t * (cy - y)];
};

test("on each region of a sum the function is its affine one; the areas add up; creases part gradients", () => {
  fc.assert(
    fc.property(planesOf(2, 7), fc.double({ min: 0, max: 0.99, noNaN: true }), (f, t) => {
      const cells = regions(f, square);
      expect(cells.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(AREA, 8);
      for (const { polygon, gradient, intercept, area } of cells) {
        expect(area).toBeGreaterThan(0);
        expect(areaOf(polygon)).toBe(area);
        const x = inside(polygon, t);
        const flat = gradient[0] * x[0] + gradient[1] * x[1] + intercept;
        expect(Math.abs(flat - planesAt(f, x))).toBeLessThanOrEqual(1e-13 * (1 + sizeOfPlanes(f, x)));
      }
      for (const { from, to, fold, units } of creases(f, square)) {
        // Beside the middle of the crease, across it: the slope in that direction changes by the fold.
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        const n = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
        const slopes = units.reduce((sum, u) => sum + f.units[u].weight * Math.hypot(...f.units[u].m), 0);
        expect(fold).toBeCloseTo(slopes, 8);
        for (const u of units) {
          const { m, b } = f.units[u];
          expect(Math.abs(m[0] * from[0] + m[1] * from[1] + b)).toBeLessThan(
            1e-12 * (Math.hypot(...m) * 9 + Math.abs(b)),
          );
          // The crease runs along the line: its normal is the unit's.
          expect(Math.abs(m[0] * n[1] - m[1] * n[0]) * length).toBeLessThan(
            1e-11 * (Math.hypot(...m) * 9 + Math.abs(b)),
          );
        }
      }
    }),
    RUNS,
  );
});

test("across a crease the gradient jumps by its fold, along the line's normal", () => {
  const f = general(6, 2, 3);
  const cells = regions(f, square);
  const gradientAt = (x: number, y: number) =>
    cells.find(({ polygon }) =>
      polygon.every(([x0, y0], i) => {
        const [x1, y1] = polygon[(i + 1) % polygon.length];
        return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0;
      }),
    )!.gradient;
  const all = creases(f, square);
  expect(all.length).toBeGreaterThan(3);
  for (const { from, to, fold } of all) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const n = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
    const [x, y] = [from[0] * 0.43 + to[0] * 0.57, from[1] * 0.43 + to[1] * 0.57];
    const here = gradientAt(x + 1e-7 * n[0], y + 1e-7 * n[1]);
    const there = gradientAt(x - 1e-7 * n[0], y - 1e-7 * n[1]);
    expect((here[0] - there[0]) * n[0] + (here[1] - there[1]) * n[1]).toBeCloseTo(fold, 9);
    expect((here[0] - there[0]) * n[1] - (here[1] - there[1]) * n[0]).toBeCloseTo(0, 9);
  }
});

test("creases end on the rectangle's sides, exactly, and the line that misses it is none", () => {
  const f = reluSum([
    { m: [1, 0], b: -1, weight: 3 },
    { m: [2, 0], b: -2, weight: -1 },
    { m: [0, 1], b: 9 },
  ]);
  expect(creases(f, square)).toEqual([{ from: [1, -2], to: [1, 4], fold: 1, units: [0, 1] }]);
});

test.each([1, 2, 3, 4])("regions of a network: its affine functions, and areas that add up (%d)", (seed) => {
  const net = randomNetwork([2, 6, 5, 2], seed);
  const cells = regions(net, square, { output: 1 });
  expect(cells.length).toBeGreaterThan(8);
  expect(cells.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(AREA, 8);
  for (const { polygon, gradient, intercept } of cells) {
    for (const t of [0, 0.5, 0.98]) {
      const x = inside(polygon, t);
      expect(gradient[0] * x[0] + gradient[1] * x[1] + intercept).toBeCloseTo(networkAt(net, x)[1], 9);
    }
  }
});

/** Layers that fold [0, 1] m times: tent(x) = 2·max(0, x) − 4·max(0, x − ½). */
const folding = (m: number) => {
  const first = { weights: [[1], [1]], biases: [0, -0.5] };
  const again = {
    weights: [
      [2, -4],
      [2, -4],
    ],
    biases: [0, -0.5],
  };
  return [first, ...Array.from({ length: m - 1 }, () => again)];
};

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("T6: %d folds make 2^m pieces", (m) => {
  const tent = network([...folding(m), { weights: [[2, -4]], biases: [0] }]);
  const sum = slice(tent, [NaN]) as ReturnType<typeof reluSum>;
  const within = knots(sum).filter(({ x }) => x > 0 && x < 1);
  expect(within).toHaveLength(2 ** m - 1);
  within.forEach(({ x, kink }, i) => {
    expect(x).toBe((i + 1) / 2 ** m);
    expect(Math.abs(kink)).toBe(2 ** (m + 1));
  });
  expect(evaluate(sum, 2 ** -m)).toBe(1);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("T7: x² by %d folds is off by 4^-(m+1), exactly", (m) => {
  // x − Σ g_s(x)/4^s, where g_s is the tent map s times over: a third unit carries what is left so far.
  const layers = [
    { weights: [[1], [1], [1]], biases: [0, -0.5, 0] },
    ...Array.from({ length: m - 1 }, (_, i) => {
      const [a, b] = [2 / 4 ** (i + 1), 4 / 4 ** (i + 1)];
      return {
        weights: [
          [2, -4, 0],
          [2, -4, 0],
          [-a, b, 1],
        ],
        biases: [0, -0.5, 0],
      };
    }),
    { weights: [[-2 / 4 ** m, 4 / 4 ** m, 1]], biases: [0] },
  ];
  const f = network(layers);
  const xs = linspace(0, 1, 2 ** (m + 1) + 1);
  const errors = (evaluate(f, xs) as Float64Array).map((y, i) => y - xs[i] ** 2);
  // At the pieces' ends it is x², and in their middles, where a chord of x² is furthest from it, the error is the claim.
  errors.forEach((error, i) => {
    expect(error).toBe(i % 2 === 0 ? 0 : 4 ** -(m + 1));
  });
  const between = linspace(0, 1, 4001);
  for (const [i, y] of (evaluate(f, between) as Float64Array).entries())
    expect(Math.abs(y - between[i] ** 2)).toBeLessThanOrEqual(4 ** -(m + 1) + 1e-15);
  expect(knots(slice(f, [NaN]) as ReturnType<typeof reluSum>).filter(({ x }) => x > 0 && x < 1)).toHaveLength(
    2 ** m - 1,
  );
});

const pyramid = network([
  {
    weights: [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ],
    biases: [0, 0, 0, 0],
  },
  { weights: [[-1, -1, -1, -1]], biases: [1] },
  { weights: [[1]], biases: [0] },
]);

test("T16: a pyramid takes two layers, exactly; four sloping regions, the rest is 0", () => {
  for (const x of linspace(-2, 2, 41)) {
    for (const y of linspace(-2, 2, 41)) {
      expect(evaluate(pyramid, [x, y])).toBe(Math.max(0, 1 - Math.abs(x) - Math.abs(y)) || 0);
    }
  }
  const cells = regions(pyramid, [
    [-2, 2],
    [-2, 2],
  ]);
  expect(cells).toHaveLength(8);
  const sloping = cells.filter(({ gradient }) => gradient[0] !== 0 || gradient[1] !== 0);
  expect(sloping.map(({ gradient }) => gradient.join()).sort()).toEqual(["-1,-1", "-1,1", "1,-1", "1,1"]);
  expect(sloping.every(({ area, intercept }) => area === 0.5 && intercept === 1)).toBe(true);
});

test("T16: a sum of one layer that is 0 far out is 0: each crease is a whole line, and folds out there as well", () => {
  fc.assert(
    fc.property(planesOf(2, 6), (f) => {
      // On a rectangle so far along a crease that no other meets it, the fold is still there.
      for (const { from, to, fold } of creases(f, square)) {
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (length < 1e-3) continue;
        const along = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
        const far: Point = [from[0] + 1e3 * along[0], from[1] + 1e3 * along[1]];
        const there = creases(f, [
          [far[0] - 1, far[0] + 1],
          [far[1] - 1, far[1] + 1],
        ]);
        expect(there.some((other) => Math.abs(other.fold - fold) <= 1e-9 * Math.abs(fold))).toBe(true);
      }
    }),
    { ...RUNS, numRuns: 100 },
  );
});

test("T8: variance 2/fan-in keeps the signal through 30 ReLU layers; 1/fan-in loses half of it at each", () => {
  const meanSquare = (gain: number): number => {
    const { normal } = random(8);
    const width = 256;
    let values = Float64Array.from({ length: width }, normal);
    for (let layer = 0; layer < 30; layer++) {
      const rows = Array.from({ length: width }, () =>
        Array.from({ length: width }, () => normal() * Math.sqrt(gain / width)),
      );
      const one = network([{ weights: rows, biases: new Array(width).fill(0) }]);
      values = (evaluate(one, values) as Float64Array).map((z) => Math.max(0, z));
    }
    // After rectifying, 2/fan-in leaves half of a pre-activation's mean square of 1 · 2.
    return values.reduce((sum, value) => sum + value * value, 0) / width;
  };
  // One draw: 30 factors with a relative deviation of about √(5/256) each, 0.77 together on the logarithm.
  expect(meanSquare(2)).toBeGreaterThan(0.1);
  expect(meanSquare(2)).toBeLessThan(10);
  expect(meanSquare(1) / meanSquare(2)).toBeCloseTo(2 ** -30, 12);
});

test("T17: ReLU6 in every channel of two is a network of ReLUs, exactly", () => {
  const relu6 = network([
    {
      weights: [
        [1, 0],
        [1, 0],
        [0, 1],
        [0, 1],
      ],
      biases: [0, -6, 0, -6],
    },
    {
      weights: [
        [1, -1, 0, 0],
        [0, 0, 1, -1],
      ],
      biases: [0, 0],
    },
  ]);
  for (const x of linspace(-3, 9, 25))
    expect(evaluate(relu6, [x, 2 * x])).toEqual(
      Float64Array.of(Math.min(6, Math.max(0, x)), Math.min(6, Math.max(0, 2 * x))),
    );
});
