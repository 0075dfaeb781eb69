import { readFileSync } from "node:fs";
import katex from "katex";
import { describe, expect, test } from "vitest";
import { evaluate, type Network, print, reluSum } from "../../core/index.ts";
import { parseCsv } from "../../data/index.ts";
import { run } from "../best-fit.ts";
import { type Columns, rowsOf, takeRows } from "../hinges/columns-table.ts";
import { fitHinges, SEARCHED } from "../hinges/hinge-fit.ts";
import { predictions } from "../hinges/solved.ts";
import { table } from "../hinges/test-table.ts";
import { descendTable, mae, mse, type TableFitPart, tableFit } from "../index.ts";
import { averagedSums, DESCENTS, termsOf, weighted } from "./averaged.ts";
import { foldsOf } from "./ways.ts";

const relu = (z: number) => Math.max(0, z);

const rmse = (told: Float64Array, y: Float64Array) =>
  Math.sqrt(told.reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0) / y.length);

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value) / values.length;

const correlation = (a: Float64Array, b: Float64Array) => {
  const centered = (values: Float64Array) => values.map((value) => value - mean(values));
  const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, value, i) => sum + value * q[i], 0);
  const [p, q] = [centered(a), centered(b)];
  return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
};

const shareOf = (parts: readonly TableFitPart[], kind: TableFitPart["kind"]) =>
  parts.find((part) => part.kind === kind)!.share;

describe("tableFit takes what the table supports", () => {
  test("a line, where nothing bends", () => {
    const data = table(400, 5, ([a, b], noise) => a - b + 0.3 * noise());
    const { model, parts } = tableFit(data);
    expect(shareOf(parts, "line")).toBe(1);
    expect(model.units.length).toBe(0);
  });

  test("hinges, where inputs add up", () => {
    const data = table(400, 3, ([a, b], noise) => relu(a - 0.4) + Math.abs(b - 0.5) + 0.05 * noise());
    const { model, parts } = tableFit(data);
    expect(shareOf(parts, "hinges")).toBe(1);
    expect(model.products).toBeUndefined();
    expect(model.units.length).toBeLessThan(10);
  });

  test("products, where two inputs act together", () => {
    const data = table(400, 3, ([a, b, c], noise) => 4 * relu(a - 0.4) * relu(b - 0.3) + c + 0.05 * noise());
    const { model, parts } = tableFit(data);
    expect(shareOf(parts, "hinges and products")).toBe(1);
    expect(model.products!.length).toBeGreaterThan(0);
  });

  test("steps, where it jumps", () => {
    const jumps = ([a, b, c]: number[]) => (a > 0.4 && b > 0.3 ? 3 : 0) + (b > 0.6 || c < 0.5 ? 2 : 0);
    const data = table(500, 4, (x, noise) => jumps(x) + 0.3 * noise());
    const { model, parts } = tableFit(data);
    expect(shareOf(parts, "hinges, steps and products")).toBe(1);
    const { rmse: smooth } = parts.find(({ kind }) => kind === "hinges and products")!;
    const fresh = table(1000, 4, jumps, 2);
    expect(rmse(predictions(model, fresh.x, 0, 1000), fresh.y)).toBeLessThan(0.5 * smooth);
    for (const digits of [undefined, 3]) {
      const formula = print(model, "latex", { digits });
      expect(katex.renderToString(formula, { throwOnError: true, strict: "error" })).toContain("katex");
    }
  });

  test("smooth parts and jumps: products with and without steps, and averaged sums, in one mix", () => {
    const data = table(
      200,
      4,
      ([a, b, c, d], noise) => Math.floor(3 * a) * (b > 0.5 ? 1 : -1) + 2 * Math.sin(4 * (c + d)) + noise(),
    );
    const { parts } = tableFit(data);
    for (const kind of ["hinges and products", "hinges, steps and products", "averaged sums"] as const) {
      expect(shareOf(parts, kind)).toBeGreaterThan(0);
    }
  });

  test("the average of fits without one fold, where a small function is long: nearer on rows never seen than one fit", () => {
    const jumps = ([a, b, c]: number[]) =>
      Math.floor(3 * a) * Math.floor(2 * b) + Math.floor(4 * c) * (a > 0.6 ? 1 : -1);
    const data = table(400, 4, (x, noise) => jumps(x) + 0.4 * noise());
    const { model, parts, averaged } = tableFit(data);
    expect(shareOf(parts, "hinges, steps and products")).toBe(1);
    expect(averaged).toBe(true);
    const one = run(
      fitHinges(data, { degree: 2, steps: true, maxTerms: 20, price: 3, loss: mse }, SEARCHED, true),
      {},
    ).model;
    expect(termsOf(one)).toBeGreaterThan(20);
    const fresh = table(1000, 4, jumps, 2);
    const [average, single] = [model, one].map((f) => rmse(predictions(f, fresh.x, 0, 1000), fresh.y));
    expect(average).toBeLessThan(0.95 * single);
  });

  test("averages, where many act in one direction; and those do better on rows never seen", () => {
    const wave = ([a, b, c, d]: number[]) => Math.sin(4 * (a + b - c + d));
    const data = table(500, 4, (x, noise) => wave(x) + 0.1 * noise());
    const { model, parts } = tableFit(data);
    expect(shareOf(parts, "averaged sums")).toBeGreaterThan(0.5);
    const fresh = table(1000, 4, wave, 2);
    const [, hinges, products] = parts;
    expect(rmse(predictions(model, fresh.x, 0, 1000), fresh.y)).toBeLessThan(
      0.6 * Math.min(hinges.rmse, products.rmse),
    );
  });

  test.each([3, 4, 5, 6])("a hinge without noise is found, not a mix of what is near it (seed %d)", (seed) => {
    const { model, loss, parts } = tableFit(table(80, 4, ([, b]) => relu(b - 0.4), seed));
    expect(loss).toBeLessThan(1e-15);
    expect(model.units.length).toBeLessThanOrEqual(3);
    expect(parts.map(({ share }) => share).filter((share) => share > 0)).toEqual([1]);
  });

  test("of few rows, no mix for an error that is less by chance: more than half of sixteen tables get a small function", () => {
    const alone = (seed: number) => {
      const { parts } = tableFit(table(30, 4, ([a], noise) => relu(4 * a - 2) + 0.3 * noise(), seed));
      return parts.some(({ kind, share }) => kind !== "averaged sums" && share === 1);
    };
    const seeds = Array.from({ length: 16 }, (_, i) => i + 1);
    expect(seeds.filter(alone).length).toBeGreaterThan(8);
  });

  test.each([5, 20, 25, 30, 100])("inputs that say nothing, in %d rows: the mean of y", (rows) => {
    for (const seed of [1, 2, 3]) {
      const { x, y } = table(rows, 3, (_, noise) => noise(), seed);
      const { model } = tableFit({ x: x.map((column, j) => column.fill(j + 0.3)), y });
      expect(termsOf(model)).toBe(0);
      expect(model.slope).toEqual([0, 0, 0]);
      expect(model.intercept).toBeCloseTo(mean(y), 12);
    }
  });

  test("a row that is far off whatever way is named, and does not decide", () => {
    const data = table(400, 3, ([a, b], noise) => relu(a - 0.4) + Math.abs(b - 0.5) + 0.05 * noise());
    expect(tableFit(data).far.length).toBe(0);
    data.y[17] += 10;
    const { parts, far } = tableFit(data);
    expect([...far]).toEqual([17]);
    // By squares the line is the best of the small ways, and hardly worse than the others: it was all that was taken.
    const [line, ...others] = parts;
    for (const { rmse } of others) expect(line.rmse).toBeLessThan(1.04 * rmse);
    expect(line.share).toBeLessThan(0.2);
  });

  test("rows that are far off are those of the table, where not all of its rows are tried", () => {
    const data = table(60_000, 2, ([a, b], noise) => a + b + 0.1 * noise());
    const wrong = [10, 30_000, 59_990, 59_995];
    for (const row of wrong) data.y[row] = 100;
    const { far } = tableFit(data);
    expect(far.length).toBeGreaterThan(1);
    expect(wrong).toEqual(expect.arrayContaining([...far]));
  });

  test("the same table and seed give the same model; shares add up to 1", () => {
    const data = table(120, 3, ([a, b, c], noise) => Math.sin(3 * a * b) + c + 0.3 * noise());
    const [one, two] = [tableFit(data, { seed: 3 }), tableFit(data, { seed: 3 })];
    expect(one).toEqual(two);
    expect(one.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    for (const { rmse, share } of one.parts) if (share < 1) expect(one.heldOut!.rmse).toBeLessThan(rmse);
    expect(one.loss).toBeCloseTo(rmse(predictions(one.model, data.x, 0, 120), data.y) ** 2, 12);
  });

  test("few rows: hinges, and nothing held out", () => {
    const { parts } = tableFit({
      x: [
        [1, 2, 3],
        [2, 1, 0],
      ],
      y: [1, 2, 3],
    });
    expect(parts.map(({ kind, share }) => [kind, share])).toEqual([["hinges", 1]]);
  });

  test.each([
    ["seed", { seed: 0.5 }, "tableFit: seed must be a whole number >= 0, got 0.5"],
    [
      "unknown option",
      { degree: 2 },
      'tableFit: options must have no keys but seed, loss, onProgress, signal, got "degree"',
    ],
  ])("%s is refused", (_, options, message) => {
    expect(() => tableFit({ x: [[1], [2]], y: [1] }, options as never)).toThrow(message);
  });

  test("stops where the signal says so, and tells how far it is", () => {
    const data = table(200, 3, ([a], noise) => a + noise());
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (share: number) => {
      seen.push(share);
      if (seen.length === 40) stop.abort();
    };
    expect(() => tableFit(data, { signal: stop.signal, onProgress })).toThrow("aborted");
    expect(seen.every((share, i) => share >= (seen[i - 1] ?? 0) && share <= 1)).toBe(true);
  });
});

/** As every fourth row is in one fold. */
const quarters = (rows: number) =>
  [0, 1, 2, 3].map((f) => Uint32Array.from({ length: Math.ceil((rows - f) / 4) }, (_, i) => 4 * i + f));

test.each(DESCENTS)(
  "averaged sums of constant inputs tell a fold the mean of the others: decay $weightDecay",
  (way) => {
    // y of the folds lies far apart, so that what one of them says of itself would be seen.
    const { x, y } = table(60, 2, (_, noise) => noise());
    const data = { x: x.map((column) => column.fill(0.3)), y: y.map((value, i) => value + 10 * (i % 4)) };
    const { heldOut } = run(averagedSums(data, quarters(60), 1, mse, way), {});
    for (const [f, fold] of quarters(60).entries()) {
      const others = mean(data.y.filter((_, i) => i % 4 !== f));
      for (const row of fold) expect(Math.abs(heldOut[row] - others)).toBeLessThan(0.01);
    }
  },
);

test.each(DESCENTS)(
  "averaged sums say nothing of an input that was the same in all rows they learned from: decay $weightDecay",
  (way) => {
    const { x, y } = table(40, 2, ([a, b], noise) => a - b + 0.1 * noise());
    const zeros = new Float64Array(40);
    const far = zeros.map((_, i) => (i === 7 ? 1e6 : 0));
    const [same, other] = [zeros, far].map(
      (z) => run(averagedSums({ x: [...x, z], y }, quarters(40), 1, mse, way), {}).heldOut,
    );
    expect(other[7]).toBe(same[7]);
  },
);

test.each(DESCENTS)(
  "averaged sums tell a row what those say that have not seen it: of noise, nothing: decay $weightDecay",
  (way) => {
    const data = table(200, 4, (_, noise) => noise());
    const { model, heldOut } = run(averagedSums(data, quarters(200), 1, mse, way), {});
    const alone = rmse(
      data.y.map(() => mean(data.y)),
      data.y,
    );
    expect(rmse(heldOut, data.y)).toBeGreaterThan(0.9 * alone);
    expect(model.units.length).toBeLessThanOrEqual(200);
  },
);

test.each([
  {
    of: "a steep function",
    better: 1,
    f: ([a, b, c]: number[]) => Math.exp(3 * a * b) * (c + 0.2),
    rows: 200,
    noise: 0.05,
  },
  { of: "few rows and much noise", better: 0, f: ([a, b]: number[]) => Math.sin(3 * (a + b)), rows: 120, noise: 0.5 },
])("of two descents averaged sums are those of the one that tells folds better: $of", ({ better, f, rows, noise }) => {
  const data = table(rows, 5, (x, normal) => f(x) + noise * normal());
  const folds = foldsOf(rows, 0);
  const errors = DESCENTS.map((way) => rmse(run(averagedSums(data, folds, 0, mse, way), {}).heldOut, data.y));
  expect(errors[better]).toBeLessThan(0.97 * errors[1 - better]);
  const part = tableFit(data).parts.find(({ kind }) => kind === "averaged sums")!;
  expect(part.rmse).toBeCloseTo(errors[better], 12);
});

test("weighted: the sum of sums is the sum of their values", () => {
  const data = table(50, 2, () => 0);
  const f = reluSum([{ m: [1, -1], b: 0.2, weight: 3 }], { slope: [1, 2], intercept: 4 });
  const g = reluSum([], {
    slope: [0, 5],
    products: [
      {
        weight: 2,
        factors: [
          { m: [1, 0], b: 0 },
          { m: [0, 1], b: -0.5 },
        ],
      },
    ],
  });
  const [both, fs, gs] = [weighted([f, g], [0.25, 0.75]), f, g].map((f) => predictions(f, data.x, 0, 50));
  both.forEach((value, i) => {
    expect(value).toBeCloseTo(0.25 * fs[i] + 0.75 * gs[i], 12);
  });
});

test("weighted: what is in both sums is one term, and none where its weights cancel", () => {
  const bend = { m: [1, 0], b: -0.5 };
  const sum = (weight: number, of: number) =>
    reluSum([{ ...bend, weight }], { slope: [0, 0], products: [{ weight: of, factors: [bend, { m: [0, 1], b: 0 }] }] });
  const { units, products } = weighted([sum(2, 1), sum(4, -1)], [0.5, 0.5]);
  expect(units.map(({ weight }) => weight)).toEqual([3]);
  expect(products).toBeUndefined();
});

describe("descendTable", () => {
  const data = table(600, 3, ([a, b, c], noise) => Math.sin(5 * a) * b + c + 0.05 * noise());

  test.each([[[16, 16]], [[24]], [24]])("shape %j learns, in the table's own units", (shape) => {
    const { model, status, steps } = descendTable(data, { shape, seed: 1 });
    expect(["stopped", "running"]).toContain(status);
    expect(steps).toBeGreaterThan(100);
    expect("layers" in model).toBe(Array.isArray(shape));
    const told = (evaluate as (f: Network, x: Float64Array) => Float64Array)(
      model as Network,
      rowsOf(data.x, 0, data.y.length),
    );
    expect(rmse(told, data.y)).toBeLessThan(
      0.35 *
        rmse(
          data.y.map(() => mean(data.y)),
          data.y,
        ),
    );
  });

  test("without hidden layers it ends at least squares, from any seed, though columns run together", () => {
    const { x: drawn, y } = table(342, 3, ([a, b, c], noise) => 0.3 * a - 0.3 * b + 2 * c + 0.3 * noise());
    const [a, b, c] = drawn;
    const x = [a.map((value, i) => value + c[i]), b.map((value, i) => value - c[i]), c];
    for (const seed of [0, 1, 2, 3, 4]) {
      const { model } = descendTable({ x, y }, { shape: [], seed });
      const told = (evaluate as (f: Network, x: Float64Array) => Float64Array)(
        model as Network,
        rowsOf(x, 0, y.length),
      );
      const errors = y.map((value, i) => value - told[i]);
      for (const column of x) expect(Math.abs(correlation(errors, column))).toBeLessThan(0.03);
    }
  });

  test("another loss, so many steps, the same seed", () => {
    const options = { shape: [4], loss: mae, steps: 60, seed: 2 };
    const [one, two] = [descendTable(data, options), descendTable(data, options)];
    expect(one).toEqual(two);
    expect(one.steps).toBe(60);
  });

  test.each([
    [{ shape: "32" }, 'descendTable: shape must be a number of units or an array of layers, got "32"'],
    [{ shape: [0] }, "descendTable: shape[0] must be a whole number >= 1, got 0"],
    [{ shape: 3, steps: -1 }, "descendTable: steps must be a whole number >= 0, got -1"],
  ])("%j is refused", (options, message) => {
    expect(() => descendTable(data, options as never)).toThrow(message);
  });
});

/** What `fixtures/tables` says of the best method there, and one split of each: the ten are a benchmark. */
describe("held-out error beside the best of today's methods", () => {
  const peers = JSON.parse(readFileSync("fixtures/tables/peers.json", "utf8")) as Record<
    string,
    Record<string, number>
  >;
  test.each(Object.keys(peers))("%s: two splits within what their spread allows", (name) => {
    const { columns } = parseCsv(readFileSync(`fixtures/tables/${name}.csv`, "utf8"));
    const all: Columns = { x: columns.slice(0, -1).map(({ values }) => values), y: columns.at(-1)!.values };
    const errors = [0, 1].map((split) => {
      const test = new Set(
        readFileSync(`fixtures/tables/${name}.${split}.txt`, "utf8").trim().split(/\s+/).map(Number),
      );
      const rows = Array.from(all.y.keys());
      const { model } = tableFit(
        takeRows(
          all,
          rows.filter((row) => !test.has(row + 1)),
        ),
      );
      const held = takeRows(
        all,
        rows.filter((row) => test.has(row + 1)),
      );
      return rmse(predictions(model, held.x, 0, held.y.length), held.y);
    });
    const best = Math.min(...Object.values(peers[name]));
    // Splits differ by some 10 % around their mean.
    expect((errors[0] + errors[1]) / 2).toBeLessThan(1.15 * best);
  });
});
