// test-formulas.ts: reads printed formulas that no interpreter at hand can run, for the tests of print.

/** The right-hand side of a formula in text, LaTeX, Desmos or Excel, in one notation: + - * ^ ( ) max, numbers and x. */
export function notation(formula: string, language: "text" | "latex" | "desmos" | "excel", x: string): string {
  const right = formula.slice(formula.indexOf("=") + 1).replaceAll(x, "x");
  if (language === "text") return right.replaceAll("−", "-").replaceAll("·", "*");
  if (language === "excel") return right.replaceAll("MAX", "max");
  return right
    .replace(/\\left|\\right/g, "")
    .replaceAll("\\max", "max")
    .replaceAll("\\cdot", "*")
    .replaceAll("{", "(")
    .replaceAll("}", ")");
}

/**
 * The value of a formula in the notation above, where two things side by side are multiplied, as people write.
 * Only text and Excel know exponents (1e-7); elsewhere e is no number.
 */
export function read(formula: string, x: number, exponents: boolean): number {
  const number = exponents ? "\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?" : "\\d+(?:\\.\\d+)?";
  const tokens = formula.match(new RegExp(`${number}|max|[x()*^,+-]|\\S`, "g")) ?? [];
  let at = 0;
  const take = (expected: string): void => {
    if (tokens[at++] !== expected) throw new SyntaxError(`read: expected ${expected} at token ${at} of ${formula}`);
  };
  const sum = (): number => {
    let sign = 1;
    if (tokens[at] === "-") {
      at++;
      sign = -1;
    }
    let total = sign * product();
    while (tokens[at] === "+" || tokens[at] === "-") total += (tokens[at++] === "+" ? 1 : -1) * product();
    return total;
  };
  const product = (): number => {
    let value = factor();
    while (at < tokens.length && !["+", "-", ")", ","].includes(tokens[at])) {
      if (tokens[at] === "*") at++;
      value *= factor();
    }
    return value;
  };
  const factor = (): number => {
    const token = tokens[at++];
    if (token === "x") return x;
    if (token === "(") {
      const value = sum();
      take(")");
      return value;
    }
    if (token === "max") {
      take("(");
      const first = sum();
      take(",");
      const second = sum();
      take(")");
      return Math.max(first, second);
    }
    if (!/^\d/.test(token ?? "")) throw new SyntaxError(`read: expected a value, got ${token} in ${formula}`);
    if (tokens[at] !== "^") return Number(token);
    at++;
    // Number reads a power of ten to the last bit; Math.pow need not.
    if (token !== "10") throw new SyntaxError(`read: only powers of ten are printed, got ${token}`);
    return Number(`1e${factor()}`);
  };
  const value = sum();
  if (at < tokens.length) throw new SyntaxError(`read: expected the end, got ${tokens[at]} in ${formula}`);
  return value;
}
