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

  // The least losses are those of all choices of knots, each on a row, on either side of it or where two lines cross.
  test.each([
    { x: [1, 2, 3, 3, 4, 4, 5, 6], y: [0.93, -0.4, 0.77, -0.36, 1.17, 1.51, -0.77, -0.16], least: 0.08703125 },
    { x: [0, 1, 3, 3, 4, 4, 5, 6, 6], y: [0, 0.91, -0.28, -0.28, 0.99, 0.99, -0.54, -0.54, -0.54], least: 0.0520201 },
    { x: [1, 3, 4, 4, 5, 6, 7, 7], y: [0.65, -0.6, 0.11, 1.26, -0.06, -0.92, -1.32, 1.43], least: 0.5553125 },
    {
      x: [-1.47, -1.35, -1.05, -0.22, 0.2, 0.62, 0.73, 1.29], // with three knots all are taken, and two do better
      y: [0.08, -0.17, -0.22, -0.39, 1.09, 1.01, 1.18, 0.92],
      weights: [3.76, 2.53, 0.25, 0.91, 2, 3.24, 1.94, 2.85],
      least: 0.0044382,
    },
  ])("where rows hardly suffice for the knots ($least)", ({ least, ...table }) => {
    expect(bestFit(table, { units: 3, minPoints: 2 }).loss).toBeLessThan(least * 1.0001);
  });

  test.each([
    {
      x: [-1.176, -0.546, -0.283, -0.149, 0.625, 0.645, 0.798],
      y: [0, 0, 0, 0, 1, 1, -2],
      weights: [1, 1, 1, 1, 1, 1, 1],
    },
    {
      x: [-1.518, -1.142, -0.651, -0.492, -0.364, -0.248, 0.067, 0.198],
      y: [1, 1, 1, -1, 0, -1, 0, 2],
      weights: [2.072, 2.098, 3.448, 2.128, 0.249, 1.295, 1.812, 2.016],
    },
  ])("a knot next to a row is not rounded onto it (%#)", (table) => {
    const { model } = bestFit(table, { units: 3, minPoints: 1 });
    const ends = [-Infinity, ...knots(model).map((knot) => knot.x), Infinity];
    for (let j = 1; j < ends.length; j++) {
      expect(inside(ends[j - 1], ends[j], Float64Array.from(table.x))).toBeGreaterThanOrEqual(1);
    }
  });
});
