// What chapter 6 says in words, as numbers.
import fc from "fast-check";
import { creases, evaluate, regionBound, regions, reluSum } from "piecewise";
import { describe, expect, test } from "vitest";

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
});
