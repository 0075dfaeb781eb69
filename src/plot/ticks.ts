// ticks.ts: round numbers along an axis, and numbers as the figures write them.

export interface Tick {
  readonly value: number;
  readonly label: string;
}

const MANTISSAS = [1, 2, 2.5, 5];

/** The largest number that is written out; beyond it labels read 2.5e6. */
const PLAIN = 1e6;

/**
 * The multiples within [lo, hi] of the smallest step 1, 2, 2.5 or 5 × 10ⁿ that gives no more than `count` of them.
 * Values carry no dust (3 · 0.1 is 0.3), and all labels show the same number of decimals: 0.0, 2.5, 5.0.
 *
 * @throws {RangeError} if lo < hi does not hold for finite lo and hi, or count is not at least 1
 */
export function ticks(lo: number, hi: number, count: number): Tick[] {
  if (!(lo < hi && Number.isFinite(lo) && Number.isFinite(hi) && Number.isFinite(hi - lo))) {
    throw new RangeError(`ticks: lo and hi must be finite with lo < hi, got ${lo} and ${hi}`);
  }
  if (!(count >= 1)) throw new RangeError(`ticks: count must be at least 1, got ${count}`);
  for (let exponent = Math.floor(Math.log10((hi - lo) / count)) - 1; ; exponent++) {
    for (const mantissa of MANTISSAS) {
      const first = Math.ceil(multiple(lo, mantissa, exponent) - 1e-9);
      const last = Math.floor(multiple(hi, mantissa, exponent) + 1e-9);
      if (last - first >= count) continue;
      // The place of the step's last digit, after the point.
      const place = (mantissa === 2.5 ? 1 : 0) - exponent;
      const plain = Math.max(Math.abs(lo), Math.abs(hi)) < PLAIN && place < 5;
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
        const value = scaled((first + i) * mantissa, exponent);
        return { value, label: plain ? format(value, Math.max(0, place)) : scientific(value, place) };
      });
    }
  }
}

/** `value` with a true minus sign and no negative zero. */
export function format(value: number, decimals: number): string {
  return minus(value.toFixed(decimals));
}

/** As many decimals as tell values apart that differ by `resolution`. */
export function decimalsFor(resolution: number): number {
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(resolution))));
}

/** At most `digits` significant ones, for sentences: 12.3, 0.00012, 4.1e9. */
export function concise(value: number, digits = 3): string {
  return minus(String(Number(value.toPrecision(digits))).replace("e+", "e"));
}

const minus = (text: string): string => (/^-[0.]*$/.test(text) ? text.slice(1) : text.replaceAll("-", "−"));

// Dividing by a power of ten rounds once, where multiplying by its inverse rounds twice.
const scaled = (value: number, exponent: number): number =>
  exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;

const multiple = (value: number, mantissa: number, exponent: number): number => scaled(value, -exponent) / mantissa;

function scientific(value: number, place: number): string {
  if (value === 0) return "0";
  const digits = Math.floor(Math.log10(Math.abs(value))) + place;
  return minus(value.toExponential(Math.min(20, Math.max(0, digits))).replace("e+", "e"));
}
