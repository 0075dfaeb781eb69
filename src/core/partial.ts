// partial.ts: functions with some of their arguments fixed.
import { show } from "./check.ts";

/**
 * Partial application: partial(f, a, b)(c, …) = f(a, b, c, …), typed as the rest of f's arguments.
 * `String` of it shows what was fixed: `rectifiedLinear(1, 1, …)`.
 *
 * @throws {TypeError} if f is no function
 */
// A generic f, as rectifiedLinear is, stays generic only where what is fixed is spelled out and not inferred from.
export function partial<A, B, Rest extends unknown[], Result>(
  f: (a: A, b: B, ...rest: Rest) => Result,
  ...fixed: NoInfer<[A, B]>
): (...rest: Rest) => Result;
export function partial<A, B, C, D, Rest extends unknown[], Result>(
  f: (a: A, b: B, c: C, d: D, ...rest: Rest) => Result,
  ...fixed: NoInfer<[A, B, C, D]>
): (...rest: Rest) => Result;
export function partial<A, B, C, D, E, F, Rest extends unknown[], Result>(
  f: (a: A, b: B, c: C, d: D, e: E, f: F, ...rest: Rest) => Result,
  ...fixed: NoInfer<[A, B, C, D, E, F]>
): (...rest: Rest) => Result;
export function partial<Fixed extends readonly unknown[], Rest extends readonly unknown[], Result>(
  f: (...all: [...Fixed, ...Rest]) => Result,
  ...fixed: Fixed
): (...rest: Rest) => Result;
export function partial<Fixed extends readonly unknown[], Rest extends readonly unknown[], Result>(
  f: (...all: [...Fixed, ...Rest]) => Result,
  ...fixed: Fixed
): (...rest: Rest) => Result {
  if (typeof f !== "function") throw new TypeError(`partial: f must be a function, got ${show(f)}`);
  const shown = [...fixed.map(show), "…"].join(", ");
  return Object.defineProperty((...rest: Rest) => f(...fixed, ...rest), "toString", {
    value: () => `${f.name || "(anonymous)"}(${shown})`,
  });
}
