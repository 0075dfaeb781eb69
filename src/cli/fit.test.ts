import { describe, expect, test } from "vitest";
import { languages } from "../core/index.ts";
import { run } from "./test-machine.ts";

const V = "x,y\n0,3\n1,2\n2,1\n3,2\n4,3\n5,4\n6,5\n";
const json = async (command: string, stdin = V) => {
  const { code, out, err } = await run(`fit - --format json ${command}`, { stdin });
  expect(code, err).toBe(0);
  return JSON.parse(out);
};

describe("--format json", () => {
  test("has the fields of the contract, and the columns and the choice beside them", async () => {
    const report = await json("");
    expect(Object.keys(report)).toEqual(["model", "knots", "n", "loss", "method", "status", "columns", "choice"]);
    expect(report.model).toEqual({ intercept: 3, slope: -1, units: [{ m: 1, b: -2, weight: 2 }] });
    expect(report.knots).toEqual([{ x: 2, kink: 2 }]);
    expect(report).toMatchObject({ n: 7, method: "best", status: "optimal", columns: { x: "x", y: "y" } });
    expect(report.loss).toEqual({ mse: 0, mae: 0, rmse: 0, r2: 1 });
    expect(report.choice).toMatchObject({ criterion: "BIC", units: 1 });
    expect(report.choice.curve.map(({ units }: { units: number }) => units)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(report.choice.curve[0].mse).toBeGreaterThan(0.5);
  });

  test("with a number of units there is no choice", async () => {
    expect(Object.keys(await json("--units 2"))).not.toContain("choice");
  });

  test.each([
    ["bic", "BIC", 36, 0.15, 1],
    ["mbic", "mBIC", 36, 0.15, 0],
    ["mbic", "mBIC", 24, 0.3, 1],
    ["gcv", "GCV", 24, 0.3, 0],
  ])("--criterion %s chooses", async (criterion, name, n, slope, units) => {
    // A bend so faint that the criteria do not agree on it.
    const rows = Array.from({ length: n }, (_, x) => `${x},${slope * Math.abs(x - n / 2) + ((x * x * 37) % 11) / 2}`);
    const { choice, model } = await json(`--criterion ${criterion}`, `x,y\n${rows.join("\n")}\n`);
    expect(choice).toMatchObject({ criterion: name, units });
    expect(model.units).toHaveLength(units);
    expect(Object.keys(choice.curve[0])).toEqual(["units", "mse", criterion]);
    const lowest = Math.min(...choice.curve.map((size: Record<string, number | null>) => size[criterion] ?? Infinity));
    expect(choice.curve[units][criterion]).toBe(lowest);
  });

  test("--min-points keeps so many rows in each segment", async () => {
    const rows = Array.from({ length: 40 }, (_, x) => `${x},${x === 30 ? 9 : Math.abs(x - 10)}`);
    const data = `x,y\n${rows.join("\n")}\n`;
    const fewest = async (options: string) => {
      const { knots } = await json(options, data);
      const ends = [-1, ...knots.map(({ x }: { x: number }) => x), 40];
      return Math.min(...ends.slice(1).map((end, i) => Math.ceil(end) - Math.floor(ends[i]) - 1));
    };
    expect(await fewest("--units 3")).toBeLessThan(3);
    for (const loss of ["mse", "mae"]) {
      expect(await fewest(`--units 3 --loss ${loss} --min-points 6`)).toBeGreaterThanOrEqual(6);
    }
    expect(await fewest("--min-points 8")).toBeGreaterThanOrEqual(8);
  });

  test("losses are those of the rows", async () => {
    // The line through (0, 0), (1, 3), (2, 0) is y = 1: residuals −1, 2, −1.
    const { loss, model } = await json("--units 0", "x,y\n0,0\n1,3\n2,0\n");
    expect(model.units).toEqual([]);
    expect(loss.mse).toBeCloseTo(2, 12);
    expect(loss.mae).toBeCloseTo(4 / 3, 12);
    expect(loss.rmse).toBeCloseTo(Math.SQRT2, 12);
    expect(loss.r2).toBeCloseTo(0, 12);
  });

  test.each([
    ["all x the same", "x,y\n1,5\n1,7\n", { mse: 1, r2: 0 }, 6],
    ["all y the same", "x,y\n1,5\n2,5\n3,5\n", { mse: 0, r2: null }, 5],
  ])("%s: a constant", async (_, data, loss, intercept) => {
    expect(await json("", data)).toMatchObject({ model: { intercept, slope: 0, units: [] }, knots: [], loss });
  });

  test.each(["adam", "sgd"])("--method %s says so, and is the same for the same seed", async (method) => {
    const noisy = `x,y\n${Array.from({ length: 40 }, (_, i) => `${i},${Math.abs(i - 20) + ((i * 7) % 5)}`).join("\n")}\n`;
    const command = `--method ${method} --units 1 --steps 300 --seed 3`;
    const report = await json(command, noisy);
    expect(report.method).toBe(method);
    expect(["stopped", "converged"]).toContain(report.status);
    expect(report.loss.mse / (await json("--units 1", noisy)).loss.mse).toBeLessThan(1.1);
    expect(await json(command, noisy)).toEqual(report);
  });

  test("--loss mae and huber pass by an outlier", async () => {
    const data = V.replace("4,3", "4,90");
    for (const loss of ["mae", "huber"]) {
      for (const method of ["best", "adam"]) {
        const { knots } = await json(`--units 1 --loss ${loss} --method ${method}`, data);
        expect(Math.abs(knots[0].x - 2)).toBeLessThan(0.2);
      }
    }
    expect(Math.abs((await json("--units 1", data)).knots[0].x - 2)).toBeGreaterThan(0.5);
  });
});

describe("--format", () => {
  test.each(languages.filter((language) => language !== "text"))("%s is what print prints", async (language) => {
    const direct = await run(`fit - --units 1 --format ${language}`, { stdin: V });
    const stored = (await run("fit - --units 1 --format json", { stdin: V })).out;
    expect(direct.out).toBe((await run(`print - --as ${language}`, { stdin: stored })).out);
    expect(direct.out).not.toBe("");
    if (language === "sql") expect(direct.out).toContain("CASE WHEN x - ");
  });

  test("sql reads the column by its own name", async () => {
    const { out } = await run("fit - --units 1 --format sql", { stdin: V.replace("x", "bill (mm)") });
    expect(out).toMatch(/CASE WHEN (-?[\d.e]+ \* )?-?"bill \(mm\)"/);
    const { out: legal, err } = await run("fit - --units 1 --format sql", { stdin: V.replace("x", '"a\nb"') });
    expect(legal).toMatch(/CASE WHEN (-?[\d.e]+ \* )?-?a_b/);
    expect(err).toContain('a_b is "a\\nb"');
  });

  test("--digits rounds what is printed", async () => {
    const data = "x,y\n0,1.23456\n1,2.46912\n";
    expect((await run("fit - --format excel --digits 3", { stdin: data })).out).toBe("=1.23+1.23*A1\n");
    expect((await run("fit - --digits 2", { stdin: data })).out).toContain("f(x) = 1.2 + 1.2·x\n");
  });
});

describe("what stderr says", () => {
  const CHOSEN = 'standard input: 7 rows; x is column 1 "x", y is column 2 "y"\n';
  test.each([
    ["nothing but the columns, where all is well", V, "", CHOSEN],
    [
      "rows that are left out",
      V.replace("3,2\n", "3,\n").replace("5,4\n", "NA,4\n"),
      "",
      `${CHOSEN}standard input: 2 rows left out: x or y is missing, first in row 5\n`,
    ],
    [
      "columns of text",
      "x,name,y\n1,a,2\n2,b,4\n",
      "",
      'standard input: 2 rows; x is column 1 "x", y is column 3 "y"\nstandard input: not numbers, and left aside: 2 "name"\n',
    ],
    [
      "names that look like data",
      "1,x\n3,2\n4,5\n",
      "",
      'standard input: 2 rows; x is column 1 "1", y is column 2 "x"\nstandard input: row 1 was taken as names, though "1" is a number; if it is data, put names above it\n',
    ],
    [
      "numbers that can be read in two ways",
      "x\ty\n1,234\t2\n2,345\t3\n",
      "",
      'standard input: 2 rows; x is column 1 "x", y is column 2 "y"\nstandard input: "1,234" was read as 1234; if that is wrong, write it without the comma\n',
    ],
    [
      "options that do nothing",
      V,
      "--seed 3",
      `${CHOSEN}--steps and --seed are for --method adam and sgd; best needs neither\n`,
    ],
    ["options that are for several inputs", V, "--layers 3", `${CHOSEN}--degree and --layers are for several inputs\n`],
    [
      "a criterion with nothing to choose",
      V,
      "--units 1 --criterion gcv",
      `${CHOSEN}--criterion is for --units auto; a number of units leaves no choice\n`,
    ],
    [
      "rows in each segment of a descent",
      V,
      "--units 1 --method adam --steps 1 --min-points 3",
      `${CHOSEN}--min-points is for --method best; a descent heeds it in --units auto alone\n`,
    ],
  ])("%s", async (_, stdin, options, expected) => {
    const { code, err } = await run(`fit - ${options}`, { stdin });
    expect({ code, err }).toEqual({ code: 0, err: expected });
  });

  test("a seed of rows held out is one that is needed", async () => {
    const { err } = await run("fit - --test 0.3 --seed 3", { stdin: V });
    expect(err).not.toContain("--seed");
  });

  test("a column too large to be squared is an error", async () => {
    const { code, err } = await run("fit -", { stdin: "x,y\n1,2\n2,-1e200\n" });
    expect({ code, err }).toEqual({
      code: 1,
      err: 'piecewise: standard input: column 2 "y" holds -1e+200, whose square is beyond all floats; divide the column by a constant\n',
    });
  });

  test("long work shows a bar on a terminal, and takes it away", async () => {
    // No line fits these, so that every number of units is tried.
    const rough = Array.from({ length: 120 }, (_, i) => `${i},${(i * 7919) % 101}\n`).join("");
    const { err } = await run("fit -", { stdin: `x,y\n${rough}`, terminal: 80, tickMs: 50 });
    expect(err).toMatch(/choosing the number of units █*░* \d+ %/);
    expect(err.endsWith("\r\u001b[K")).toBe(true);
  });
});

describe("on a terminal", () => {
  test("the report is followed by a picture", async () => {
    const plain = await run("fit -", { stdin: V });
    const { out } = await run("fit -", { stdin: V, terminal: 80, env: { NO_COLOR: "1" } });
    expect(out.startsWith(plain.out)).toBe(true);
    expect(out.slice(plain.out.length)).toMatch(/^\n.*[▀▄█]/s);
    expect(out).not.toContain("\u001b");
    expect((await run("fit -", { stdin: V, terminal: 80 })).out).toContain("\u001b[36m");
  });

  test("one that does not know how wide it is counts as 80 columns wide", async () => {
    expect(await run("fit -", { stdin: V, terminal: 0 })).toEqual(await run("fit -", { stdin: V, terminal: 80 }));
    expect(await run("fit --help", { terminal: 0 })).toEqual(await run("fit --help", { terminal: 80 }));
  });

  test.each([
    ["--format json", {}],
    ["--format sql", {}],
    ["", { TERM: "dumb" }],
  ])("%s %j has none", async (options, env) => {
    const { out } = await run(`fit - ${options}`, { stdin: V, terminal: 80, env });
    expect(out).not.toMatch(/[▀▄█]/);
  });
});

test("text has as many digits as it takes to tell knots far from 0: six would not", async () => {
  const stdin = `time,y\n${Array.from({ length: 21 }, (_, day) => `${1.7e9 + 86_400 * day},${Math.abs(day - 10)}\n`).join("")}`;
  const { out } = await run("fit -", { stdin });
  expect(out).toMatch(/max\(0, x − 1700864000\)/);
  expect(out).toMatch(/\n {2}1700864000 +\+/);
  expect((await run("fit - --digits 3", { stdin })).out).toContain("max(0, x − 1700000000)");
});
