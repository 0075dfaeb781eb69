import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Control } from "./control.ts";
import { choice, fixed, range } from "./index.ts";
import { createModel, toStart } from "./model.ts";

const model = (controls: Record<string, unknown>, defaults: Record<string, unknown> = {}) =>
  createModel(controls, defaults);
const limits = (control: Control | undefined) => [(control as { min: number }).min, (control as { max: number }).max];

test("values stand in the order of their names and are frozen", () => {
  const { values } = model({ b: 1.2, a: true, c: "text", d: ["x", "y"], e: fixed(null) });
  expect(Object.entries(values)).toEqual([
    ["b", 1.2],
    ["a", true],
    ["c", "text"],
    ["d", "x"],
    ["e", null],
  ]);
  expect(Object.isFrozen(values)).toBe(true);
});

test("defaults start ranges and dropdowns", () => {
  expect(model({ m: range(0, 10), d: ["x", "y"], n: 5 }, { m: 7, d: "y", n: 6 }).values).toEqual({
    m: 7,
    d: "y",
    n: 5,
  });
});

test("a name that Object has is a name like others", () => {
  const controls = JSON.parse('{ "__proto__": 2, "constructor": 3, "toString": 4 }');
  const it = model(controls);
  expect(JSON.stringify(it.values)).toBe('{"__proto__":2,"constructor":3,"toString":4}');
  it.assign(JSON.parse('{ "__proto__": 1 }'));
  expect(JSON.stringify(it.values)).toBe('{"__proto__":1,"constructor":3,"toString":4}');
});

test("values are assigned in part: numbers clamped, not snapped", () => {
  const it = model({ m: 1.2, n: 5, on: false, d: choice([1, 2, 3]), f: fixed(1) });
  it.assign({ m: 1.25, on: true });
  expect(it.values).toEqual({ m: 1.25, n: 5, on: true, d: 1, f: 1 });
  it.assign({ m: 99, n: -99, d: 3 });
  expect(it.values).toEqual({ m: 3.6, n: -5, on: true, d: 3, f: 1 });
  it.assign({ n: 2.7 });
  expect(it.values.n).toBe(3);
  it.assign({ ...it.values, m: 0 });
  expect(it.values).toEqual({ m: 0, n: 3, on: true, d: 3, f: 1 });
});

test.each([
  [{ q: 1 }, RangeError, 'interact: value must have names among m, on, d, f, got "q"'],
  [{ toString: 1 }, RangeError, "names among m, on, d, f"],
  [{ m: "1" }, TypeError, 'interact: value.m takes \u22121.2 to 3.6, got "1"'],
  [{ m: Number.NaN }, RangeError, "interact: value.m takes \u22121.2 to 3.6, got NaN"],
  [{ m: null }, TypeError, "got null"],
  [{ m: undefined }, TypeError, "got undefined"],
  [{ on: 1 }, TypeError, "interact: value.on takes 0 or 1, got 1"],
  [{ d: 9 }, RangeError, "interact: value.d takes 1, 2, 3, got 9"],
  [{ f: 2 }, RangeError, "interact: value.f is fixed, got 2"],
  [null, TypeError, "interact: value must be an object of values by name, got null"],
  [5, TypeError, "got 5"],
])("value = %j is refused, and nothing changes", (given, kind, says) => {
  const it = model({ m: 1.2, on: false, d: choice([1, 2, 3]), f: fixed(1) });
  const before = it.values;
  const all = given && typeof given === "object" ? { d: 2, ...given } : given;
  expect(() => it.assign(all)).toThrow(kind);
  expect(() => it.assign(all)).toThrow(says);
  expect(it.values).toEqual(before);
});

test("a range follows another value; the value is kept while it is valid, else clamped", () => {
  const it = model({ lo: range(0, 10), hi: ({ lo }: { lo: number }) => [lo, 10] }, { lo: 0, hi: 4 });
  expect(it.values).toEqual({ lo: 0, hi: 4 });
  it.assign({ lo: 3 });
  expect(limits(it.control("hi"))).toEqual([3, 10]);
  expect(it.values.hi).toBe(4);
  it.assign({ lo: 6 });
  expect(it.values.hi).toBe(6);
  it.assign({ lo: 1 });
  expect(it.values.hi).toBe(6);
  it.assign({ lo: 2, hi: 1 });
  expect(it.values).toEqual({ lo: 2, hi: 2 });
});

test("a control that is fixed for a while remembers its value", () => {
  const weight = ({ on }: { on: boolean }) => (on ? range(-3, 3, 0.1) : fixed(1));
  const it = model({ w: weight, on: false }, { w: 1 });
  expect(it.values).toEqual({ w: 1, on: false });
  it.assign({ on: true });
  expect(it.values).toEqual({ w: 1, on: true });
  it.assign({ w: -2 });
  it.assign({ on: false });
  expect(it.values).toEqual({ w: 1, on: false });
  it.assign({ on: true });
  expect(it.values).toEqual({ w: -2, on: true });
  it.assign({ w: 2, on: false });
  expect(it.values).toEqual({ w: 1, on: false });
  it.assign({ on: true });
  expect(it.values).toEqual({ w: 2, on: true });
});

test("a value that its control no longer takes gives way to the start", () => {
  const it = model({ many: false, d: ({ many }: { many: boolean }) => (many ? choice([1, 2, 3, 4]) : choice([1, 2])) });
  it.assign({ many: true, d: 4 });
  expect(it.values).toEqual({ many: true, d: 4 });
  it.assign({ many: false });
  expect(it.values).toEqual({ many: false, d: 1 });
});

test("a chain settles in whatever order it is written", () => {
  const chain = {
    d: ({ c }: { c: number }) => [c, 100],
    c: ({ b }: { b: number }) => [b, 100],
    b: ({ a }: { a: number }) => [a, 100],
    a: range(0, 100),
  };
  const it = model(chain, { a: 0, b: 10, c: 20, d: 30 });
  expect(it.values).toEqual({ d: 30, c: 20, b: 10, a: 0 });
  it.assign({ a: 50 });
  expect(it.values).toEqual({ d: 50, c: 50, b: 50, a: 50 });
});

test("rounds that lead nowhere do not lose what a value was", () => {
  const it = model(
    { c: ({ b }: { b: number }) => [b, 100], b: ({ a }: { a: number }) => fixed(100 - a), a: range(0, 100) },
    { a: 90, c: 20 },
  );
  expect(it.values).toEqual({ c: 20, b: 10, a: 90 });
  it.assign({ a: 95 });
  expect(it.values).toEqual({ c: 20, b: 5, a: 95 });
});

test("a circle stops after as many rounds as there are names, and one", () => {
  const a = vi.fn(({ b }: { b?: number }) => fixed((b ?? 0) + 1));
  const b = vi.fn(({ a }: { a: number }) => fixed(a + 1));
  const it = model({ a, b });
  expect(a).toHaveBeenCalledTimes(3);
  expect(it.values).toEqual({ a: 5, b: 6 });
  it.settle();
  expect(a).toHaveBeenCalledTimes(6);
});

test("two that bound each other settle", () => {
  const it = model(
    { lo: ({ hi = 10 }: { hi?: number }) => [0, hi], hi: ({ lo = 0 }: { lo?: number }) => [lo, 10] },
    { lo: 2, hi: 8 },
  );
  expect(it.values).toEqual({ lo: 2, hi: 8 });
  it.assign({ lo: 5 });
  expect([it.values, limits(it.control("hi"))]).toEqual([{ lo: 5, hi: 8 }, [5, 10]]);
});

test("a function that throws says so where the figure is made, and later leaves the values as they were", () => {
  const hi = ({ lo }: { lo: number }) => {
    if (lo > 5) throw new Error("too much");
    return [lo, 10];
  };
  expect(() => model({ lo: range(0, 10), hi }, { lo: 6 })).toThrow("too much");
  const it = model({ lo: range(0, 10), hi }, { lo: 1 });
  expect(() => it.assign({ lo: 6 })).toThrow("too much");
  expect(it.values.lo).toBe(1);
  expect(limits(it.control("hi"))).toEqual([1, 10]);
});

test("a function may fail in the rounds before its values are there", () => {
  const it = model({
    b: ({ a }: { a: readonly number[] }) => a.map(String),
    a: ({ n }: { n: number }) => fixed([n, n + 1]),
    n: range(0, 4),
  });
  expect(it.values).toEqual({ b: "2", a: [2, 3], n: 2 });
});

test("an error names the control", () => {
  expect(() => model({ m: null })).toThrow("interact: controls.m must be a number");
  expect(() => model({ m: [3, 1] })).toThrow("interact: controls.m must have min ≤ max");
  expect(() => model({ m: () => null })).toThrow("interact: controls.m must be a number");
});

test("toStart leads back to the start, whatever was assigned", () => {
  const given = {
    m: 1.2,
    n: [0, 9],
    on: true,
    t: "a",
    d: ["x", "y"],
    w: ({ on }: { on: boolean }) => (on ? range(0, 4) : fixed(0)),
  };
  const anything = fc.record({
    m: fc.double({ noNaN: true }),
    n: fc.integer(),
    on: fc.boolean(),
    t: fc.string(),
    d: fc.constantFrom("x", "y"),
  });
  const property = fc.property(fc.array(anything, { maxLength: 4 }), (writes) => {
    const it = model(given);
    const start = it.values;
    for (const write of writes) it.assign(write);
    it.settle(toStart);
    expect(it.values).toEqual(start);
  });
  fc.assert(property, { seed: 1 });
});
