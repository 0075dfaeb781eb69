import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvTable, csvReader, DataError, type Delimiter, parseCsv } from "./index.ts";

const values = (table: CsvTable) => table.columns.map((column) => [...column.values]);
const names = (table: CsvTable) => table.columns.map(({ name }) => name);
const kinds = (table: CsvTable) => table.columns.map(({ kind }) => kind);

function failure(text: string): DataError {
  try {
    parseCsv(text);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("the text was read without an error");
}

describe("dialects", () => {
  test.each([
    ["commas", "x,y\n1.5,2\n2,4\n"],
    ["semicolons and decimal commas", "x;y\n1,5;2\n2;4\n"],
    ["semicolons and points", "x;y\n1.5;2\n2;4\n"],
    ["tabs and decimal commas", "x\ty\n1,5\t2\n2\t4\n"],
    ["bars", "x|y\n1.5|2\n2|4\n"],
    ["quotes", '"x","y"\n"1.5","2"\n"2",4\n'],
    ["quoted decimal commas between commas", 'x,y\n"1,5",2\n2,4\n'],
    ["a byte-order mark and \\r\\n", "\ufeffx,y\r\n1.5,2\r\n2,4\r\n"],
    ["\\r alone, and no line end at the end", "x,y\r1.5,2\r2,4"],
    ["blank lines", "\n\nx,y\n\n1.5,2\n   \n2,4\n\n\n"],
    ["spaces after a closing quote, at the end too", '"x" ,"y"\n"1.5" ,2\n2,"4" '],
    ["separators at the ends of all rows", "x,y,\n1.5,2,\n2,4,,,\n"],
  ])("%s", (_, text) => {
    const table = parseCsv(text);
    expect(names(table).slice(0, 2)).toEqual(["x", "y"]);
    expect(values(table).slice(0, 2)).toEqual([
      [1.5, 2],
      [2, 4],
    ]);
  });

  test("rows without names, of decimal commas between semicolons, are not split at the commas", () => {
    const table = parseCsv("1,5;2,5\n2,5;4\n");
    expect(table.dialect).toMatchObject({ delimiter: ";", decimal: ",", header: false });
    expect(values(table)).toEqual([
      [1.5, 2.5],
      [2.5, 4],
    ]);
    expect(names(table)).toEqual(["column 1", "column 2"]);
  });

  test("a quoted cell may hold separators, line ends and quotes", () => {
    const table = parseCsv('"the ""x"", in\nmetres",y\n1,2\n');
    expect(names(table)).toEqual(['the "x", in\nmetres', "y"]);
    expect(table.rows).toBe(1);
  });

  test.each([
    ["x;y\n1,234;5\n", 1.234],
    ["x\ty\n1,234\t5\n", 1234],
    ['x,y\n"1,234",5\n', 1234],
  ])("%j could be read in two ways, and says so", (text, value) => {
    const table = parseCsv(text);
    expect(table.columns[0].values[0]).toBe(value);
    expect(table.dialect.guess).toEqual({ cell: "1,234", value });
  });

  test("what is given is not guessed", () => {
    expect(values(parseCsv("x;y\n1,234;5\n", { decimal: "." }))).toEqual([[1234], [5]]);
    expect(parseCsv("x;y\n1,234;5\n", { decimal: "." }).dialect.guess).toBeUndefined();
    expect(names(parseCsv("a;b,c\n1;2,3\n", { delimiter: "," }))).toEqual(["a;b", "c"]);
  });
});

describe("names", () => {
  test.each([
    ["1,2\n3,4\n", ["column 1", "column 2"], 2],
    ["1,NA\n3,4\n", ["column 1", "column 2"], 2],
    ["1,x\n3,4\n", ["1", "x"], 1],
    [",x\n3,4\n", ["column 1", "x"], 1],
    [" x , y\n3,4\n", ["x", "y"], 1],
    ["x,x\n3,4\n", ["x", "x"], 1],
    ["__proto__,constructor\n3,4\n", ["__proto__", "constructor"], 1],
  ])("of %j are %j", (text, expected, rows) => {
    const table = parseCsv(text);
    expect(names(table)).toEqual(expected);
    expect(table.rows).toBe(rows);
  });
});

describe("cells", () => {
  test("missing ones are NaN, and the row of the first is known", () => {
    const table = parseCsv("x,y,z\n1,2,3\n,NA,\n4\n");
    expect(values(table)).toEqual([
      [1, NaN, 4],
      [2, NaN, NaN],
      [3, NaN, NaN],
    ]);
    expect(table.columns.map(({ missing }) => missing)).toEqual([3, 3, 3]);
    expect(table.short).toEqual({ count: 1, row: 4 });
  });

  test("a column is text if most of it is, and empty if it holds nothing", () => {
    const table = parseCsv("a,b,c,d\nred,1,,1\n2,2,,oops\ngreen,3,,3\n");
    expect(kinds(table)).toEqual(["text", "number", "empty", "number"]);
    expect(table.columns[3].text).toEqual({ row: 3, text: "oops" });
  });

  test("infinite ones are known", () => {
    expect(parseCsv("x,y\n1,2\n2,1e999\n").columns[1].infinite).toEqual({ row: 3, text: "1e999" });
  });

  test("the first strays of each column are kept where asked for, in their order; of text those that hold none", () => {
    const reader = csvReader({ strays: 2, largest: 100 });
    reader.push("x,y,t\n1,,a\n-200,1,\n3,b,c\n,2e2,d\n");
    const { columns } = reader.end();
    expect(columns.map(({ strays }) => strays)).toEqual([
      [
        { row: 3, text: "-200" },
        { row: 5, text: "" },
      ],
      [
        { row: 2, text: "" },
        { row: 4, text: "b" },
      ],
      [{ row: 3, text: "" }],
    ]);
    expect(columns.map(({ infinite }) => infinite?.row)).toEqual([3, 5, undefined]);
    expect([reader.rows, parseCsv("x,y\n,1\n").columns[0].strays]).toEqual([4, undefined]);
  });

  test("formulas and scripts are text", () => {
    const table = parseCsv('x,y\n1,=1+1\n2,"<script>alert(1)</script>"\n3,@SUM(A1)\n');
    expect(kinds(table)).toEqual(["number", "text"]);
    expect(table.columns[1].text).toEqual({ row: 2, text: "=1+1" });
  });
});

describe("errors say where and what to do", () => {
  test.each([
    ["", "the table is empty; give it a row of names and rows of numbers below it"],
    ["\ufeff\r\n\r\n", "the table is empty; give it a row of names and rows of numbers below it"],
    ["x,y\n", "row 2: there is no row below the names; add rows of numbers"],
    [
      "x,y\n\n1,2\n3,4,5\n",
      "row 4, column 3: the row has 3 cells where the row of names has 2; put quotes around a cell that holds the separator, or add the missing names",
    ],
    [
      "1,2\n3,4,5\n",
      "row 2, column 3: the row has 3 cells where the first row has 2; put quotes around a cell that holds the separator, or add the missing names",
    ],
    [
      'x,y\n1,2\n"3,4\n5,6\n',
      "row 3: a quote is opened and never closed; close it, or double it if it belongs to the text",
    ],
    ['x,y\n1,"2"3\n', "row 2: text follows a closing quote; put quotes around whole cells, and double those inside"],
  ])("%j", (text, message) => {
    expect(failure(text).message).toBe(message);
  });

  test("in a later piece of the text, too", () => {
    const text = `x,y\n${"1,2\n".repeat(50_000)}1,2,3\n`;
    expect(failure(text)).toMatchObject({ row: 50_002, column: 3 });
    expect(failure(`x,y\n${"1,2\n".repeat(50_000)}1,"2"3\n${"1,2\n".repeat(50_000)}`)).toMatchObject({ row: 50_002 });
  });

  test.each(['"', '"a', '"a"b', '"",', "x", "1"])("an endless row of %j is given up in time", (text) => {
    const reader = csvReader();
    const started = performance.now();
    expect(() => {
      for (let i = 0; i < 1000; i++) reader.push(text.repeat(10_000));
    }).toThrow("longer than 1048576 characters");
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe("properties", () => {
  const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      names: fc.option(fc.array(fc.string(), { minLength: width, maxLength: width })),
      rows: fc.array(
        fc.array(
          fc.oneof(
            fc.double({ noDefaultInfinity: true, noNaN: true }),
            fc.integer(),
            fc.double({ min: -9999, max: 9999, noNaN: true }).map((value) => Math.round(value * 1000) / 1000),
          ),
          { minLength: width, maxLength: width },
        ),
        { minLength: 1, maxLength: 8 },
      ),
    }),
  );
  const dialect = fc.record({
    delimiter: fc.constantFrom<Delimiter>(",", ";", "\t", "|"),
    decimal: fc.constantFrom(".", ","),
    quote: fc.boolean(),
    bom: fc.boolean(),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
    lastNewline: fc.boolean(),
  });

  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test("a table written in any dialect reads back the same numbers, or says that it guessed", () => {
    let guessed = 0;
    fc.assert(
      fc.property(table, dialect, ({ names, rows }, { delimiter, decimal, quote, bom, newline, lastNewline }) => {
        const cell = (value: number) => {
          const text = (Object.is(value, -0) ? "-0" : String(value)).replace(".", decimal);
          return quote || text.includes(delimiter) ? quoted(text) : text;
        };
        const head = names?.map((name) => quoted(`n${name}`).replace(/[\r\n]/g, ""));
        const lines = [...(head ? [head] : []), ...rows.map((row) => row.map(cell))].map((cells) =>
          cells.join(delimiter),
        );
        const read = parseCsv((bom ? "\ufeff" : "") + lines.join(newline) + (lastNewline ? newline : ""));
        if (read.dialect.guess) {
          guessed++;
          return;
        }
        expect(values(read)).toEqual(rows[0].map((_, i) => rows.map((row) => row[i])));
        expect(read.dialect).toMatchObject({ delimiter, header: names !== null });
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(guessed).toBeLessThan(100);
  });

  test("it does not matter where the pieces of the text end", () => {
    const text = '\ufeff"a ""b""\r\n";y\r\n\r\n1,5;"2"\r\n3;\r\n"4" ;5\r\n';
    const whole = parseCsv(text);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const reader = csvReader();
        let start = 0;
        for (const end of [...cuts.sort((a, b) => a - b), text.length]) {
          reader.push(text.slice(start, end));
          start = end;
        }
        expect(reader.end()).toEqual(whole);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test("any text is read or refused with a DataError of one line", () => {
    const alphabet = fc.constantFrom(
      '"',
      ",",
      ";",
      "\t",
      "\r",
      "\n",
      "1",
      ".",
      "-",
      " ",
      "x",
      "\ufeff",
      "\0",
      "\u2028",
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: alphabet, maxLength: 60 })), (text) => {
        try {
          const { columns, rows } = parseCsv(text);
          for (const column of columns) expect(column.values.length).toBe(rows);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect((error as DataError).message).not.toMatch(/[\r\n\u2028]/);
        }
      }),
      { seed: 3, numRuns: 5000 },
    );
  });
});

test("a million rows come through in pieces, and keep nothing but the numbers", () => {
  const reader = csvReader();
  const rows = 1_000_000;
  reader.push("x,name,y\n");
  for (let i = 0; i < rows; i += 1000) {
    let piece = "";
    for (let j = i; j < i + 1000; j++) piece += `${j / 8},somebody,${rows - j}\n`;
    reader.push(piece);
  }
  const table = reader.end();
  expect(table.rows).toBe(rows);
  expect(kinds(table)).toEqual(["number", "text", "number"]);
  expect(table.columns[0].values[rows - 1]).toBe((rows - 1) / 8);
  expect(table.columns[2].values.reduce((sum, value) => sum + value, 0)).toBe((rows * (rows + 1)) / 2);
  const bytes = new Set(table.columns.map(({ values }) => values.buffer)).size;
  expect(bytes).toBe(3);
  expect(table.columns[0].values.buffer.byteLength).toBeLessThanOrEqual(2 * 8 * rows);
});
