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
  legalNames,
  type Network,
  network,
  type PlaneSum,
  print,
  reluSum,
  variableName,
} from "./index.ts";
import { isNetwork } from "./network.ts";
import { networkAt, planesAt, planesOf, productsOf, randomNetwork, sizeOfPlanes } from "./test-planes.ts";
import { RUNS } from "./test-sums.ts";

const planes = reluSum(
  [
    { m: [1, -2], b: -1, weight: 2 },
    { m: [0, -1.5], b: 0, weight: -1 },
  ],
  { intercept: 0.5, slope: [0, 1] },
);

const net = network([
  {
    weights: [
      [1, -1],
      [0.5, 0],
    ],
    biases: [0, -2],
  },
  { weights: [[-1, 3]], biases: [0.25] },
  { weights: [[2]], biases: [-1] },
]);

const many = reluSum(
  Array.from({ length: 300 }, (_, i) => ({ m: [Math.sin(i), Math.cos(3 * i), Math.sin(2 * i + 1)], b: Math.cos(i) })),
);

const models: readonly (PlaneSum | Network)[] = [
  planes,
  net,
  many,
  reluSum([], { slope: [0, 0], intercept: 3 }),
  reluSum([{ m: [0, 0], b: 3, weight: 2 }], { slope: [1e-7, 0] }),
  ...fc.sample(planesOf(2, 5), { seed: RUNS.seed, numRuns: 20 }),
  ...fc.sample(planesOf(4, 5), { seed: RUNS.seed, numRuns: 10 }),
  ...fc.sample(productsOf(2, 4), { seed: RUNS.seed, numRuns: 10 }),
  ...fc.sample(productsOf(5, 3), { seed: RUNS.seed, numRuns: 10 }),
  // Units that nothing reads, and a layer of which that is true of all.
  network([
    {
      weights: [
        [1, -1],
        [2, 1],
      ],
      biases: [0.5, 1],
    },
    {
      weights: [
        [0, 2],
        [3, 1],
      ],
      biases: [1, -1],
    },
    { weights: [[1.5, 0]], biases: [2] },
  ]),
  network([
    { weights: [[1, -1]], biases: [0.5] },
    { weights: [[0], [0]], biases: [1, -1] },
    { weights: [[0, 0]], biases: [2] },
  ]),
  randomNetwork([3, 4, 1], 1),
  randomNetwork([2, 5, 4, 3, 1], 2),
  randomNetwork([2, 1], 3),
  randomNetwork([120, 3, 1], 4),
];

const inputsOf = (f: PlaneSum | Network) => (isNetwork(f) ? f.layers[0].weights[0].length : f.slope.length);
const xsOf = (f: PlaneSum | Network): number[][] =>
  Array.from({ length: 25 }, (_, i) => Array.from({ length: inputsOf(f) }, (_, j) => 6 * Math.sin(5 * i + 3 * j + 1)));

const sizeAt = (f: PlaneSum | Network, x: readonly number[]): number => {
  if (!isNetwork(f)) return sizeOfPlanes(f, x);
  // The network of absolute values adds up the sizes of its own terms.
  return f.layers.reduce(
    (sizes, { weights, biases }) =>
      weights.map((m, i) => m.reduce((sum, value, j) => sum + Math.abs(value) * sizes[j], Math.abs(biases[i]))),
    x.map(Math.abs),
  )[0];
};
const valueAt = (f: PlaneSum | Network, x: readonly number[]) => (isNetwork(f) ? networkAt(f, x)[0] : planesAt(f, x));

/** Each number is within 1e-12 of itself; a product of as many as there are layers within so many times that. */
function expectValues(f: PlaneSum | Network, ys: readonly number[], what: string): void {
  const depth = isNetwork(f) ? f.layers.length : f.products ? 4 : 2;
  for (const [i, x] of xsOf(f).entries()) {
    const expected = valueAt(f, x);
    if (!(Math.abs(ys[i] - expected) <= 1.1e-12 * depth * sizeAt(f, x))) {
      throw new Error(`${what} at ${x} must be ${expected}, got ${ys[i]}`);
    }
  }
}

const has = (command: string) => spawnSync(command, ["--version"]).status === 0;
const python = has("python3");
const cc = has("cc");
if (!python) console.warn("SKIPPED: printed Python and SQL cannot be run, for there is no python3 here");
if (!cc) console.warn("SKIPPED: printed C cannot be run, for there is no cc here");

function runPython(script: string, input: unknown): number[][] {
  const { stdout, stderr } = spawnSync("python3", ["-c", script], { input: JSON.stringify(input), maxBuffer: 1e9 });
  expect(String(stderr)).toBe("");
  return JSON.parse(String(stdout));
}

describe("printed formulas give what the model gives", () => {
  test("javascript and typescript", () => {
    for (const [i, f] of models.entries()) {
      for (const language of ["javascript", "typescript"] as const) {
        const { outputText } = ts.transpileModule(print(f, language), {});
        const printed: (...x: number[]) => number = runInNewContext(`${outputText}; f`);
        const ys = xsOf(f).map((x) => printed(...x));
        expectValues(f, ys, `${language} of model ${i}`);
      }
    }
    const printed: (...x: number[]) => number = runInNewContext(`(${print(net, "javascript")})`);
    expect(printed(Number.NaN, 1)).toBeNaN();
  });

  test.skipIf(!python)("python", () => {
    const script = `
import json, sys
rows = []
for source, xs in json.load(sys.stdin):
    names = {}
    exec(source, names)
    rows.append([names["f"](*x) for x in xs])
print(json.dumps(rows))`;
    const rows = runPython(
      script,
      models.map((f) => [print(f, "python"), xsOf(f)]),
    );
    for (const [i, f] of models.entries()) expectValues(f, rows[i], `python of model ${i}`);
  });

  test.skipIf(!python)("sql, in SQLite, beside a column that is not read", () => {
    const script = `
import json, sqlite3, sys
rows = []
for formula, names, xs in json.load(sys.stdin):
    table = sqlite3.connect(":memory:")
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    table.execute("CREATE TABLE t (id INTEGER, " + ", ".join(name + " REAL" for name in quoted) + ")")
    table.executemany("INSERT INTO t VALUES (" + ", ".join("?" for _ in range(len(names) + 1)) + ")", [[i] + x for i, x in enumerate(xs)])
    rows.append([row[0] for row in table.execute(f"SELECT {formula} AS f FROM t ORDER BY id")])
print(json.dumps(rows))`;
    const names = (f: PlaneSum | Network) =>
      Array.from({ length: inputsOf(f) }, (_, j) => ["order", 'a "b"', "h1_1", "x; DROP TABLE t"][j] ?? `x${j}`);
    const rows = runPython(
      script,
      models.map((f) => [print(f, "sql", { variables: names(f) }), names(f), xsOf(f)]),
    );
    for (const [i, f] of models.entries()) expectValues(f, rows[i], `sql of model ${i}`);
  });

  test.skipIf(!cc)("c, without a warning and without a library", () => {
    const folder = mkdtempSync(join(tmpdir(), "print-"));
    try {
      const functions = models.map((f, i) => print(f, "c", { name: `f${i}` }));
      const calls = models.map(
        (f, i) =>
          xsOf(f)
            .map((x) => `  printf("%.17g ", f${i}(${x.join(", ")}));`)
            .join("\n") + '\n  printf("\\n");',
      );
      const main = `#include <stdio.h>\nint main(void) {\n${calls.join("\n")}\n}`;
      writeFileSync(join(folder, "all.c"), [...functions, main].join("\n\n"));
      const flags = [
        "-std=c99",
        "-Wall",
        "-Wextra",
        "-Wno-unused-parameter",
        "-pedantic",
        "-Werror",
        "-o",
        "all",
        "all.c",
      ];
      expect(String(spawnSync("cc", flags, { cwd: folder }).stderr)).toBe("");
      const lines = String(spawnSync(join(folder, "all")).stdout)
        .trim()
        .split("\n");
      for (const [i, f] of models.entries()) expectValues(f, lines[i].trim().split(" ").map(Number), `c of model ${i}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("text, excel and desmos, read as JavaScript where their notation is turned into it", () => {
    const max = { max: Math.max, MAX: Math.max };
    for (const [i, f] of models.entries()) {
      const xs = xsOf(f);
      const text = print(f, "text").replaceAll("−", "-").replaceAll("·", "*").split("\n");
      const hidden = text.slice(0, -1).map((line) => `const ${line};`);
      const inputs = Array.from({ length: inputsOf(f) }, (_, j) => `x${j + 1}`).join();
      const source = `((${inputs}) => { ${hidden.join(" ")} return ${text.at(-1)!.split(" = ")[1]}; })`;
      const asText: (...x: number[]) => number = runInNewContext(source, { ...max });
      expectValues(
        f,
        xs.map((x) => asText(...x)),
        `text of model ${i}`,
      );
      if (f === many || inputsOf(f) > 26) continue;
      const excel = print(f, "excel").slice(1);
      const cells = Array.from({ length: inputsOf(f) }, (_, j) => `${String.fromCharCode(65 + j)}2`).join();
      const [, inner] = /^LET\((.*)\)$/.exec(excel) ?? [];
      // A LET is names and values by turns, and then the result; commas within MAX do not part them.
      const parts = inner ? inner.split(/,(?![^(]*\))/) : [excel];
      const lets = parts.slice(0, -1).flatMap((name, p) => (p % 2 === 0 ? [`const ${name} = ${parts[p + 1]};`] : []));
      const asExcel: (...x: number[]) => number = runInNewContext(
        `((${cells}) => { ${lets.join(" ")} return ${parts.at(-1)}; })`,
        { ...max },
      );
      expectValues(
        f,
        xs.map((x) => asExcel(...x)),
        `excel of model ${i}`,
      );
      const desmos = print(f, "desmos")
        .replaceAll(/\\cdot 10\^\{(-?\d+)\}/g, "e$1")
        .replaceAll(/10\^\{(-?\d+)\}/g, "1e$1")
        .replaceAll(/\\left|\\right/g, "")
        .replaceAll("\\max", "*max")
        .replaceAll(/_\{(\w+)\}/g, "_$1")
        .replaceAll(/(?<![\w.])([\d.]+(?:e-?\d+)?)(?=[a-df-z])/g, "$1*")
        .replaceAll(/(^|[=+(,-])\*/gm, "$1")
        .replaceAll("**", "*");
      const functions = desmos
        .split("\n")
        .map((line) => `const ${line.replace(/^(\w+)\(([^)]*)\)=/, "$1 = ($2) => ")};`);
      const asDesmos: (...x: number[]) => number = runInNewContext(`${functions.join("\n")} f`, { ...max });
      expectValues(
        f,
        xs.map((x) => asDesmos(...x)),
        `desmos of model ${i}`,
      );
    }
  });

  test("latex and desmos parse without an error or a warning", () => {
    const options = { throwOnError: true, strict: "error" } as const;
    for (const f of models) {
      if (f === many) continue;
      expect(katex.renderToString(print(f, "latex"), options)).toContain("katex");
      for (const line of print(f, "desmos").split("\n")) expect(katex.renderToString(line, options)).toContain("katex");
    }
  });
});

test("how sums look", () => {
  expect(languages.map((language) => `${language}\n${print(planes, language)}`).join("\n\n")).toMatchInlineSnapshot(`
    "text
    f(x1, x2) = 0.5 + x2 + 2·max(0, x1 − 2·x2 − 1) − max(0, −1.5·x2)

    latex
    f(x_{1}, x_{2}) = 0.5 + x_{2} + 2\\max(0, x_{1} - 2x_{2} - 1) - \\max(0, -1.5x_{2})

    javascript
    function f(x1, x2) {
      return 0.5 + x2 + 2 * Math.max(0, x1 - 2 * x2 - 1) - Math.max(0, -1.5 * x2);
    }

    typescript
    function f(x1: number, x2: number): number {
      return 0.5 + x2 + 2 * Math.max(0, x1 - 2 * x2 - 1) - Math.max(0, -1.5 * x2);
    }

    python
    def f(x1, x2):
        return 0.5 + x2 + 2 * max(x1 - 2 * x2 - 1, 0.0) - max(-1.5 * x2, 0.0)

    sql
    0.5e0 + x2 + 2e0 * CASE WHEN x1 - 2e0 * x2 - 1e0 < 0 THEN 0 ELSE x1 - 2e0 * x2 - 1e0 END - CASE WHEN -1.5e0 * x2 < 0 THEN 0 ELSE -1.5e0 * x2 END

    excel
    =0.5+B2+2*MAX(0,A2-2*B2-1)-MAX(0,-1.5*B2)

    c
    static double f_relu(double z) { return z < 0.0 ? 0.0 : z; }

    double f(double x1, double x2) {
      return 0.5 + x2 + 2.0 * f_relu(x1 - 2.0 * x2 - 1.0) - f_relu(-1.5 * x2);
    }

    desmos
    f\\left(x_{1},x_{2}\\right)=0.5+x_{2}+2\\max\\left(0,x_{1}-2x_{2}-1\\right)-\\max\\left(0,-1.5x_{2}\\right)"
  `);
});

test("how networks look", () => {
  expect(languages.map((language) => `${language}\n${print(net, language)}`).join("\n\n")).toMatchInlineSnapshot(`
    "text
    h1_1 = max(0, x1 − x2)
    h1_2 = max(0, 0.5·x1 − 2)
    h2_1 = max(0, −h1_1 + 3·h1_2 + 0.25)
    f(x1, x2) = 2·h2_1 − 1

    latex
    \\begin{aligned}
    h_{1,1} &= \\max(0, x_{1} - x_{2}) \\\\
    h_{1,2} &= \\max(0, 0.5x_{1} - 2) \\\\
    h_{2,1} &= \\max(0, -h_{1,1} + 3h_{1,2} + 0.25) \\\\
    f(x_{1}, x_{2}) &= 2h_{2,1} - 1
    \\end{aligned}

    javascript
    function f(x1, x2) {
      const h1_1 = Math.max(0, x1 - x2);
      const h1_2 = Math.max(0, 0.5 * x1 - 2);
      const h2_1 = Math.max(0, -h1_1 + 3 * h1_2 + 0.25);
      return 2 * h2_1 - 1;
    }

    typescript
    function f(x1: number, x2: number): number {
      const h1_1 = Math.max(0, x1 - x2);
      const h1_2 = Math.max(0, 0.5 * x1 - 2);
      const h2_1 = Math.max(0, -h1_1 + 3 * h1_2 + 0.25);
      return 2 * h2_1 - 1;
    }

    python
    def f(x1, x2):
        h1_1 = max(x1 - x2, 0.0)
        h1_2 = max(0.5 * x1 - 2, 0.0)
        h2_1 = max(-h1_1 + 3 * h1_2 + 0.25, 0.0)
        return 2 * h2_1 - 1

    sql
    (SELECT 2e0 * h2_1 - 1e0 FROM (SELECT CASE WHEN hz2_1 < 0 THEN 0 ELSE hz2_1 END AS h2_1 FROM (SELECT -1e0 * h1_1 + 3e0 * h1_2 + 0.25e0 AS hz2_1 FROM (SELECT CASE WHEN hz1_1 < 0 THEN 0 ELSE hz1_1 END AS h1_1, CASE WHEN hz1_2 < 0 THEN 0 ELSE hz1_2 END AS h1_2 FROM (SELECT x1 - x2 AS hz1_1, 0.5e0 * x1 - 2e0 AS hz1_2) AS hz1) AS h1) AS hz2) AS h2)

    excel
    =LET(h1_1,MAX(0,A2-B2),h1_2,MAX(0,0.5*A2-2),h2_1,MAX(0,-h1_1+3*h1_2+0.25),2*h2_1-1)

    c
    static double f_relu(double z) { return z < 0.0 ? 0.0 : z; }

    double f(double x1, double x2) {
      const double h1_1 = f_relu(x1 - x2);
      const double h1_2 = f_relu(0.5 * x1 - 2.0);
      const double h2_1 = f_relu(-h1_1 + 3.0 * h1_2 + 0.25);
      return 2.0 * h2_1 - 1.0;
    }

    desmos
    h_{1n1}\\left(x_{1},x_{2}\\right)=\\max\\left(0,x_{1}-x_{2}\\right)
    h_{1n2}\\left(x_{1},x_{2}\\right)=\\max\\left(0,0.5x_{1}-2\\right)
    h_{2n1}\\left(x_{1},x_{2}\\right)=\\max\\left(0,-h_{1n1}\\left(x_{1},x_{2}\\right)+3h_{1n2}\\left(x_{1},x_{2}\\right)+0.25\\right)
    f\\left(x_{1},x_{2}\\right)=2h_{2n1}\\left(x_{1},x_{2}\\right)-1"
  `);
});

test("digits: as many as are asked for, and 17 give the very numbers", () => {
  const f = reluSum([{ m: [2 / 3, 1], b: 1 / 3 }]);
  expect(print(f, "text", { digits: 2 })).toBe("f(x1, x2) = max(0, 0.67·x1 + x2 + 0.33)");
  const printed: (...x: number[]) => number = runInNewContext(`(${print(f, "javascript", { digits: 17 })})`);
  expect(printed(0.1, 0.2)).toBe(evaluate(f, [0.1, 0.2]));
});

test("one output of several", () => {
  const two = randomNetwork([2, 3, 2], 4);
  const printed: (...x: number[]) => number = runInNewContext(`(${print(two, "javascript", { output: 1 })})`);
  expect(printed(0.5, -1)).toBeCloseTo(networkAt(two, [0.5, -1])[1], 11);
  expect(() => print(two, "text")).toThrow("print: output must be a whole number from 0 to 1, got undefined");
});

describe("names", () => {
  test("hidden units take a letter that no name begins with", () => {
    expect(print(net, "python", { variables: ["h1_1", "g"] })).toContain("k1_1 = max(");
  });

  test.each<{ language: Language; options: object; message: string }>([
    {
      language: "javascript",
      options: { variables: ["a", "b) { alert(1"] },
      message: 'variables[1] must be a name in javascript, got "b) { alert(1"',
    },
    {
      language: "python",
      options: { variables: ["a", "a"] },
      message: 'name and variables must differ, got "a" twice',
    },
    { language: "sql", options: { variables: ["A", "a"] }, message: 'name and variables must differ, got "a" twice' },
    {
      language: "c",
      options: { variables: ["a", "f_relu"] },
      message: 'name and variables must differ, got "f_relu" twice',
    },
    { language: "text", options: { variables: ["f", "y"] }, message: 'name and variables must differ, got "f" twice' },
    {
      language: "excel",
      options: { variables: ["A1"] },
      message: "variables must have 2 names, one for each input, got 1",
    },
    {
      language: "text",
      options: { variable: "x" },
      message: 'options must have no keys but digits, name, variables, got "variable"',
    },
  ])("$language refuses $message", ({ language, options, message }) => {
    expect(() => print(planes, language, options)).toThrow(`print: ${message}`);
  });
});

test("a LET of more names than Excel takes is refused", () => {
  expect(() => print(randomNetwork([1, 127, 1], 1), "excel")).toThrow("must have at most 126 names, got 127");
});

describe("columns of a table", () => {
  const three = reluSum([{ m: [1, 0, 0], b: -2, weight: 3 }], { slope: [0, 1, -1] });
  const variables = [{ column: "Mass" }, { column: "species", is: "O'Hara" }, { column: "species", is: 'a "b"' }];

  test("in SQL names stand in quotes, and an indicator keeps NULL", () => {
    expect(print(three, "sql", { variables })).toBe(
      `CASE WHEN "species" = 'O''Hara' THEN 1 WHEN "species" <> 'O''Hara' THEN 0 END - ` +
        `CASE WHEN "species" = 'a "b"' THEN 1 WHEN "species" <> 'a "b"' THEN 0 END + ` +
        `3e0 * CASE WHEN "Mass" - 2e0 < 0 THEN 0 ELSE "Mass" - 2e0 END`,
    );
  });

  test("in spreadsheets they are cells, and case counts", () => {
    const cells = [{ column: "A2" }, { column: "B2", is: "O'Hara" }, { column: "B2", is: 'a "b"' }];
    expect(print(three, "excel", { variables: cells })).toBe(
      `=IF(EXACT(B2,"O'Hara"),1,0)-IF(EXACT(B2,"a ""b"""),1,0)+3*MAX(0,A2-2)`,
    );
  });

  test.skipIf(!python)("hostile names and texts stay names and texts in SQLite, in a network too", () => {
    const script = `
import json, sqlite3, sys
rows = []
for formula, names, cells in json.load(sys.stdin):
    table = sqlite3.connect(":memory:")
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    table.execute("CREATE TABLE t (id INTEGER, " + ", ".join(quoted) + ")")
    table.executemany("INSERT INTO t VALUES (" + ", ".join("?" for _ in range(len(names) + 1)) + ")", [[i] + x for i, x in enumerate(cells)])
    rows.append([row[0] for row in table.execute(f"SELECT {formula} AS f FROM t ORDER BY id")])
print(json.dumps(rows))`;
    const text = "'); DROP TABLE t; --";
    const [one, other] = ['"; DROP TABLE t; --', "h1_1"];
    const hostile = [{ column: one }, { column: other, is: text }, { column: other, is: "B" }];
    const cells = [
      [1, text],
      [5, "B"],
      [7, "b"],
      [5, null],
      [null, "B"],
    ];
    const models = [three, randomNetwork([3, 4, 2, 1], 6)];
    const rows = runPython(
      script,
      models.map((f) => [print(f, "sql", { variables: hostile }), [one, other], cells]),
    );
    for (const [i, f] of models.entries()) {
      const values = cells.map(([x, level]) =>
        x === null || level === null
          ? null
          : (evaluate(f, [x as number, level === text ? 1 : 0, level === "B" ? 1 : 0]) as number | Float64Array),
      );
      values.forEach((value, r) => {
        if (value === null) expect(rows[i][r]).toBeNull();
        else expect(rows[i][r]).toBeCloseTo(typeof value === "number" ? value : value[0], 10);
      });
    }
  });

  test.each<{ language: Language; variable: unknown; message: string }>([
    {
      language: "python",
      variable: { column: "a" },
      message: "variables[0] must be a string, got an object with column",
    },
    {
      language: "sql",
      variable: { column: "" },
      message: `variables[0].column must be a column's name in sql, got ""`,
    },
    {
      language: "sql",
      variable: { column: "a", is: "\\' OR 1=1 --" },
      message: "variables[0].is must be a text that sql can hold in quotes, got",
    },
    {
      language: "sql",
      variable: { column: "a", as: "b" },
      message: 'variables[0] must have no keys but column, is, got "as"',
    },
    {
      language: "excel",
      variable: { column: "A 2" },
      message: `variables[0].column must be a column's name in excel, got "A 2"`,
    },
    {
      language: "excel",
      variable: { column: "A2", is: "x".repeat(256) },
      message: "variables[0].is must be a text that excel can hold in quotes, got",
    },
  ])("$message", ({ language, variable, message }) => {
    expect(() => print(three, language, { variables: [variable as string, "B2", "C2"] })).toThrow(`print: ${message}`);
  });

  test("the same column twice is refused, other levels of it are not", () => {
    const twice = [{ column: "a" }, { column: "a" }, { column: "b" }];
    expect(() => print(three, "sql", { variables: twice })).toThrow("name and variables must differ");
    const levels = ["B", "b", "c"].map((is) => ({ column: "a", is }));
    expect(print(three, "sql", { variables: levels })).toContain(`"a" = 'b'`);
  });
});

test.each<[string, Language, string | undefined]>([
  ["x1", "latex", "x_{1}"],
  ["x_1", "latex", "x_{1}"],
  ["bill length", "python", undefined],
  ["class", "python", undefined],
  ["class", "c", "class"],
  ["order", "sql", '"order"'],
  ["mass", "desmos", undefined],
])("variableName(%j, %j) is %j", (name, language, written) => {
  expect(variableName(name, language)).toBe(written);
});

test.each<[(string | undefined)[], Language, string[]]>([
  [["mass", "beak length", "2nd", undefined], "python", ["mass", "beak_length", "x3", "x4"]],
  [["f", "f_relu", "int", "m"], "c", ["x1", "x2", "x3", "m"]],
  [["a b", "a_b", "a-b"], "javascript", ["x1", "a_b", "x3"]],
  [["x2", "größe"], "c", ["x2", "gr_e"]],
  [["x2", "?"], "c", ["x2", "x3"]],
  [["speed", "t"], "desmos", ["x1", "t"]],
])("legalNames(%j, %j) is %j", (names, language, legal) => {
  expect(legalNames(names, language)).toEqual(legal);
});
