import { expect, expectTypeOf, test } from "vitest";
import { customRelu, doubleRelu, partial, rectifiedLinear, tripleRelu } from "./index.ts";

test("partial fixes the first arguments and takes the rest", () => {
  const hypotenuse = (a: number, b: number, label: string) => `${label} ${Math.hypot(a, b)}`;
  const f = partial(hypotenuse, 3);
  expectTypeOf(f).toEqualTypeOf<(b: number, label: string) => string>();
  expect(f(4, "c =")).toBe("c = 5");
  expect(partial(hypotenuse, 3, 4, "all")()).toBe("all 5");
  expect(partial(hypotenuse)(3, 4, "none")).toBe("none 5");
});

test("a function of a number or a vector stays one", () => {
  const f = partial(rectifiedLinear, 2, 1);
  expectTypeOf(f(3)).toEqualTypeOf<number>();
  expectTypeOf(f([3])).toEqualTypeOf<Float64Array>();
  expect(f(3)).toBe(7);
  expect(f([3, -4])).toEqual(Float64Array.of(7, 0));
  expect(partial(doubleRelu, 1, 0, -1, 0)([-2, 3])).toEqual(Float64Array.of(2, 3));
  const y: number = partial(tripleRelu, 1, 0, -1, 0, 0, 5)(-2);
  expect(y).toBe(7);
});

test.each([
  { f: partial(rectifiedLinear, 1, -0.5), text: "rectifiedLinear(1, -0.5, …)" },
  { f: partial((...words: string[]) => words.join(" "), "a", "b"), text: '(anonymous)("a", "b", …)' },
  { f: partial(Math.max), text: "max(…)" },
  { f: customRelu(1, 1), text: "customRelu(1, 1) = x ↦ max(0, 1·x + 1)" },
  { f: customRelu(-1.2, -0.5), text: "customRelu(-1.2, -0.5) = x ↦ max(0, −1.2·x − 0.5)" },
])("String shows what was fixed: $text", ({ f, text }) => {
  expect(String(f)).toBe(text);
});

test("what is no function is refused", () => {
  expect(() => partial(3 as unknown as () => number)).toThrow(new TypeError("partial: f must be a function, got 3"));
});
