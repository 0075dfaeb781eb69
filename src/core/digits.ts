// digits.ts: a sum with its numbers written as short as they can be.
import { valuesAt } from "./evaluate.ts";
import { flatKnots } from "./knots.ts";
import { type ReluSum, reluSum } from "./relu-sum.ts";
import { shortestWithin, significant, TOLERANCE } from "./short.ts";

/** Each number of f to so many significant digits. */
export function toDigits(f: ReluSum, digits: number): ReluSum {
  return mapped(f, (value) => significant(value, digits));
}

/**
 * Each number of f in the fewest digits with which f is reproduced to 1e-12: each number to that part of itself, and f to
 * that part of its scale, its largest |value| around its knots, over a range ten times as wide. Where nothing shorter will
 * do, the numbers stay what they are.
 */
export function shortest(f: ReluSum): ReluSum {
  const at = flatKnots(f).x;
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 0];
  const reach = Math.max(last - first, Math.abs(first), Math.abs(last)) || 1;
  const scale = largest(valuesAt(f, Float64Array.of(first - reach, ...at, last + reach)));
  for (let tolerance = TOLERANCE; tolerance > Number.EPSILON; tolerance /= 10) {
    const short = mapped(f, (value) => shortestWithin(value, tolerance * Math.abs(value)));
    // The difference bends at the knots of both, so it is largest at one of them or at an end.
    const xs = Float64Array.of(first - 10 * reach, ...at, ...flatKnots(short).x, last + 10 * reach);
    const [before, after] = [valuesAt(f, xs), valuesAt(short, xs)];
    if (largest(before.map((y, i) => y - after[i])) <= TOLERANCE * scale) return short;
  }
  return f;
}

/** NaN if any is. */
const largest = (values: Float64Array): number => values.reduce((largest, y) => Math.max(largest, Math.abs(y)), 0);

function mapped(f: ReluSum, change: (value: number) => number): ReluSum {
  return reluSum(
    f.units.map(({ m, b, weight }) => ({ m: change(m), b: change(b), weight: change(weight) })),
    { intercept: change(f.intercept), slope: change(f.slope) },
  );
}
