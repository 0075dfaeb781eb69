// What chapter 8 says, as numbers; what it says of time is measured by bench/descent.bench.ts. That parts of the rows averaged give the gradient of all is in src/elements/faster/faster.test.ts.
import { mse, pack, reference } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { BATCH, raceGoal, raceRows, raceRun, raceStart, STEPS, WAYS } from "../../src/elements/faster/ways.ts";

const problem = { rows: 10_000, units: 16 };
const rows = raceRows(problem);

test("a thousand steps over ten thousand rows with 16 ReLUs are 160 million lines", () => {
  expect(STEPS * problem.rows * problem.units).toBe(160e6);
});

test("moments take the same thousand steps: the losses agree to six digits and more", () => {
  const loss = (way: (typeof WAYS)["loop" | "moments" | "compiled"]) => raceRun(way, problem, rows).step(STEPS).loss;
  const byRows = loss(WAYS.loop);
  for (const way of [WAYS.moments, WAYS.compiled]) expect(Math.abs(loss(way) / byRows - 1)).toBeLessThan(1e-6);
});

describe("mini-batches", () => {
  test("of a hundred rows come as low, and read a fiftieth of the rows or fewer", () => {
    const goal = raceGoal(problem);
    for (const way of [WAYS.momentum, WAYS.adam]) {
      const run = raceRun(way, problem, rows);
      while (run.loss > goal && run.steps < 5000) run.step(10);
      expect(run.loss).toBeLessThanOrEqual(goal);
      expect(run.steps * BATCH).toBeLessThan((STEPS * problem.rows) / 50);
    }
  });

  test("know nearly as well which way is down: their slopes point within 45 degrees of all rows', nine times of ten", () => {
    const params = pack(raceStart(problem));
    const gradient = (columns: { x: Float64Array; y: Float64Array }) => {
      const out = new Float64Array(params.length);
      reference(columns, mse)(params, out);
      return out;
    };
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    const all = gradient(rows);
    const cosines = Array.from({ length: 100 }, (_, i) => {
      const part = gradient({ x: rows.x.slice(100 * i, 100 * i + 100), y: rows.y.slice(100 * i, 100 * i + 100) });
      return dot(part, all) / Math.sqrt(dot(part, part) * dot(all, all));
    });
    expect(cosines.filter((cosine) => cosine > Math.SQRT1_2).length).toBeGreaterThanOrEqual(90);
  });
});
