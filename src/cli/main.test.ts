import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { run } from "./test-machine.ts";

const files = { "d.csv": "speed,name,dist\n1,a,2\n2,b,4\n3,c,6\n4,d,7\n5,e,8\n6,f,8.5\n7,g,3\n8,h,4\n9,i,1\n" };

describe("help", () => {
  test("piecewise alone shows it, and so do --help and help", async () => {
    const alone = await run("");
    expect(alone).toMatchObject({ code: 0, err: "" });
    for (const command of ["fit", "predict", "print", "lesson"]) expect(alone.out).toContain(`\n  ${command} `);
    expect(await run("--help")).toEqual(alone);
    expect(await run("help")).toEqual(alone);
  });

  test.each(["fit", "predict", "print", "lesson"])(
    "%s --help says every option, default and exit code",
    async (command) => {
      const { code, out, err } = await run(`${command} --help`);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("Exit code: 0 done; 1 the data or the arguments are wrong");
      const options: Readonly<Record<string, readonly string[]>> = {
        fit: [
          "--x",
          "--y",
          "--units",
          "--criterion",
          "--min-points",
          "--method",
          "--loss",
          "--steps",
          "--seed",
          "--format",
          "--plot",
          "--digits",
          "5000",
          "auto",
          "json",
        ],
        predict: ["--x"],
        print: ["--as", "--digits", "--variable", "--variables", "--output", "desmos"],
        lesson: ["--port", "4173"],
      };
      for (const option of options[command]) expect(out).toContain(option);
      expect(await run(`help ${command}`)).toEqual({ code, out, err, written: {} });
    },
  );

  test("it is as wide as the terminal", async () => {
    const { out } = await run("fit --help", { terminal: 60 });
    const options = out.slice(out.indexOf("Options:"), out.indexOf("Examples:")).split("\n");
    expect(Math.max(...options.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test("--version is that of the package", async () => {
    const { code, out } = await run("--version");
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });
});

describe("arguments that are wrong: exit code 1, one line", () => {
  test.each([
    ["fti d.csv", "piecewise: unknown command 'fti'; did you mean fit? (piecewise --help shows how)"],
    ["fit", "piecewise fit: missing required argument 'data' (piecewise fit --help shows how)"],
    [
      "fit d.csv --unit 3",
      "piecewise fit: unknown option '--unit'; did you mean --units? (piecewise fit --help shows how)",
    ],
    ["fit d.csv --banana", "piecewise fit: unknown option '--banana' (piecewise fit --help shows how)"],
    ["fit d.csv --x", "piecewise fit: option '--x <column>' argument missing (piecewise fit --help shows how)"],
    ["fit d.csv e.csv", "too many arguments"],
    ["fit d.csv --units 1.5", "--units must be a whole number from 0 to 1000, or auto."],
    ["fit d.csv --units -1", "--units must be a whole number from 0 to 1000, or auto."],
    ["fit d.csv --units many", "--units must be a whole number from 0 to 1000, or auto."],
    ["fit d.csv --criterion aic", "Allowed choices are bic, mbic, gcv."],
    ["fit d.csv --min-points -1", "--min-points must be a whole number from 0 to 1000000000."],
    ["fit d.csv --method magic", "Allowed choices are best, adam, sgd."],
    ["fit d.csv --loss r2", "Allowed choices are mse, mae, huber."],
    ["fit d.csv --steps 1e3", "--steps must be a whole number from 0 to 1000000000."],
    ["fit d.csv --seed x", "--seed must be a whole number from 0 to 4294967295."],
    ["fit d.csv --digits 18", "--digits must be a whole number from 1 to 17."],
    [
      "fit d.csv --format cobol",
      "Allowed choices are text, json, latex, javascript, typescript, python, sql, excel, c, desmos.",
    ],
    ["fit d.csv --plot p.gif", "piecewise: --plot writes .svg and .png, and not .gif; name the file so"],
    [
      "fit d.csv --plot p",
      "piecewise: --plot writes .svg and .png, and not a file without an ending; name the file so",
    ],
    ["fit e.csv", "piecewise: e.csv cannot be read: there is no such file; check the path"],
    ["fit d.csv --x z", 'piecewise: d.csv: there is no column "z"; choose one of 1 "speed", 2 "name", 3 "dist"'],
    [
      "fit d.csv --x name",
      'piecewise: d.csv: row 2, column 2 ("name"): "a" is not a number; the column is text: choose one of numbers (1 "speed", 3 "dist"), or name it together with others, beside which text can be x',
    ],
    [
      "fit d.csv --y name",
      'piecewise: d.csv: row 2, column 2 ("name"): "a" is not a number; the column is text: choose one of numbers (1 "speed", 3 "dist")',
    ],
    [
      "fit d.csv --x speed --y speed",
      'piecewise: d.csv: column 1 ("speed"): x and y are the same column; choose two of 1 "speed", 2 "name", 3 "dist"',
    ],
    [
      "fit - --test-rows -",
      "piecewise: the data and --test-rows cannot both be standard input; name a file for one of them",
    ],
    ["fit e.csv --test 0.5 --test-rows t", "piecewise: --test and --test-rows both say which rows are held out"],
    ["predict", "missing required argument 'model'"],
    ["predict d.csv", "missing required argument 'data'"],
    ["print", "missing required argument 'model'"],
  ])("%s", async (command, message) => {
    const { code, out, err } = await run(command, { files });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.endsWith("\n")).toBe(true);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(err).toContain(message);
  });

  test("control characters of an argument stay off the terminal", async () => {
    const { code, err } = await run(["fit", "a\u001b[31m\nb\u009b.csv"]);
    expect({ code, err }).toEqual({
      code: 1,
      err: "piecewise: a\\u001b[31m b\\u009b.csv cannot be read: there is no such file; check the path\n",
    });
  });
});

describe("interruption", () => {
  test("Ctrl+C ends with 130 and prints no result", async () => {
    const controller = new AbortController();
    controller.abort("SIGINT");
    expect(await run("fit d.csv", { files, signal: controller.signal })).toMatchObject({
      code: 130,
      out: "",
      err: "piecewise: interrupted\n",
    });
  });

  test("a descent can be interrupted on its way", async () => {
    const controller = new AbortController();
    const { code, out } = await run("fit d.csv --method adam --loss mae --units 2 --steps 1000000000", {
      files,
      signal: controller.signal,
      terminal: 80,
      tickMs: 100,
      watch: (text) => {
        if (text.includes("descending")) controller.abort("SIGINT");
      },
    });
    expect({ code, out }).toEqual({ code: 130, out: "" });
  });

  test("a reader that leaves is no failure", async () => {
    const controller = new AbortController();
    const gone = Object.assign(new Error("gone"), { name: "ClosedPipe" });
    const data = `x\n${"1\n".repeat(1000)}`;
    const { code, err } = await run("predict m d", {
      files: { m: '{"units":[]}', d: data },
      signal: controller.signal,
      watch: () => controller.abort(gone),
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

test("a fault of ours is said to be one: exit code 2", async () => {
  const { code, out, err } = await run("fit d.csv", {
    files,
    watch: (text) => {
      if (text.includes("9 rows")) throw new TypeError("somebody forgot something");
    },
  });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(
    "piecewise: this is a fault of ours, please report it with what you ran:\nTypeError: somebody forgot something",
  );
});

describe("whatever the file holds", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const cells = fc.constantFrom(
    "1",
    "2",
    "-3.5",
    "1e5",
    "1e308",
    "-1e308",
    "5e-324",
    "1,5",
    "",
    "NA",
    "inf",
    "x",
    '"',
    "=1+1",
    "1.234",
    " 7 ",
  );
  const table = fc
    .array(fc.array(cells, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
    .chain((rows) =>
      fc
        .record({ between: fc.constantFrom(",", ";", "\t"), end: fc.constantFrom("\n", "\r\n") })
        .map(({ between, end }) => new TextEncoder().encode(rows.map((row) => row.join(between)).join(end))),
    );
  test("fit ends with 0, or with 1 and one line", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(bytes, table, table),
        fc.constantFrom("", "--units 2", "--units 1 --loss mae", "--method sgd --steps 20"),
        async (f, options) => {
          const { code, out, err } = await run(`fit f --format json ${options}`, { files: { f }, pieceBytes: 64 });
          expect([0, 1], err).toContain(code);
          if (code === 1) {
            expect(out).toBe("");
            expect(err.trimEnd().split("\n")).toHaveLength(1 + (err.match(/^f: |^--/gm) ?? []).length);
          } else expect(JSON.parse(out).n).toBeGreaterThan(1);
        },
      ),
      { seed: 5, numRuns: 400 },
    );
  });

  test("predict and print do too", async () => {
    const model = '{"model":{"intercept":1,"slope":2,"units":[{"m":1e200,"b":-1,"weight":1e200}]},"columns":{"x":"1"}}';
    const damaged = fc
      .tuple(fc.nat(model.length), fc.nat(5), fc.string({ maxLength: 4 }))
      .map(([at, cut, put]) => model.slice(0, at) + put + model.slice(at + cut));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant(model), damaged), fc.oneof(bytes, table), async (m, d) => {
        for (const command of ["predict m d", "predict m d --x 1", "print m --as sql"]) {
          const { code, err } = await run(command, { files: { m, d }, pieceBytes: 64 });
          expect([0, 1], err).toContain(code);
          if (code === 1) expect(err.trimEnd().split("\n")).toHaveLength(1);
        }
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
