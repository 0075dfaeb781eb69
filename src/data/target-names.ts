// target-names.ts: what a typed formula may name, and what each name means.

type Numbers = (...args: number[]) => number;

interface Meaning {
  readonly of: Numbers;
  /** Arguments, at least and at most. */
  readonly takes: readonly [number, number];
  readonly form: string;
  readonly meaning: string;
}

const one = (name: string, of: (x: number) => number, meaning: string): Meaning => ({
  of,
  takes: [1, 1],
  form: `${name}(x)`,
  meaning,
});

const more = (form: string, takes: readonly [number, number], of: Numbers, meaning: string): Meaning => ({
  of,
  takes,
  form,
  meaning,
});

/** The remainder that has the divisor's sign, so that x mod 1 repeats on both sides of 0. */
export const mod = (a: number, b: number): number => a - b * Math.floor(a / b);

const hat = (x: number) => Math.max(0, 1 - Math.abs(x));

/** Every function, by its name. Names are looked up with `Object.hasOwn`. */
export const FUNCTIONS: Readonly<Record<string, Meaning>> = {
  sin: one("sin", Math.sin, "sine, of an angle in radians"),
  cos: one("cos", Math.cos, "cosine"),
  tan: one("tan", Math.tan, "tangent"),
  asin: one("asin", Math.asin, "the angle whose sine is x"),
  acos: one("acos", Math.acos, "the angle whose cosine is x"),
  atan: one("atan", Math.atan, "the angle whose tangent is x"),
  sinh: one("sinh", Math.sinh, "hyperbolic sine"),
  cosh: one("cosh", Math.cosh, "hyperbolic cosine"),
  tanh: one("tanh", Math.tanh, "hyperbolic tangent, from −1 to 1"),
  exp: one("exp", Math.exp, "e to the power of x"),
  ln: one("ln", Math.log, "natural logarithm"),
  log: one("log", Math.log, "natural logarithm, as ln"),
  log10: one("log10", Math.log10, "logarithm to base 10"),
  log2: one("log2", Math.log2, "logarithm to base 2"),
  sqrt: one("sqrt", Math.sqrt, "square root"),
  cbrt: one("cbrt", Math.cbrt, "cube root, of negative numbers too"),
  abs: one("abs", Math.abs, "distance from 0, as |x|"),
  sign: one("sign", Math.sign, "−1, 0 or 1"),
  floor: one("floor", Math.floor, "the whole number at or below x"),
  ceil: one("ceil", Math.ceil, "the whole number at or above x"),
  round: one("round", Math.round, "the nearest whole number, halves up"),
  min: more("min(a, b)", [1, Infinity], Math.min, "the smallest of its arguments"),
  max: more("max(a, b)", [1, Infinity], Math.max, "the largest of its arguments"),
  clamp: more("clamp(x, lo, hi)", [3, 3], (x, lo, hi) => Math.min(Math.max(x, lo), hi), "x, kept between lo and hi"),
  pow: more("pow(a, b)", [2, 2], Math.pow, "a to the power of b, as a^b"),
  mod: more("mod(a, b)", [2, 2], mod, "remainder of a by b, as a % b"),
  hypot: more("hypot(a, b)", [1, Infinity], Math.hypot, "square root of the sum of squares"),
  relu: one("relu", (x) => Math.max(0, x), "x, and 0 wherever x is negative"),
  hat: one("hat", hat, "1 at 0, straight down to 0 at −1 and 1"),
  step: one("step", (x) => (x >= 0 ? 1 : x < 0 ? 0 : x), "0 below 0, then 1"),
  gauss: one("gauss", (x) => Math.exp((-x * x) / 2), "a bell: e to the power of −x²/2"),
  sigmoid: one("sigmoid", (x) => 1 / (1 + Math.exp(-x)), "from 0 to 1: 1/(1 + exp(-x))"),
  softplus: one("softplus", (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))), "a ReLU without a corner"),
  sinc: one("sinc", (x) => (x === 0 ? 1 : Math.sin(x) / x), "sin(x)/x, and 1 at 0"),
};

export const CONSTANTS: Readonly<Record<string, { readonly value: number; readonly meaning: string }>> = {
  pi: { value: Math.PI, meaning: "3.14159…" },
  e: { value: Math.E, meaning: "2.71828…" },
};

/** Other spellings. */
const ALIASES: Readonly<Record<string, string>> = {
  π: "pi",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  sgn: "sign",
  heaviside: "step",
};

/** A name as the tables have it: any case (telephones begin with a capital), other spellings. */
export function known(name: string): string {
  const lower = name.toLowerCase();
  return Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : lower;
}

/** What to write instead of a name that is not known, if anything comes near. */
export function suggestion(name: string, variables: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const names = [...variables, ...Object.keys(CONSTANTS), ...Object.keys(FUNCTIONS), ...Object.keys(ALIASES)];
  const [, letters, digits] = /^([a-z]+)(\d+)$/.exec(lower) ?? [];
  if (names.includes(letters)) return `${letters}*${digits} or ${letters}^${digits}`;
  const front = names.find((known) => lower.startsWith(known) && names.includes(lower.slice(known.length)));
  if (front) return `${front}*${lower.slice(front.length)}`;
  if (lower.length > 20) return undefined;
  const near = names.map((known) => ({ known, far: distance(lower, known) }));
  const { known, far } = near.reduce((best, other) => (other.far < best.far ? other : best));
  return far <= Math.min(2, known.length / 2) ? known : undefined;
}

/** Letters to put in, take out, replace or swap with their neighbour until a is b. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

/** What a page can say about typed formulas: every function and constant, and formulas to begin with, each with an interval that suits it. */
export const targetHelp: {
  readonly functions: readonly { readonly name: string; readonly form: string; readonly meaning: string }[];
  readonly constants: readonly { readonly name: string; readonly value: number; readonly meaning: string }[];
  readonly operators: readonly { readonly form: string; readonly meaning: string }[];
  readonly examples: readonly { readonly text: string; readonly domain: readonly [number, number] }[];
  /** examples of x and y, each of which runs through the interval */
  readonly planes: readonly { readonly text: string; readonly domain: readonly [number, number] }[];
} = {
  functions: Object.entries(FUNCTIONS).map(([name, { form, meaning }]) => ({ name, form, meaning })),
  constants: Object.entries(CONSTANTS).map(([name, constant]) => ({ name, ...constant })),
  operators: [
    { form: "a + b, a - b, a * b, a / b", meaning: "as always; 3x and 2(x + 1) multiply too" },
    { form: "a ^ b", meaning: "power, also a ** b, x² and x³; -x^2 is -(x^2)" },
    { form: "a % b", meaning: "remainder, with the sign of b: x % 1 repeats" },
    { form: "|a|", meaning: "distance from 0" },
    { form: "a < b, a <= b, a == b, a != b", meaning: "1 if so, 0 if not; 0 < x < 1 works" },
    { form: "a and b, a or b", meaning: "1 if both, or either, are not 0" },
    { form: "a ? b : c", meaning: "b where a is not 0, c where it is" },
  ],
  examples: [
    { text: "sin(3x) + 0.3x", domain: [-3, 3] },
    { text: "x^2", domain: [-2, 2] },
    { text: "|x| - |x - 1|", domain: [-2, 3] },
    { text: "hat(x) - hat(x - 2)", domain: [-2, 4] },
    { text: "e^(-x^2)", domain: [-3, 3] },
    { text: "sqrt(x)", domain: [0, 4] },
    { text: "x sin(x)", domain: [-8, 8] },
    { text: "sinc(3x)", domain: [-4, 4] },
    { text: "tanh(5x)", domain: [-2, 2] },
    { text: "x < 0 ? -1 : 1", domain: [-2, 2] },
    { text: "x % 1", domain: [-2, 2] },
    { text: "sin(x^2)", domain: [0, 5] },
  ],
  planes: [
    { text: "sin(2x) cos(2y)", domain: [-2, 2] },
    { text: "x^2 + y^2", domain: [-2, 2] },
    { text: "x^2 - y^2", domain: [-2, 2] },
    { text: "x y", domain: [-2, 2] },
    { text: "max(0, 1 - |x| - |y|)", domain: [-2, 2] },
    { text: "gauss(2x) gauss(2y)", domain: [-2, 2] },
    { text: "max(|x|, |y|)", domain: [-2, 2] },
    { text: "sinc(3 hypot(x, y))", domain: [-2, 2] },
    { text: "sin(3x) + y", domain: [-2, 2] },
    { text: "hypot(x, y) < 1 ? 1 : 0", domain: [-2, 2] },
  ],
};
