import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type PlaneSum } from "../../core/index.ts";
import { hingeFit } from "../index.ts";
import { crossValidation, pruned, termProducts } from "./backward.ts";
import type { Columns } from "./columns-table.ts";
import { endSpan, growTerms } from "./forward.ts";
import { crossProducts, leastSquares, withoutIdle } from "./least-squares.ts";
import { movedSteps } from "./move-steps.ts";
import { predictions } from "./solved.ts";
import { alignedTerms, spansOf, sumOfTerms, type Term, termColumn } from "./terms.ts";
import { table } from "./test-table.ts";

const relu = (z: number) => Math.max(0, z);

const ended = <T>(steps: Generator<number, T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
};

const all = (terms: readonly unknown[]) => terms.map((_, c) => c);

/** The least squares of terms, by their residuals. */
function squaresOf(terms: readonly Term[], data: Columns): number {
  const spans = spansOf(data);
  const { intercept, coefficients } = leastSquares(termProducts(terms, data, spans), all(terms));
  const columns = terms.map((term) => termColumn(term, data, spans));
  return data.y.reduce((sum, y, i) => {
    const told = columns.reduce((told, column, k) => told + coefficients[k] * column[i], intercept);
    return sum + (y - told) ** 2;
  }, 0);
}

describe("least squares", () => {
  const data = table(3000, 3, ([a, b, c], noise) => 1000 + a - 2 * relu(b - 0.5) + c + noise());
  const terms: Term[] = [
    [{ input: 0, side: 1, knot: 0 }],
    [{ input: 1, side: 1, knot: 0.5 }],
    [{ input: 2, side: 1, knot: 0 }],
    [{ input: 1, side: -1, knot: 0.5 }],
  ];

  test("no coefficient can be changed for the better, and `squares` is what is left", () => {
    const products = termProducts(terms, data, spansOf(data));
    const { squares } = leastSquares(products, all(terms));
    expect(squares / squaresOf(terms, data)).toBeCloseTo(1, 9);
    const spans = spansOf(data);
    const { coefficients, intercept } = leastSquares(products, all(terms));
    const rest = data.y.map((y) => y - intercept);
    for (const [k, term] of terms.entries()) {
      termColumn(term, data, spans).forEach((value, i) => {
        rest[i] -= coefficients[k] * value;
      });
    }
    for (const term of terms) {
      const along = termColumn(term, data, spans).reduce((sum, value, i) => sum + value * rest[i], 0);
      expect(Math.abs(along)).toBeLessThan(1e-7);
    }
  });

  test("`growth` is what squares grow by without a term", () => {
    const products = termProducts(terms, data, spansOf(data));
    const { squares, growth } = leastSquares(products, all(terms));
    for (const without of all(terms)) {
      const fewer = leastSquares(
        products,
        all(terms).filter((c) => c !== without),
      );
      expect(growth[without]).toBeCloseTo(fewer.squares - squares, 6);
    }
  });

  test("columns that explain no more than rounding are idle: of two that are one the last, of those beside all that y is every one", () => {
    const noise = table(200, 4, ([a, b]) => 1e3 + a + b, 3);
    const columns = [noise.x[0], noise.x[1], noise.x[2], noise.x[0], noise.y];
    const products = crossProducts(200, 5, (c, from, out) => out.set(columns[c].subarray(from, from + out.length)));
    expect(withoutIdle(products, [0, 1, 2, 3])).toEqual([0, 1]);
    expect(withoutIdle(products, [3, 2, 1, 0])).toEqual([3, 1]);
    expect(withoutIdle(products, [2, 3])).toEqual([2, 3]);
  });

  test("a column that follows from others gets 0", () => {
    const twice = [...terms, terms[1]];
    const { coefficients, growth, squares } = leastSquares(termProducts(twice, data, spansOf(data)), all(twice));
    expect([coefficients[4], growth[4]]).toEqual([0, 0]);
    expect(squares / squaresOf(terms, data)).toBeCloseTo(1, 9);
  });
});

describe("forward", () => {
  test("each pair is the best of all pairs at the places tried, of every parent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const data = table(60, 2, ([a, b], noise) => Math.sin(5 * a) * b + b + 0.3 * noise(), seed);
        const spans = spansOf(data);
        const grown = ended(growTerms(data, spans, 2, 7));
        const places = data.x.map((column) => column.toSorted().slice(10, -10));
        for (const size of [2, 4, 6]) {
          const [before, after] = [grown.slice(0, size - 2), grown.slice(0, size)];
          const own = squaresOf(after, data);
          for (const parent of [[], ...before]) {
            for (const input of [0, 1]) {
              if (parent.length > 1 || parent[0]?.input === input) continue;
              for (const knot of places[input]) {
                const pair = ([1, -1] as const).map((side): Term => [...parent, { input, side, knot }]);
                // Places are every few rows: those between may be a little better.
                expect(squaresOf([...before, ...pair], data) * 1.05).toBeGreaterThan(own);
              }
            }
          }
        }
      }),
      { seed: 5, numRuns: 8 },
    );
  });

  test("an input of few values, each of some rows, may bend at any of them but the outer", () => {
    const data = table(77, 5, ([a], noise) => relu(Math.floor(7 * a) - 2) + 0.02 * noise());
    const x = data.x.with(
      0,
      data.x[0].map((value) => Math.floor(7 * value)),
    );
    const [term] = ended(growTerms({ ...data, x }, spansOf({ ...data, x }), 1, 3));
    expect(term).toEqual([{ input: 0, side: 1, knot: 2 }]);
  });

  test("of degree 1 no term is a product; of degree 2 each has two inputs at most, never the same", () => {
    const data = table(200, 3, ([a, b, c]) => a * b + Math.sin(6 * c));
    expect(ended(growTerms(data, spansOf(data), 1, 21)).every((term) => term.length === 1)).toBe(true);
    const terms = ended(growTerms(data, spansOf(data), 2, 21));
    expect(terms.some((term) => term.length === 2)).toBe(true);
    for (const term of terms) {
      expect(term.length).toBeLessThanOrEqual(2);
      expect(new Set(term.map(({ input }) => input)).size).toBe(term.length);
    }
  });
});

describe("growing with steps", () => {
  const step = (value: number) => (value > 0 ? 1 : 0);

  test("finds those that are there, which are then moved between the two rows where they are", () => {
    const data = table(400, 3, ([a, b, c]) => 2 * step(a - 0.4) + step(b - 0.7) * (2 + 3 * step(c - 0.5)));
    const spans = spansOf(data);
    const grown = ended(growTerms(data, spans, 2, 4, 3));
    const terms = movedSteps(grown, data, spans);
    expect(squaresOf(terms, data)).toBeLessThan(squaresOf(grown, data));
    for (const { input, knot, end = Number.NaN } of terms.flat()) {
      expect(knot).toBeLessThan([0.4, 0.7, 0.5][input]);
      expect(end).toBeGreaterThan([0.4, 0.7, 0.5][input]);
    }
    expect(squaresOf(terms, data)).toBeLessThan(1e-18);
  });

  test("and none where the function bends", () => {
    const data = table(400, 3, ([a, b], noise) => 3 * relu(a - 0.4) - 2 * relu(0.6 - b) + 0.1 * noise());
    const spans = spansOf(data);
    const { terms } = pruned(ended(growTerms(data, spans, 2, 21, 3)), data, spans, 3, 20);
    expect(terms.flat().every(({ end }) => end === undefined)).toBe(true);
  });

  test("between values that hardly differ a step is not too steep to be told", () => {
    const x = [Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? -1 - i : i / 100)), new Float64Array(200)];
    x[0][99] = -1e-14;
    x[0][100] = 0;
    const data = { x, y: Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1)) };
    const [[{ knot, end = knot }]] = ended(growTerms(data, spansOf(data), 1, 2, 2));
    expect(end - knot).toBeGreaterThan(1e-6);
  });
});

test("pruning keeps the set with the least generalized cross-validation on its way", () => {
  const data = table(300, 3, ([a, b], noise) => relu(a - 0.4) - relu(b - 0.6) + 0.1 * noise());
  const spans = spansOf(data);
  const grown = ended(growTerms(data, spans, 1, 21));
  const { terms, gcv } = pruned(grown, data, spans, 2, 20);
  expect(terms.length).toBeLessThan(grown.length);
  const own = crossValidation(squaresOf(terms, data), 300, terms, 2);
  expect(gcv).toBeCloseTo(own, 9);
  for (const [i] of terms.entries()) {
    const fewer = terms.filter((_, k) => k !== i);
    expect(crossValidation(squaresOf(fewer, data), 300, fewer, 2)).toBeGreaterThan(gcv);
  }
  expect(pruned(grown, data, spans, 2, 2).terms.length).toBeLessThanOrEqual(2);
  const hinge = { input: 0, side: 1, knot: 0 } as const;
  // n = 100, 4 terms, price 3: C = 1 + 4 + 6; 2 of them steps: 3 more.
  expect(crossValidation(50, 100, Array(4).fill([hinge]), 3)).toBeCloseTo(0.5 / 0.89 ** 2, 12);
  const step = { ...hinge, end: 1 };
  expect(crossValidation(50, 100, [[hinge], [hinge], [step], [hinge, step]], 3)).toBeCloseTo(0.5 / 0.86 ** 2, 12);
});

test("terms and the sum that they become are the same function", () => {
  const side = fc.constantFrom(1 as const, -1 as const);
  const hinge = (input: number) =>
    fc.record({ input: fc.constant(input), side, knot: fc.constantFrom(-1, 0, 0.3, 0.7, 1, 2) });
  const step = (input: number) =>
    fc.constantFrom([0, 0.1], [0.3, 0.31], [0.7, 2]).map(([knot, end]) => ({ input, side: 1 as const, knot, end }));
  const term = fc.oneof(
    fc.tuple(hinge(0)),
    fc.tuple(hinge(1)),
    fc.tuple(step(1)),
    fc.tuple(hinge(0), hinge(1)),
    fc.tuple(hinge(2), hinge(0)),
    fc.tuple(step(2), hinge(0)),
    fc.tuple(step(0), step(1)),
  );
  const data = table(40, 3, () => 0);
  const spans = spansOf(data);
  fc.assert(
    fc.property(fc.array(fc.tuple(term, fc.integer({ min: -3, max: 3 })), { maxLength: 8 }), (parts) => {
      const f = sumOfTerms(
        parts.map(([term]) => term),
        parts.map(([, c]) => c),
        0.5,
        spans,
      );
      const told = predictions(f, data.x, 0, 40);
      const columns = parts.map(([term]) => termColumn(term, data, spans));
      told.forEach((value, i) => {
        expect(value).toBeCloseTo(
          parts.reduce((sum, [, c], k) => sum + c * columns[k][i], 0.5),
          10,
        );
      });
    }),
    { seed: 2, numRuns: 200 },
  );
});

test("weights on one knot that cancel but for rounding are no unit", () => {
  const spans = [{ least: 0, width: 1 }];
  const terms = [1, -1, 1].map((side) => [{ input: 0, side: side as 1 | -1, knot: 0.5 }]);
  expect(sumOfTerms(terms, [0.1, 0.2, -0.3], 0, spans).units).toEqual([]);
});

test("aligned terms are the same functions: a line, where hinges make one, and each knot once", () => {
  const hinge = (input: number, side: 1 | -1, knot: number): Term => [{ input, side, knot }];
  const spans = [
    { least: 0, width: 1 },
    { least: 0, width: 1 },
  ];
  const product = [...hinge(0, 1, 0.5), ...hinge(1, -1, 0.5)];
  const mirrored = [product, hinge(0, 1, 0.3), hinge(0, -1, 0.3), hinge(0, 1, 0.8), hinge(1, -1, 0.4)];
  expect(alignedTerms(mirrored, spans)).toEqual([
    hinge(0, 1, 0),
    hinge(0, -1, 0.3),
    hinge(0, 1, 0.8),
    hinge(1, -1, 0.4),
    product,
  ]);
});

describe("hingeFit", () => {
  const additive = table(300, 4, ([a, b]) => 2 * relu(a - 0.3) - 3 * relu(b - 0.7) + 5);
  const product = table(300, 4, ([a, b, c]) => 2 * relu(a - 0.3) + 4 * relu(b - 0.5) * relu(0.6 - c));

  test.each([
    { name: "hinges", data: additive, degree: 1 as const },
    { name: "hinges, though products are allowed", data: additive, degree: 2 as const },
    { name: "a product", data: product, degree: 2 as const },
  ])("without noise finds $name exactly, with knots between the rows", ({ data, degree }) => {
    const { model, loss } = hingeFit(data, { degree });
    expect(loss).toBeLessThan(1e-20);
    const sure = model.units.filter(({ weight }) => Math.abs(weight) > 1e-6);
    expect(sure.map(({ b }) => -b).every((knot) => [0.3, 0.7].some((t) => Math.abs(t - knot) < 1e-9))).toBe(true);
  });

  test.each([
    { y: "a line", of: ([a, b]: number[]) => 2 * a - b + 3 },
    { y: "a line through 0", of: ([, b]: number[]) => 0.1 * b },
    { y: "a line far from 0", of: ([a, b]: number[]) => 1e6 + a - b },
    { y: "a constant", of: () => 1 / 3 },
  ])("of $y without noise nothing is left over: no bend, no slope of rounding", ({ of }) => {
    const data = table(300, 3, of);
    for (const { model } of [hingeFit(data), hingeFit(data, { degree: 2 })]) {
      expect([model.units, model.products]).toEqual([[], undefined]);
      model.slope.forEach((slope, j) => {
        const e = (k: number) => (k === j ? 1 : 0);
        const exact = of([e(0), e(1), e(2)]) - of([0, 0, 0]);
        if (exact === 0) expect(slope).toBe(0);
        else expect(slope).toBeCloseTo(exact, 8);
      });
      if (of([0, 0, 0]) === 0) expect(model.intercept).toBe(0);
    }
  });

  test.each([1, 2, 3])(
    "|a − 20| without noise is a line and one bend, though products are allowed (seed %i)",
    (seed) => {
      for (const whole of [true, false]) {
        const drawn = table(100, 4, () => 0, seed);
        const x = drawn.x.map((column) => column.map((value) => (whole ? Math.round(40 * value) : 40 * value)));
        const { model, loss } = hingeFit({ x, y: x[0].map((a) => Math.abs(a - 20)) }, { degree: 2 });
        expect(loss).toBeLessThan(1e-20);
        expect(model.products).toBeUndefined();
        expect(model.slope).toEqual([expect.closeTo(-1, 9), 0, 0, 0]);
        expect(model.units).toEqual([{ m: [1, 0, 0, 0], b: expect.closeTo(-20, 9), weight: expect.closeTo(2, 9) }]);
      }
    },
  );

  test("the loss is the model's on the rows", () => {
    const data = table(500, 3, ([a, b, c], noise) => a * b + c + 0.2 * noise());
    const { model, loss } = hingeFit(data, { degree: 2 });
    const rows = Float64Array.from({ length: 1500 }, (_, i) => data.x[i % 3][Math.floor(i / 3)]);
    const told = evaluate(model, rows, new Float64Array(500));
    const squares = data.y.reduce((sum, y, i) => sum + (y - told[i]) ** 2, 0);
    expect(loss).toBeCloseTo(squares / 500, 12);
  });

  test.each([10, 15, 27, 28])("steps draw no knot into a corner of few rows (%i)", (seed) => {
    const step = (value: number) => (value > 0 ? 1 : 0);
    const steps = ([a, b, c]: number[]) => 3 * step(a - 0.4) + 2 * step(b - 0.7) * step(0.5 - c);
    const data = table(270, 5, (x, noise) => steps(x) + 0.5 * noise(), seed);
    const { model } = hingeFit(data, { degree: 2 });
    expect(model.products!.length).toBeGreaterThan(0);
    for (const { factors } of model.products!) {
      const inside = data.y.filter((_, i) =>
        factors.every(({ m, b }) => m.reduce((sum, slope, j) => sum + slope * data.x[j][i], b) > 0),
      );
      // One of the rows that lie outside of a knot is the knot's own.
      expect(inside.length).toBeGreaterThanOrEqual(endSpan(5) - 1);
    }
  });

  test("units of measurement do not matter", () => {
    const data = table(200, 3, ([a, b, c], noise) => Math.sin(4 * a) + b * c + 0.1 * noise());
    const other = {
      x: data.x.map((x, j) => x.map((v) => v * 10 ** (3 * j - 3) + 7)),
      y: data.y.map((y) => 1e6 * y - 5),
    };
    const [one, two] = [hingeFit(data, { degree: 2 }), hingeFit(other, { degree: 2 })];
    const told = predictions(one.model, data.x, 0, 200);
    predictions(two.model, other.x, 0, 200).forEach((value, i) => {
      expect((value + 5) / 1e6).toBeCloseTo(told[i], 5);
    });
  });

  test("beside an input that says nothing the function of one input is the best there is", () => {
    const data = table(200, 2, ([a]) => Math.abs(a - 0.37) + relu(a - 0.8));
    expect(hingeFit(data).loss).toBeLessThan(1e-20);
  });

  test.each([
    [
      "a constant column",
      {
        x: [
          [1, 1, 1, 1, 1],
          [1, 2, 3, 4, 5],
        ],
        y: [1, 2, 3, 4, 5],
      },
    ],
    [
      "two equal columns",
      {
        x: [
          [1, 2, 3, 4, 5],
          [1, 2, 3, 4, 5],
        ],
        y: [2, 4, 6, 8, 10],
      },
    ],
    [
      "columns of two values",
      {
        x: [
          [0, 1, 0, 1, 0, 1, 0, 1],
          [0, 0, 1, 1, 0, 0, 1, 1],
        ],
        y: [0, 1, 2, 3, 0, 1, 2, 3],
      },
    ],
    [
      "constant y",
      {
        x: [
          [1, 2, 3],
          [3, 1, 2],
        ],
        y: [4, 4, 4],
      },
    ],
    ["one row", { x: [[1], [2]], y: [3] }],
    ["three rows of ten columns", { x: Array.from({ length: 10 }, (_, j) => [j, j * j, 1 - j]), y: [1, 2, 4] }],
  ])("%s: a finite model, no worse than the mean", (_, data) => {
    for (const degree of [1, 2] as const) {
      const { model, loss } = hingeFit(data, { degree });
      const mean = data.y.reduce((a, b) => a + b) / data.y.length;
      expect(loss).toBeLessThanOrEqual(data.y.reduce((sum, y) => sum + (y - mean) ** 2, 0) / data.y.length + 1e-12);
      expect(Number.isFinite(model.intercept)).toBe(true);
    }
  });

  test.each([2, 7, 17])(
    "a bend within the rows at an end that nothing else explains is found: |i - %i| of 20 rows",
    (at) => {
      const i = Float64Array.from({ length: 20 }, (_, row) => row);
      const { model, loss } = hingeFit({
        x: [i, i.map((row) => (row * 7) % 11)],
        y: i.map((row) => Math.abs(row - at)),
      });
      expect(loss).toBeLessThan(1e-25);
      expect(model.units.map(({ m, b, weight }) => [...m, b, weight].map((value) => Number(value.toFixed(9))))).toEqual(
        [[1, 0, -at, 2]],
      );
    },
  );

  test.each([1, 2, 3])("one row far off at an end is no bend (seed %i)", (seed) => {
    const data = table(40, 2, ([a, b], noise) => a + b + 0.02 * noise(), seed);
    const last = data.x[0].indexOf(Math.max(...data.x[0]));
    const y = data.y.with(last, data.y[last] + 3);
    const highest = data.x[0].slice().sort().at(-3)!;
    expect(hingeFit({ ...data, y }).model.units.filter(({ m, b }) => m[0] !== 0 && -b / m[0] > highest)).toEqual([]);
  });

  test.each([
    ["2·max(0, a − 0.4)·max(0, b − 0.3) + c", ([a, b, c]: number[]) => 2 * relu(a - 0.4) * relu(b - 0.3) + c, 0],
    ["max(0, a − 0.3)·max(0, 0.6 − b)", ([a, b]: number[]) => relu(a - 0.3) * relu(0.6 - b), 0],
    [
      "max(0, a − 0.5) − 3·max(0, b − 0.6)·max(0, 0.8 − c)",
      ([a, b, c]: number[]) => relu(a - 0.5) - 3 * relu(b - 0.6) * relu(0.8 - c),
      1,
    ],
  ])("a product without noise is one product: %s", (_, y, units) => {
    for (const seed of [1, 2]) {
      const { model, loss } = hingeFit(table(300, 4, y, seed), { degree: 2 });
      expect(loss).toBeLessThan(1e-25);
      expect([model.units.length, model.products?.length]).toEqual([units, 1]);
    }
  });

  test("two inputs that act together alone are found", () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const data = table(100, 10, ([a, b], noise) => 8 * (a - 0.5) * (b - 0.5) + 0.1 * noise(), seed);
      const fresh = table(500, 10, ([a, b]) => 8 * (a - 0.5) * (b - 0.5), seed + 10);
      const told = predictions(hingeFit(data, { degree: 2 }).model, fresh.x, 0, 500);
      const squares = (of: (y: number, row: number) => number) =>
        fresh.y.reduce((sum, y, row) => sum + of(y, row) ** 2, 0);
      expect(squares((y, row) => y - told[row])).toBeLessThan(0.03 * squares((y) => y));
    }
  });

  test("maxTerms bounds the terms", () => {
    const data = table(400, 3, ([a, b, c]) => Math.sin(9 * a) + Math.cos(7 * b) + c * c);
    for (const maxTerms of [0, 1, 3, 8]) {
      const { model } = hingeFit(data, { maxTerms });
      expect(model.units.length).toBeLessThanOrEqual(maxTerms);
    }
    expect((hingeFit(data, { maxTerms: 0 }).model as PlaneSum).slope).toEqual([0, 0, 0]);
  });

  test.each([
    [{ x: [[1, 2]], y: [1, 2] }, {}, "hingeFit: x must have two or more columns (bestFit and autoFit take one), got 1"],
    [{ x: [[1], [1, 2]], y: [1, 2] }, {}, "hingeFit: x[0] must be as long as y (2), got 1"],
    [
      {
        x: [
          [1, NaN],
          [1, 2],
        ],
        y: [1, 2],
      },
      {},
      "hingeFit: x[0][1] must be a finite number, got NaN",
    ],
    [{ x: [[], []], y: [] }, {}, "hingeFit: y must have at least one row, got 0"],
    [{ x: [[1], [1]], y: [1] }, { degree: 3 }, "hingeFit: degree must be 1 or 2, got 3"],
    [{ x: [[1], [1]], y: [1] }, { maxTerms: -1 }, "hingeFit: maxTerms must be a whole number >= 0, got -1"],
    [
      { x: [[1], [1]], y: [1] },
      { prize: 1 },
      'hingeFit: options must have no keys but degree, maxTerms, price, loss, onProgress, signal, got "prize"',
    ],
    [7, {}, "hingeFit: data must be an object with x and y, got 7"],
    [{ x: 7, y: [1] }, {}, "hingeFit: x must be an array of columns, got 7"],
    [{ x: [[1], [1]], y: [1], weights: [1] }, {}, 'hingeFit: data must have no columns but x, y, got "weights"'],
  ])("%j with %j is refused", (data, options, message) => {
    expect(() => hingeFit(data as never, options as never)).toThrow(message);
  });
});
