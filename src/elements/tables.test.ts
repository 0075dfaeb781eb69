import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { autoFit } from "../fit/index.ts";
import { pasted } from "./pasted.ts";
import { tables } from "./tables.ts";

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rows, then least, greatest, mean, first and last of x and of y, as the sources have them. */
test.each([
  ["seattle", 1461, [1, 366, 183.12526, 1, 365], [-1.6, 35.6, 16.43908, 12.8, 5.6]],
  ["cars", 392, [46, 230, 104.46939, 46, 230], [9, 46.6, 23.44592, 26, 16]],
  [
    "co2",
    741,
    [1958.20833, 2020.29167, 1989.43404, 1958.20833, 2020.29167],
    [313.21, 416.18, 355.31093, 315.7, 416.18],
  ],
  ["globe", 144, [1880, 2023, 1951.5, 1880, 2023], [-0.48, 1.17, 0.06771, -0.17, 1.17]],
  ["penguins", 342, [172, 231, 200.9152, 172, 231], [2700, 6300, 4201.75439, 3150, 5650]],
  ["wheat", 52, [1565, 1820, 1692.5, 1565, 1820], [26, 99, 43.05769, 41, 54]],
])("%s is what its source says", (id, count, ...columns) => {
  const { rows, licence, source, address } = tables.find((table) => table.id === id)!;
  const { x, y } = rows();
  for (const [i, values] of [x, y].entries()) {
    expect(values.length).toBe(count);
    const facts = [Math.min(...values), Math.max(...values), mean(values), values[0], values[count - 1]];
    for (const [j, fact] of facts.entries()) expect(fact).toBeCloseTo(columns[i][j], 4);
  }
  expect(licence && source && address).toMatch(/^https?:/);
});

test("all tables are listed, together small, and have knots to find", () => {
  expect(tables.map(({ id }) => id)).toEqual(["seattle", "cars", "co2", "globe", "penguins", "wheat"]);
  expect(gzipSync(readFileSync(new URL("./tables-data.ts", import.meta.url))).length).toBeLessThan(6000);
  for (const { id, rows } of tables) {
    expect(autoFit(rows(), { maxUnits: 3 }).units, id).toBeGreaterThan(0);
  }
});

describe("pasted", () => {
  test.each([
    ["tabs, with names", "x\ty\n1\t2\n3\t4"],
    ["tabs, without", "1\t2\n3\t4\n"],
    ["spaces", "1 2\n3 4"],
    ["many spaces", "  1    2  \n\n  3 \t 4 "],
    ["spaces and names", "time  speed\n1 2\n3 4\n"],
    ["commas", "1,2\n3,4"],
    ["commas and spaces", "x, y\n1, 2\n3, 4"],
    ["semicolons", "x; y\r\n1; 2\r\n3; 4\r\n"],
    ["bars", "1|2\n3|4"],
  ])("%s", (_, text) => {
    const { x, y, rows } = pasted(text);
    expect([[...x], [...y], rows]).toEqual([[1, 3], [2, 4], 2]);
  });

  test("spaces between decimal commas", () => {
    const { x, y } = pasted("1,5 2,5\n3 4,25");
    expect([[...x], [...y]]).toEqual([
      [1.5, 3],
      [2.5, 4.25],
    ]);
  });

  test("problems have a row and a column", () => {
    const { x, dropped, problems } = pasted("1 2\n3 four\n5 6\n7 8\n");
    expect([[...x], dropped]).toEqual([[1, 5, 7], 1]);
    expect(problems).toEqual([{ row: 2, column: 2, text: '"four" is not a number' }]);
  });

  test("names with spaces between tabs stay whole", () => {
    expect(pasted("the time\tthe speed\n1\t2\n").names).toEqual({ x: "the time", y: "the speed" });
  });

  test.each([
    ["", "the table is empty"],
    ["hello world", "no column holds numbers"],
    ["1\n2\n3", "only one column holds numbers"],
    ["1 2\n3 4 5\n", "the row has 3 cells"],
  ])("refuses %j", (text, message) => expect(() => pasted(text)).toThrow(message));
});
