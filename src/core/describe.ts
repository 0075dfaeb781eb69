// describe.ts: a sum in words and numbers, for those who do not see it.
import { checkSum, type ReluSum } from "./relu-sum.ts";
import { checkedInterval, type Point, vertices } from "./vertices.ts";

/** More bends than this are counted, not told one by one. */
const TOLD = 6;

/** Rises smaller than this part of the largest |y| are rounding, and flat. */
const FLAT = 1e-9;

/**
 * What f does on the interval, from left to right, in a sentence: "Flat at 0 up to x = −1, then rises by 1.2 for each 1 to
 * the right." Where it bends more than six times: how many bends, where it starts and ends, its lowest and highest.
 * Places and heights are rounded to three digits of their range, slopes to three digits; minus is U+2212.
 *
 * @throws {TypeError} if f is no sum, or the interval no pair of numbers
 * @throws {RangeError} if an end is not finite, or lo > hi
 */
export function describe(f: ReluSum, interval: readonly [lo: number, hi: number]): string {
  checkSum("describe", f);
  const [lo, hi] = checkedInterval("describe", interval);
  const points = vertices(f, [lo, hi]);
  const ys = points.map(([, y]) => y);
  const largest = ys.reduce((largest, y) => Math.max(largest, Math.abs(y)), 0);
  const range = ys.reduce((a, b) => Math.max(a, b)) - ys.reduce((a, b) => Math.min(a, b));
  const x = rounder(hi - lo);
  const y = rounder(range > FLAT * largest ? range : 0);
  if (lo === hi) return `${y(ys[0])} at x = ${x(lo)}.`;
  const runs = runsOf(points, FLAT * largest);
  const sentence = runs.length <= TOLD + 1 ? course(runs, x, y) : summary(points, runs.length - 1, x, y);
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
}

/** A stretch of one slope, as far as words can tell. */
interface Run {
  readonly from: Point;
  readonly to: Point;
  /** Its steepness, rounded to three digits. */
  readonly slope: number;
  readonly direction: "flat" | "rises" | "falls";
}

/** The stretches between the points; a rise up to `dust` is none. */
function runsOf(points: readonly Point[], dust: number): Run[] {
  const runs: Run[] = [];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    const rise = to[1] - from[1];
    const flat = Math.abs(rise) <= dust;
    const slope = threeDigits(Math.abs(rise / (to[0] - from[0])));
    const direction = flat ? "flat" : rise > 0 ? "rises" : "falls";
    const last = runs.at(-1);
    if (last?.direction === direction && (flat || last.slope === slope)) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, slope, direction });
  }
  return runs;
}

type Rounder = (value: number) => string;

function course(runs: readonly Run[], x: Rounder, y: Rounder): string {
  let explained = false;
  const parts = runs.map(({ from, to, slope, direction }, i) => {
    const end = i < runs.length - 1 ? ` up to x = ${x(to[0])}` : "";
    if (direction === "flat") return `flat at ${y(from[1])}${end}`;
    const start = i === 0 ? `starts at ${y(from[1])} and ` : "";
    const unit = explained ? "" : " for each 1 to the right";
    explained = true;
    return `${start}${direction} by ${significant(slope, 3)}${unit}${end}`;
  });
  return parts.join(", then ");
}

function summary(points: readonly Point[], bends: number, x: Rounder, y: Rounder): string {
  const place = ([px, py]: Point) => `${y(py)} at x = ${x(px)}`;
  const lowest = points.reduce((best, point) => (point[1] < best[1] ? point : best));
  const highest = points.reduce((best, point) => (point[1] > best[1] ? point : best));
  const ends = `from ${place(points[0])} to ${place(points.at(-1)!)}`;
  return `goes ${ends} in straight lines with ${bends} bends; lowest ${place(lowest)}, highest ${place(highest)}`;
}

/** Rounds to three digits of the range; to six of the value itself where there is no range. */
function rounder(range: number): Rounder {
  if (!(range > 0 && range < Number.POSITIVE_INFINITY)) return (value) => significant(value, 6);
  const places = Math.min(2 - Math.floor(Math.log10(range)), 100);
  if (places >= 0) return (value) => text(Number(value.toFixed(places)));
  return (value) => text(Math.round(value / 10 ** -places) * 10 ** -places);
}

/** Rounds a number ≥ 0 to three digits by arithmetic alone: a thousand slopes a frame are too many to write as text. */
function threeDigits(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return unit > 0 && unit < Number.POSITIVE_INFINITY ? Math.round(value / unit) * unit : value;
}

const significant = (value: number, digits: number): string => text(Number(value.toPrecision(digits)));

/** The number with U+2212 for minus; 0 has no sign. */
const text = (value: number): string => String(value + 0).replaceAll("-", "−");
