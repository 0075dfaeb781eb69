import { describe, expect, test } from "vitest";
import { run } from "./test-machine.ts";

/** |x − 1| */
const SUM = { intercept: 1, slope: -1, units: [{ m: 1, b: -1, weight: 2 }] };
const files = (data: string, columns?: unknown) => ({
  "m.json": JSON.stringify(columns ? { model: SUM, columns } : SUM),
  "d.csv": data,
});

describe("predict", () => {
  test.each([
    ["commas", "x,y\n0,a\n1,b\n3,c\n", "x,y,prediction\n0,a,1\n1,b,0\n3,c,2\n"],
    ["semicolons and decimal commas", "y;x\na;0,5\nb;2,5\n", "y;x;prediction\na;0,5;0,5\nb;2,5;1,5\n"],
    ["tabs", "x\ty\n0\ta\n", "x\ty\tprediction\n0\ta\t1\n"],
    ["no names", "0,7\n3,8\n", "0,7,1\n3,8,2\n"],
    ["quoted cells", '"the ""x""","a,b"\n"2","c,""d"""\n', '"the ""x""","a,b",prediction\n2,"c,""d""",1\n'],
    ["a column of that name", "x,prediction\n0,5\n", "x,prediction,prediction 2\n0,5,1\n"],
    ["short rows", "x,y,z\n0\n3,1\n", "x,y,z,prediction\n0,,,1\n3,1,,2\n"],
    ["names alone", "x,y\n", "x,y,prediction\n"],
    ["formulas", "x,y\n0,=1+1\n1,@SUM(A1)\n", "x,y,prediction\n0,=1+1,1\n1,@SUM(A1),0\n"],
  ])("keeps the table's dialect: %s", async (_, data, expected) => {
    expect(await run("predict m.json d.csv", { files: files(data) })).toMatchObject({
      code: 0,
      out: expected,
      err: "",
    });
  });

  test("a row without x has an empty prediction, and is counted on stderr", async () => {
    const result = await run("predict m.json d.csv", { files: files("x,y\n0,1\n,2\nNA,3\n3,4\n") });
    expect(result).toMatchObject({ code: 0, out: "x,y,prediction\n0,1,1\n,2,\nNA,3,\n3,4,2\n" });
    expect(result.err).toBe("d.csv: 2 rows without x: no prediction there\n");
  });

  test.each([
    ["", undefined, "b,a,prediction\n1,3,0\n"],
    ["", { x: "a", y: "b" }, "b,a,prediction\n1,3,2\n"],
    ["--x a", undefined, "b,a,prediction\n1,3,2\n"],
    ["--x 2", { x: "b" }, "b,a,prediction\n1,3,2\n"],
  ])(
    "x is the column asked for, or the model's, or the first of numbers (%j, %j)",
    async (option, columns, expected) => {
      const { out } = await run(`predict m.json d.csv ${option}`, { files: files("b,a\n1,3\n", columns) });
      expect(out).toBe(expected);
    },
  );

  test("model or data may come from standard input", async () => {
    expect((await run("predict - d.csv", { files: files("x\n3\n"), stdin: JSON.stringify(SUM) })).out).toBe(
      "x,prediction\n3,2\n",
    );
    expect((await run("predict m.json -", { files: files(""), stdin: "x\n3\n" })).out).toBe("x,prediction\n3,2\n");
  });

  test.each([
    ["predict - -", "", "the model and the data cannot both be standard input; name a file for one of them"],
    ["predict m.json d.csv", "", "d.csv: the table is empty; give it a row of names and rows of numbers below it"],
    ["predict m.json d.csv --x z", "x,y\n1,2\n", 'd.csv: there is no column "z"; choose one of 1 "x", 2 "y"'],
    [
      "predict m.json d.csv",
      "a,b\nx,y\n",
      'd.csv: no column holds numbers only, and 1 "a" says "x"; name the column of x with --x',
    ],
    [
      "predict m.json d.csv --x y",
      "x,y\n1,2\n2,abc\n",
      'd.csv: row 3, column 2 ("y"): "abc" is not a number; correct the cell, or empty it to leave its row out',
    ],
    [
      "predict m.json d.csv",
      "x,y\n1,2\n-inf,2\n",
      'd.csv: row 3, column 1 ("x"): "-inf" is not finite; correct the cell, or empty it to get an empty prediction',
    ],
    ["predict m.json e.csv", "x\n", "e.csv cannot be read: there is no such file; check the path"],
  ])("%s: %j", async (command, data, message) => {
    const { code, err } = await run(command, { files: files(data) });
    expect({ code, err }).toEqual({ code: 1, err: `piecewise: ${message}\n` });
  });

  test("a column that the model was fitted on and the table lacks is named", async () => {
    const { code, err } = await run("predict m.json d.csv", { files: files("x,y\n1,2\n", { x: "speed" }) });
    expect({ code, err }).toEqual({
      code: 1,
      err: 'piecewise: d.csv: there is no column "speed", which the model was fitted on; name the column of x with --x\n',
    });
  });
});

describe("a model file", () => {
  test.each([
    ["", "is not JSON (Unexpected end of JSON input)"],
    ['{\n "units": 1,}', ", line 2, column 13, is not JSON (Expected double-quoted property name"],
    ["[]", ": model must be an object with version, intercept, slope, units, products, names, got []"],
    ["null", ": model must be an object with version, intercept, slope, units, products, names, got null"],
    ["{}", ": model.units must be an array of { m, b, weight }, got undefined"],
    [
      '{"units":[],"extra":1}',
      ': model must have no keys but version, intercept, slope, units, products, names, got "extra"',
    ],
    ['{"model":{"units":[{"m":1,"b":0},{"m":1}]}}', ": model.units[1].b must be a finite number, got undefined"],
    ['{"units":[{"m":1e999,"b":0}]}', ": model.units[0].m must be a finite number, got Infinity"],
    ['{"version":2,"units":[]}', ": model.version must be 1, got 2"],
    [
      '{"__proto__":{"units":[]}}',
      ': model must have no keys but version, intercept, slope, units, products, names, got "__proto__"',
    ],
  ])("%s is refused with the path of what is wrong", async (json, problem) => {
    const { code, err } = await run("print m", { files: { m: json } });
    expect(code).toBe(1);
    const words = problem.replace(/\(.*/, "");
    expect(err).toContain(words.startsWith("is") ? words : `m${words}`);
    expect(err.trimEnd()).toMatch(/; give the output of fit --format json$/);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("may be the sum alone, or the report around it", async () => {
    const alone = await run("print m", { files: { m: JSON.stringify(SUM) } });
    expect(alone).toEqual({ code: 0, out: "f(x) = 1 − x + 2·max(0, x − 1)\n", err: "", written: {} });
    expect((await run("print m", { files: { m: JSON.stringify({ model: SUM, n: 3 }) } })).out).toBe(alone.out);
  });
});

describe("print", () => {
  test.each([
    ["--as javascript", "function f(x) {\n  return 1 - x + 2 * Math.max(0, x - 1);\n}\n"],
    ["--as sql --variable speed", "1e0 - speed + 2e0 * CASE WHEN speed - 1e0 < 0 THEN 0 ELSE speed - 1e0 END\n"],
    ["--as excel --variable B2", "=1-B2+2*MAX(0,B2-1)\n"],
    ["--as python --name cost --digits 3", "def cost(x):\n    return 1 - x + 2 * max(x - 1, 0.0)\n"],
  ])("%s", async (options, expected) => {
    const { code, out } = await run(`print m ${options}`, { files: { m: JSON.stringify(SUM) } });
    expect(code).toBe(0);
    expect(out).toBe(expected);
  });

  test.each([
    ["--as cobol", "Allowed choices are text, latex, javascript, typescript, python, sql, excel, c, desmos."],
    [
      "--as python --variable a-b",
      'variable must be a name in python, got "a-b"; choose another one, or another language',
    ],
    ["--digits 0", "--digits must be a whole number from 1 to 17."],
    ["--digits 1.5", "--digits must be a whole number from 1 to 17."],
  ])("%s is refused", async (options, message) => {
    const { code, err } = await run(`print m ${options}`, { files: { m: JSON.stringify(SUM) } });
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});
