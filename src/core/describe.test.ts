import { expect, test } from "vitest";
import { describe, fromVertices, linspace, reluSum } from "./index.ts";

const one = reluSum([{ m: 1.2, b: 1.2 }]);

test.each([
  { f: one, interval: [-4.1, 4.1], expected: "Flat at 0 up to x = −1, then rises by 1.2 for each 1 to the right." },
  { f: one, interval: [-4, -2], expected: "Flat at 0." },
  { f: one, interval: [0, 2], expected: "Starts at 1.2 and rises by 1.2 for each 1 to the right." },
  { f: one, interval: [0.5, 0.5], expected: "1.8 at x = 0.5." },
  { f: reluSum([], { intercept: -2 }), interval: [0, 1], expected: "Flat at −2." },
  {
    f: reluSum([
      { m: -1.2, b: -1.2 },
      { m: 1.2, b: 1.2 },
    ]),
    interval: [-4, 4],
    expected: "Starts at 3.6 and falls by 1.2 for each 1 to the right up to x = −1, then rises by 1.2.",
  },
  {
    f: fromVertices([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
      [4, -1 / 3],
    ]),
    interval: [0, 4],
    expected:
      "Flat at 0 up to x = 1, then rises by 1 for each 1 to the right up to x = 2, then flat at 1 up to x = 3, then falls by 1.33.",
  },
  {
    name: "years on the x axis keep their digits",
    f: fromVertices([
      [1990, 0],
      [2001.25, 0],
      [2020, 3e-8],
    ]),
    interval: [1990, 2020],
    expected: "Flat at 0 up to x = 2001.3, then rises by 1.6e−9 for each 1 to the right.",
  },
  {
    name: "bends that words cannot tell apart are none",
    f: fromVertices([
      [0, 0],
      [1, 1],
      [2, 2.0001],
      [3, 3],
    ]),
    interval: [0, 3],
    expected: "Starts at 0 and rises by 1 for each 1 to the right.",
  },
  {
    name: "large numbers",
    f: fromVertices([
      [0, 0],
      [123456, 7654321],
    ]),
    interval: [0, 123456],
    expected: "Starts at 0 and rises by 62 for each 1 to the right.",
  },
] as const)("$expected", ({ f, interval, expected }) => {
  expect(describe(f, interval)).toBe(expected);
});

test("many bends are counted", () => {
  const f = fromVertices(Array.from(linspace(-3, 3, 31), (x) => [x, Math.sin(x)] as const));
  expect(describe(f, [-3, 3])).toBe(
    "Goes from −0.14 at x = −3 to 0.14 at x = 3 in straight lines with 28 bends; lowest −1 at x = −1.6, highest 1 at x = 1.6.",
  );
});

test("dust is flat", () => {
  const f = reluSum(
    [0.1, 0.2, -0.3].map((weight, i) => ({ m: 1, b: i, weight })),
    { intercept: 1 },
  );
  expect(describe(f, [1, 1000])).toBe("Flat at 0.6.");
});

test("an interval that runs backwards is refused", () => {
  expect(() => describe(one, [1, 0])).toThrow(new RangeError("describe: lo must be ≤ hi, got [1, 0]"));
});
