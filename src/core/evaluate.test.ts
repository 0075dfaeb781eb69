import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { valueAt } from "./evaluate.ts";
import { evaluate, linspace, type ReluSum, random, reluSum } from "./index.ts";
import { anySum, number, RUNS, sizeAt, sumNear } from "./test-sums.ts";

/** The formula as written, by exact rational arithmetic: doubles are whole multiples of 2^-1074. */
function exactly(f: ReluSum, x: number): number {
  const whole = (value: number): bigint => {
    let [part, shift] = [value, 1074n];
    for (; !Number.isInteger(part); part *= 2) shift--;
    return BigInt(part) << shift;
  };
  const one = 1n << 1074n;
  const total = f.units.reduce(
    (sum, { m, b, weight }) => {
      const line = whole(m) * whole(x) + whole(b) * one;
      return line > 0n ? sum + whole(weight) * line : sum;
    },
    (whole(f.intercept) * one + whole(f.slope) * whole(x)) * one,
  );
  // The leading 80 bits are enough, and fit.
  const length = total.toString(2).replace("-", "").length;
  const cut = Math.max(0, length - 80);
  return Number(total >> BigInt(cut)) * 2 ** (cut - 3 * 1074);
}

function expectFormula(f: ReluSum, xs: readonly number[], tolerance: number): void {
  const ys = evaluate(f, xs);
  expect(ys).toHaveLength(xs.length);
  xs.forEach((x, i) => {
    const expected = valueAt(f, x);
    if (!Number.isFinite(expected) || !Number.isFinite(x)) expect(ys[i]).toBe(expected);
    else if (!(Math.abs(ys[i] - expected) <= tolerance * sizeAt(f, x))) {
      throw new Error(`f(${x}) must be ${expected}, got ${ys[i]}: terms have size ${sizeAt(f, x)}`);
    }
  });
}

test("the formula, worked by hand", () => {
  const f = reluSum(
    [
      { m: 1, b: 1 },
      { m: -2, b: 4, weight: -0.5 },
      { m: 0, b: 3 },
    ],
    { slope: 0.5 },
  );
  const table = [
    [-3, -3.5],
    [-1, -0.5],
    [0, 2],
    [2, 7],
    [5, 11.5],
  ];
  for (const [x, y] of table) expect(evaluate(f, x)).toBe(y);
  expect(
    Array.from(
      evaluate(
        f,
        table.map(([x]) => x),
      ),
    ),
  ).toEqual(table.map(([, y]) => y));
  expectTypeOf(evaluate(f, 1)).toEqualTypeOf<number>();
  expectTypeOf(evaluate(f, [1])).toEqualTypeOf<Float64Array>();
});

describe("a vector gives what the formula gives for each x", () => {
  const xs = fc.array(fc.oneof(number, fc.constantFrom(NaN, Infinity, -Infinity, 1e200, -1e200)), { maxLength: 40 });
  test("in any order, with NaN and infinities among them", () => {
    fc.assert(
      fc.property(anySum(12), xs, (f, xs) => expectFormula(f, xs, 1e-13)),
      RUNS,
    );
  });

  test("in ascending order", () => {
    fc.assert(
      fc.property(anySum(12), xs, (f, xs) => {
        expectFormula(f, Array.from(Float64Array.from(xs).sort()), 1e-13);
      }),
      RUNS,
    );
  });

  test("at the knots and right beside them", () => {
    fc.assert(
      fc.property(anySum(8), (f) => {
        const at = f.units.flatMap(({ m, b }) => (m === 0 ? [] : [-b / m]));
        const xs = at.flatMap((x) => [x, x * (1 + 2 ** -52), x * (1 - 2 ** -52), x + 1e-9, x - 1e-9]);
        expectFormula(f, xs, 1e-13);
      }),
      RUNS,
    );
  });

  test.each([1e3, 1e6, 1e9, -1e9])("with all knots near x = %d", (offset) => {
    const near = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sumNear(offset, 30), near, (f, shifts) => {
        const xs = shifts.map((shift) => offset + shift);
        expectFormula(f, xs, 1e-14);
        expectFormula(f, Array.from(Float64Array.from(xs).sort()), 1e-14);
        for (const [i, y] of evaluate(f, xs).entries()) {
          // No worse than the formula itself, which rounds m·x and b to their own last bits.
          expect(Math.abs(y - exactly(f, xs[i]))).toBeLessThanOrEqual(3 * Number.EPSILON * sizeAt(f, xs[i]));
        }
      }),
      RUNS,
    );
  });

  test("with 1,000 units whose weights cancel", () => {
    const { normal } = random(7);
    const units = Array.from({ length: 1000 }, () => ({ m: normal(), b: normal(), weight: normal() }));
    const f = reluSum(units, { slope: 3 });
    expectFormula(f, Array.from(linspace(-50, 50, 2000)), 1e-14);
    expectFormula(f, Array.from({ length: 2000 }, normal), 1e-14);
  });
});

test("where all weights are positive no rounding makes the sum negative", () => {
  const { normal } = random(3);
  const units = Array.from({ length: 50 }, () => ({ m: Math.abs(normal()), b: 1e6 + normal() }));
  const f = reluSum(units);
  const kinks = units.map(({ m, b }) => -b / m).sort((p, q) => p - q);
  for (const y of evaluate(f, kinks)) expect(y).toBeGreaterThanOrEqual(0);
});

test.each([
  { name: "an empty sum at infinity", f: reluSum([], { intercept: 2 }), x: Infinity, y: 2 },
  { name: "an empty sum at NaN", f: reluSum([], { intercept: 2 }), x: NaN, y: NaN },
  { name: "a unit that rises", f: reluSum([{ m: 1, b: 0 }]), x: Infinity, y: Infinity },
  { name: "a unit that is off", f: reluSum([{ m: 1, b: 0 }]), x: -Infinity, y: 0 },
  { name: "a constant unit", f: reluSum([{ m: 0, b: 3, weight: 2 }]), x: -Infinity, y: 6 },
  { name: "a unit without weight", f: reluSum([{ m: 1, b: 3, weight: 0 }]), x: Infinity, y: 0 },
  {
    name: "∞ − ∞",
    f: reluSum([
      { m: 1, b: 0 },
      { m: 1, b: -6, weight: -1 },
    ]),
    x: Infinity,
    y: NaN,
  },
  { name: "a constant unit at NaN", f: reluSum([{ m: 0, b: 3 }]), x: NaN, y: NaN },
  { name: "a slope so small that its knot is no float", f: reluSum([{ m: 1e-310, b: 1 }]), x: 5, y: 1 },
  { name: "a value past the largest float", f: reluSum([{ m: 1e200, b: 0 }]), x: 1e200, y: Infinity },
])("$name: $y, alone and in a vector", ({ f, x, y }) => {
  expect(evaluate(f, x)).toBe(y);
  expect(evaluate(f, [x])).toEqual(Float64Array.of(y));
  expect(evaluate(f, [1, x, 0, x])).toEqual(Float64Array.of(evaluate(f, 1), y, evaluate(f, 0), y));
});

test("out is overwritten and returned, and may be x itself", () => {
  const f = reluSum([
    { m: 1, b: 0 },
    { m: -1, b: 0 },
  ]);
  const out = new Float64Array(3).fill(9);
  expect(evaluate(f, [-1, 0, 2], out)).toBe(out);
  expect(out).toEqual(Float64Array.of(1, 0, 2));
  for (const xs of [Float64Array.of(-3, -1, 2, 5), Float64Array.of(2, -5, 1, NaN)]) {
    const expected = Array.from(xs, Math.abs);
    expect(evaluate(f, xs, xs)).toBe(xs);
    expect(Array.from(xs)).toEqual(expected);
  }
});

test.each([
  {
    call: () => evaluate(reluSum([]), "3" as unknown as number),
    type: TypeError,
    message: 'x must be a vector of numbers, got "3"',
  },
  {
    call: () => evaluate(reluSum([]), [1, 2], new Float64Array(3)),
    type: RangeError,
    message: "out must be as long as x (2), got 3",
  },
  {
    call: () => evaluate(reluSum([]), [1], [0] as unknown as Float64Array),
    type: TypeError,
    message: "out must be a Float64Array, got [0]",
  },
  {
    call: () => evaluate({} as ReluSum, 1),
    type: TypeError,
    message: "f must be a sum made by reluSum or fromVertices, got an object with no keys",
  },
])("$message", ({ call, type, message }) => {
  expect(call).toThrow(new type(`evaluate: ${message}`));
});
