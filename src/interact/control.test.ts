import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choice, controlFor, fixed, float, log, play, range } from "./index.ts";

const slider = (kind: string, value: number, min: number, max: number, step: number) => ({
  kind,
  value,
  min,
  max,
  step,
});
const int = (...parts: [number, number, number, number]) => slider("int-slider", ...parts);
const real = (...parts: [number, number, number, number]) => slider("float-slider", ...parts);
const options = (...options: [string, unknown][]) => ({ kind: "dropdown", value: options[0]?.[1] ?? null, options });

function* generated() {
  yield* [3, 1, 2];
}

describe("what a value becomes", () => {
  test.each([
    // whole numbers
    [5, int(5, -5, 15, 1)],
    [1, int(1, -1, 3, 1)],
    [-3, int(-3, -9, 3, 1)],
    [0, int(0, 0, 1, 1)],
    [-0, int(0, 0, 1, 1)],
    [1e6, int(1e6, -1e6, 3e6, 1)],
    [1e23, int(1e23, -1e23, 3e23, 1)],
    // other numbers
    [1.2, real(1.2, -1.2, 3.6, 0.1)],
    [-1.2, real(-1.2, -3.6, 1.2, 0.1)],
    [0.5, real(0.5, -0.5, 1.5, 0.1)],
    [2.25, real(2.25, -2.25, 6.75, 0.1)],
    [0.25, real(0.25, -0.25, 0.75, 0.1)],
    [249.5, real(249.5, -249.5, 748.5, 0.1)],
    [0.7, real(0.7, -0.7, 2.1, 0.1)],
    [9.99999999999999, real(9.99999999999999, -9.99999999999999, 29.99999999999997, 0.1)],
    [0.1 + 0.2, real(0.1 + 0.2, -0.3, 0.9, 0.1)],
    // steps that can reach
    [0.2, real(0.2, -0.2, 0.6, 0.001)],
    [0.05, real(0.05, -0.05, 0.15, 0.001)],
    [0.025, real(0.025, -0.025, 0.075, 0.001)],
    [0.01, real(0.01, -0.01, 0.03, 0.0001)],
    [-0.01, real(-0.01, -0.03, 0.01, 0.0001)],
    [1e-9, real(1e-9, -1e-9, 3e-9, 1e-11)],
    [5e-324, real(5e-324, -5e-324, 15e-324, 5e-324)],
    [300.5, real(300.5, -300.5, 901.5, 10)],
    [1_000_000.5, real(1_000_000.5, -1_000_000.5, 3_000_001.5, 10_000)],
    // true, false, text
    [true, { kind: "checkbox", value: true }],
    [false, { kind: "checkbox", value: false }],
    ["hello", { kind: "text", value: "hello" }],
    ["", { kind: "text", value: "" }],
    // ranges
    [[0, 9], int(4, 0, 9, 1)],
    [[0, 10], int(5, 0, 10, 1)],
    [[-3, -1], int(-2, -3, -1, 1)],
    [[-4, -1], int(-3, -4, -1, 1)],
    [[5, 5], int(5, 5, 5, 1)],
    [[0, 10, 2], int(4, 0, 10, 2)],
    [[1, 10, 3], int(4, 1, 10, 3)],
    [[0, 10, 20], int(0, 0, 10, 20)],
    [[0, 0.6, 0.1], real(0.3, 0, 0.6, 0.1)],
    [[0, 1, 0.1], real(0.5, 0, 1, 0.1)],
    [[0, 1, 0.3], real(0.3, 0, 1, 0.3)],
    [[0, 10, 2.5], real(5, 0, 10, 2.5)],
    [[-1.5, 2], real(0.2, -1.5, 2, 0.1)],
    [[0.5, 0.5], real(0.5, 0.5, 0.5, 0.1)],
    [[0, 0.01], real(0.005, 0, 0.01, 0.0001)],
    [[0, 5000.5], real(2500, 0, 5000.5, 10)],
    [[-0, 4], int(2, 0, 4, 1)],
    // options
    [["hello", "there"], options(["hello", "hello"], ["there", "there"])],
    [[3, 1, 2, 4], options(["3", 3], ["1", 1], ["2", 2], ["4", 4])],
    [[3], options(["3", 3])],
    [[true, false], options(["true", true], ["false", false])],
    [[1, "2"], options(["1", 1], ["2", "2"])],
    [
      [
        ["a", 1],
        ["b", 2],
      ],
      options(["a", 1], ["b", 2]),
    ],
    [
      [
        [3, 300],
        [1, 100],
      ],
      options(["3", 300], ["1", 100]),
    ],
    [[["a", 1], "b"], options(["a,1", ["a", 1]], ["b", "b"])],
    [new Set([0, 10]), options(["0", 0], ["10", 10])],
    [
      new Map<unknown, unknown>([
        [1, "one"],
        ["two", [2, 2]],
      ]),
      options(["1", "one"], ["two", [2, 2]]),
    ],
    [{ a: 1, b: [1, 2] }, options(["a", 1], ["b", [1, 2]])],
    [Object.assign(Object.create(null), { a: 1 }), options(["a", 1])],
    [Float64Array.of(0, 10), options(["0", 0], ["10", 10])],
    [generated(), options(["3", 3], ["1", 1], ["2", 2])],
    [[null, undefined], options(["null", null], ["undefined", undefined])],
    [[], { kind: "dropdown", value: null, options: [] }],
    [{}, { kind: "dropdown", value: null, options: [] }],
    [new Set(), { kind: "dropdown", value: null, options: [] }],
    [{ kind: "slider", value: 3 }, options(["kind", "slider"], ["value", 3])],
  ])("%j", (given, expected) => {
    expect(controlFor(given)).toStrictEqual(expected);
  });

  test.each([
    ["float(5)", float(5), real(5, -5, 15, 0.1)],
    ["float(0)", float(0), real(0, 0, 1, 0.1)],
    ["float(-2)", float(-2), real(-2, -6, 2, 0.1)],
    ["float(1e6)", float(1e6), real(1e6, -1e6, 3e6, 1e4)],
    ["[float(0), 10]", [float(0), 10], real(5, 0, 10, 0.1)],
    ["range(0, 9)", range(0, 9), int(4, 0, 9, 1)],
    ["range(0, 10, 2)", range(0, 10, 2), int(4, 0, 10, 2)],
    ["range(0, 3, float(1))", range(0, 3, float(1)), real(1, 0, 3, 1)],
    ["choice([1, 2, 3])", choice([1, 2, 3]), options(["1", 1], ["2", 2], ["3", 3])],
    ["choice({ a: 1 })", choice({ a: 1 }), options(["a", 1])],
    ['choice("ab")', choice("ab"), options(["a", "a"], ["b", "b"])],
    ["choice([Math.sin])", choice([Math.sin]), options(["sin", Math.sin])],
    ["fixed(undefined)", fixed(undefined), { kind: "fixed", value: undefined }],
    ["fixed([1, 2])", fixed([1, 2]), { kind: "fixed", value: [1, 2] }],
    ["log(0.001, 10)", log(0.001, 10), { kind: "log-slider", value: 0.1, min: 0.001, max: 10 }],
    ["log(2, 2)", log(2, 2), { kind: "log-slider", value: 2, min: 2, max: 2 }],
    ["play(0, 10)", play(0, 10), { kind: "play", value: 0, min: 0, max: 10, step: 1, interval: 100, loop: false }],
    [
      "play(0, 1, 0.1, …)",
      play(0, 1, 0.1, { interval: 40, loop: true }),
      { kind: "play", value: 0, min: 0, max: 1, step: 0.1, interval: 40, loop: true },
    ],
  ])("%s", (_, given, expected) => {
    expect(controlFor(given)).toStrictEqual(expected);
  });

  test("a control spec is itself, also one that has been JSON, with or without a default", () => {
    for (const given of [1.2, [0, 10], true, "a", ["a", "b"], log(1, 10), play(0, 3)]) {
      const control = controlFor(given);
      expect(controlFor(control)).toBe(control);
      expect(controlFor(control, 3)).toBe(control);
      expect(controlFor(JSON.parse(JSON.stringify(control)))).toStrictEqual(control);
    }
  });

  test("an iterator is read once", () => {
    const items = generated();
    controlFor(items);
    expect([...items]).toEqual([]);
  });
});

test.each([
  [null, TypeError, "got null"],
  [undefined, TypeError, "got undefined"],
  [() => 1, TypeError, "got the function"],
  [5n, TypeError, "got 5n"],
  [Symbol("s"), TypeError, "got Symbol(s)"],
  [new Date(0), TypeError, "[object Date]"],
  [Promise.resolve(1), TypeError, "[object Promise]"],
  [Number.NaN, RangeError, "got NaN"],
  [Number.POSITIVE_INFINITY, RangeError, "got Infinity"],
  [Number.NEGATIVE_INFINITY, RangeError, "got -Infinity"],
  [1e308, RangeError, "1e+308"],
  [[3, 1], RangeError, "min ≤ max, got 3 > 1"],
  [[3, 1, 1], RangeError, "min ≤ max"],
  [[0, 1, 0], RangeError, "step > 0, got 0"],
  [[0, 1, -0.1], RangeError, "step > 0, got -0.1"],
  [[0, Number.NaN], RangeError, "finite number, got NaN"],
  [[0, 1, Number.POSITIVE_INFINITY], RangeError, "finite number, got Infinity"],
  [[-1e308, 1e308], RangeError, "finite max - min"],
  [Array(10_001).fill(0), RangeError, "10000 options"],
])("controlFor(%s) is refused", (given, kind, says) => {
  expect(() => controlFor(given)).toThrow(kind);
  expect(() => controlFor(given)).toThrow("controlFor: abbreviation must");
  expect(() => controlFor(given)).toThrow(says);
});

test.each([
  { kind: "int-slider", value: 9, min: 0, max: 3, step: 1 },
  { kind: "int-slider", value: 1 },
  { kind: "float-slider", value: 1, min: 0, max: 3, step: 0 },
  { kind: "float-slider", value: "1", min: 0, max: 3, step: 1 },
  { kind: "play", value: 1, min: 0, max: Number.POSITIVE_INFINITY, step: 1 },
  { kind: "log-slider", value: 0, min: 0, max: 1 },
  { kind: "dropdown", value: 1 },
  { kind: "dropdown", value: 1, options: [1] },
  { kind: "checkbox", value: "yes" },
  { kind: "text", value: 1 },
])("a control made by hand is checked: %j", (control) => {
  expect(() => controlFor(control)).toThrow(RangeError);
  expect(() => controlFor(control)).toThrow(`a control as controlFor makes it, got {"kind":"${control.kind}"`);
});

test.each([
  [() => range(5, 1), RangeError, "range: "],
  [() => range(0, 1, 0), RangeError, "range: "],
  [() => range(0, Number.NaN), RangeError, "range: "],
  [() => range("0" as never, 1), TypeError, "range: "],
  [() => float(Number.NaN), RangeError, "float: value"],
  [() => float("1" as never), TypeError, "float: value"],
  [() => choice(5 as never), TypeError, "choice: items"],
  [() => choice(null as never), TypeError, "choice: items"],
  [() => log(0, 1), RangeError, "log: min must be > 0, got 0"],
  [() => log(-1, 1), RangeError, "log: min must be > 0"],
  [() => log(2, 1), RangeError, "log: min must be ≤ max"],
  [() => log(1, Number.POSITIVE_INFINITY), RangeError, "log: max"],
  [() => play(0, 1, 0), RangeError, "play: "],
  [() => play(0, 1, 1, { interval: 0 }), RangeError, "play: interval"],
  [() => play(0, 1, 1, { interval: Number.NaN }), RangeError, "play: interval"],
])("%s is refused", (make, kind, says) => {
  expect(make).toThrow(kind);
  expect(make).toThrow(says);
});

test.each([
  // a default starts a range: clamped, not snapped
  [[0, 10], 3, 3],
  [range(0, 10, 2), 7, 7],
  [[0, 10, 2], 7, 7],
  [[0, 1, 0.1], 0.25, 0.25],
  [[0, 10], 20, 10],
  [[0, 10], -20, 0],
  [[0, 10], Number.POSITIVE_INFINITY, 10],
  [[0, 10], -0, 0],
  [log(1, 100), 1000, 100],
  [play(0, 10), 4, 4],
  // or a dropdown, if it is there
  [["a", "b"], "b", "b"],
  [["a", "b"], "z", "a"],
  [{ a: 1, b: 2 }, 2, 2],
  [{ a: 1, b: 2 }, "b", 1],
  [[Number.NaN, "b", "c", "d"], Number.NaN, Number.NaN],
  [[], 1, null],
  // what is no number starts no range
  [[0, 10], "hi", 5],
  [[0, 10], Number.NaN, 5],
  [[0, 10], null, 5],
  // and beside a value it changes nothing
  [5, 7, 5],
  [float(5), 7, 5],
  [1.2, 2, 1.2],
  [true, false, true],
  ["a", "b", "a"],
  [fixed(1), 2, 1],
])("controlFor(%j, %j) starts at %j", (given, start, expected) => {
  expect(controlFor(given, start).value).toBe(expected);
});

describe("for any numbers", () => {
  const tenths = (most: number) => fc.integer({ min: -most, max: most }).map((n) => n / 10);

  test("a number lies in a range of four times itself without dust", () => {
    const property = fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(12), (digits, places) => {
      const v = Number(`${digits}e-${places}`);
      const control = controlFor(float(v)) as { min: number; max: number; step: number; value: number };
      const [near, far] = [Number(`${-digits}e-${places}`) + 0, Number(`${3 * digits}e-${places}`) + 0];
      expect(control.value).toBe(v + 0);
      if (digits !== 0) expect([control.min, control.max]).toEqual(digits > 0 ? [near, far] : [far, near]);
      const stops = (control.max - control.min) / control.step;
      expect(stops).toBeGreaterThan(9.999);
      expect(stops).toBeLessThan(10_001);
      if (control.step !== 0.1) expect(stops).toBeGreaterThan(99.9);
      if (control.step !== 0.1) expect(stops).toBeLessThan(1000);
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });

  test("a range starts on a step, at or less than a step below halfway", () => {
    const step = fc.integer({ min: 1, max: 50 }).map((n) => n / 10);
    const property = fc.property(tenths(500), tenths(500), step, (a, b, by) => {
      const [min, max] = [Math.min(a, b), Math.max(a, b)];
      const value = controlFor([min, max, by]).value as number;
      const steps = (value - min) / by;
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9);
      expect(String(value).length).toBeLessThan(7);
      expect((min + max) / 2 - value).toBeGreaterThan(-1e-9);
      // The halfway point of whole ends and steps is floored first.
      expect((min + max) / 2 - value).toBeLessThan(by + 1e-9);
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });
});
