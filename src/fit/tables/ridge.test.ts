import { expect, test } from "vitest";
import { table } from "../hinges/test-table.ts";
import { mae, mse } from "../index.ts";
import { ridge } from "./ridge.ts";

test("Longley's table: the penalty and the coefficients of R's MASS::lm.ridge", () => {
  // Longley (1967), doi:10.1080/01621459.1967.10500896: prices, product, unemployed, armed forces, population, year; employed.
  const rows = [
    [83.0, 234.289, 235.6, 159.0, 107.608, 1947, 60.323],
    [88.5, 259.426, 232.5, 145.6, 108.632, 1948, 61.122],
    [88.2, 258.054, 368.2, 161.6, 109.773, 1949, 60.171],
    [89.5, 284.599, 335.1, 165.0, 110.929, 1950, 61.187],
    [96.2, 328.975, 209.9, 309.9, 112.075, 1951, 63.221],
    [98.1, 346.999, 193.2, 359.4, 113.27, 1952, 63.639],
    [99.0, 365.385, 187.0, 354.7, 115.094, 1953, 64.989],
    [100.0, 363.112, 357.8, 335.0, 116.219, 1954, 63.761],
    [101.2, 397.469, 290.4, 304.8, 117.388, 1955, 66.019],
    [104.6, 419.18, 282.2, 285.7, 118.734, 1956, 67.857],
    [108.4, 442.769, 293.6, 279.8, 120.445, 1957, 68.169],
    [110.8, 444.546, 468.1, 263.7, 121.95, 1958, 66.513],
    [112.6, 482.704, 381.3, 255.2, 123.366, 1959, 68.655],
    [114.2, 502.601, 393.1, 251.4, 125.368, 1960, 69.564],
    [115.7, 518.173, 480.6, 257.2, 127.852, 1961, 69.331],
    [116.9, 554.894, 400.7, 282.7, 130.081, 1962, 70.551],
  ];
  const column = (j: number) => Float64Array.from(rows, (row) => row[j]);
  const { intercept, slope, units } = ridge({ x: [0, 1, 2, 3, 4, 5].map(column), y: column(6) }, mse);
  expect(intercept).toBeCloseTo(-2684.279951, 4);
  const expected = [-0.004035286746, -0.01067435162, -0.01645879213, -0.009244591912, -0.1392562393, 1.421418931];
  for (const [j, value] of expected.entries()) expect(slope[j]).toBeCloseTo(value, 8);
  expect(units).toEqual([]);
});

test.each([
  { y: "0.3·b", of: ([, b]: number[]) => 0.3 * b, slope: [0, 0.3, 0], intercept: 0 },
  { y: "1e6 + a − b", of: ([a, b]: number[]) => 1e6 + a - b, slope: [1, -1, 0], intercept: 1e6 },
  { y: "1/3", of: () => 1 / 3, slope: [0, 0, 0], intercept: 1 / 3 },
])("of $y no slope is rounding", ({ of, slope, intercept }) => {
  const line = ridge(table(100, 3, of), mse);
  for (const [j, value] of slope.entries()) expect(line.slope[j]).toBeCloseTo(value, value === 0 ? 99 : 8);
  expect(line.intercept).toBeCloseTo(intercept, intercept === 0 ? 99 : 8);
});

test("a line without noise is found as it is; of noise little is taken", () => {
  const line = ridge(
    table(40, 3, ([a, b, c]) => 1 + 2 * a - 3 * b + 0.5 * c),
    mse,
  );
  expect(line.intercept).toBeCloseTo(1, 9);
  for (const [j, value] of [2, -3, 0.5].entries()) expect(line.slope[j]).toBeCloseTo(value, 9);
  const lengths = Array.from({ length: 20 }, (_, seed) => {
    const noise = table(40, 20, (_, noise) => noise(), seed);
    return Math.hypot(...ridge(noise, mse).slope);
  });
  // By least squares the slopes' squares add up to 20·12/(40 − 21) on average.
  expect(lengths.reduce((sum, length) => sum + length) / 20).toBeLessThan(0.5 * Math.sqrt((20 * 12) / 19));
});

test("more columns than rows, a constant one and two that are equal: a finite line", () => {
  const { x, y } = table(10, 15, ([a], noise) => a + 0.1 * noise());
  const { intercept, slope } = ridge({ x: [...x, x[0], new Float64Array(10)], y }, mse);
  expect([intercept, ...slope].every(Number.isFinite)).toBe(true);
  expect(slope.at(-1)).toBe(0);
});

test("under the absolute error a line passes by far rows", () => {
  const data = table(200, 2, ([a, b], noise) => a - b + 0.1 * noise());
  const y = data.y.map((value, i) => (i % 10 === 0 ? value + 50 * data.x[0][i] : value));
  const { slope } = ridge({ ...data, y }, mae);
  expect(Math.abs(slope[0] - 1)).toBeLessThan(0.15);
  expect(Math.abs(ridge({ ...data, y }, mse).slope[0] - 1)).toBeGreaterThan(1);
});
