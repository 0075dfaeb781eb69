import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvReader, designMatrix, findColumns, parseCsv } from "./index.ts";

const read = (text: string, levels = 1000) => parseCsv(text, { levels });

describe("levels of text columns", () => {
  test("in the order of first appearance, spaces off, −1 where a cell is missing; numbers among text are texts", () => {
    const [species, mass, note] = read(
      "species,mass,note\nGentoo,1,01\n Adelie ,2,x\nNA,3,\nGentoo,4,1\n,5,y\nAdelie,6,z\n",
    ).columns;
    expect([species.levels, [...species.codes!]]).toEqual([
      ["Gentoo", "Adelie"],
      [0, 1, -1, 0, -1, 1],
    ]);
    expect([note.levels, [...note.codes!]]).toEqual([
      ["01", "x", "1", "y", "z"],
      [0, 1, -1, 2, 3, 4],
    ]);
    expect(mass).not.toHaveProperty("levels");
    expect(parseCsv("species\na\n").columns[0]).not.toHaveProperty("codes");
  });

  const column = (cells: readonly unknown[], levels: number) =>
    read(`a,b\n${cells.map((cell) => `${cell},0\n`).join("")}`, levels).columns[0];
  test.each([
    { what: "as many as asked for", cells: ["a", "b", "a"], levels: 2, kept: true },
    { what: "one more", cells: ["a", "b", "c"], levels: 2, kept: false },
    { what: "a long text", cells: ["a", "b".repeat(200)], levels: 9, kept: true },
    { what: "a text that is too long", cells: ["a", "b".repeat(201)], levels: 9, kept: false },
    {
      what: "999 numbers before text",
      cells: [...Array(999).fill(7), ...Array(1001).fill("a")],
      levels: 9,
      kept: true,
    },
    { what: "1,000 of them", cells: [...Array(1000).fill(7), ...Array(1001).fill("a")], levels: 9, kept: false },
    {
      what: "numbers after text",
      cells: ["a", ...Array(2000).fill(7), ...Array(2001).fill("a")],
      levels: 9,
      kept: true,
    },
  ])("$what: kept is $kept", ({ cells, levels, kept }) => {
    const { kind, levels: found, codes } = column(cells, levels);
    expect(kind).toBe("text");
    expect(found).toEqual(kept ? [...new Set(cells.map(String))] : undefined);
    expect(codes?.length).toBe(kept ? cells.length : undefined);
  });

  test.each([-1, 1.5, 32768, NaN])("%d levels are refused", (levels) => {
    expect(() => csvReader({ levels })).toThrow(
      new RangeError(`csvReader: levels must be a whole number from 0 to 32767, got ${levels}`),
    );
  });
});

test.each([
  ["b", ["b"]],
  ["b,a", ["b", "a"]],
  ["3, 1", ["a,b", "a"]],
  ["a,b", ["a,b"]],
  ['"a,b",b', ["a,b", "b"]],
  [
    ["a", "a,b"],
    ["a", "a,b"],
  ],
])("findColumns of %j", (wanted, found) => {
  const { columns } = parseCsv('a,b,"a,b"\n1,2,3\n');
  expect(findColumns(columns, wanted).map(({ name }) => name)).toEqual(found);
});

test.each([
  ["a,c", 'there is no column "c"; choose one of 1 "a", 2 "b"'],
  ["c,a,d", 'there are no columns "c", "d"; choose of 1 "a", 2 "b"'],
  ["", 'there is no column ""; choose one of 1 "a", 2 "b"'],
  ["a,1", 'column 1 ("a"): the column is named twice; name it once'],
])("findColumns refuses %j", (wanted, message) => {
  expect(() => findColumns(parseCsv("a,b\n1,2\n").columns, wanted)).toThrow(message);
});

const PENGUINS = `species,island,bill,mass,id,sex
Gentoo,Biscoe,47.6,5.2,a1,f
Adelie,Biscoe,38.1,3.4,a2,f
Adelie,Biscoe,,3.5,a3,m
Chinstrap,Biscoe,49.0,3.7,a4,m
Adelie,Biscoe,39.5,3.8,a5,
Gentoo,Biscoe,50.2,5.6,a6,m
`;

describe("designMatrix", () => {
  test("numbers as they are, an indicator a level, whole rows, everything told", () => {
    const { inputs, x, y, columns, rows, remarks } = designMatrix(read(PENGUINS), { y: "mass", levels: 4 });
    expect(inputs).toEqual([
      { name: "species = Adelie", column: "species", is: "Adelie" },
      { name: "species = Chinstrap", column: "species", is: "Chinstrap" },
      { name: "species = Gentoo", column: "species", is: "Gentoo" },
      { name: "bill", column: "bill" },
      { name: "sex = f", column: "sex", is: "f" },
      { name: "sex = m", column: "sex", is: "m" },
    ]);
    expect(x.map((values) => [...values])).toEqual([
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [1, 0, 0, 1],
      [47.6, 38.1, 49, 50.2],
      [1, 1, 0, 0],
      [0, 0, 1, 1],
    ]);
    expect([...y]).toEqual([5.2, 3.4, 3.7, 5.6]);
    expect([...rows]).toEqual([1, 2, 4, 6]);
    expect(columns).toEqual({ x: ["species", "bill", "sex"], y: "mass" });
    expect(remarks).toEqual([
      '1 "species" is text: an input of 0 and 1 for each of "Adelie", "Chinstrap", "Gentoo"',
      '6 "sex" is text: an input of 0 and 1 for each of "f", "m"',
      'text of one level, and left aside: 2 "island"',
      'text of more than 4 levels, and left aside: 5 "id"',
      "2 rows left out: a cell of y or of an input is missing, first in row 4",
    ]);
  });

  test("y is the last column of numbers unless said, x all others", () => {
    const table = read("a,b,c,d\n1,2,3,x\n4,5,6,y\n");
    expect(designMatrix(table).columns).toEqual({ x: ["a", "b", "d"], y: "c" });
    expect(designMatrix(table, { x: "c,a" }).columns).toEqual({ x: ["c", "a"], y: "b" });
    expect(designMatrix(table, { x: ["d"], y: "1" }).columns).toEqual({ x: ["d"], y: "a" });
  });

  test("where every row is whole, columns are not copied", () => {
    const table = read("a,b\n1,2\n3,4\n");
    const { x, y } = designMatrix(table);
    expect([x[0], y]).toEqual([table.columns[0].values, table.columns[1].values]);
    expect(x[0].buffer).toBe(table.columns[0].values.buffer);
  });

  test("a level of rows left out is no input; one that alone is left none either", () => {
    const { inputs, remarks } = designMatrix(read("a,b,c,y\nu,p,1,1\nv,q,,2\nw,p,3,3\n"));
    expect(inputs.map(({ name }) => name)).toEqual(["a = u", "a = w", "c"]);
    expect(remarks).toContain('2 "b" says the same in all rows used, and is left aside');
  });

  test("names are unlike each other, whatever the columns are called", () => {
    const { inputs, columns } = designMatrix(read("s,s = a,k,k,y\na,1,2,3,4\nb,1,2,3,4\n"));
    expect(inputs.map(({ name, column }) => [name, column])).toEqual([
      ["s = a", "s"],
      ["s = b", "s"],
      ["s = a (2)", "s = a"],
      ["column 3", "column 3"],
      ["column 4", "column 4"],
    ]);
    expect(columns.x).toEqual(["s", "s = a", "column 3", "column 4"]);
  });

  test.each([
    ["a,y\n1,2\n", { x: "y", y: "y" }, 'column 2 ("y"): the column is y, and among x; name it once'],
    ["a,y\nu,2\nu,3\n", { x: "a" }, 'column 1 ("a"): the column is text of one level; leave it out of x'],
    [
      "a,y\nu,2\nv,3\nw,4\n",
      { x: "a", levels: 2 },
      'column 1 ("a"): the column is text of more than 2 levels; leave it out of x',
    ],
    ["a,b,y\n,1,2\n", { x: "a,b" }, 'column 1 ("a"): the column is empty; leave it out of x'],
    ["a,b,y\n,u,2\n,u,2\n", {}, 'no column is left for x; a fit needs one beside y, of 1 "a", 2 "b", 3 "y"'],
    [
      "a,y\n1,2\nb,3\n4,5\n",
      {},
      'row 3, column 1 ("a"): "b" is not a number; correct the cell, empty it to leave its row out, or name x without the column',
    ],
    [
      "a,y\n1,2\nb,3\n4,5\n",
      { x: "a" },
      'row 3, column 1 ("a"): "b" is not a number; correct the cell, or empty it to leave its row out',
    ],
    ["a,y\n1,2\ninf,3\n", {}, 'row 3, column 1 ("a"): "inf" is not finite'],
    ["a,y\nu,b\nv,c\n", { y: "y" }, 'row 2, column 2 ("y"): "b" is not a number'],
    ["a,y\nu,b\nv,c\n", {}, "no column holds numbers"],
    ["a,b,y\n1,,2\n,2,3\n", {}, "no row has a value in every column that is used; name fewer columns"],
  ])("%j with %j is refused", (text, options, message) => {
    expect(() => designMatrix(read(text), options)).toThrow(message);
  });

  test("each kept row has one level of each text column, and it is the cell's", () => {
    const cell = fc.constantFrom("u", "v", "w", "", "5");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, fc.constantFrom("1", "2", "")), { minLength: 1, maxLength: 30 }),
        (all) => {
          const cells = [...all, ["u", "u", "1"], ["v", "w", "2"]];
          const table = read(`a,b,y\n${cells.map((row) => `${row.join(",")}\n`).join("")}`);
          if (table.columns.some(({ kind }, i) => i < 2 && kind !== "text")) return;
          const { inputs, x, y, rows } = designMatrix(table);
          rows.forEach((row, i) => {
            expect(String(y[i])).toBe(cells[row - 1][2]);
            for (const [j, { column, is }] of inputs.entries()) {
              expect(x[j][i]).toBe(cells[row - 1][column === "a" ? 0 : 1] === is ? 1 : 0);
            }
          });
          expect(rows.length).toBe(cells.filter((row) => !row.includes("")).length);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});
