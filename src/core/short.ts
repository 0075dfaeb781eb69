// short.ts: one number in few digits.

/** How near what is printed stays to the function, relative to its scale. */
export const TOLERANCE = 1e-12;

/** The value to so many significant digits; itself where rounding up would leave the floats at their upper end. */
export function significant(value: number, digits: number): number {
  const short = Number(value.toPrecision(digits));
  return Number.isFinite(short) ? short : value;
}

/** The value in the fewest digits that stay within so much of it. */
export function shortestWithin(value: number, tolerance: number): number {
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.abs(short - value) <= tolerance) return short;
  }
  return value;
}
