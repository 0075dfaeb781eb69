// linspace.ts: evenly spaced numbers.
import { finite, show } from "./check.ts";

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included and exact: xᵢ = start·(1 − t) + stop·t with
 * t = i/(count − 1), so no dust adds up. Never turns back: equal ends give equal numbers. One number is `start`.
 *
 * @throws {TypeError} if an argument is no number
 * @throws {RangeError} if an end is not finite, or count is not a whole number ≥ 0
 */
export function linspace(start: number, stop: number, count: number): Float64Array {
  finite(start, "linspace: start");
  finite(stop, "linspace: stop");
  if (typeof count !== "number") throw new TypeError(`linspace: count must be a whole number, got ${show(count)}`);
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`linspace: count must be a whole number ≥ 0, got ${count}`);
  }
  const xs = new Float64Array(count);
  const forward = start <= stop;
  let last = start;
  for (let i = 0; i < count; i++) {
    const t = count === 1 ? 0 : i / (count - 1);
    const x = start * (1 - t) + stop * t;
    // Rounding may step back by one bit where the spacing is that fine; held between the last number and stop, it cannot.
    last = forward ? Math.min(Math.max(x, last), stop) : Math.max(Math.min(x, last), stop);
    xs[i] = last;
  }
  return xs;
}
