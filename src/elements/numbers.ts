// numbers.ts: numbers as figures write them in sentences.

/** At most `digits` significant ones, with a true minus: 12.3, −0.0012, 4.1e9. */
export function concise(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)))
    .replace("e+", "e")
    .replaceAll("-", "−");
}

/** A count with its thousands apart: 1,000,000. */
export const count = (value: number): string => Math.round(value).toLocaleString("en");
