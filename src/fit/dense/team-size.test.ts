import { describe, expect, test } from "vitest";
import { startNetwork, startPlanes } from "../index.ts";
import { denseProducts, teamSize } from "./team-size.ts";

test("three products for each parameter and row", () => {
  expect(denseProducts(startNetwork([4, 5, 3]), 10)).toBe(3 * 10 * (4 * 5 + 5 + 5 * 3 + 3));
  expect(denseProducts(startPlanes(4, 6), 2)).toBe(3 * 2 * (4 * 6 + 6 + 6 + 1 + 4));
});

// What a second core saved or cost is what was measured for the figures' and the command's sizes.
describe("a second core", () => {
  test.each([
    { sizes: [784, 128, 10], rows: 100, cores: 4, size: 2 },
    { sizes: [784, 128, 10], rows: 32, cores: 4, size: 1 },
    { sizes: [784, 128, 10], rows: 100, cores: 3, size: 1 },
    { sizes: [64, 32, 10], rows: 200, cores: 8, size: 2 },
    { sizes: [10, 64, 64, 1], rows: 64, cores: 8, size: 2 },
    { sizes: [3, 512, 512, 1], rows: 16, cores: 8, size: 1 },
    { sizes: [2, 8, 8, 2], rows: 400, cores: 8, size: 1 },
    { sizes: [2, 64, 64, 2], rows: 400, cores: 8, size: 2 },
    { sizes: [2, 4000, 1], rows: 400, cores: 8, size: 1 },
  ])("$sizes, $rows rows a step, $cores cores: $size", ({ sizes, rows, cores, size }) => {
    expect(teamSize(startNetwork(sizes), rows, cores)).toBe(size);
  });

  test.each([
    [() => teamSize({} as never, 1, 1), "teamSize: model must be a network or a sum of several inputs"],
    [() => teamSize(startPlanes(2, 3), 0, 1), "teamSize: rows must be a whole number >= 1, got 0"],
    [() => teamSize(startPlanes(2, 3), 1, 0.5), "teamSize: available must be a whole number >= 1, got 0.5"],
  ])("%# is refused", (call, message) => {
    expect(call).toThrow(message);
  });
});
