import { describe, expect, test } from "vitest";
import { chooseColumns, findColumn, pairs, parseCsv, quoted } from "./index.ts";

const TABLE = parseCsv("name,a,b,c,empty\nred,1,2,3,\nblue,4,5,6,\n");

describe("chooseColumns", () => {
  test.each([
    [{}, "a", "c"],
    [{ x: "b" }, "b", "c"],
    [{ x: "c" }, "c", "b"],
    [{ y: "a" }, "b", "a"],
    [{ x: "c", y: "a" }, "c", "a"],
    [{ x: "4", y: "2" }, "c", "a"],
    [{ x: "column 3" }, "b", "c"],
  ])("%j: x is %s, y is %s", (wanted, x, y) => {
    const chosen = chooseColumns(TABLE, wanted);
    expect([chosen.x.name, chosen.y.name]).toEqual([x, y]);
  });

  test("a name comes before a number", () => {
    const { x, y } = chooseColumns(parseCsv("a,b,1\n1,2,3\n"), { x: "1" });
    expect([x.number, y.number]).toEqual([3, 2]);
  });

  const all = '1 "name", 2 "a", 3 "b", 4 "c", 5 "empty"';
  test.each([
    [TABLE, { x: "d" }, `there is no column "d"; choose one of ${all}`],
    [TABLE, { x: "0" }, `there is no column "0"; choose one of ${all}`],
    [TABLE, { y: "6" }, `there is no column "6"; choose one of ${all}`],
    [TABLE, { x: "a", y: "2" }, `column 2 ("a"): x and y are the same column; choose two of ${all}`],
    [
      TABLE,
      { x: "name" },
      'row 2, column 1 ("name"): "red" is not a number; the column is text: choose one of numbers (2 "a", 3 "b", 4 "c"), or name it together with others, beside which text can be x',
    ],
    [
      TABLE,
      { y: "name" },
      'row 2, column 1 ("name"): "red" is not a number; the column is text: choose one of numbers (2 "a", 3 "b", 4 "c")',
    ],
    [TABLE, { y: "empty" }, 'column 5 ("empty"): the column holds no number; choose another one'],
    [parseCsv("x,x\n1,2\n"), { x: "x" }, 'columns 1 and 2 are both called "x"; choose one by its number'],
    [parseCsv("x\n1\n"), {}, 'only one column (1 "x") holds numbers; a fit needs two columns of numbers, x and y'],
    [
      parseCsv("x,y\n1,red\n"),
      {},
      'only one column (1 "x") holds numbers, and row 2 of column 2 says "red"; a fit needs two columns of numbers, x and y',
    ],
    [
      parseCsv("x;y\n1,5;2,5\n2;2.5\n"),
      {},
      'row 3, column 2 ("y"): "2.5" is not a number (this table writes a decimal comma); correct the cell, or empty it to leave its row out',
    ],
    [
      parseCsv("x,y\n1,2\n3,4\n5,inf\n"),
      {},
      'row 4, column 2 ("y"): "inf" is not finite; correct the cell, or empty it to leave its row out',
    ],
    [
      parseCsv("a,b\nred,blue\n"),
      {},
      'no column holds numbers, and row 2 of column 1 says "red"; a fit needs two columns of numbers, x and y',
    ],
  ])("refuses with the place and the remedy (%#)", (table, wanted, message) => {
    expect(() => chooseColumns(table, wanted)).toThrow(message);
  });
});

test("findColumn looks at own names only", () => {
  expect(() => findColumn(TABLE.columns, "length")).toThrow('no column "length"');
});

test("pairs leaves out the rows where x or y is missing, and no others", () => {
  const table = parseCsv("x,other,y\n1,,2\n,1,3\n4,1,NA\n5,,6\n");
  const { x, y } = chooseColumns(table, { x: "x", y: "y" });
  expect(pairs(x, y)).toEqual({ x: Float64Array.of(1, 5), y: Float64Array.of(2, 6), dropped: 2 });
});

test("quoted keeps a stranger's text on one line and its hands off the terminal", () => {
  expect(quoted('a"b\n\u001b[31m\u009b\u202e')).toBe('"a\\"b\\n\\u001b[31m\\u009b\\u202e"');
  expect(quoted("x".repeat(100))).toBe(`"${"x".repeat(40)}…"`);
});
