import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  creases,
  evaluate,
  fromJson,
  type PlaneSum,
  partialSum,
  print,
  regionCount,
  regions,
  reluSum,
  slice,
  toJson,
} from "./index.ts";
import { planesAt, productsOf, sizeOfPlanes } from "./test-planes.ts";
import { plain, RUNS } from "./test-sums.ts";

/** 1 + x1 + 3·max(0, x2 − 1) + 2·max(0, x1 − 1)·max(0, 4 − x2) − max(0, x1)·max(0, x2)·max(0, x3) */
const f = reluSum([{ m: [0, 1, 0], b: -1, weight: 3 }], {
  intercept: 1,
  slope: [1, 0, 0],
  products: [
    {
      weight: 2,
      factors: [
        { m: [1, 0, 0], b: -1 },
        { m: [0, -1, 0], b: 4 },
      ],
    },
    { weight: -1, factors: [0, 1, 2].map((j) => ({ m: [0, 1, 2].map((i) => (i === j ? 1 : 0)), b: 0 })) },
  ],
});

test.each([
  { x: [0, 0, 0], y: 1 },
  { x: [2, 0, 5], y: 3 + 2 * 1 * 4 },
  { x: [2, 3, 0], y: 3 + 6 + 2 * 1 * 1 },
  { x: [2, 3, 5], y: 3 + 6 + 2 * 1 * 1 - 30 },
  { x: [2, 7, -5], y: 3 + 18 },
  { x: [NaN, 0, 0], y: NaN },
  { x: [Infinity, 1, -1], y: NaN },
  { x: [-Infinity, 0, -1], y: -Infinity },
])("worked by hand: f($x) is $y", ({ x, y }) => {
  expect(evaluate(f, x)).toBe(y);
});

test("frozen to its depths, weight 1 unless said; none given, none there", () => {
  const factors = [
    { m: Float32Array.of(1, 0), b: 0 },
    { m: [0, 1], b: 2 },
  ];
  const sum = reluSum([], { products: [{ factors }] });
  expect(sum.products).toEqual([
    {
      weight: 1,
      factors: [
        { m: [1, 0], b: 0 },
        { m: [0, 1], b: 2 },
      ],
    },
  ]);
  const [product] = sum.products!;
  const parts = [sum.products, product, product.factors, product.factors[0], product.factors[0].m];
  for (const part of parts) expect(Object.isFrozen(part)).toBe(true);
  expect(sum.slope).toEqual([0, 0]);
  expect(reluSum([{ m: [1, 2], b: 0 }], { products: [] })).not.toHaveProperty("products");
  expect(reluSum([{ m: [1], b: 0 }], { products: [] })).toEqual(reluSum([{ m: 1, b: 0 }]));
});

const factor = { m: [1, 2], b: 0 };
test.each([
  { products: 3, message: "products must be an array of { weight, factors }, got 3" },
  { products: [[]], message: "products[0] must be an object with weight, factors, got []" },
  {
    products: [{ factors: [factor] }],
    message: "products[0].factors must be two or more, got 1",
  },
  {
    products: [{ factors: factor }],
    message: "products[0].factors must be an array of { m, b }, got an object with m, b",
  },
  {
    products: [{ factors: [factor, { m: [1], b: 0 }] }],
    message: "products[0].factors[1].m must have 2 numbers, as units[0].m has, got 1",
  },
  {
    products: [{ factors: [factor, { m: [1, "2"], b: 0 }] }],
    message: 'products[0].factors[1].m[1] must be a finite number, got "2"',
  },
  {
    products: [{ factors: [factor, factor] }, { factors: [factor, { ...factor, weight: 2 }] }],
    message: 'products[1].factors[1] must have no keys but m, b, got "weight"',
  },
  {
    products: [{ factors: [factor, { m: [1, 2] }] }],
    message: "products[0].factors[1].b must be a finite number, got undefined",
  },
  {
    products: [{ factors: [factor, factor], weight: null }],
    message: "products[0].weight must be a finite number, got null",
  },
])("$message", ({ products, message }) => {
  const units = [{ m: [1, 2], b: 0 }];
  expect(() => reluSum(units, { products: products as never })).toThrow(`reluSum: ${message}`);
  expect(() => fromJson({ units, products })).toThrow(`fromJson: model.${message}`);
});

test("a sum of one input has none", () => {
  const one = [
    {
      factors: [
        { m: [1], b: 0 },
        { m: [2], b: 0 },
      ],
    },
  ];
  const rule = new RangeError("reluSum: products must be of several inputs, got a sum of one");
  expect(() => reluSum([], { products: one })).toThrow(rule);
  expect(() => reluSum([{ m: [1], b: 0 }], { slope: [1], products: one })).toThrow(rule);
});

const rows = (inputs: number) =>
  fc.array(fc.array(plain, { minLength: inputs, maxLength: inputs }), { minLength: 1, maxLength: 6 });

test.each([2, 4])("evaluate of %d inputs is the formula, at a row and at many", (inputs) => {
  fc.assert(
    fc.property(productsOf(inputs, 4), rows(inputs), (f, xs) => {
      const ys = evaluate(f, xs);
      xs.forEach((x, i) => {
        expect(evaluate(f, x)).toBe(ys[i]);
        expect(Math.abs(ys[i] - planesAt(f, x))).toBeLessThanOrEqual(32 * Number.EPSILON * sizeOfPlanes(f, x));
      });
    }),
    RUNS,
  );
});

test("JSON, bit for bit, with names", () => {
  fc.assert(
    fc.property(productsOf(3, 4), (f) => {
      const stored = JSON.parse(JSON.stringify(toJson(f, { x: ["a", "b", "c"], y: "d" })));
      expect(Object.keys(stored)).toEqual(["version", "intercept", "slope", "units", "products", "names"]);
      const back = fromJson(stored) as PlaneSum;
      expect(back).toEqual(JSON.parse(JSON.stringify(f)));
    }),
    RUNS,
  );
});

describe("slice", () => {
  test("a product is one of fewer factors, a unit, or a number", () => {
    expect(slice(f, { x3: 2 })).toEqual(
      reluSum([{ m: [0, 1], b: -1, weight: 3 }], {
        intercept: 1,
        slope: [1, 0],
        products: [
          {
            weight: 2,
            factors: [
              { m: [1, 0], b: -1 },
              { m: [0, -1], b: 4 },
            ],
          },
          {
            weight: -2,
            factors: [
              { m: [1, 0], b: 0 },
              { m: [0, 1], b: 0 },
            ],
          },
        ],
      }),
    );
    expect(slice(f, [null, 3, 2])).toEqual(
      reluSum(
        [
          { m: 1, b: -1, weight: 2 },
          { m: 1, b: 0, weight: -6 },
        ],
        { intercept: 7, slope: 1 },
      ),
    );
    expect(slice(f, [2, 3, null])).toEqual(reluSum([{ m: 1, b: 0, weight: -6 }], { intercept: 11, slope: 0 }));
    expect(slice(f, [-1, 3, null])).toEqual(reluSum([], { intercept: 6, slope: 0 }));
  });

  test("is f, whatever is fixed", () => {
    fc.assert(
      fc.property(productsOf(4, 4), rows(4), (f, xs) => {
        for (const x of xs) {
          const g = slice(f, [x[0], NaN, x[2], NaN]) as PlaneSum;
          const y = evaluate(g, [x[1], x[3]]) as number;
          expect(Math.abs(y - planesAt(f, x))).toBeLessThanOrEqual(64 * Number.EPSILON * sizeOfPlanes(f, x));
        }
      }),
      RUNS,
    );
  });

  test("two factors of the one input left free are refused", () => {
    const square = reluSum([], {
      products: [
        {
          factors: [
            { m: [1, 1], b: 0 },
            { m: [0, 1], b: 0 },
          ],
        },
      ],
    });
    expect(() => slice(square, { x1: 3 })).toThrow(
      new RangeError(
        "slice: fixed must leave a product one factor where it leaves one input free, got 2 factors of x2",
      ),
    );
    expect(slice(square, { x2: 3 })).toEqual(reluSum([{ m: 1, b: 3, weight: 3 }]));
    expect(slice(square, { x2: -3 })).toEqual(reluSum([]));
  });
});

test("partial sums count products on after the units", () => {
  expect(partialSum(f, 0)).toEqual(reluSum([], { intercept: 1, slope: [1, 0, 0] }));
  expect(partialSum(f, 1)).not.toHaveProperty("products");
  expect(partialSum(f, 2).products).toEqual([f.products![0]]);
  expect(partialSum(f, 3)).toEqual(f);
  expect(partialSum(f, [2])).toMatchObject({ units: [], products: [f.products![1]] });
  expect(() => partialSum(f, 4)).toThrow("partialSum: which must be a whole number from 0 to 3, got 4");
});

test("what is flat between folds only is refused", () => {
  const two = slice(f, { x3: 2 }) as PlaneSum;
  const square = [
    [0, 1],
    [0, 1],
  ] as const;
  const rule = (name: string) => new TypeError(`${name}: f must be a sum without products, got one with 2`);
  expect(() => creases(two, square)).toThrow(rule("creases"));
  expect(() => regions(two, square)).toThrow(rule("regions"));
  expect(() => regionCount(two)).toThrow(rule("regionCount"));
});

test("printed, constant factors are numbers and empty products are gone", () => {
  expect(print(f, "text")).toBe(
    "f(x1, x2, x3) = 1 + x1 + 3·max(0, x2 − 1) + 2·max(0, x1 − 1)·max(0, −x2 + 4) − max(0, x1)·max(0, x2)·max(0, x3)",
  );
  const g = reluSum([], {
    products: [
      {
        weight: 2,
        factors: [
          { m: [1, 0], b: 1 },
          { m: [0, 0], b: 3 },
        ],
      },
      {
        factors: [
          { m: [1, 0], b: 1 },
          { m: [0, 0], b: -3 },
        ],
      },
    ],
  });
  expect(print(g, "text")).toBe("f(x1, x2) = 6·max(0, x1 + 1)");
  expect(print(g, "python", { digits: 3 })).toContain("return 6 * max(x1 + 1, 0.0)");
});
