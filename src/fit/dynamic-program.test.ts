import fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "../core/index.ts";
import { programAtOnce } from "./dynamic-program.ts";
import { linesBound } from "./dynamic-program-bound.ts";
import { createEnvelope, lower, resetEnvelope } from "./dynamic-program-envelope.ts";
import { lineLoss, MOMENTS } from "./segments.ts";
import { lossAt } from "./segments-chain.ts";
import { prepareRows, type Rows } from "./segments-rows.ts";

const limits = { cap: 1e4, tolerance: 1e-12, budget: 1e9, minPoints: 0, solutions: 3 };

function noisy(n: number, seed: number): Rows {
  const chance = random(seed);
  const x = Float64Array.from({ length: n }, () => chance.uniform());
  return prepareRows(
    x,
    x.map((v) => Math.sin(9 * v) + 0.4 * chance.normal()),
  );
}

/** All ascending choices of k of the places. */
function* choices(places: Float64Array, k: number, from = 0): Generator<number[]> {
  if (k === 0) yield [];
  else {
    for (let i = from; i + k <= places.length; i++) {
      for (const rest of choices(places, k - 1, i + 1)) yield [places[i], ...rest];
    }
  }
}

test.each([
  { n: 25, k: 1, seed: 1 },
  { n: 25, k: 2, seed: 2 },
  { n: 22, k: 3, seed: 3 },
  { n: 18, k: 4, seed: 4 },
  { n: 14, k: 6, seed: 5 },
])("the best of all choices of $k places among $n rows", ({ n, k, seed }) => {
  const rows = noisy(n, seed);
  const places = rows.x.slice(1, -1);
  let best = Number.POSITIVE_INFINITY;
  for (const choice of choices(places, k)) best = Math.min(best, lossAt(rows, Float64Array.from(choice)));
  const result = programAtOnce(rows, Array(k).fill(places), limits);
  expect(result.complete).toBe(true);
  expect(result.solutions[0].loss / best).toBeCloseTo(1, 9);
  expect(lossAt(rows, result.solutions[0].knots) / best).toBeCloseTo(1, 9);
  expect(result.bound).toBeLessThanOrEqual(best * (1 + 1e-9));
  expect(result.bound).toBeGreaterThan(best * 0.98);
  // Told to look only below what the best loses it finds nothing, and says that nothing is there.
  const none = programAtOnce(rows, Array(k).fill(places), { ...limits, cap: best * 0.999 });
  expect(none.solutions).toEqual([]);
  expect(none.bound / best).toBeCloseTo(0.999, 6);
  // A tight cap prunes, and changes nothing.
  const tight = programAtOnce(rows, Array(k).fill(places), { ...limits, cap: best * 1.0001 });
  expect(tight.solutions[0].loss / best).toBeCloseTo(1, 9);
  expect(tight.work).toBeLessThanOrEqual(result.work);
});

test("lists may differ from knot to knot, and lie between rows", () => {
  const rows = noisy(30, 8);
  const lists = [Float64Array.of(rows.x[3], rows.x[5] + 1e-3, rows.x[9]), Float64Array.of(rows.x[9], rows.x[20])];
  let best = Number.POSITIVE_INFINITY;
  for (const a of lists[0]) {
    for (const b of lists[1]) if (a < b) best = Math.min(best, lossAt(rows, Float64Array.of(a, b)));
  }
  expect(programAtOnce(rows, lists, limits).solutions[0].loss / best).toBeCloseTo(1, 9);
});

test("at least so many rows lie strictly between knots", () => {
  const rows = noisy(20, 6);
  const places = rows.x.slice(1, -1);
  for (const minPoints of [1, 3, 5]) {
    let best = Number.POSITIVE_INFINITY;
    for (const [a, b] of choices(places, 2)) {
      const counts = [rows.x.filter((t) => t < a), rows.x.filter((t) => t > a && t < b), rows.x.filter((t) => t > b)];
      if (counts.every((part) => part.length >= minPoints)) {
        best = Math.min(best, lossAt(rows, Float64Array.of(a, b)));
      }
    }
    const result = programAtOnce(rows, [places, places], { ...limits, minPoints });
    expect(result.solutions[0].loss / best).toBeCloseTo(1, 9);
  }
});

test("a budget that runs out is said to have", () => {
  const rows = noisy(60, 9);
  const places = rows.x.slice(1, -1);
  const result = programAtOnce(rows, Array(5).fill(places), { ...limits, budget: 1000 });
  expect(result).toMatchObject({ complete: false, solutions: [], bound: 0 });
  expect(result.work).toBeGreaterThan(1000);
});

test("solutions after the first differ from it, and lose more", () => {
  const rows = noisy(40, 10);
  const places = rows.x.slice(1, -1);
  const { solutions } = programAtOnce(rows, [places, places], limits);
  expect(solutions).toHaveLength(3);
  for (let i = 1; i < 3; i++) {
    expect(solutions[i].loss).toBeGreaterThanOrEqual(solutions[i - 1].loss);
    expect(Math.max(...solutions[i].knots.map((t, j) => Math.abs(t - solutions[0].knots[j])))).toBeGreaterThan(0);
  }
});

test("the envelope is the least of its parabolas, within the tolerance", () => {
  const parabola = fc.record({
    curvature: fc.double({ min: 0, max: 5, noNaN: true }),
    centre: fc.double({ min: -3, max: 3, noNaN: true }),
    least: fc.double({ min: 0, max: 4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(parabola, { maxLength: 30 }), (parabolas) => {
      const envelope = createEnvelope();
      resetEnvelope(envelope, 3);
      parabolas.forEach(({ curvature, centre, least }, i) => {
        lower(envelope, curvature, centre, least, i, 1e-9, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      });
      for (let v = -5; v <= 5; v += 0.173) {
        const expected = Math.min(3, ...parabolas.map((p) => p.curvature * (v - p.centre) ** 2 + p.least));
        let piece = 0;
        while (envelope.left[piece + 1] <= v) piece++;
        const id = envelope.owner[piece];
        const value = envelope.curvature[id] * (v - envelope.centre[id]) ** 2 + envelope.least[id];
        expect(value).toBeGreaterThanOrEqual(expected - 1e-9);
        expect(value).toBeLessThanOrEqual(expected + 1e-6);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});

test.each([1, 2, 3])("the bound for %i knots is what the best independent lines lose", (k) => {
  const rows = noisy(24, 20 + k);
  const cuts = Float64Array.from({ length: rows.size - 1 }, (_, i) => i + 1);
  const m = new Float64Array(MOMENTS);
  let best = Number.POSITIVE_INFINITY;
  for (const choice of choices(cuts, k)) {
    const ends = [0, ...choice, rows.size];
    let loss = 0;
    for (let j = 0; j <= k; j++) {
      rows.moments(ends[j], ends[j + 1], m, 0);
      loss += lineLoss(m, 0);
    }
    best = Math.min(best, loss);
  }
  expect(linesBound(rows, k, 1e9) / best).toBeCloseTo(1, 9);
  expect(linesBound(rows, k, best / 2)).toBe(best / 2);
});

test("with more rows than cells the bound still lies below", () => {
  const rows = noisy(1500, 30);
  const bound = linesBound(rows, 2, 1e9);
  const places = rows.x.filter((_, i) => i > 0 && i % 15 === 0);
  const fit = programAtOnce(rows, [places, places], limits).solutions[0];
  expect(bound).toBeLessThan(fit.loss);
  expect(bound).toBeGreaterThan(0.9 * fit.loss);
});
