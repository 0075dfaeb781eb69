import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, network, reluSum, toJson } from "../core/index.ts";
import { designMatrix, parseCsv } from "../data/index.ts";
import { run } from "./test-machine.ts";

const TABLE = `bill (mm),species,year,mass
45,Adelie,2007,3
39,O'Hara,2008,4
41, Adelie ,2009,3.5
52,"a ""b"", c",2009,5
`;

const names = ["species = Adelie", "species = O'Hara", "species = rest", "bill (mm)", "year"];
const model = reluSum(
  [
    { m: [0, 0, 0, 1, 0], b: -40, weight: 2 },
    { m: [0, 0, 0, 0, -1], b: 2010, weight: 0.25 },
  ],
  {
    intercept: 1,
    slope: [1.5, 0, -7, 0, 0],
    products: [
      {
        weight: 3,
        factors: [
          { m: [0, 1, 0, 0, 0], b: 0 },
          { m: [0, 0, 0, -1, 0], b: 50 },
        ],
      },
    ],
  },
);
const report = {
  model: toJson(model, { x: names, y: "mass" }),
  inputs: [
    { name: names[0], column: "species", is: "Adelie" },
    { name: names[1], column: "species", is: "O'Hara" },
    { name: names[2], column: "species", is: 'a "b", c' },
    { name: names[3], column: "bill (mm)" },
    { name: names[4], column: "year" },
  ],
  columns: { x: ["species", "bill (mm)", "year"], y: "mass" },
};
const m = JSON.stringify(report);

/** The inputs of the table's rows, as they are meant. */
const ROWS = [
  [1, 0, 0, 45, 2007],
  [0, 1, 0, 39, 2008],
  [1, 0, 0, 41, 2009],
  [0, 0, 1, 52, 2009],
];
const EXPECTED = Array.from(evaluate(model, ROWS));

const predictions = (out: string): string[] =>
  out
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").at(-1)!);

describe("predict", () => {
  test("finds columns by name, wherever they stand, and levels in their cells", async () => {
    const { code, out, err } = await run("predict m d", { files: { m, d: TABLE } });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").slice(0, 2)).toEqual([
      "bill (mm),species,year,mass,prediction",
      `45,Adelie,2007,3,${EXPECTED[0]}`,
    ]);
    expect(predictions(out).map(Number)).toEqual(EXPECTED);
    const turned = "mass;year;species;bill (mm)\n;2008;O'Hara;39,0\n";
    expect((await run("predict m d", { files: { m, d: turned } })).out).toBe(
      `mass;year;species;bill (mm);prediction\n;2008;O'Hara;39,0;${String(EXPECTED[1]).replace(".", ",")}\n`,
    );
  });

  test("reads the inputs that designMatrix made", async () => {
    const { inputs, x, columns } = designMatrix(parseCsv(TABLE, { levels: 1000 }), { y: "mass", x: "year,species" });
    const f = reluSum([], { slope: inputs.map((_, i) => 10 ** i) });
    const stored = { model: toJson(f, { x: inputs.map(({ name }) => name), y: columns.y }), inputs, columns };
    const { out, err } = await run("predict m d", { files: { m: JSON.stringify(stored), d: TABLE } });
    expect(err).toBe("");
    const values = ROWS.map((_, row) => x.reduce((sum, column, i) => sum + column[row] * 10 ** i, 0));
    expect(predictions(out).map(Number)).toEqual(values);
  });

  test("missing cells and unseen levels are counted; the ones have no prediction, the others are none of the levels", async () => {
    const d = "bill (mm),species,year\n45,Gentoo,2007\nNA,Adelie,2007\n45,,2007\n45,adelie,2007\n45,Adelie\n";
    const { code, out, err } = await run("predict m d", { files: { m, d } });
    expect(code).toBe(0);
    const none = String(evaluate(model, [0, 0, 0, 45, 2007]));
    expect(predictions(out)).toEqual([none, "", "", none, ""]);
    expect(err).toBe(
      "d: 3 rows in which a cell is missing: no prediction there\n" +
        'd: 2 cells with text that the model was not fitted on, first "Gentoo" in row 2 of "species": predicted as none of those that it was\n',
    );
  });

  test("--x names other columns, in the order of the fit", async () => {
    const d = 'kind,"long, wide",when\nAdelie,45,2007\n';
    for (const x of ['kind,"long, wide",when', "1,2,3"]) {
      const { out } = await run(["predict", "m", "d", "--x", x], { files: { m, d } });
      expect(predictions(out).map(Number)).toEqual([EXPECTED[0]]);
    }
  });

  test.each([
    [
      "predict m d",
      "bill (mm),kind\n1,2\n",
      'd: there are no columns "species", "year", which the model was fitted on; the table has 1 "bill (mm)", 2 "kind"; ' +
        'name the columns of "species", "bill (mm)", "year" with --x',
    ],
    [
      "predict m d --x a,b",
      "a,b\n1,2\n",
      'd: --x names 2 columns, and the model reads 3; name one for each of "species", "bill (mm)", "year"',
    ],
    ["predict m d --x a,c,d", "a,b\n1,2\n", 'd: there are no columns "c", "d"; choose of 1 "a", 2 "b"'],
    [
      "predict m d",
      "bill (mm),species,year\n1,Adelie,x\n",
      'd: row 2, column 3 ("year"): "x" is not a number; correct the cell, or empty it to leave its row out',
    ],
    [
      "predict m d",
      "bill (mm),species,year\n1,Adelie,-inf\n",
      'd: row 2, column 3 ("year"): "-inf" is not finite; correct the cell, or empty it to get an empty prediction',
    ],
  ])("%s: %j", async (command, d, message) => {
    const { code, err } = await run(command, { files: { m, d } });
    expect({ code, err }).toEqual({ code: 1, err: `piecewise: ${message}\n` });
  });

  test("a model alone: columns called like its names, or x1, x2 …, or the first of numbers", async () => {
    const f = reluSum([{ m: [1, 10], b: 0 }]);
    const alone = { m: JSON.stringify(toJson(f)) };
    expect(predictions((await run("predict m d", { files: { ...alone, d: "y,x2,x1\n9,2,1\n" } })).out)).toEqual(["21"]);
    expect(predictions((await run("predict m d", { files: { ...alone, d: "t,y,b\na,2,1\n" } })).out)).toEqual(["12"]);
    const called = { m: JSON.stringify(toJson(f, { x: ["b", "y"] })) };
    expect(predictions((await run("predict m d", { files: { ...called, d: "t,y,b\na,2,1\n" } })).out)).toEqual(["21"]);
    const { err } = await run("predict m d", { files: { ...alone, d: "t,y\na,2\n" } });
    expect(err).toBe(
      'piecewise: d: only 1 of 2 columns hold numbers only, and 1 "t" says "a"; name the columns of the inputs with --x\n',
    );
  });

  test("a network of two outputs has two columns", async () => {
    const net = network([
      {
        weights: [
          [1, 1],
          [0, -1],
        ],
        biases: [0, 0],
      },
      {
        weights: [
          [1, 0],
          [2, 1],
        ],
        biases: [0, 0.5],
      },
    ]);
    const files = { m: JSON.stringify({ model: toJson(net, { x: ["a", "b"] }) }), d: "a,b,prediction\n1,2,0\n,1,0\n" };
    expect((await run("predict m d", { files })).out).toBe(
      "a,b,prediction,prediction 2,prediction 3\n1,2,0,3,6.5\n,1,0,,\n",
    );
  });
});

test.each([
  [
    { ...report, inputs: report.inputs.slice(1) },
    "inputs must be an array of 5, one for each input of the model, got 4",
  ],
  [{ ...report, inputs: "all" }, "inputs must be an array of 5, one for each input of the model, got all"],
  [{ ...report, inputs: report.inputs.with(2, 3 as never) }, "inputs[2] must be an object with name, column, is"],
  [
    { ...report, inputs: report.inputs.with(2, { name: "a", column: 3 as never }) },
    "inputs[2].column must be a string, got 3",
  ],
  [
    { ...report, inputs: report.inputs.with(2, { name: "a", column: "b", is: null as never }) },
    "inputs[2].is must be a string, got null",
  ],
])("a file that does not say what its inputs are: %#", async (value, message) => {
  const { code, err } = await run("print m", { files: { m: JSON.stringify(value) } });
  expect({ code, err }).toEqual({ code: 1, err: `piecewise: m: ${message}; give the output of fit --format json\n` });
});

test("whatever the model's file holds: exit code 0, or 1 and one line", async () => {
  const damaged = fc
    .tuple(fc.nat(m.length), fc.nat(6), fc.string({ maxLength: 4 }))
    .map(([at, cut, put]) => m.slice(0, at) + put + m.slice(at + cut));
  await fc.assert(
    fc.asyncProperty(damaged, async (m) => {
      for (const command of ["predict m d", "print m", "print m --as sql", "print m --as excel"]) {
        const { code, err } = await run(command, { files: { m, d: TABLE }, pieceBytes: 64 });
        expect([0, 1], err).toContain(code);
        if (code === 1) expect(err.trimEnd().split("\n")).toHaveLength(1);
      }
    }),
    { seed: 8, numRuns: 300 },
  );
});

describe("print", () => {
  const printed = async (options: string) => {
    const { code, out, err } = await run(`print m ${options}`, { files: { m } });
    expect(code, err).toBe(0);
    return { out, err };
  };

  test("names that are not the columns' own are explained", async () => {
    expect((await printed("")).out).toMatchInlineSnapshot(`
      "f(species_Adelie, species_O_Hara, species_rest, bill_mm, year) = 1 + 1.5·species_Adelie − 7·species_rest + 2·max(0, bill_mm − 40) + 0.25·max(0, −year + 2010) + 3·max(0, species_O_Hara)·max(0, −bill_mm + 50)
        species_Adelie is 1 where "species" is "Adelie", else 0
        species_O_Hara is 1 where "species" is "O'Hara", else 0
        species_rest is 1 where "species" is "a \\"b\\", c", else 0
        bill_mm is "bill (mm)"
      "
    `);
    const { out, err } = await printed("--as desmos");
    expect(out).toContain("x_{4}-40");
    expect(err).toContain('x4 is "bill (mm)"\n');
    expect((await printed("--as excel")).err).toBe('A2 is "species"\nB2 is "bill (mm)"\nC2 is "year"\n');
  });

  test("names are unlike each other and legal, whatever the columns are called", async () => {
    const x = ["x 1", "x-1", "x_1", "class", "1", "x6", "f", "ß"];
    const f = reluSum([{ m: [1, 2, 3, 4, 5, 6, 7, 8], b: 0 }]);
    const files = { m: JSON.stringify(toJson(f, { x })) };
    const { out } = await run("print m --as javascript", { files });
    expect(out).toBe(
      "function f(x1, x2, x_1, x4, x5, x6, x7, ß) {\n" +
        "  return Math.max(0, x1 + 2 * x2 + 3 * x_1 + 4 * x4 + 5 * x5 + 6 * x6 + 7 * x7 + 8 * ß);\n}\n" +
        '// x1 is "x 1"\n// x2 is "x-1"\n// x4 is "class"\n// x5 is "1"\n// x7 is "f"\n',
    );
    for (const language of ["text", "latex", "typescript", "python", "sql", "excel", "c", "desmos"]) {
      expect(await run(`print m --as ${language}`, { files })).toMatchObject({ code: 0 });
    }
  });

  test("a name cannot end the remark that it stands in", async () => {
    const x = ["a\nimport os", "b\u2028alert(1)", "c\\"];
    const files = { m: JSON.stringify(toJson(reluSum([{ m: [1, 2, 3], b: 0 }]), { x })) };
    const { out } = await run("print m --as javascript", { files });
    expect(out.split("\n").slice(3)).toEqual([
      '// a_import_os is "a\\nimport os"',
      '// b_alert_1 is "b\\u2028alert(1)"',
      '// c is "c\\\\"',
      "",
    ]);
    expect(out).not.toContain("\u2028");
    const { code, err } = await run("print m --as sql", { files });
    expect({ code, lines: err.trimEnd().split("\n").length }).toEqual({ code: 1, lines: 1 });
  });

  test("--variables names them: inputs, and in SQL and spreadsheets columns", async () => {
    expect((await printed("--as python --variables a,o,r,bill,year")).out).toContain("def f(a, o, r, bill, year):");
    const sql = (await printed("--as sql --variables kind,bill,when")).out;
    expect(sql).toContain(`CASE WHEN "kind" = 'O''Hara' THEN 1 WHEN "kind" <> 'O''Hara' THEN 0 END`);
    expect((await printed("--as excel --variables C5,D5,E5")).out).toContain('IF(EXACT(C5,"a ""b"", c"),1,0)');
  });

  test.each([
    ["--variables a,b", "--variables must have 5 names, one for each input, got 2; separate them by commas"],
    ["--as sql --variables a", "--variables must have 3 names, one for each column, got 1; separate them by commas"],
    ["--variable a", "--variable is for one input, and the model takes 5; name them with --variables"],
    ["--as c --variables a,b,c,d,for", 'variables[4] must be a name in c, got "for"; choose another one'],
  ])("%s is refused", async (options, message) => {
    const { code, out, err } = await run(`print m ${options}`, { files: { m } });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`piecewise: ${message}`);
  });

  test("a model of one input that is a column", async () => {
    const one = { model: toJson(reluSum([{ m: 1, b: -1 }])), inputs: [{ name: "bill (mm)", column: "bill (mm)" }] };
    const files = { m: JSON.stringify(one) };
    expect((await run("print m", { files })).out).toBe('f(bill_mm) = max(0, bill_mm − 1)\n  bill_mm is "bill (mm)"\n');
    expect((await run("print m --as sql", { files })).out).toContain('CASE WHEN "bill (mm)" - 1e0');
    expect((await run("print m --as excel", { files })).out).toBe("=MAX(0,A1-1)\n");
    expect((await run("print m --variables t", { files })).out).toContain("f(t) = ");
  });

  test("of a network, the output that is named", async () => {
    const net = network([
      {
        weights: [
          [1, 2],
          [3, 4],
        ],
        biases: [0, 0],
      },
    ]);
    const files = { m: JSON.stringify(toJson(net)) };
    expect((await run("print m --output 1", { files })).out).toBe("f(x1, x2) = 3·x1 + 4·x2\n");
    expect(await run("print m", { files })).toMatchObject({
      code: 1,
      err: "piecewise: the model has 2 outputs, and a formula has one; say which with --output, from 0 to 1\n",
    });
    const sum = JSON.stringify({ units: [{ m: 1, b: 2 }] });
    expect(await run("print m --output 1", { files: { m: sum } })).toMatchObject({
      code: 1,
      err: "piecewise: --output is for networks, and the model is a sum, which has one output; leave it out\n",
    });
  });

  test("javascript gives what predict gives", async () => {
    const { out } = await printed("--as javascript");
    const f: (...x: number[]) => number = runInNewContext(`${out}; f`);
    ROWS.forEach((row, i) => {
      expect(f(...row)).toBeCloseTo(EXPECTED[i], 10);
    });
  });
});

const python = spawnSync("python3", ["--version"]).status === 0;
if (!python) console.warn("SKIPPED: printed Python and SQL cannot be run, for there is no python3 here");

describe.skipIf(!python)("printed code gives what predict gives", () => {
  function ran(script: string, input: unknown): unknown {
    const { stdout, stderr } = spawnSync("python3", ["-c", script], { input: JSON.stringify(input) });
    expect(String(stderr)).toBe("");
    return JSON.parse(String(stdout));
  }
  const close = (values: unknown, expected: readonly (number | null)[]) => {
    expect(values).toHaveLength(expected.length);
    expected.forEach((value, i) => {
      if (value === null) expect((values as number[])[i]).toBeNull();
      else expect((values as number[])[i]).toBeCloseTo(value, 10);
    });
  };

  test("sql in SQLite, from the table that was fitted; NULL where a cell is missing", async () => {
    const { out } = await run("print m --as sql", { files: { m } });
    const script = `
import csv, io, json, sqlite3, sys
formula, text = json.load(sys.stdin)
rows = list(csv.reader(io.StringIO(text)))
table = sqlite3.connect(":memory:")
table.execute('CREATE TABLE t ("bill (mm)" REAL, "species" TEXT, "year" INTEGER, "mass" REAL)')
table.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", [[cell.strip() or None for cell in row] for row in rows[1:]])
print(json.dumps([row[0] for row in table.execute(f"SELECT {formula} FROM t ORDER BY rowid")]))`;
    close(ran(script, [out, `${TABLE}45,,2007,\n,Adelie,2007,\n45,Gentoo,2007,\n`]), [
      ...EXPECTED,
      null,
      null,
      evaluate(model, [0, 0, 0, 45, 2007]) as number,
    ]);
  });

  test("python in python3", async () => {
    const { out } = await run("print m --as python", { files: { m } });
    const script = `
import json, sys
source, rows = json.load(sys.stdin)
names = {}
exec(source, names)
print(json.dumps([names["f"](*row) for row in rows]))`;
    close(ran(script, [out, ROWS]), EXPECTED);
  });
});
