import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { random } from "../core/index.ts";
import { run } from "./test-machine.ts";

/** A table of three numbers and a town, in which `size`, `age` and the town say what the price is. */
function houses(rows: number, noise = 0.1): string {
  const { uniform, normal } = random(4);
  const lines = Array.from({ length: rows }, () => {
    const [size, age, luck] = [uniform() * 100, uniform() * 50, uniform()];
    const town = ["Ash", "Birch", "Oak"][Math.floor(3 * uniform())];
    const price = 10 + 0.2 * Math.max(0, size - 40) - 0.1 * Math.min(age, 20) + (town === "Oak" ? 5 : 0);
    return [size, age, luck, town, price + noise * normal()].join(",");
  });
  return `size,age,luck,town,price\n${lines.join("\n")}\n`;
}

const d = houses(240);
const files = { d, t: "1\n\n  3 \r\n5\n240\n" };
const json = async (command: string, machine = { files }) => {
  const { code, out, err } = await run(command, machine);
  expect(code, err).toBe(0);
  return JSON.parse(out);
};

describe("fit with several inputs", () => {
  test("--y alone: all other columns; text as indicators, said out loud; formula, errors, what matters", async () => {
    const { code, out, err } = await run("fit d --y price", { files });
    expect(code).toBe(0);
    expect(err.split("\n").slice(0, 2)).toEqual([
      'd: 240 rows; y is "price", x is 4 columns, as 6 inputs',
      'd: 4 "town" is text: an input of 0 and 1 for each of "Ash", "Birch", "Oak"',
    ]);
    expect(out).toMatch(/^f\(.*size.*\) = .*\n {4}[+−] /);
    expect(out).toContain('f is "price", of ');
    expect(out).toMatch(/What matters: rmse with the column's cells shuffled\n {2}size/);
    expect(out).toContain("Found (method best): hinges: ");
  });

  test("the model finds knots and levels, and leaves out the columns that say nothing", async () => {
    const { model, inputs, columns, importance, n, loss } = await json("fit d --y price --degree 1 --format json");
    expect(columns).toEqual({ x: ["size", "age", "town"], y: "price" });
    expect(importance.map(({ column }: { column: string }) => column)).toEqual(["size", "town", "age"]);
    expect(model.names).toEqual({ x: inputs.map(({ name }: { name: string }) => name), y: "price" });
    expect(n).toBe(240);
    expect(loss.rmse).toBeLessThan(0.11);
    const knots = model.units.filter(({ weight }: { weight: number }) => Math.abs(weight) > 0.05);
    expect(knots.map(({ b }: { b: number }) => Math.round(-b / 2))).toEqual(expect.arrayContaining([20, 10]));
  });

  test("names of columns cannot steer the terminal, nor break a list", async () => {
    const evil = `"a\u001b[31m","b\nc",y\n${Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${Math.abs(i - 20) + ((i * 7) % 11)}`).join("\n")}\n`;
    const { code, out } = await run("fit e --y y", { files: { e: evil } });
    expect(code).toBe(0);
    expect(out).not.toContain("\u001b");
    expect(out).toMatch(/\n {2}a\\u001b\[31m +\+/);
    expect(out).toMatch(/\n {2}b\\nc +\+/);
  });

  test("--test-rows scores exactly those rows, as predict does, and fits the rest", async () => {
    const report = await json("fit d --y price --degree 1 --test-rows t --format json");
    expect([report.n, report.test.n]).toEqual([236, 4]);
    const { out } = await run("predict m d", { files: { m: JSON.stringify(report), d } });
    const cells = out
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").slice(-2).map(Number));
    const errors = [1, 3, 5, 240].map((row) => cells[row - 1][0] - cells[row - 1][1]);
    const mse = errors.reduce((sum, r) => sum + r * r, 0) / 4;
    expect(report.test.rmse).toBeCloseTo(Math.sqrt(mse), 10);
    expect(report.test.mae).toBeCloseTo(errors.reduce((sum, r) => sum + Math.abs(r), 0) / 4, 10);
    const others = cells.filter((_, i) => ![1, 3, 5, 240].includes(i + 1));
    const squares = others.reduce((sum, [y, told]) => sum + (y - told) ** 2, 0);
    expect(report.loss.mse).toBeCloseTo(squares / 236, 10);
  });

  test("--test holds out a share that the seed draws, of one input too", async () => {
    const first = await json("fit d --y price --x size,age --test 0.25 --seed 3 --format json");
    expect([first.n, first.test.n]).toEqual([180, 60]);
    expect(await json("fit d --y price --x size,age --test 0.25 --seed 3 --format json")).toEqual(first);
    const other = await json("fit d --y price --x size,age --test 0.25 --seed 4 --format json");
    expect(other.test.rmse).not.toBe(first.test.rmse);
    const one = await json("fit d --y price --x size --test 0.25 --format json");
    expect([one.n, one.test.n, one.knots.length]).toEqual([180, 60, 1]);
    expect((await run("fit d --y price --x size --test 0.25", { files })).out).toContain("On 60 rows held out");
  });

  test("--loss mae and huber: rows that are far off do not lead; which loss it was is told", async () => {
    const lines = d.trimEnd().split("\n");
    const { uniform } = random(9);
    const far = lines.map((line, i) =>
      i > 0 && uniform() < 0.1 ? line.replace(/[^,]*$/, String(50 + 90 * uniform())) : line,
    );
    const machine = { files: { ...files, far: far.join("\n") } };
    const clean = async (options: string) => {
      const report = await json(`fit far --y price ${options} --format json`, machine);
      const { out } = await run("predict m d", { files: { m: JSON.stringify(report), d } });
      const cells = out.trimEnd().split("\n").slice(1);
      const off = cells.map((line) => line.split(",").slice(-2).map(Number)).map(([y, told]) => Math.abs(y - told));
      return { report, off: off.reduce((sum, value) => sum + value / off.length, 0) };
    };
    const squared = await clean("--degree 1");
    expect(squared.report.minimized).toBe("mse");
    for (const loss of ["mae", "huber"]) {
      const { report, off } = await clean(`--degree 1 --loss ${loss} --test 0.2`);
      expect(report.minimized).toBe(loss);
      expect(report.test.mae).toBeGreaterThan(0);
      expect(off, loss).toBeLessThan(0.3 * squared.off);
    }
    const { report } = await clean("--loss mae");
    for (const { mae, rmse } of report.candidates) expect(mae).toBeLessThan(rmse);
    const { out } = await run("fit far --y price --loss mae", machine);
    expect(out).toMatch(/way +mae +share/);
    expect(out.replace(/\s+/g, " ")).toContain("the best for --loss mae that is found from the least-squares start");
  });

  test("a cell that was mistyped is told, by the number of its row", async () => {
    const lines = d.trimEnd().split("\n");
    lines[20] = lines[20].replace(/[^,]*$/, "");
    lines[60] = lines[60].replace(/[^,]*$/, (price) => String(100 * Number(price)));
    const machine = { files: { ...files, wrong: lines.join("\n") } };
    const { out } = await run("fit wrong --y price --test-rows t", machine);
    // Row 39 is its neighbour, the next in size of its town: whatever has seen row 60 is wrong there.
    expect(out.replace(/\s+/g, " ")).toContain(
      "Far off: data rows 39, 60, counted from 1. Every way is over ten times as far from y there",
    );
    expect(out.replace(/\s+/g, " ")).toContain("with --loss mae. Ways are compared with less weight there than");
    expect((await json("fit wrong --y price --test-rows t --format json", machine)).far).toEqual([39, 60]);
    expect((await json("fit d --y price --format json")).far).toEqual([]);
    expect((await run("fit d --y price", { files })).out).not.toContain("Far off");
  });

  test("of a mix: its shares, and the error of all in them", async () => {
    const { normal, uniform } = random(5);
    const lines = Array.from({ length: 120 }, () => {
      const [a, b] = [uniform(), uniform()];
      return `${a},${b},${Math.sin(6 * (a + b)) + 0.3 * normal()}`;
    });
    const waves = { files: { ...files, w: `a,b,y\n${lines.join("\n")}\n` } };
    const { out } = await run("fit w --y y", waves);
    expect(out).toMatch(/averaged sums .*\n {2}all in these shares +0\.\d+\n/);
    const { candidates, mix } = await json("fit w --y y --format json", waves);
    for (const { rmse } of candidates) expect(mix.rmse).toBeLessThan(rmse);
    expect((await run("fit d --y price", { files })).out).not.toContain("all in these shares");
  });

  test("--layers: a network; --method adam --units: a sum; both are predicted and printed", async () => {
    for (const [options, shape] of [
      ["--layers 8,6", "layers"],
      ["--method sgd --units 6 --loss mae", "units"],
    ]) {
      const report = await json(`fit d --y price ${options} --steps 300 --format json`);
      expect(report.model).toHaveProperty(shape);
      expect(report.loss.r2).toBeGreaterThan(0.5);
      const m = JSON.stringify(report);
      const { out } = await run("predict m d", { files: { m, d } });
      const told = out
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",").slice(-2).map(Number));
      expect(told.reduce((sum, [y, told]) => sum + (y - told) ** 2, 0) / 240).toBeCloseTo(report.loss.mse, 10);
      expect((await run("print m --as python", { files: { m } })).out).toMatch(/^def f\(/);
    }
  });

  test("--plot: a panel for each column, the most important first", async () => {
    const { written } = await run("fit d --y price --degree 1 --plot p.svg", { files });
    const svg = String(written["p.svg"]);
    const labels = [...svg.matchAll(/aria-label="price on average, by (\w+)/g)].map(([, column]) => column);
    expect(labels).toEqual(["size", "town", "age"]);
    expect(svg).toContain("town: 0 Ash, 1 Birch, 2 Oak");
    const town = svg.slice(svg.indexOf("by town"), svg.indexOf("town: 0 Ash"));
    expect([...town.matchAll(/>(\d[\d.]*)</g)].map(([, tick]) => tick).slice(0, 3)).toEqual(["0", "1", "2"]);
  });

  test("rows with a missing cell are left out, and told of where they were to be scored", async () => {
    const lines = d.split("\n");
    lines[3] = lines[3].replace(/^[^,]*/, "");
    const { err, out } = await run("fit d --y price --degree 1 --test-rows t --format json", {
      files: { ...files, d: lines.join("\n") },
    });
    expect(err).toContain("1 row left out: a cell of y or of an input is missing, first in row 4");
    expect(err).toContain("t: 1 row not scored: a cell is missing there");
    expect(JSON.parse(out).test.n).toBe(3);
  });

  test("long functions are not printed in text, but in every other format", async () => {
    const { out } = await run("fit d --y price --method adam --units 80 --steps 40", { files });
    expect(out).toMatch(/^f has 80 terms, too many to read/);
    const { out: code } = await run("fit d --y price --method adam --units 80 --steps 40 --format c", { files });
    expect(code).toContain("double f(double size");
  });

  test.each([
    ["--y price --test 1", "--test must be a number between 0 and 1, as 0.1."],
    ["--y price --test 0.5 --test-rows t", "--test and --test-rows both say which rows are held out; give one of them"],
    [
      "--y price --test-rows d",
      'd: line 1: "size,age,luck,town,price" is no row; give numbers of data rows from 1 to 240, one a line',
    ],
    ["--y price --test-rows e", "e lists no row; give numbers of data rows from 1 to 240, one a line"],
    ["--y price --test-rows nowhere", "nowhere cannot be read: there is no such file; check the path"],
    ["--y price --test 0.999", "only 0 rows are left for the fit; hold out fewer"],
    ["--y price --test 0.995", "only 1 row is left for the fit; hold out fewer"],
    ["--y price --degree 3", "--degree must be 1 or 2."],
    ["--y price --layers 8,0", "--layers must be 1 to 20 whole numbers from 1 to 1000, as in 32,32."],
    ["--y price --layers 8 --degree 2", "--degree is for hinges and --layers for a network; give one of them"],
    ["--y price --degree 2 --method adam", "--degree is for --method best; descents take --layers or --units"],
    ["--y town", 'd: row 2, column 4 ("town"): "'],
    ["--y price --x size,price", 'd: column 5 ("price"): the column is y, and among x; name it once'],
    ["--y price --x size,floor", 'd: there is no column "floor"; choose one of'],
  ])("%s is refused in one line", async (options, message) => {
    const { code, err } = await run(`fit d ${options}`, { files: { ...files, e: "\n" } });
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(
      err
        .trimEnd()
        .split("\n")
        .filter((line) => line.startsWith("piecewise")),
    ).toHaveLength(1);
  });

  test.each([
    [
      "3 rows of 10 columns",
      `${Array.from({ length: 10 }, (_, j) => `c${j}`).join()},y\n${[1, 2, 3].map((i) => `${Array.from({ length: 10 }, (_, j) => i * j).join()},${i}\n`).join("")}`,
    ],
    [
      "ties, constant and collinear columns",
      `a,b,c,y\n${Array.from({ length: 60 }, (_, i) => `${i % 3},7,${2 * (i % 3)},${(i % 3) + (i % 7) / 10}\n`).join("")}`,
    ],
    ["constant y", `a,b,y\n${Array.from({ length: 30 }, (_, i) => `${i},${i * i},4\n`).join("")}`],
  ])("%s: a result", async (_, d) => {
    const { model, loss } = await json("fit d --y y --format json", { files: { ...files, d } });
    expect(Number.isFinite(model.intercept)).toBe(true);
    expect(Number.isFinite(loss.mse)).toBe(true);
  });

  test("a split of a real table has the error that it should have", async () => {
    const file = (name: string) => readFileSync(`fixtures/tables/${name}`, "utf8");
    const report = await json("fit d --y y --test-rows t --format json", {
      files: { d: file("friedman1.csv"), t: file("friedman1.0.txt") },
    });
    expect([report.n, report.test.n]).toEqual([450, 50]);
    expect(report.test.rmse).toBeLessThan(1.35);
    expect(report.candidates).toHaveLength(5);
  });
});

test.each(["", "--layers 3", "--degree 2"])(
  "where one column of numbers is left, it is one input: %s",
  async (more) => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},row ${i},${Math.abs(i - 12)}\n`).join("");
    const { code, out, err } = await run(`fit d --y y ${more} --digits 4`, { files: { d: `x,name,y\n${rows}` } });
    expect(code, err).toBe(0);
    expect(out).toContain("f(x) = 12 − x + 2·max(0, x − 12)\n");
    expect(err).toContain('not numbers, and left aside: 2 "name"');
    expect(err.includes("--degree and --layers are for several inputs")).toBe(more !== "");
  },
);
