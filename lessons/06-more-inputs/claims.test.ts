// What chapter 6 says in words, as numbers.
import fc from "fast-check";
import { creases, evaluate, type PlaneSum, regionBound, regions, reluSum, slice } from "piecewise";
import { adam, mse, parametersOf, scorer, standardizedRows, startPlanes, train } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { explained, slicesProblem } from "../../src/elements/slices/slices-problem.ts";

const number = fc.double({ min: -5, max: 5, noNaN: true });

describe("chapter 6", () => {
  const square = [
    [-2, 2],
    [-2, 2],
  ] as const;
  const plane = fc.record({ m: fc.tuple(number, number).filter((m) => Math.hypot(...m) > 0.1), b: number });

  test("a ReLU of two inputs is flat on either side of the line where its plane is 0, and 0 on one of them", () => {
    fc.assert(
      fc.property(plane, number, number, ({ m, b }, x, y) => {
        expect(evaluate(reluSum([{ m, b }]), [x, y])).toBe(Math.max(0, m[0] * x + m[1] * y + b));
        for (const { gradient } of regions(reluSum([{ m, b }]), square)) {
          expect([0, m[0]]).toContain(gradient[0]);
        }
      }),
      { seed: 6 },
    );
  });

  test("creases run from edge to edge, straight across all the others", () => {
    fc.assert(
      fc.property(fc.array(plane, { minLength: 1, maxLength: 6 }), (units) => {
        for (const { from, to } of creases(reluSum(units), square)) {
          for (const end of [from, to]) expect(Math.max(...end.map(Math.abs))).toBeCloseTo(2, 9);
        }
      }),
      { seed: 6 },
    );
  });

  test("T5: three lines cut a table into 7 pieces, five into 16, eight into 37; eight corners a line into 9", () => {
    for (const [n, pieces] of [
      [3, 7],
      [5, 16],
      [8, 37],
    ]) {
      expect(regionBound(n, 2)).toBe(pieces);
      expect(1 + n + (n * (n - 1)) / 2).toBe(pieces);
      // Tangents of a circle are in general position.
      const units = Array.from({ length: n }, (_, i) => ({ m: [Math.cos(i * 2.4), Math.sin(i * 2.4)], b: -0.1 }));
      const wide = [
        [-1e3, 1e3],
        [-1e3, 1e3],
      ] as const;
      expect(regions(reluSum(units), wide)).toHaveLength(pieces);
    }
    expect(regionBound(8, 1)).toBe(9);
  });

  test("b moves a crease without turning it; the weight leaves it where it is, and turns a valley into a ridge", () => {
    const crease = (b: number, weight: number) => creases(reluSum([{ m: [1, 2], b, weight }]), square)[0];
    const way = ({ from, to }: ReturnType<typeof crease>) => Math.atan((to[1] - from[1]) / (to[0] - from[0]));
    expect(way(crease(0.5, 1))).toBeCloseTo(way(crease(-1, 1)), 12);
    expect(crease(0.5, 1).from).not.toEqual(crease(-1, 1).from);
    expect([crease(0.5, 3).from, crease(0.5, 3).to]).toEqual([crease(0.5, 1).from, crease(0.5, 1).to]);
    expect(crease(0.5, 3).fold).toBeCloseTo(3 * crease(0.5, 1).fold, 12);
    expect(crease(0.5, -1).fold).toBeLessThan(0);
  });

  test("a cut of five inputs that leaves two is a creased sheet, one that leaves one a path of strokes", () => {
    const f = startPlanes(5, 12, { seed: 6 });
    const at = [0.3, -0.2, 0.5, 0.1, -0.4];
    const sheet = slice(f, [Number.NaN, Number.NaN, ...at.slice(2)]) as PlaneSum;
    expect(evaluate(sheet, [0.7, -0.6])).toBeCloseTo(evaluate(f, [0.7, -0.6, ...at.slice(2)]) as number, 12);
    expect(regions(sheet, square).length).toBeGreaterThan(1);
    const path = slice(f, [Number.NaN, ...at.slice(1)]) as ReturnType<typeof reluSum>;
    expect(evaluate(path, 0.7)).toBeCloseTo(evaluate(f, [0.7, ...at.slice(1)]) as number, 12);
    expect(path.units.length).toBeLessThanOrEqual(12);
  });

  test("392 cars, a fifth never seen; gone on long enough, what is explained of the two drifts apart", () => {
    const { inputs, rows, test: held } = slicesProblem("cars");
    expect([inputs.length, rows.y.length + held.y.length, held.y.length]).toEqual([5, 392, 78]);
    const year = inputs[4].values();
    expect([Math.min(...year), Math.max(...year)]).toEqual([1970, 1982]);
    const like = startPlanes(5, 24, { seed: 1 });
    const { data, fold } = standardizedRows(rows, like, mse);
    const run = train(like, data, { loss: mse, optimizer: adam({ learningRate: 0.01 }), seed: 1 });
    const shares = [100, 3000].map((steps) => {
      const numbers = parametersOf(fold(run.step(steps - run.steps).model));
      return [rows, held].map((part) => explained(scorer(like, part, mse)(numbers).loss, part));
    });
    expect(shares[0][0] - shares[0][1]).toBeLessThan(0.05);
    expect(shares[0][1]).toBeGreaterThan(0.84);
    expect(shares[1][0] - shares[1][1]).toBeGreaterThan(0.1);
    expect(shares[1][1]).toBeLessThan(shares[0][1]);
  });
});
