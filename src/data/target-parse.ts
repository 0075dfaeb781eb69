// target-parse.ts: tokens of a formula → a closure of arithmetic and listed functions.
import { quoted } from "./data-error.ts";
import { TargetError } from "./target-error.ts";
import { CONSTANTS, FUNCTIONS, known, mod, suggestion } from "./target-names.ts";
import type { Token } from "./target-tokens.ts";

/** Of one variable, y is not read. */
export type Formula = (x: number, y: number) => number;

/** Deeper than anybody types, shallower than what could exhaust a stack. */
const DEEPEST = 200;

const truth = (value: boolean, a: number, b: number) =>
  Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : value ? 1 : 0;

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "<": (a, b) => truth(a < b, a, b),
  ">": (a, b) => truth(a > b, a, b),
  "<=": (a, b) => truth(a <= b, a, b),
  ">=": (a, b) => truth(a >= b, a, b),
  "==": (a, b) => truth(a === b, a, b),
  "!=": (a, b) => truth(a !== b, a, b),
};

/**
 * Recursive descent, one function a level of binding; each returns the closure for what it has read.
 *
 * @param variables x, or x and y
 * @throws {TargetError} at the first token that does not fit
 */
export function parsed(all: readonly Token[], variables: readonly string[]): Formula {
  let next = 0;
  let depth = 0;
  /** Whether a | here would close the nearest one that is open. */
  let inBars = false;

  const peek = () => all[next];
  const isSign = (sign: string) => peek().kind === "sign" && peek().text === sign;
  const isName = (name: string) => peek().kind === "name" && peek().text.toLowerCase() === name;

  function accept(sign: string): Token | undefined {
    return isSign(sign) ? all[next++] : undefined;
  }

  function fail(problem: string, { at, length }: Token = peek()): never {
    throw new TargetError(problem, at, length);
  }

  function close(sign: string, opened: Token): void {
    if (accept(sign)) return;
    if (peek().kind === "end") fail(`the ${opened.text} at character ${opened.at + 1} is not closed; add ${sign}`);
    misplaced();
  }

  /** For a token that cannot follow what was read so far. */
  function misplaced(): never {
    const token = peek();
    if (isSign(",")) {
      const digits = all[next - 1]?.kind === "number" && all[next + 1]?.kind === "number";
      fail(
        digits
          ? `a comma separates arguments; write decimals with a point: ${all[next - 1].text}.${all[next + 1].text}`
          : "a comma separates the arguments of a function, as in max(0, x); here it has none",
      );
    }
    if (token.kind === "number")
      fail(`nothing joins ${token.text} to what stands before it; write + - * / or ^ between them`);
    fail(`${quoted(token.text)} makes no sense here; take it out, or write what is missing before it`);
  }

  function nested<T>(read: () => T): T {
    if (++depth > DEEPEST) fail("too many parts within each other; make it simpler");
    const result = read();
    depth--;
    return result;
  }

  function expression(): Formula {
    return nested(() => {
      const test = either();
      if (!accept("?")) return test;
      const yes = expression();
      if (!accept(":")) {
        if (peek().kind !== "end") misplaced();
        fail("a ? b needs what holds otherwise; add : and a value, as in x < 0 ? 0 : x");
      }
      const no = expression();
      return (x, y) => {
        const so = test(x, y);
        return Number.isNaN(so) ? so : so !== 0 ? yes(x, y) : no(x, y);
      };
    });
  }

  function either(): Formula {
    let left = both();
    while (isName("or")) {
      next++;
      left = apply((a, b) => truth(a !== 0 || b !== 0, a, b), left, both());
    }
    return left;
  }

  function both(): Formula {
    let left = comparison();
    while (isName("and")) {
      next++;
      left = apply((a, b) => truth(a !== 0 && b !== 0, a, b), left, comparison());
    }
    return left;
  }

  /** a < b < c says a < b and b < c. */
  function comparison(): Formula {
    let left = sum();
    let chain: Formula | undefined;
    while (peek().kind === "sign" && Object.hasOwn(COMPARISONS, peek().text)) {
      const compare = COMPARISONS[all[next++].text];
      const right = sum();
      const holds = apply(compare, left, right);
      chain = chain ? apply((a, b) => a * b, chain, holds) : holds;
      left = right;
    }
    return chain ?? left;
  }

  function sum(): Formula {
    let left = product();
    for (;;) {
      if (accept("+")) left = apply((a, b) => a + b, left, product());
      else if (accept("-")) left = apply((a, b) => a - b, left, product());
      else return left;
    }
  }

  function product(): Formula {
    let left = signed();
    for (;;) {
      if (accept("*")) left = apply((a, b) => a * b, left, signed());
      else if (accept("/")) left = apply((a, b) => a / b, left, signed());
      else if (accept("%")) left = apply(mod, left, signed());
      else if (beginsFactor()) left = apply((a, b) => a * b, left, power());
      else return left;
    }
  }

  /** What multiplies though no sign says so. A number does not: in `x 2` a sign was forgotten, and nobody knows which. */
  function beginsFactor(): boolean {
    if (isSign("(") || isSign("√") || (isSign("|") && !inBars)) return true;
    return peek().kind === "name" && !isName("and") && !isName("or");
  }

  function signed(): Formula {
    return nested(() => {
      if (accept("+")) return signed();
      if (!accept("-")) return power();
      const value = signed();
      return (x, y) => -value(x, y);
    });
  }

  function power(): Formula {
    const base = raised();
    // The exponent may have a sign of its own, and binds from the right: 2^-x^2 is 2^(-(x^2)).
    return accept("^") ? apply(Math.pow, base, signed()) : base;
  }

  function raised(): Formula {
    let value = operand();
    while (peek().kind === "power") {
      const exponent = all[next++].value;
      value = apply(Math.pow, value, () => exponent);
    }
    return value;
  }

  function operand(): Formula {
    const token = all[next++];
    const { kind, text, value } = token;
    if (kind === "number") return () => value;
    if (kind === "name") return named(token);
    if (text === "(") {
      const inside = enclosed(expression);
      close(")", token);
      return inside;
    }
    if (text === "|") {
      const inside = enclosed(expression, true);
      close("|", token);
      return (x, y) => Math.abs(inside(x, y));
    }
    if (text === "√") {
      const inside = nested(operand);
      return (x, y) => Math.sqrt(inside(x, y));
    }
    next--;
    if (kind === "end" && next === 0) fail("there is no formula yet; type one, such as sin(3x) + 0.3x");
    if (kind === "end") fail("the formula ends too early; write what comes next, or take out the last sign");
    if (text === ")") fail(`there is nothing before this ); write something, or take it out`);
    misplaced();
  }

  function enclosed<T>(read: () => T, bars = false): T {
    const outside = inBars;
    inBars = bars;
    const result = read();
    inBars = outside;
    return result;
  }

  function named(token: Token): Formula {
    const name = known(token.text);
    if (name === "x") return (x) => x;
    if (name === "y" && variables.includes(name)) return (_, y) => y;
    if (Object.hasOwn(CONSTANTS, name)) {
      const { value } = CONSTANTS[name];
      return () => value;
    }
    if (!Object.hasOwn(FUNCTIONS, name)) {
      const near = suggestion(token.text, variables);
      const known = variables.length > 1 ? `the variables are ${variables.join(" and ")}` : "the variable is x";
      const remedy = near ? `did you mean ${near}?` : `${known}; functions are those of the help`;
      fail(`there is no ${quoted(token.text)}; ${remedy}`, token);
    }
    return call(name, token);
  }

  function call(name: string, token: Token): Formula {
    const { of, takes, form } = FUNCTIONS[name];
    const opened = accept("(");
    if (!opened) fail(`${name} needs parentheses, as in ${form}; a power goes behind them: ${form}^2`, token);
    const args = isSign(")") ? [] : [enclosed(expression)];
    while (accept(",")) args.push(enclosed(expression));
    close(")", opened);
    const [least, most] = takes;
    if (args.length < least || args.length > most) {
      const count = least === most ? `${least}` : `at least ${least}`;
      const comma = args.length === 2 && most === 1 ? " (decimals have a point, as in 0.5)" : "";
      fail(
        `${name} takes ${count} argument${least === 1 ? "" : "s"}, got ${args.length}${comma}; write ${form}`,
        token,
      );
    }
    const [first, second] = args;
    if (args.length === 1) return (x, y) => of(first(x, y));
    if (args.length === 2) return (x, y) => of(first(x, y), second(x, y));
    return (x, y) => of(...args.map((argument) => argument(x, y)));
  }

  const formula = expression();
  if (isSign(")")) fail("there is no ( for this ); take it out, or add a ( before it");
  if (peek().kind !== "end") misplaced();
  return formula;
}

const apply =
  (operation: (a: number, b: number) => number, left: Formula, right: Formula): Formula =>
  (x, y) =>
    operation(left(x, y), right(x, y));
