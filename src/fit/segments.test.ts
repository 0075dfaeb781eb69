import fc from "fast-check";
import { expect, test } from "vitest";
import { absorb, carryLeft, carryRight, FORM, lineLoss, MOMENTS, meet, writeForm } from "./segments.ts";
import { createChain, lossAt, nodeValues, passBack, setKnots } from "./segments-chain.ts";
import { prepareRows, rowsBelow, rowsUpTo } from "./segments-rows.ts";

const tables = fc
  .array(
    fc.tuple(
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: -300, max: 300 }).map((v) => v / 100),
    ),
    {
      minLength: 4,
      maxLength: 60,
    },
  )
  .filter((rows) => new Set(rows.map(([x]) => x)).size > 3);

const check = (property: fc.IPropertyWithHooks<never>) => fc.assert(property, { seed: 7, numRuns: 200 });

function columns(rows: readonly (readonly [number, number])[]) {
  return { x: Float64Array.from(rows, ([x]) => x), y: Float64Array.from(rows, ([, y]) => y) };
}

/** Least squares by Gaussian elimination on the normal equations of given columns, a little damped: slow and plain. */
function leastSquares(basis: readonly (readonly number[])[], y: ArrayLike<number>): number {
  const size = basis.length;
  const a = basis.map((p, i) => [
    ...basis.map((q, j) => p.reduce((sum, value, row) => sum + value * q[row], i === j ? 1e-12 : 0)),
    p.reduce((sum, value, row) => sum + value * y[row], 0),
  ]);
  for (let i = 0; i < size; i++) {
    const pivot = a.slice(i).reduce((best, row, r) => (Math.abs(row[i]) > Math.abs(a[best][i]) ? i + r : best), i);
    [a[i], a[pivot]] = [a[pivot], a[i]];
    for (let r = i + 1; r < size; r++) {
      const factor = a[r][i] / a[i][i];
      for (let c = i; c <= size; c++) a[r][c] -= factor * a[i][c];
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    solution[i] = (a[i][size] - solution.reduce((sum, value, c) => sum + (c > i ? a[i][c] * value : 0), 0)) / a[i][i];
  }
  let loss = 0;
  for (let row = 0; row < y.length; row++) {
    loss += (y[row] - basis.reduce((sum, column, i) => sum + solution[i] * column[row], 0)) ** 2;
  }
  return loss;
}

test("moments of any run of rows are those of its rows", () => {
  check(
    fc.property(tables, fc.nat(), fc.nat(), (table, a, b) => {
      const { x, y } = columns(table);
      const rows = prepareRows(x, y);
      const from = a % rows.size;
      const to = from + 1 + (b % (rows.size - from));
      const m = new Float64Array(MOMENTS);
      rows.moments(from, to, m, 0);
      const sums = [0, 0, 0, 0];
      for (let i = from; i < to; i++) {
        const w = rows.weight[i];
        sums[0] += w;
        sums[1] += w * rows.x[i];
        sums[2] += w * rows.y[i];
        sums[3] += w * rows.x[i] ** 2;
      }
      expect(m[0]).toBe(sums[0]);
      expect(m[1] * m[0]).toBeCloseTo(sums[1], 9);
      expect(m[2] * m[0]).toBeCloseTo(sums[2], 9);
      expect(m[3] + m[0] * m[1] ** 2).toBeCloseTo(sums[3], 9);
      const together = [0, 1].map(() => new Float64Array(MOMENTS));
      const middle = (from + to) >> 1;
      rows.moments(from, middle, together[0], 0);
      rows.moments(middle, to, together[1], 0);
      absorb(together[0], 0, together[1], 0);
      m.forEach((value, i) => {
        expect(together[0][i]).toBeCloseTo(value, 9);
      });
    }) as never,
  );
});

test("blocks of rows, as long tables have them, give the same moments", () => {
  const n = 5000;
  const x = Float64Array.from({ length: n }, (_, i) => i);
  const y = x.map((v) => Math.sin(v) + v / 100);
  const rows = prepareRows(x, y);
  const whole = new Float64Array(MOMENTS);
  for (const [from, to] of [
    [0, n],
    [3, 7],
    [15, 33],
    [16, 32],
    [17, 4099],
    [1234, 1300],
  ]) {
    rows.moments(from, to, whole, 0);
    const one = new Float64Array(MOMENTS);
    const each = new Float64Array(MOMENTS);
    for (let i = from; i < to; i++) {
      each.set([1, rows.x[i], rows.y[i], 0, 0, 0]);
      absorb(one, 0, each, 0);
    }
    whole.forEach((value, i) => {
      expect(Math.abs(one[i] - value)).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)));
    });
  }
});

test("a segment's form is the squared error of a line by its end values", () => {
  check(
    fc.property(
      tables,
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (table, p, q) => {
        const { x, y } = columns(table);
        const rows = prepareRows(x, y);
        const m = new Float64Array(MOMENTS);
        rows.moments(0, rows.size, m, 0);
        const [left, right] = [rows.x[0] - 0.1, rows.x[rows.size - 1] + 0.2];
        const form = new Float64Array(FORM);
        writeForm(m, 0, left, right, form, 0);
        const [d, e] = [p - form[5], q - form[6]];
        const byForm = form[0] + form[1] * d * d + 2 * form[2] * d * e + form[3] * e * e;
        let direct = 0;
        for (let i = 0; i < rows.size; i++) {
          const u = (rows.x[i] - left) / (right - left);
          direct += rows.weight[i] * (rows.y[i] - p * (1 - u) - q * u) ** 2;
        }
        expect(Math.abs(byForm - direct)).toBeLessThan(1e-9 * (1 + direct));
        expect(form[1] * form[3] - form[2] ** 2).toBeCloseTo(form[4], 8);
        expect(lineLoss(m, 0)).toBeCloseTo(form[0], 9);
      },
    ) as never,
  );
});

test("carrying a parabola over a segment is minimizing over the value that it stands on", () => {
  const form = Float64Array.of(0.3, 2, 0.5, 1.5, 2 * 1.5 - 0.25, 1, -1);
  const [curvature, centre, least] = [0.7, 2.5, 0.1];
  const out = new Float64Array(3);
  const total = (p: number, q: number) =>
    curvature * (p - centre) ** 2 + least + 0.3 + 2 * (p - 1) ** 2 + 2 * 0.5 * (p - 1) * (q + 1) + 1.5 * (q + 1) ** 2;
  carryRight(form, 0, curvature, centre, least, out, 0);
  for (const q of [-3, 0, 1.7]) {
    const grid = Array.from({ length: 40_001 }, (_, i) => total(-4 + i / 4000, q));
    expect(out[0] * (q - out[1]) ** 2 + out[2]).toBeCloseTo(Math.min(...grid), 6);
  }
  const mirrored = Float64Array.of(0.3, 1.5, 0.5, 2, form[4], -1, 1);
  const back = new Float64Array(3);
  carryLeft(mirrored, 0, curvature, centre, least, back, 0);
  expect([...back]).toEqual([...out]);
  expect(meet(2, 0, 1, 3, 1, 0.5)).toBeCloseTo(1.5 + 6 / 5, 12);
});

test("a chain's loss and values are those of least squares on the hinges, from either side", () => {
  check(
    fc.property(tables, fc.uniqueArray(fc.integer({ min: -190, max: 190 }), { maxLength: 5 }), (table, tenths) => {
      const { x, y } = columns(table);
      const rows = prepareRows(x, y);
      const raw = tenths
        .map((t) => t / 10 + 0.05)
        .filter((t) => t > Math.min(...x) && t < Math.max(...x))
        .sort((p, q) => p - q);
      const knots = Float64Array.from(raw, (t) => (t - rows.xShift) / rows.xScale);
      const chain = createChain(rows, knots.length);
      const loss = setKnots(chain, knots);
      const basis = [
        Array.from(rows.x, (_, i) => Math.sqrt(rows.weight[i])),
        Array.from(rows.x, (t, i) => Math.sqrt(rows.weight[i]) * t),
        ...Array.from(knots, (t) => Array.from(rows.x, (v, i) => Math.sqrt(rows.weight[i]) * Math.max(0, v - t))),
      ];
      const expected = leastSquares(
        basis,
        Float64Array.from(rows.y, (v, i) => Math.sqrt(rows.weight[i]) * v),
      );
      expect(Math.abs(loss - expected)).toBeLessThan(1e-6 * (1 + expected));
      expect(lossAt(rows, knots)).toBe(loss);
      if (loss > 1e-9) expect(lossAt(rows, knots, loss * 0.99)).toBe(Number.POSITIVE_INFINITY);
      passBack(chain);
      expect(Math.abs(chain.fromRight[2] - loss)).toBeLessThan(1e-9 * (1 + loss));
      const values = nodeValues(chain);
      let direct = 0;
      for (let i = 0; i < rows.size; i++) {
        let j = 0;
        while (j + 1 < chain.segments && rows.x[i] > chain.nodes[j + 1]) j++;
        const u = (rows.x[i] - chain.nodes[j]) / (chain.nodes[j + 1] - chain.nodes[j]);
        direct += rows.weight[i] * (rows.y[i] - values[j] * (1 - u) - values[j + 1] * u) ** 2;
      }
      expect(Math.abs(direct - loss)).toBeLessThan(1e-8 * (1 + loss));
    }) as never,
  );
});

test("rows are sorted, merged where x is equal, and weighed", () => {
  const rows = prepareRows(
    Float64Array.of(2, 1, 2, 5, 9),
    Float64Array.of(1, 4, 3, 7, 100),
    Float64Array.of(1, 2, 3, 1, 0),
  );
  expect(rows.size).toBe(3);
  expect(Array.from(rows.x, (x) => x * rows.xScale + rows.xShift)).toEqual([1, 2, 5]);
  expect([...rows.weight]).toEqual([2, 4, 1]);
  expect([...rows.counts]).toEqual([0, 1, 3, 4]);
  expect(rows.y[1] * rows.yScale + rows.yShift).toBeCloseTo(2.5, 12);
  expect(rows.scatter * rows.yScale ** 2).toBeCloseTo(1 * 1.5 ** 2 + 3 * 0.5 ** 2, 12);
  expect(rowsUpTo(rows.x, rows.x[1])).toBe(2);
  expect(rowsBelow(rows.x, rows.x[1])).toBe(1);
});

test("short segments far from the origin keep their digits", () => {
  // The last hundred rows lie within 1e-6 of each other, a million away from the first.
  const x = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? i * 1e-3 : 1e6 + (i - 100) * 1e-8));
  const y = x.map((_, i) => (i < 100 ? 0 : 3 * (x[i] - 1e6) * 1e8 + (i % 2)));
  const rows = prepareRows(x, y);
  const m = new Float64Array(MOMENTS);
  rows.moments(100, 200, m, 0);
  const xs = Array.from(x.slice(100), (v) => v - 1e6);
  const ys = Array.from(y.slice(100));
  const expected = leastSquares([xs.map(() => 1), xs.map((v) => v * 1e8)], ys);
  expect((lineLoss(m, 0) * rows.yScale ** 2) / expected).toBeCloseTo(1, 6);
});
