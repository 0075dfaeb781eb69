// number.ts: decimal digits of doubles: counting them, rounding dust away, showing and reading numbers.

/** Digits after the point in x's shortest decimal form, at most 100 (what `toFixed` takes): 0.25 → 2, 1e-9 → 9, 30 → 0. */
export function decimals(x: number): number {
  const [digits, exponent] = x.toExponential().split("e");
  const fraction = digits.split(".")[1] ?? "";
  return Math.min(Math.max(fraction.length - Number(exponent), 0), 100);
}

/** x rounded to `places` decimals, or to 15 significant digits where it is too large or small for that; never -0. */
export function tidy(x: number, places: number): number {
  const text = Math.abs(x) < 1e21 && places < 100 ? x.toFixed(places) : x.toPrecision(15);
  return Number(text) + 0;
}

/** A ratio without the dust of its division: 0.3 / 0.1 is 3, not 2.9999999999999996. */
export function dustless(ratio: number): number {
  return Number(ratio.toPrecision(12));
}

const MANY = 6;

/** Below it there are more zeros after the point than digits. */
const SMALL = 1e-3;

/**
 * x as a reader sees it: at least `places` decimals, U+2212 for the minus sign, an exponent where there would be more
 * than six decimals or 15 digits.
 */
export function shown(x: number, places = 0): string {
  const digits = Math.max(places, decimals(x));
  const text =
    digits <= MANY && Math.abs(x) < 1e15
      ? x.toFixed(digits)
      : 0 < Math.abs(x) && Math.abs(x) < SMALL
        ? x.toExponential()
        : String(x);
  return text.replaceAll("-", "\u2212");
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a person typed, with a decimal point or comma, any minus sign, spaces between digits; else NaN. */
export function typed(text: string): number {
  const plain = text.replace(/\s/g, "").replace(/[\u2212\u2013]/g, "-");
  const point = plain.includes(".") ? plain : plain.replace(",", ".");
  const value = NUMBER.test(point) ? Number(point) + 0 : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
