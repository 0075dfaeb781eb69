// best-fit-model.test.ts: knots are written so that the sum has the loss that they have.

import { describe, expect, test } from "vitest";
import { knots, random } from "../core/index.ts";
import { writeModel } from "./best-fit-model.ts";
import { bestFit, fitWithKnots, mse } from "./index.ts";
import { prepareRows } from "./segments-rows.ts";

const chance = random(4);
const x = Float64Array.from({ length: 21 }, (_, i) => i);
/** A line, one row between, and another line, with noise. */
const jump = x.map((t) => (t < 10 ? 5 * t : t > 10 ? 3 * t - 20 : 30) + 0.1 * chance.normal());

describe("knots too near each other to be written", () => {
  test.each([1e-3, 1e-9, 1e-13])("a jump through a row, knots %s to its sides", (width) => {
    const rows = prepareRows(x, jump);
    const at = (t: number) => (t - rows.xShift) / rows.xScale;
    const written = writeModel(rows, Float64Array.of(at(10 - width), at(10 + width)), { x, y: jump }, mse);
    expect(written.loss).toBeLessThan(0.012);
    expect(Math.max(...written.model.units.map(({ weight }) => Math.abs(weight)))).toBeLessThan(1e8);
  });

  test("are one where a jump is no better", () => {
    const y = x.map((t) => Math.abs(t - 10) + 0.1 * chance.normal());
    const rows = prepareRows(x, y);
    const at = (t: number) => (t - rows.xShift) / rows.xScale;
    const one = writeModel(rows, Float64Array.of(at(10)), { x, y }, mse);
    const two = writeModel(rows, Float64Array.of(at(10 - 1e-13), at(10 + 1e-13)), { x, y }, mse);
    expect(knots(two.model).length).toBeLessThanOrEqual(2);
    expect(two.loss).toBeLessThanOrEqual(one.loss);
  });

  test("three in two gaps, the last one beside a row, are ends of gaps", () => {
    const rows = prepareRows(x, jump);
    const at = (t: number) => (t - rows.xShift) / rows.xScale;
    const places = [at(9), at(9) + 1e-10, at(10) + 1e-15];
    const { model, loss } = writeModel(rows, Float64Array.from(places), { x, y: jump }, mse);
    expect(knots(model).map((knot) => knot.x)).toEqual([9, 10, 11]);
    expect(loss).toBeLessThan(0.012);
  });
});

test("x of many orders of magnitude: no sum is worse than a line, and none that rounding spoils is called optimal", () => {
  for (let round = 0; round < 8; round++) {
    const wide = Float64Array.from({ length: 100 }, () => chance.uniform() ** 16);
    const y = wide.map(() => chance.integer(3));
    const line = bestFit({ x: wide, y }, { units: 0 }).loss;
    for (const units of [1, 4, 12]) {
      const { loss, status, optimality } = bestFit({ x: wide, y }, { units });
      expect(loss).toBeLessThanOrEqual(line);
      if (status === "optimal") expect(loss).toBeLessThan(Math.max(optimality.gridBound, optimality.bound) * 1.001);
    }
  }
});

describe("minPoints", () => {
  const inside = (from: number, to: number, table: Float64Array) => table.filter((t) => t > from && t < to).length;
  const tied = Float64Array.from({ length: 40 }, () => chance.integer(12));

  test.each([18, 21, 24, 25, 26, 36])("holds for the knots that are written, of a table with ties too (%i)", (seed) => {
    const { integer, normal } = random(seed);
    const ties = Float64Array.from({ length: 22 }, () => integer(15));
    const y = ties.map((t) => Math.sin(t) + 0.3 * normal());
    for (const minPoints of [2, 3]) {
      const { model } = bestFit({ x: ties, y }, { units: 4, minPoints });
      const ends = [-Infinity, ...knots(model).map((knot) => knot.x), Infinity];
      for (let j = 1; j < ends.length; j++) {
        expect(inside(ends[j - 1], ends[j], ties)).toBeGreaterThanOrEqual(minPoints);
      }
    }
  });

  test("where a knot on a row would take too many, it stands beside it", () => {
    for (let round = 0; round < 8; round++) {
      const y = tied.map((t) => Math.sin(t) + 0.3 * chance.normal());
      const minPoints = 4 + (round % 8);
      let least = Infinity;
      for (let t = 0; t <= 11; t += 1 / 64) {
        if (inside(-Infinity, t, tied) < minPoints || inside(t, Infinity, tied) < minPoints) continue;
        least = Math.min(least, fitWithKnots({ x: tied, y }, [t]).loss);
      }
      expect(bestFit({ x: tied, y }, { units: 1, minPoints }).loss).toBeLessThan(least * 1.00001);
    }
  });
});
