import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planeTarget, TargetError, target, targetHelp } from "./index.ts";
import { FUNCTIONS } from "./target-names.ts";

describe("target", () => {
  const x = 0.7;
  test.each([
    ["sin(3x) + 0.3x", Math.sin(3 * x) + 0.3 * x],
    ["1e-3 + .5 + 2. + 1E2", 102.501],
    ["2e", 2 * Math.E],
    ["-x^2", -(x * x)],
    ["(-x)^2", x * x],
    ["2^-x", 2 ** -x],
    ["2^-x^2", 2 ** -(x * x)],
    ["2^3^2", 512],
    ["2**3**2", 512],
    ["-2^-2", -0.25],
    ["2 - -x", 2 + x],
    ["--x", x],
    ["+x", x],
    ["2*-x", -2 * x],
    ["6/2x", 3 * x],
    ["2^3x", 8 * x],
    ["2x^2", 2 * x * x],
    ["2(x+1)", 2 * (x + 1)],
    ["(x+1)(x-1)", x * x - 1],
    ["3sin(x)", 3 * Math.sin(x)],
    ["x sin(x)", x * Math.sin(x)],
    ["x(x + 1)", x * (x + 1)],
    ["2 pi x", 2 * Math.PI * x],
    ["2πx", 2 * Math.PI * x],
    ["xπ", x * Math.PI],
    ["x²", x * x],
    ["2^x²", 2 ** (x * x)],
    ["x⁻¹", 1 / x],
    ["2x³ − 1", 2 * x ** 3 - 1],
    ["3 × x ÷ 2 · 4", 6 * x],
    ["√x", Math.sqrt(x)],
    ["√(x + 1)√4", 2 * Math.sqrt(x + 1)],
    ["|x - 1|", 1 - x],
    ["||x - 1| - 1|", x],
    ["|x||x - 1|", x * (1 - x)],
    ["2|x|(|x| + 1)|2|", 4 * x * (x + 1)],
    ["|(x|x|) - 1|", 1 - x * x],
    ["7 % 3", 1],
    ["-7 % 3", 2],
    ["x < 1", 1],
    ["x ≥ 1", 0],
    ["0 < x < 1", 1],
    ["0 < x < 0.5", 0],
    ["3 > 2 > 1 == 1", 1],
    ["x != 0.7", 0],
    ["x < 0 ? 0 : x", x],
    ["x < 0 ? 1 : x < 0.5 ? 2 : 3", 3],
    ["x > 0 and x < 0.5", 0],
    ["x < 0 or x > 0.5", 1],
    ["2(x > 0)", 2],
    ["y = 2x", 2 * x],
    ["f(x) = 2x", 2 * x],
    ["Sin(X)", Math.sin(x)],
    ["arctan(x)", Math.atan(x)],
    ["log(e^2)", 2],
    ["log2(8) + log10(100)", 5],
    ["min(3, x, 2)", x],
    ["clamp(5, 0, 2)", 2],
    ["hypot(3, 4)", 5],
  ])("%s", (text, value) => {
    expect(target(text)(x)).toBeCloseTo(value, 12);
  });

  test.each([
    ["relu", [-1, 2, Number.NaN], [0, 2, Number.NaN]],
    ["hat", [-1, -0.5, 0, 2], [0, 0.5, 1, 0]],
    ["step", [-1, 0, 3, Number.NaN], [0, 1, 1, Number.NaN]],
    ["gauss", [0, 1], [1, Math.exp(-0.5)]],
    ["sigmoid", [0, -1000, 1000], [0.5, 0, 1]],
    ["softplus", [0, 1000, -1000], [Math.log(2), 1000, 0]],
    ["sinc", [0, Math.PI / 2], [1, 2 / Math.PI]],
    ["round", [0.5, -0.5], [1, -0]],
  ])("%s", (name, xs, ys) => {
    const f = target(`${name}(x)`);
    expect(xs.map((x) => f(x))).toEqual(ys);
  });

  test("keeps its text, and cannot be changed", () => {
    const f = target(" y = x ");
    expect(f.text).toBe(" y = x ");
    expect(Object.isFrozen(f)).toBe(true);
  });

  test.each(["√x", "ln(x)", "asin(x - 1)", "x^0.5", "√x < 1", "√x ? 1 : 2", "√x or 1", "max(√x, 0)"])(
    "%s is NaN where it has no value",
    (text) => expect(target(text)(-1)).toBeNaN(),
  );

  test("every function of the help is a function of JavaScript's numbers, NaN in, NaN out", () => {
    for (const { name } of targetHelp.functions) {
      const { of, takes } = FUNCTIONS[name];
      const args = Array.from({ length: Math.min(3, takes[1]) }, (_, i) => `${i + 1}`);
      expect(target(`${name}(${args.join(",")})`)(0)).toBe(of(...args.map(Number)));
      expect(of(...args.map(() => Number.NaN))).toBeNaN();
    }
  });

  test("every example is finite on its interval, and varies", () => {
    for (const { text, domain } of targetHelp.examples) {
      const [lo, hi] = domain;
      const ys = Array.from({ length: 101 }, (_, i) => target(text)(lo + (i / 100) * (hi - lo)));
      expect(ys.every(Number.isFinite), text).toBe(true);
      expect(Math.max(...ys) - Math.min(...ys), text).toBeGreaterThan(0.5);
    }
    expect(targetHelp.examples.length).toBeGreaterThanOrEqual(10);
  });
});

function failure(text: string): TargetError {
  try {
    target(text);
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
  throw new Error(`${text} was read without an error`);
}

describe("what cannot be read is refused at its character", () => {
  test.each([
    ["", 0, 0, "there is no formula yet; type one"],
    ["  ", 0, 0, "there is no formula yet"],
    ["y =", 3, 0, "there is no formula yet"],
    ["sinn(x)", 0, 4, 'there is no "sinn"; did you mean sin?'],
    ["2 + logg(x)", 4, 4, "did you mean log?"],
    ["xsin(x)", 0, 4, "did you mean x*sin?"],
    ["x2", 0, 2, "did you mean x*2 or x^2?"],
    ["t + 1", 0, 1, "the variable is x"],
    ["sin x", 0, 3, "sin needs parentheses, as in sin(x)"],
    ["sin²(x)", 0, 3, "a power goes behind them: sin(x)^2"],
    ["0,3x", 1, 1, "write decimals with a point: 0.3"],
    ["x, 1", 1, 1, "a comma separates the arguments"],
    ["sin(0,3)", 0, 3, "sin takes 1 argument, got 2 (decimals have a point"],
    ["clamp(x)", 0, 5, "clamp takes 3 arguments, got 1; write clamp(x, lo, hi)"],
    ["max()", 0, 3, "max takes at least 1 argument, got 0"],
    ["3 + ", 3, 0, "the formula ends too early"],
    ["(x + 1", 6, 0, "the ( at character 1 is not closed; add )"],
    ["|x", 2, 0, "the | at character 1 is not closed; add |"],
    ["x)", 1, 1, "there is no ( for this )"],
    ["()", 1, 1, "there is nothing before this )"],
    ["x 2", 2, 1, "nothing joins 2 to what stands before it"],
    ["1.2.3", 3, 2, "nothing joins .3"],
    ["x * / 2", 4, 1, '"/" makes no sense here'],
    ["x ? 1", 5, 0, "add : and a value"],
    ["x = 3", 2, 1, "a formula assigns nothing"],
    ["constructor", 0, 11, 'there is no "constructor"'],
    ["__proto__", 0, 9, 'there is no "__proto__"'],
    ["hasOwnProperty(x)", 0, 14, 'there is no "hasOwnProperty"'],
    ["x.constructor", 1, 1, "a point belongs into a number"],
    ["sin.constructor(1)", 3, 1, "a point belongs into a number"],
    ['x["constructor"]', 1, 1, "there are no lists here"],
    ["this", 0, 4, 'there is no "this"'],
    ["alert(1)", 0, 5, 'there is no "alert"'],
    ["`x`", 0, 1, "there is no text in a formula"],
    ["x => x", 2, 1, "a formula assigns nothing"],
    ["x; x", 1, 1, "one formula only"],
    ["x!", 1, 1, "there are no factorials"],
    ["1 + 🦊", 4, 2, "it means nothing in a formula"],
    ["x\u202e", 1, 1, "\\u202e"],
  ])("%s", refused);

  test.each([
    ["x".repeat(1001), 1000, 1, "the formula is longer than 1000 characters"],
    ["(".repeat(500) + "x", 100, 1, "too many parts within each other"],
    ["-".repeat(500) + "x", 199, 1, "too many parts within each other"],
    ["√".repeat(500) + "x", 199, 1, "too many parts within each other"],
    ["2^".repeat(400) + "x", 398, 1, "too many parts within each other"],
  ])("so is what is long or deep (%#)", refused);

  function refused(text: string, at: number, length: number, message: string): void {
    const error = failure(text);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/^character \d+: .+; .+/);
    expect([error.at, error.length]).toEqual([at, length]);
    expect(error).toBeInstanceOf(RangeError);
  }

  test("a name that is long and near to nothing takes no time", () => {
    expect(failure("a".repeat(1000)).message).toContain("the variable is x");
  });
});

/** A formula as text, what it is at x, and how tightly it binds: 0 a choice … 6 an operand. */
interface Known {
  readonly text: string;
  readonly of: (x: number) => number;
  readonly binds: number;
}

const at = ({ text, binds }: Known, least: number): string => (binds < least ? `(${text})` : text);

const known: fc.Arbitrary<Known> = fc.letrec<{ tree: Known }>((tie) => {
  const binary = (
    sign: string,
    binds: number,
    [left, right]: readonly [number, number],
    of: (a: number, b: number) => number,
  ): fc.Arbitrary<Known> =>
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => ({
      text: `${at(a, left)}${sign}${at(b, right)}`,
      of: (x: number) => of(a.of(x), b.of(x)),
      binds,
    }));
  const bool = (test: boolean, a: number, b: number) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : +test);
  return {
    tree: fc.oneof(
      { depthSize: "medium", maxDepth: 5 },
      fc.constantFrom<Known>(
        { text: "x", of: (x: number) => x, binds: 6 },
        { text: "pi", of: () => Math.PI, binds: 6 },
        { text: "e", of: () => Math.E, binds: 6 },
      ),
      fc
        .double({ min: 0, max: 1e9, noNaN: true })
        .map((value) => ({ text: String(Math.abs(value)), of: () => Math.abs(value), binds: 6 })),
      binary(" + ", 3, [3, 4], (a, b) => a + b),
      binary("-", 3, [3, 4], (a, b) => a - b),
      binary(" − ", 3, [3, 4], (a, b) => a - b),
      binary("*", 4, [4, 4.5], (a, b) => a * b),
      binary(" / ", 4, [4, 4.5], (a, b) => a / b),
      binary(" % ", 4, [4, 4.5], (a, b) => a - b * Math.floor(a / b)),
      binary("^", 5, [6, 4.5], (a, b) => Math.pow(a, b)),
      binary(" < ", 2, [3, 3], (a, b) => bool(a < b, a, b)),
      binary(" >= ", 2, [3, 3], (a, b) => bool(a >= b, a, b)),
      binary(" and ", 1, [1, 2], (a, b) => bool(a !== 0 && b !== 0, a, b)),
      binary(" or ", 0.5, [0.5, 1], (a, b) => bool(a !== 0 || b !== 0, a, b)),
      tie("tree").map((a) => ({ text: `-${at(a, 4.5)}`, of: (x: number) => -a.of(x), binds: 4.5 })),
      tie("tree").map((a) => ({ text: `|${at(a, 0)}|`, of: (x: number) => Math.abs(a.of(x)), binds: 6 })),
      tie("tree").map((a) => ({ text: `(${a.text})²`, of: (x: number) => Math.pow(a.of(x), 2), binds: 5.5 })),
      // Multiplied without a sign.
      fc
        .tuple(fc.nat(99), tie("tree"))
        .map(([n, a]) => ({ text: `${n}(${a.text})`, of: (x: number) => n * a.of(x), binds: 4 })),
      fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => ({
        text: `(${a.text}) max(${b.text}, x)`,
        of: (x: number) => a.of(x) * Math.max(b.of(x), x),
        binds: 4,
      })),
      fc.tuple(tie("tree"), tie("tree"), tie("tree")).map(([a, b, c]) => ({
        text: `${at(a, 0.5)} ? ${b.text} : ${c.text}`,
        of: (x: number) => {
          const so = a.of(x);
          return Number.isNaN(so) ? so : so !== 0 ? b.of(x) : c.of(x);
        },
        binds: 0,
      })),
    ),
  };
}).tree;

describe("any formula", () => {
  test("means what it was printed from", () => {
    let read = 0;
    fc.assert(
      fc.property(known, fc.double({ min: -10, max: 10, noNaN: true }), ({ text, of }, x) => {
        if (text.length > 1000) return;
        read++;
        expect(target(text)(x)).toBe(of(x));
      }),
      { seed: 1, numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(3000);
  });

  const piece = fc.constantFrom(
    ..."x e pi sin max ( ) | + - * / ^ % ² √ , . 0.5 1e3 < == ? : and or = [ ] ` ' ; constructor __proto__ é 🦊 ∞ y f(x)=".split(
      " ",
    ),
    " ",
  );
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
  );
  test("or string is a function or a TargetError at a place in it", () => {
    let functions = 0;
    fc.assert(
      fc.property(anything, (text) => {
        try {
          expect(typeof target(text)(0.5)).toBe("number");
          functions++;
        } catch (error) {
          if (!(error instanceof TargetError)) throw error;
          expect(error.at).toBeGreaterThanOrEqual(0);
          expect(error.at + error.length).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 2, numRuns: 20_000 },
    );
    expect(functions).toBeGreaterThan(20);
  });
});

describe("planeTarget", () => {
  const [x, y] = [0.7, -1.3];
  test.each([
    ["sin(2x) cos(2y)", Math.sin(2 * x) * Math.cos(2 * y)],
    ["x y", x * y],
    ["2x y^2", 2 * x * y * y],
    ["max(0, 1 - |x| - |y|)", 0],
    ["hypot(x, y)", Math.hypot(x, y)],
    ["x < y ? 1 : y", y],
    ["X - Y", x - y],
    ["z = x(y + 1)", x * (y + 1)],
    ["f(x, y) = -y", -y],
  ])("%s", (text, value) => {
    expect(planeTarget(text)(x, y)).toBeCloseTo(value, 14);
    expect(planeTarget(text).text).toBe(text);
  });

  test.each([
    ["xy", 0, "did you mean x*y?"],
    ["x + u9z8w7", 4, "the variables are x and y"],
    ["y = 2x", 2, "a formula assigns nothing"],
    ["sin(x", 5, "is not closed"],
    ["constructor(x, y)", 0, "there is no"],
  ])("%s is refused at %i", (text, at, message) => {
    expect(() => planeTarget(text)).toThrow(TargetError);
    try {
      planeTarget(text);
    } catch (error) {
      expect((error as TargetError).at).toBe(at);
      expect((error as TargetError).message).toContain(message);
    }
  });

  test("in one variable there is no y", () => {
    expect(() => target("x + y")).toThrow(/there is no "y"/);
  });

  test.each(targetHelp.planes.map(({ text, domain }) => [text, domain] as const))(
    "the example %s has values",
    (text, [lo, hi]) => {
      const f = planeTarget(text);
      for (const at of [lo, lo / 2, 0, hi]) expect(Number.isFinite(f(at, hi - at))).toBe(true);
    },
  );
});
