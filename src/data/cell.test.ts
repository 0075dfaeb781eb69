import { describe, expect, test } from "vitest";
import { cellNumber, decimalEvidence } from "./cell.ts";

describe("cellNumber", () => {
  test.each([
    ["1", 1],
    [" 1 ", 1],
    ["\t-1.5", -1.5],
    ["+.5", 0.5],
    ["5.", 5],
    ["1e5", 1e5],
    ["1E-5", 1e-5],
    ["−2.5", -2.5],
    ["0.1", 0.1],
    ["1,234", 1234],
    ["1,234.5", 1234.5],
    ["-12,345,678.25", -12345678.25],
    ["1 234.5", 1234.5],
    ["1\u00a0234", 1234],
    ["1\u202f234.5e2", 123450],
    ["1'234'567", 1234567],
    ["1e999", Number.POSITIVE_INFINITY],
    ["inf", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["+Inf", Number.POSITIVE_INFINITY],
  ])("with a decimal point, %j is %d", (cell, value) => {
    expect(cellNumber(cell, ".")).toBe(value);
  });

  test.each([
    ["1,5", 1.5],
    ["-,5", -0.5],
    ["1,234", 1.234],
    ["1.234", 1234],
    ["1.234,5", 1234.5],
    ["1.234.567", 1234567],
    ["1 234,5", 1234.5],
    ["1,5e3", 1500],
    ["7", 7],
  ])("with a decimal comma, %j is %d", (cell, value) => {
    expect(cellNumber(cell, ",")).toBe(value);
  });

  test.each(["", "  ", "NA", "n/a", "#N/A", "NaN", "nan", "NULL", "None", "?", "<NA>"])("%j is missing", (cell) => {
    expect(cellNumber(cell, ".")).toBeNaN();
    expect(cellNumber(cell, ",")).toBeNaN();
  });

  test.each([
    "abc",
    "1,23",
    "12,34.5",
    "1,2345",
    "1,234 567",
    "0x10",
    "1_000",
    "5%",
    "$5",
    "1e",
    "e5",
    ".",
    "-",
    "1.2.3",
    "1 2",
    "=1+1",
    "1;2",
  ])("with a decimal point, %j is text", (cell) => {
    expect(cellNumber(cell, ".")).toBeUndefined();
  });

  test.each(["1.5", "1.23", "1,2,3", "12.34,5", "1,234.5"])("with a decimal comma, %j is text", (cell) => {
    expect(cellNumber(cell, ",")).toBeUndefined();
  });

  test.each(["1".repeat(1e6) + "x", "1" + " ".repeat(1e6) + "x", "1,111".repeat(2e5) + "x", ",111".repeat(2e5)])(
    "a cell of a million characters takes no time (%#)",
    (cell) => {
      const started = performance.now();
      expect(cellNumber(cell, ".")).toBeUndefined();
      expect(cellNumber(cell, ",")).toBeUndefined();
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );
});

test.each([
  ["1.5", "."],
  ["1,5", ","],
  ["0,123", ","],
  ["1,2345", ","],
  ["1,234.5", "."],
  ["1.234,5", ","],
  ["1,234,567", "."],
  ["1.234.567", ","],
  ["-,5", ","],
  ["1,234", "either"],
  ["1.234", undefined],
  ["5", undefined],
  ["1,234,56", undefined],
  [",", undefined],
  ["a,b", undefined],
])("%j speaks for %j as the decimal mark", (cell, mark) => {
  expect(decimalEvidence(cell)).toBe(mark);
});
