// rectified-linear.ts: the rectified linear function, alone, and in sums of two and three.
import { show } from "./check.ts";
import { type Mapped, toFloat64Array, type Vector } from "./vector.ts";

/** A rectified linear function of x alone, which shows what was fixed: `f.m`, `f.b`, `String(f)`. */
export interface CustomRelu {
  <X extends number | Vector>(x: X): Mapped<X>;
  readonly m: number;
  readonly b: number;
}

/**
 * A line, and 0 wherever the line is negative: max(0, m·x + b), in IEEE arithmetic.
 * NaN in, NaN out; at x = ±∞ a line with m = 0 is NaN, since 0·∞ is.
 *
 * @param x a number, or a vector, which gives a new `Float64Array` of the same length
 * @throws {TypeError} if m or b is no number, or x neither a number nor a vector
 */
export function rectifiedLinear<X extends number | Vector>(m: number, b: number, x: X): Mapped<X> {
  return reluTotal("rectifiedLinear", [m, b], x);
}

/**
 * Partial application: x ↦ rectifiedLinear(m, b, x). `String(f)` shows m and b, and so do `f.m` and `f.b`.
 *
 * @throws {TypeError} if m or b is no number
 */
export function customRelu(m: number, b: number): CustomRelu {
  checkParameters("customRelu", [m, b]);
  const f = <X extends number | Vector>(x: X) => rectifiedLinear(m, b, x);
  const sign = b < 0 || Object.is(b, -0) ? "−" : "+";
  const line = `${m < 0 ? "−" : ""}${Math.abs(m)}·x ${sign} ${Math.abs(b)}`;
  return Object.defineProperties(f, {
    m: { value: m, enumerable: true },
    b: { value: b, enumerable: true },
    toString: { value: () => `customRelu(${m}, ${b}) = x ↦ max(0, ${line})` },
  }) as CustomRelu;
}

/**
 * The sum of two: max(0, m₁·x + b₁) + max(0, m₂·x + b₂).
 *
 * @param x a number, or a vector, which gives a new `Float64Array` of the same length
 * @throws {TypeError} if a parameter is no number, or x neither a number nor a vector
 */
export function doubleRelu<X extends number | Vector>(m1: number, b1: number, m2: number, b2: number, x: X): Mapped<X> {
  return reluTotal("doubleRelu", [m1, b1, m2, b2], x);
}

/**
 * The sum of three: max(0, m₁·x + b₁) + max(0, m₂·x + b₂) + max(0, m₃·x + b₃).
 *
 * @param x a number, or a vector, which gives a new `Float64Array` of the same length
 * @throws {TypeError} if a parameter is no number, or x neither a number nor a vector
 */
export function tripleRelu<X extends number | Vector>(
  m1: number,
  b1: number,
  m2: number,
  b2: number,
  m3: number,
  b3: number,
  x: X,
): Mapped<X> {
  return reluTotal("tripleRelu", [m1, b1, m2, b2, m3, b3], x);
}

function reluTotal<X extends number | Vector>(name: string, parameters: readonly number[], x: X): Mapped<X> {
  checkParameters(name, parameters);
  const at = (x: number): number => {
    let total = 0;
    for (let i = 0; i < parameters.length; i += 2) total += Math.max(0, parameters[i] * x + parameters[i + 1]);
    return total;
  };
  if (typeof x === "number") return at(x) as Mapped<X>;
  return toFloat64Array(x, `${name}: x`).map(at) as Mapped<X>;
}

function checkParameters(name: string, parameters: readonly number[]): void {
  const single = parameters.length === 2;
  for (const [i, value] of parameters.entries()) {
    if (typeof value === "number") continue;
    const parameter = `${"mb"[i % 2]}${single ? "" : Math.floor(i / 2) + 1}`;
    throw new TypeError(`${name}: ${parameter} must be a number, got ${show(value)}`);
  }
}
