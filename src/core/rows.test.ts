import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, fromJson, knots, namesOf, network, partialSum, print, reluSum, slice, toJson } from "./index.ts";
import * as oneInput from "./one-input.ts";
import * as several from "./several-inputs.ts";
import { networkAt, planesAt, planesOf, randomNetwork, sizeOfPlanes } from "./test-planes.ts";
import { plain, RUNS } from "./test-sums.ts";

const f = reluSum(
  [
    { m: [1, 2], b: -1, weight: 2 },
    { m: [0, -1], b: 0, weight: -1 },
  ],
  { intercept: 0.5, slope: [1, 0] },
);

test("a sum of two inputs, worked by hand", () => {
  expect(evaluate(f, [1, 1])).toBe(0.5 + 1 + 2 * 2);
  expect(evaluate(f, [0, -3])).toBe(0.5 - 3);
  expect(evaluate(f, Float64Array.of(1, 1, 0, -3))).toEqual(Float64Array.of(5.5, -2.5));
  expect(evaluate(f, [[1, 1]])).toEqual(Float64Array.of(5.5));
  expect(evaluate(f, [])).toEqual(new Float64Array(0));
  expect(evaluate(f, [NaN, 1])).toBeNaN();
  expect(
    evaluate(f, [
      [1, Infinity],
      [Infinity, 0],
    ]),
  ).toEqual(Float64Array.of(Infinity, Infinity));
  // A coefficient of 0 keeps an infinite input out.
  expect(evaluate(reluSum([{ m: [0, 1], b: 1 }]), [Infinity, 1])).toBe(2);
  const out = new Float64Array(1);
  expect(evaluate(f, [1, 1], out)).toBe(out);
  expect(out[0]).toBe(5.5);
});

test("values are frozen to their depths; vectors of one number are numbers", () => {
  for (const part of [f, f.slope, f.units, f.units[0], f.units[0].m]) expect(Object.isFrozen(part)).toBe(true);
  const net = randomNetwork([2, 3, 1], 1);
  for (const part of [net, net.layers, net.layers[0], net.layers[0].weights, net.layers[0].weights[0]])
    expect(Object.isFrozen(part)).toBe(true);
  expect(reluSum([{ m: [2], b: 1 }])).toEqual(reluSum([{ m: 2, b: 1 }]));
  expect(reluSum([], { slope: [3, 4] }).slope).toEqual([3, 4]);
});

test("functions of one input refuse several", () => {
  expect(() => knots(f as never)).toThrow(new TypeError("knots: f must be a sum of one input, got one of 2"));
  expect(() => knots(randomNetwork([1, 1], 1) as never)).toThrow("got a network");
});

test.each([
  {
    call: () =>
      reluSum([
        { m: [1, 2], b: 0 },
        { m: [1, 2, 3], b: 0 },
      ]),
    message: "reluSum: units[1].m must have 2 numbers, as units[0].m has, got 3",
  },
  { call: () => reluSum([{ m: [1, NaN], b: 0 }]), message: "reluSum: units[0].m[1] must be a finite number, got NaN" },
  {
    call: () =>
      network([
        { weights: [[1, 2]], biases: [0] },
        { weights: [[1, 2]], biases: [0] },
      ]),
    message: "network: layers[1].weights[0] must have 1 number, one for each unit of layers[0], got 2",
  },
  {
    call: () => network([{ weights: [[1, 2], [1]], biases: [0, 0] }]),
    message: "network: layers[0].weights[1] must have 2 numbers, as layers[0].weights[0] has, got 1",
  },
  {
    call: () =>
      network([
        {
          weights: [
            [1, 2],
            [1, Infinity],
          ],
          biases: [0, 0],
        },
      ]),
    message: "network: layers[0].weights[1][1] must be a finite number, got Infinity",
  },
  {
    call: () => evaluate(f, [1, 2, 3]),
    message: "evaluate: x must have 2 numbers, or rows of 2 one after the other, got 3",
  },
])("$message", ({ call, message }) => {
  expect(call).toThrow(message);
});

const rows = (inputs: number) =>
  fc.array(fc.array(plain, { minLength: inputs, maxLength: inputs }), { minLength: 2, maxLength: 9 });

describe("evaluate", () => {
  test.each([2, 3, 5])("of %d inputs is the formula, in every form of x", (inputs) => {
    fc.assert(
      fc.property(planesOf(inputs, 8), rows(inputs), (f, xs) => {
        const ys = evaluate(f, xs);
        expect(evaluate(f, xs.flat())).toEqual(ys);
        xs.forEach((x, i) => {
          expect(evaluate(f, x)).toBe(ys[i]);
          expect(Math.abs(ys[i] - planesAt(f, x))).toBeLessThanOrEqual(16 * Number.EPSILON * sizeOfPlanes(f, x));
        });
      }),
      RUNS,
    );
  });

  test("of a network is its layers one by one; blocks of rows change nothing", () => {
    for (const widths of [
      [2, 5, 1],
      [3, 7, 6, 2],
      [4, 2],
      [1, 300, 1],
    ]) {
      const net = randomNetwork(widths, widths.length);
      const xs = Array.from({ length: 50 }, (_, i) => Array.from({ length: widths[0] }, (_, j) => Math.sin(7 * i + j)));
      const ys = evaluate(net, xs) as Float64Array;
      xs.forEach((x, i) => {
        const expected = networkAt(net, x);
        expected.forEach((y, o) => {
          expect(ys[i * expected.length + o]).toBeCloseTo(y, 10);
        });
      });
      const nothing = evaluate(net, [new Array(widths[0]).fill(NaN)]) as Float64Array;
      expect(Array.from(nothing)).toEqual(new Array(widths.at(-1)!).fill(NaN));
    }
    const one = randomNetwork([1, 4, 1], 3);
    expect(evaluate(one, 0.5)).toBe((evaluate(one, [0.5]) as Float64Array)[0]);
    expect(evaluate(randomNetwork([2, 3, 2], 1), [1, 2])).toHaveLength(2);
  });

  test("T13: units in any order, and scaled by a power of two, are the same function", () => {
    fc.assert(
      fc.property(planesOf(3, 6), rows(3), fc.constantFrom(0.25, 2, 1024), (f, xs, c) => {
        const scaled = reluSum(
          f.units.map(({ m, b, weight }) => ({ m: m.map((m) => c * m), b: c * b, weight: weight / c })),
          { intercept: f.intercept, slope: f.slope },
        );
        expect(evaluate(scaled, xs)).toEqual(evaluate(f, xs));
        const turned = reluSum(f.units.toReversed(), { intercept: f.intercept, slope: f.slope });
        const [one, other] = [evaluate(f, xs), evaluate(turned, xs)];
        xs.forEach((x, i) => {
          expect(Math.abs(one[i] - other[i])).toBeLessThanOrEqual(16 * Number.EPSILON * sizeOfPlanes(f, x));
        });
      }),
      RUNS,
    );
  });
});

describe("slice", () => {
  test("of a sum is the sum on the slice", () => {
    fc.assert(
      fc.property(
        planesOf(4, 6),
        fc.array(plain, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 14 }),
        (f, x, mask) => {
          const fixed = x.map((value, j) => (mask & (1 << j) ? Number.NaN : value));
          const left = x.filter((_, j) => mask & (1 << j));
          const g = slice(f, fixed);
          const y = left.length === 1 ? evaluate(g, left[0]) : evaluate(g, left);
          expect(Math.abs((y as number) - planesAt(f, x))).toBeLessThanOrEqual(
            32 * Number.EPSILON * sizeOfPlanes(f, x),
          );
        },
      ),
      RUNS,
    );
  });

  test("names, and units that no longer depend on anything", () => {
    expect(slice(f, { x1: 3 })).toEqual(
      reluSum(
        [
          { m: 2, b: 2, weight: 2 },
          { m: -1, b: 0, weight: -1 },
        ],
        { intercept: 3.5, slope: 0 },
      ),
    );
    expect(slice(f, [null, -2])).toEqual(reluSum([{ m: 1, b: -5, weight: 2 }], { intercept: -1.5, slope: 1 }));
  });

  test.each([1, 2, 3, 4, 5])("of a network along one input is a sum, along two a network (%d)", (seed) => {
    const net = randomNetwork([3, 8, 8, 1], seed);
    const line = slice(net, [0.3, Number.NaN, -0.7]);
    const plane = slice(net, { x3: -0.7 });
    for (let i = 0; i < 400; i++) {
      const t = (i - 200) / 20;
      const expected = networkAt(net, [0.3, t, -0.7])[0];
      expect(Math.abs((evaluate(line, t) as number) - expected)).toBeLessThanOrEqual(
        1e-12 * (100 + Math.abs(expected)),
      );
      expect(evaluate(plane, [0.3, t])).toBeCloseTo(expected, 10);
    }
    const two = randomNetwork([2, 5, 2], seed);
    expect(evaluate(slice(two, { x1: 1 }, { output: 1 }), 2)).toBeCloseTo(networkAt(two, [1, 2])[1], 10);
    expect(() => slice(two, { x1: 1 })).toThrow("slice: output must be a whole number from 0 to 1, got undefined");
  });
});

test("partial sums grow from the line to the whole", () => {
  expect(partialSum(f, 0)).toEqual(reluSum([], { intercept: 0.5, slope: [1, 0] }));
  expect(partialSum(f, [1]).units).toEqual([f.units[1]]);
  expect(partialSum(f, 2)).toEqual(f);
  const one = reluSum([
    { m: 1, b: 0 },
    { m: 2, b: 1 },
  ]);
  expect(partialSum(one, 1)).toEqual(reluSum([{ m: 1, b: 0 }]));
  expect(evaluate(partialSum(one, [1]), 1)).toBe(3);
});

describe("JSON", () => {
  test("bit for bit, and with names", () => {
    fc.assert(
      fc.property(planesOf(3, 5), (f) => {
        expect(fromJson(JSON.parse(JSON.stringify(toJson(f))))).toEqual(JSON.parse(JSON.stringify(f)));
      }),
      RUNS,
    );
    const net = randomNetwork([2, 3, 1], 5);
    const names = { x: ["mass", "year"], y: "mpg" };
    const stored = JSON.parse(JSON.stringify(toJson(net, names)));
    expect(fromJson(stored)).toEqual(net);
    expect(namesOf(stored)).toEqual(names);
    expect(namesOf(toJson(f))).toBeUndefined();
    expect(namesOf(toJson(reluSum([]), { x: ["day"] }))).toEqual({ x: ["day"] });
  });

  test.each([
    {
      value: { layers: [{ weights: [[1]], biases: ["a"] }] },
      message: 'fromJson: model.layers[0].biases[0] must be a finite number, got "a"',
    },
    {
      value: { units: [{ m: [1, null], b: 0 }] },
      message: "fromJson: model.units[0].m[1] must be a finite number, got null",
    },
    {
      value: { layers: [], units: [] },
      message: 'fromJson: model must have no keys but version, layers, names, got "units"',
    },
    {
      value: { units: [{ m: [1, 2], b: 0 }], names: { x: ["a"] } },
      message: "fromJson: model.names.x must have 2 names, one for each input, got 1",
    },
  ])("$message", ({ value, message }) => {
    expect(() => fromJson(value)).toThrow(message);
  });
});

test("what stands in for several inputs has all that it stands in for", () => {
  expect(Object.keys(oneInput).sort()).toEqual(Object.keys(several).sort());
  expect(oneInput.takesRows(f)).toBe(false);
  expect(oneInput.hasVectors({ intercept: 0, slope: [1, 2], units: [] })).toBe(false);
  expect(() => oneInput.printRows(f, "text", {})).toThrow("left out of this script");
  expect(print(f, "text")).toContain("x2");
});
