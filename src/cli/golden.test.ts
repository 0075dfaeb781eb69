// The tables of fixtures/csv, and what the command must say of them.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluate, fromJson, linspace, type ReluSumJson } from "../core/index.ts";
import { run } from "./test-machine.ts";

const folder = new URL("../../fixtures/csv/", import.meta.url);
const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder))]));

interface Expected {
  readonly fits: readonly {
    readonly args: string;
    readonly n: number;
    readonly model?: ReluSumJson;
    readonly mse: number;
    readonly knots?: readonly number[];
    readonly columns?: object;
    readonly err?: readonly string[];
  }[];
  readonly errors: readonly { readonly file: string; readonly message: string }[];
}

const { fits, errors } = JSON.parse(readFileSync(new URL("expected.json", folder), "utf8")) as Expected;

describe("fits", () => {
  test.each(fits)("$args", async ({ args, n, model, mse, knots, columns, err }) => {
    const outcome = await run(`fit ${args} --format json`, { files, pieceBytes: 100 });
    expect(outcome.code).toBe(0);
    const report = JSON.parse(outcome.out);
    expect(report).toMatchObject({ n, method: "best" });
    expect(["optimal", "found"]).toContain(report.status);
    expect(report.loss.mse).toBeLessThan(mse * (1 + 1e-6) + 1e-20);
    expect(report.loss.rmse).toBeCloseTo(Math.sqrt(report.loss.mse), 12);
    if (columns) expect(report.columns).toEqual(columns);
    for (const line of err ?? []) expect(outcome.err).toContain(line);
    if (model) {
      expect(report.status).toBe("optimal");
      // The same function may be written with other units: compare it, and its knots.
      const [low, high] = args.startsWith("line") ? [0, 5e5] : args.startsWith("german") ? [250, 1750] : [0, 30];
      const xs = linspace(low, high, 101);
      const [got, wanted] = [evaluate(fromJson(report.model as ReluSumJson), xs), evaluate(fromJson(model), xs)];
      expect(Math.max(...got.map((y, i) => Math.abs(y - wanted[i])))).toBeLessThan(1e-9);
      expect(report.knots).toHaveLength(model.units.length);
    }
    if (knots) {
      expect(report.knots).toHaveLength(knots.length);
      for (const [i, x] of knots.entries()) expect(report.knots[i].x / x).toBeCloseTo(1, 3);
    }
  });
});

describe("errors", () => {
  test.each(errors)("$file", async ({ file, message }) => {
    const { code, out, err } = await run(`fit ${file}`, { files });
    expect({ code, out, err }).toEqual({ code: 1, out: "", err: `piecewise: ${file}: ${message}\n` });
  });
});

test("every table has an answer", () => {
  const answered = [...fits.map(({ args }) => args.split(" ")[0]), ...errors.map(({ file }) => file)];
  expect(new Set(answered)).toEqual(new Set(Object.keys(files).filter((name) => /\.[ct]sv$/.test(name))));
});

test("the report in words", async () => {
  const { out } = await run("fit cars.csv --units 1 --digits 5", { files });
  expect(`\n${out}`).toMatchInlineSnapshot(`
    "
    f(x) = −9.8421 + 3.3036·x + 12.196·max(0, x − 22.67)
      x is "speed", f(x) is "dist"

    Starts at 3.4 and rises by 3.3 for each 1 to the right up to x = 22.7, then rises by
    15.5.

    Knots
      at x    slope changes by
      22.67   +12.196

    Error
      rmse   14.289
      mae    10.857
      mse    204.16
      r²     0.68628
      rows   50

    Optimal (method best): no sum of 1 unit has a lower error, wherever its knots.
    "
  `);
});

test("fit, predict and print agree", async () => {
  const json = (await run("fit cars.csv --units 2 --format json", { files })).out;
  const model = fromJson(JSON.parse(json).model as ReluSumJson);
  const predicted = await run("predict - cars.csv", { files, stdin: json });
  const rows = predicted.out.trimEnd().split("\n");
  expect(rows[0]).toBe("speed,dist,prediction");
  expect(rows).toHaveLength(51);
  for (const row of rows.slice(1)) {
    const [speed, , prediction] = row.split(",").map(Number);
    expect(prediction).toBeCloseTo(evaluate(model, speed), 9);
  }
  const code = (await run("print - --as javascript", { stdin: json })).out;
  const f = new Function(`${code}; return f;`)() as (x: number) => number;
  for (const speed of [4, 13.5, 25]) expect(f(speed)).toBeCloseTo(evaluate(model, speed), 9);
  const direct = (await run("fit cars.csv --units 2 --format javascript", { files })).out;
  expect(direct).toBe(code);
});
