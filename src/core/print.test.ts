import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import katex from "katex";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  evaluate,
  type Language,
  languages,
  linspace,
  type PrintOptions,
  print,
  type ReluSum,
  random,
  reluSum,
} from "./index.ts";
import { notation, read } from "./test-formulas.ts";
import { anySum, RUNS, sizeAt } from "./test-sums.ts";

const lesson = reluSum(
  [
    { m: 1, b: -1, weight: 2 },
    { m: -1.2, b: 3, weight: -1.5 },
    { m: 2.5, b: 0 },
  ],
  { intercept: 0.5 },
);

/** Sums of all kinds, the same in every run, and one too deep for a parser that counts. */
const sums: readonly ReluSum[] = [
  lesson,
  reluSum([]),
  reluSum([], { intercept: -3 }),
  reluSum([], { slope: -1e-7 }),
  reluSum(
    [
      { m: 1e-7, b: -2.5e-9, weight: 1e21 },
      { m: -1e-300, b: 0 },
    ],
    { slope: 1 },
  ),
  reluSum([{ m: 123456789012345e5, b: 1e22, weight: -1 }], { intercept: 1e15 }),
  reluSum([
    { m: 0, b: 3, weight: 2 },
    { m: -1, b: 0, weight: -1 },
    { m: 1, b: 1, weight: 0 },
  ]),
  ...fc.sample(anySum(8), { seed: RUNS.seed, numRuns: 60 }),
  reluSum(
    Array.from({ length: 1200 }, (_, i) => ({ m: Math.sin(i + 1), b: Math.cos(i * i), weight: Math.sin(3 * i + 2) })),
  ),
];
const SHORT = sums.length - 1;

const xs: readonly number[] = [...linspace(-7, 9, 17), -0.1, 1 / 3, 1e-7, -2.5e4, 1e9];

/** Each number of a printed sum is within 1e-12 of itself; a product of two of them within a little more than twice that. */
function expectValues(f: ReluSum, ys: readonly number[], what: string): void {
  expect(ys).toHaveLength(xs.length);
  for (const [i, x] of xs.entries()) {
    const expected = evaluate(f, x);
    if (!(Math.abs(ys[i] - expected) <= 2.1e-12 * sizeAt(f, x))) {
      throw new Error(`${what} at ${x} must be ${expected}, got ${ys[i]}`);
    }
  }
}

/** Whether x is in the formula at all: a constant knows no NaN. */
const reads = (f: ReluSum) => f.slope !== 0 || f.units.some(({ m, weight }) => m !== 0 && weight !== 0);

const has = (command: string) => spawnSync(command, ["--version"]).status === 0;
const python = has("python3");
const cc = has("cc");
if (!python) console.warn("SKIPPED: printed Python and SQL cannot be run, for there is no python3 here");
if (!cc) console.warn("SKIPPED: printed C cannot be run, for there is no cc here");

/** Runs a Python script on a JSON value and reads what it prints; floats survive both ways. */
function runPython(script: string, input: unknown): (number | null)[][] {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script], {
    input: JSON.stringify(input),
    maxBuffer: 1e9,
  });
  expect(String(stderr)).toBe("");
  expect(status).toBe(0);
  return JSON.parse(String(stdout));
}

describe("every printed formula gives what the sum gives", () => {
  test("javascript", () => {
    for (const [i, f] of sums.entries()) {
      const printed: (x: number) => number = runInNewContext(`(${print(f, "javascript")})`);
      expectValues(f, xs.map(printed), `javascript of sum ${i}`);
      if (reads(f)) expect(printed(Number.NaN)).toBeNaN();
    }
  });

  test("typescript", () => {
    const source = sums.map((f, i) => print(f, "typescript", { name: `f${i}` })).join("\n");
    const { outputText, diagnostics } = ts.transpileModule(source, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
    for (const [i, f] of sums.entries()) {
      const printed: (x: number) => number = runInNewContext(`${outputText}; f${i}`);
      expectValues(f, xs.map(printed), `typescript of sum ${i}`);
    }
  });

  test.skipIf(!python)("python", () => {
    const script = `
import json, math, sys
xs, sources = json.load(sys.stdin)
rows = []
for source in sources:
    names = {}
    exec(source, names)
    rows.append([names["f"](x) for x in xs] + [float(math.isnan(names["f"](math.nan)))])
print(json.dumps(rows))`;
    const rows = runPython(script, [xs, sums.map((f) => print(f, "python"))]) as number[][];
    for (const [i, f] of sums.entries()) {
      expectValues(f, rows[i].slice(0, -1), `python of sum ${i}`);
      if (reads(f)) expect(rows[i].at(-1)).toBe(1);
    }
  });

  test.skipIf(!python)("sql, in SQLite, on a column of reals, on one of whole numbers, and on NULL", () => {
    const script = `
import json, sqlite3, sys
xs, formulas = json.load(sys.stdin)
table = sqlite3.connect(":memory:")
table.execute('CREATE TABLE t (x REAL, "whole number" INTEGER)')
table.executemany("INSERT INTO t VALUES (?, ?)", [(x, int(x)) for x in xs] + [(None, None)])
print(json.dumps([[row[0] for row in table.execute(f"SELECT {formula} FROM t ORDER BY rowid")] for formula in formulas]))`;
    const formulas = sums.flatMap((f) => [print(f, "sql"), print(f, "sql", { variable: "whole number" })]);
    const rows = runPython(script, [xs, formulas]);
    for (const [i, f] of sums.entries()) {
      const [real, whole] = [rows[2 * i], rows[2 * i + 1]];
      if (reads(f)) expect([real.pop(), whole.pop()]).toEqual([null, null]);
      else expect(real.pop()).toBe(whole.pop());
      expectValues(f, real as number[], `sql of sum ${i}`);
      for (const [j, x] of xs.entries()) {
        const expected = evaluate(f, Math.trunc(x));
        expect(Math.abs((whole[j] as number) - expected)).toBeLessThanOrEqual(2.1e-12 * sizeAt(f, Math.trunc(x)));
      }
    }
  });

  test.skipIf(!cc)("c, without a warning and without a library", () => {
    const folder = mkdtempSync(join(tmpdir(), "print-"));
    try {
      const functions = sums.map((f, i) => print(f, "c", { name: `f${i}` }));
      const main = `#include <stdio.h>
int main(void) {
  double (*all[])(double) = {${sums.map((_, i) => `f${i}`).join(", ")}};
  double xs[] = {${xs.join(", ")}};
  for (int i = 0; i < ${sums.length}; i++) {
    for (int j = 0; j < ${xs.length}; j++) printf("%.17g ", all[i](xs[j]));
    printf("%d\\n", all[i](0.0 / 0.0) != all[i](0.0 / 0.0));
  }
}`;
      writeFileSync(join(folder, "all.c"), [...functions, main].join("\n\n"));
      const compiler = spawnSync(
        "cc",
        ["-std=c99", "-Wall", "-Wextra", "-Wno-unused-parameter", "-pedantic", "-Werror", "-o", "all", "all.c"],
        {
          cwd: folder,
        },
      );
      expect(String(compiler.stderr)).toBe("");
      const lines = String(spawnSync(join(folder, "all")).stdout)
        .trim()
        .split("\n");
      for (const [i, f] of sums.entries()) {
        const values = lines[i].split(" ").map(Number);
        if (reads(f)) expect(values.at(-1)).toBe(1);
        expectValues(f, values.slice(0, -1), `c of sum ${i}`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    { language: "text", variable: "x", exponents: true },
    { language: "text", variable: "mass", exponents: true },
    { language: "latex", variable: "x", exponents: false },
    { language: "latex", variable: "t_1", exponents: false },
    { language: "desmos", variable: "x", exponents: false },
    { language: "excel", variable: "A1", exponents: true },
    { language: "excel", variable: "$B$2", exponents: true },
  ] as const)("$language in $variable, as people read it", ({ language, variable, exponents }) => {
    for (const [i, f] of sums.slice(0, SHORT).entries()) {
      const written = variable === "t_1" ? "t_{1}" : variable;
      const formula = notation(print(f, language, { variable }), language, written);
      expectValues(
        f,
        xs.map((x) => read(formula, x, exponents)),
        `${language} of sum ${i}`,
      );
    }
  });

  test("latex and desmos parse without an error or a warning", () => {
    const options = { throwOnError: true, strict: "error" } as const;
    for (const f of sums.slice(0, SHORT)) {
      expect(katex.renderToString(print(f, "latex"), options)).toContain("katex");
      expect(katex.renderToString(print(f, "latex", { variable: "body_mass", name: "g" }), options)).toContain("katex");
      expect(katex.renderToString(print(f, "desmos"), options)).toContain("katex");
    }
  });
});

test("how they look", () => {
  expect(languages.map((language) => `${language}\n${print(lesson, language)}`).join("\n\n")).toMatchInlineSnapshot(`
    "text
    f(x) = 0.5 + 2·max(0, x − 1) − 1.5·max(0, −1.2·x + 3) + max(0, 2.5·x)

    latex
    f(x) = 0.5 + 2\\max(0, x - 1) - 1.5\\max(0, -1.2x + 3) + \\max(0, 2.5x)

    javascript
    function f(x) {
      return 0.5 + 2 * Math.max(0, x - 1) - 1.5 * Math.max(0, -1.2 * x + 3) + Math.max(0, 2.5 * x);
    }

    typescript
    function f(x: number): number {
      return 0.5 + 2 * Math.max(0, x - 1) - 1.5 * Math.max(0, -1.2 * x + 3) + Math.max(0, 2.5 * x);
    }

    python
    def f(x):
        return 0.5 + 2 * max(x - 1, 0.0) - 1.5 * max(-1.2 * x + 3, 0.0) + max(2.5 * x, 0.0)

    sql
    0.5e0 + 2e0 * CASE WHEN x - 1e0 < 0 THEN 0 ELSE x - 1e0 END - 1.5e0 * CASE WHEN -1.2e0 * x + 3e0 < 0 THEN 0 ELSE -1.2e0 * x + 3e0 END + CASE WHEN 2.5e0 * x < 0 THEN 0 ELSE 2.5e0 * x END

    excel
    =0.5+2*MAX(0,A1-1)-1.5*MAX(0,-1.2*A1+3)+MAX(0,2.5*A1)

    c
    static double f_relu(double z) { return z < 0.0 ? 0.0 : z; }

    double f(double x) {
      return 0.5 + 2.0 * f_relu(x - 1.0) - 1.5 * f_relu(-1.2 * x + 3.0) + f_relu(2.5 * x);
    }

    desmos
    f\\left(x\\right)=0.5+2\\max\\left(0,x-1\\right)-1.5\\max\\left(0,-1.2x+3\\right)+\\max\\left(0,2.5x\\right)"
  `);
});

test.each([
  { f: reluSum([]), text: "f(x) = 0" },
  { f: reluSum([], { slope: 1 }), text: "f(x) = x" },
  { f: reluSum([], { slope: -1, intercept: -2 }), text: "f(x) = −2 − x" },
  { f: reluSum([{ m: 1, b: 0 }]), text: "f(x) = max(0, x)" },
  { f: reluSum([{ m: -1, b: -1, weight: -1 }]), text: "f(x) = −max(0, −x − 1)" },
  {
    f: reluSum(
      [
        { m: 0, b: 2, weight: 0.5 },
        { m: 0, b: -2 },
      ],
      { intercept: 1 },
    ),
    text: "f(x) = 2",
  },
  { f: reluSum([{ m: 0.1 + 0.2, b: 1 / 3 }]), text: "f(x) = max(0, 0.3·x + 0.3333333333333)" },
  { f: reluSum([{ m: 1e-7, b: -1e21 }]), text: "f(x) = max(0, 1e−7·x − 1e+21)" },
])("$text", ({ f, text }) => {
  expect(print(f, "text")).toBe(text);
});

test("sql negates no column: an unsigned one cannot be", () => {
  const f = reluSum([
    { m: -1, b: 0, weight: -1 },
    { m: 1, b: 0, weight: -1 },
  ]);
  expect(print(f, "sql")).toBe(
    "-1e0 * CASE WHEN -1e0 * x < 0 THEN 0 ELSE -1e0 * x END - CASE WHEN x < 0 THEN 0 ELSE x END",
  );
});

describe("digits", () => {
  test("as many as asked for", () => {
    const f = reluSum([{ m: 2 / 3, b: -12345.678, weight: 1.7e308 }], { intercept: 0.5, slope: 1e-10 / 3 });
    expect(print(f, "text", { digits: 3 })).toBe("f(x) = 0.5 + 3.33e−11·x + 1.7e+308·max(0, 0.667·x − 12300)");
    expect(print(reluSum([], { intercept: 1.7976931348623157e308 }), "javascript", { digits: 2 })).toContain(
      "1.7976931348623157e+308",
    );
  });

  test("17 give the very numbers of the sum", () => {
    fc.assert(
      fc.property(anySum(6), fc.double({ min: -10, max: 10, noNaN: true }), (f, x) => {
        const printed: (x: number) => number = runInNewContext(`(${print(f, "javascript", { digits: 17 })})`);
        expect(Math.abs(printed(x) - evaluate(f, x))).toBeLessThanOrEqual(8 * Number.EPSILON * sizeAt(f, x));
      }),
      { ...RUNS, numRuns: 100 },
    );
  });

  test("the fewest by themselves: to 1e-12 of the scale around the knots, even where large terms cancel", () => {
    const { normal } = random(5);
    for (let i = 0; i < 50; i++) {
      // Weights that add up to 0 far from x = 0: terms of 1e6 that leave a bump of height 1 or so.
      const [a, b] = [normal(), normal()];
      const at = [1e6, 1e6 + 1 + a * a, 1e6 + 3 + a * a + b * b];
      const f = reluSum(at.map((x, j) => ({ m: 1, b: -x, weight: [1, -1.5, 0.5][j] * (1 + a * a) })));
      const printed: (x: number) => number = runInNewContext(`(${print(f, "javascript")})`);
      const near = linspace(1e6 - 5, 1e6 + 15, 201);
      const scale = near.reduce((scale, x) => Math.max(scale, Math.abs(evaluate(f, x))), 0);
      for (const x of near)
        expect(Math.abs(printed(x) - evaluate(f, x))).toBeLessThanOrEqual(
          1e-12 * scale + 4 * Number.EPSILON * sizeAt(f, x),
        );
    }
  });
});

describe("names", () => {
  test.each<{ language: Language; options: PrintOptions; start: string }>([
    { language: "text", options: { name: "Höhe", variable: "größe" }, start: "Höhe(größe) = " },
    { language: "latex", options: { variable: "x12" }, start: "f(x_{12}) = " },
    {
      language: "latex",
      options: { name: "mpg", variable: "horse_power" },
      start: "\\mathrm{mpg}(\\mathrm{horse\\_power}) = ",
    },
    { language: "desmos", options: { name: "f_1", variable: "x_max" }, start: "f_{1}\\left(x_{max}\\right)=" },
    { language: "javascript", options: { name: "$f", variable: "été" }, start: "function $f(été) {" },
    { language: "typescript", options: { name: "g" }, start: "function g(x: number): number {" },
    { language: "python", options: { name: "g", variable: "_x" }, start: "def g(_x):" },
    { language: "sql", options: { variable: "order" }, start: '0.5e0 + 2e0 * CASE WHEN "order" - 1e0 < 0' },
    { language: "sql", options: { variable: 'a "b"' }, start: '0.5e0 + 2e0 * CASE WHEN "a ""b""" - 1e0 < 0' },
    { language: "excel", options: { variable: "mass" }, start: "=0.5+2*MAX(0,mass-1)" },
  ])("$language: $start", ({ language, options, start }) => {
    expect(print(lesson, language, options).slice(0, start.length)).toBe(start);
  });

  test.each<{ language: Language; options: Record<string, unknown>; message: string }>([
    {
      language: "javascript",
      options: { variable: "a b" },
      message: 'variable must be a name in javascript, got "a b"',
    },
    {
      language: "javascript",
      options: { name: "x){}alert(1" },
      message: 'name must be a name in javascript, got "x){}alert(1"',
    },
    { language: "javascript", options: { name: "class" }, message: 'name must be a name in javascript, got "class"' },
    {
      language: "javascript",
      options: { variable: "Math" },
      message: 'variable must be a name in javascript, got "Math"',
    },
    { language: "python", options: { name: "lambda" }, message: 'name must be a name in python, got "lambda"' },
    { language: "c", options: { variable: "_Bool" }, message: 'variable must be a name in c, got "_Bool"' },
    { language: "python", options: { variable: "max" }, message: 'variable must be a name in python, got "max"' },
    { language: "c", options: { variable: "größe" }, message: 'variable must be a name in c, got "größe"' },
    { language: "sql", options: { variable: "" }, message: 'variable must be a name in sql, got ""' },
    { language: "sql", options: { variable: "a\nb" }, message: 'variable must be a name in sql, got "a\\nb"' },
    { language: "excel", options: { variable: "R" }, message: 'variable must be a name in excel, got "R"' },
    { language: "desmos", options: { variable: "mass" }, message: 'variable must be a name in desmos, got "mass"' },
    { language: "desmos", options: { variable: "e" }, message: 'variable must be a name in desmos, got "e"' },
    { language: "latex", options: { variable: "\\x" }, message: 'variable must be a name in latex, got "\\\\x"' },
    { language: "text", options: { name: "x" }, message: 'name and variable must differ, got "x" for both' },
    {
      language: "fortran" as Language,
      options: {},
      message:
        'language must be one of text, latex, javascript, typescript, python, sql, excel, c, desmos, got "fortran"',
    },
    {
      language: "toString" as Language,
      options: {},
      message:
        'language must be one of text, latex, javascript, typescript, python, sql, excel, c, desmos, got "toString"',
    },
    { language: "text", options: { digits: 0 }, message: "digits must be a whole number from 1 to 17, got 0" },
  ])("$language: $message", ({ language, options, message }) => {
    expect(() => print(lesson, language, options)).toThrow(new RangeError(`print: ${message}`));
  });

  test.each([
    { options: { digits: "3" }, message: 'digits must be a whole number, got "3"' },
    { options: { name: 3 }, message: "name must be a string, got 3" },
    { options: { precision: 3 }, message: 'options must have no keys but digits, name, variable, got "precision"' },
  ])("$message", ({ options, message }) => {
    expect(() => print(lesson, "text", options as PrintOptions)).toThrow(new TypeError(`print: ${message}`));
  });
});

test("a formula that Excel would refuse for its length is refused here", () => {
  expect(() => print(sums[SHORT], "excel")).toThrow(
    /^print: an excel formula must have at most 8192 characters, got \d+$/,
  );
});
