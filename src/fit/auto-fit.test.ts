import { expect, test } from "vitest";
import { evaluate, linspace, random } from "../core/index.ts";
import { autoFit, bestFit, type Criterion, huber, mae } from "./index.ts";

/** k true knots, kinks that alternate, noise a tenth of the kinks' reach. */
function simulate(k: number, seed: number) {
  const chance = random(seed);
  const n = 250;
  const t = Array.from({ length: k }, (_, j) => (j + 1 + 0.4 * (chance.uniform() - 0.5)) / (k + 1));
  const kinks = t.map((_, j) => (j % 2 ? -1 : 1) * (k + 1) * (1.5 + chance.uniform()));
  const x = Float64Array.from({ length: n }, () => chance.uniform());
  const y = x.map((v) => t.reduce((sum, knot, j) => sum + kinks[j] * Math.max(0, v - knot), 0.05 * chance.normal()));
  return { x, y };
}

test("the true number of knots is found in 95 of 100 simulations", () => {
  // 18 runs here. If each hit with probability 0.95, three misses or more would come up in 6 of 100 such tests.
  const misses: string[] = [];
  for (let k = 0; k <= 8; k++) {
    for (const repeat of [0, 1]) {
      const { units } = autoFit(simulate(k, 100 * k + repeat), { maxUnits: 10 });
      if (units !== k) misses.push(`${k} → ${units}`);
    }
  }
  expect(misses.length, misses.join(", ")).toBeLessThanOrEqual(2);
});

test("the curve has every k, falls, and holds the criteria as their formulas say", () => {
  const data = simulate(3, 7);
  const fit = autoFit(data, { maxUnits: 6 });
  expect(fit.curve.map(({ units }) => units)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  fit.curve.forEach(({ units, loss, bic, gcv }, i) => {
    if (i > 0) expect(loss).toBeLessThanOrEqual(fit.curve[i - 1].loss);
    expect(bic).toBeCloseTo(250 * Math.log(loss) + (2 + 2 * units) * Math.log(250), 6);
    expect(gcv).toBeCloseTo(loss / (1 - (2 + 4 * units) / 250) ** 2, 12);
  });
  expect(fit.curve[0].mbic).toBeCloseTo(250 * Math.log(fit.curve[0].loss) + 2 * Math.log(250), 6);
  expect(fit.units).toBe(3);
  expect(fit.loss).toBe(fit.curve[3].loss);
  expect(fit.loss / bestFit(data, { units: 3 }).loss).toBeCloseTo(1, 6);
});

test.each<Criterion>(["bic", "mbic", "gcv"])("%s takes the k where it is least", (criterion) => {
  const fit = autoFit(simulate(2, 8), { maxUnits: 5, criterion });
  expect(fit.criterion).toBe(criterion);
  expect(fit.curve[fit.units][criterion]).toBe(Math.min(...fit.curve.map((entry) => entry[criterion])));
});

test.each([
  { name: "mae", loss: "mae" as const },
  { name: "Huber's", loss: huber(0.1) },
])("$name chooses k by itself, not by squares, which outliers mislead", ({ loss }) => {
  const chance = random(13);
  const x = Float64Array.from({ length: 250 }, () => chance.uniform());
  const outlier = () => (chance.uniform() < 0.1 ? 3 * chance.normal() : 0);
  const y = x.map((v) => 3 * Math.max(0, v - 0.5) + 0.05 * chance.normal() + outlier());
  // Without minPoints three knots make a spike of each outlier, which any loss would buy.
  const fit = autoFit({ x, y }, { loss, maxUnits: 4, minPoints: 15 });
  expect(fit.units).toBe(1);
  expect(fit.loss).toBeLessThanOrEqual(bestFit({ x, y }, { units: 1, loss, minPoints: 15 }).loss * (1 + 1e-9));
});

test("the criteria of the mean absolute error are those of Laplace's density", () => {
  const data = simulate(2, 12);
  const { curve } = autoFit(data, { loss: mae, maxUnits: 3 });
  for (const { units, loss, bic, gcv } of curve) {
    expect(bic).toBeCloseTo(500 * Math.log(loss) + (2 + 2 * units) * Math.log(250), 6);
    expect(gcv).toBeCloseTo(loss / (1 - (2 + 4 * units) / 250), 12);
  }
});

test("a Huber loss that no residual leaves chooses as the squared error does", () => {
  const data = simulate(2, 13);
  const squares = autoFit(data, { maxUnits: 4 });
  const fit = autoFit(data, { loss: huber(1e3), maxUnits: 4 });
  expect(fit.units).toBe(squares.units);
  // Half the squares: n·ln 2 less at every k.
  for (const [k, { bic }] of fit.curve.entries()) expect(bic + 250 * Math.log(2)).toBeCloseTo(squares.curve[k].bic, 0);
});

test("an exact fit is not made more exact", () => {
  const x = linspace(0, 1, 50);
  const y = x.map((v) => Math.abs(v - 0.3) - Math.max(0, v - 0.7));
  const fit = autoFit({ x, y });
  expect(fit.units).toBe(2);
  expect(evaluate(fit.model, 0.5)).toBeCloseTo(0.2, 12);
});

test("few rows support few units", () => {
  const { x, y } = simulate(0, 9);
  expect(autoFit({ x: x.slice(0, 12), y: y.slice(0, 12) }).units).toBeLessThanOrEqual(2);
  expect(autoFit({ x: [1, 2], y: [3, 5] })).toMatchObject({ units: 0, loss: 0 });
});

test("an unknown criterion lists the choices", () => {
  expect(() => autoFit({ x: [1, 2], y: [1, 2] }, { criterion: "aic" as never })).toThrow(
    'autoFit: criterion must be one of bic, mbic, gcv, got "aic"',
  );
});
