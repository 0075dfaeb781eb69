// log-axis.ts: an axis of a chart, linear or logarithmic: its range, its ticks, and where a value lies on it.
import { type Tick, ticks } from "../plot/index.ts";

export interface Axis {
  readonly ticks: readonly Tick[];
  /** 0 at the low end, 1 at the high one; NaN for what a logarithm does not have. */
  readonly at: (value: number) => number;
  readonly range: readonly [number, number];
}

/** Written out between these powers of ten, otherwise as 1e−7. */
const PLAIN = [-5, 5] as const;

/** An axis that holds all finite values (on a logarithmic one, all above 0), with about `count` ticks at most. */
export function axisOf(
  values: Iterable<number>,
  { log = false, count = 5, range }: { log?: boolean; count?: number; range?: readonly [number, number] } = {},
): Axis {
  const scale = log ? Math.log10 : (value: number) => value;
  let [lo, hi] = range ? range.map(scale) : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (!range) {
    for (const value of values) {
      const place = scale(value);
      if (!Number.isFinite(place)) continue;
      if (place < lo) lo = place;
      if (place > hi) hi = place;
    }
    if (lo > hi) [lo, hi] = log ? [-1, 0] : [0, 1];
    // A logarithmic axis tells less than a fifth of a decade apart only by zooming in on noise.
    const least = log ? 0.2 : Math.max(1e-12, Math.abs(hi) * 1e-9);
    if (hi - lo < least) [lo, hi] = [(lo + hi - least) / 2, (lo + hi + least) / 2];
  }
  const at = (value: number): number => (scale(value) - lo) / (hi - lo);
  const unscaled = log ? (place: number) => 10 ** place : (place: number) => place;
  return { at, range: [unscaled(lo), unscaled(hi)], ticks: log ? decades(lo, hi, count) : ticks(lo, hi, count) };
}

/** Powers of ten, every second or third where they are many; where they are few, 2 and 5 times them as well. */
function decades(lo: number, hi: number, count: number): Tick[] {
  const mantissas =
    hi - lo < 0.35 ? [1, 1.5, 2, 3, 4, 5, 7] : hi - lo < 0.7 ? [1, 2, 3, 5] : hi - lo < count / 3 ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil((hi - lo) / count));
  const found: Tick[] = [];
  for (let exponent = Math.floor(lo); exponent <= hi; exponent++) {
    if (stride > 1 && exponent % stride !== 0) continue;
    for (const mantissa of mantissas) {
      const value = Number(`${mantissa}e${exponent}`);
      const place = Math.log10(value);
      if (place >= lo - 1e-9 && place <= hi + 1e-9) found.push({ value, label: written(value, exponent) });
    }
  }
  return found;
}

function written(value: number, exponent: number): string {
  if (exponent >= PLAIN[0] && exponent <= PLAIN[1]) {
    return exponent < 0
      ? value.toFixed(-exponent + (String(value / 10 ** exponent).startsWith("1.5") ? 1 : 0))
      : String(value);
  }
  return value.toExponential().replace("e+", "e").replaceAll("-", "−");
}
