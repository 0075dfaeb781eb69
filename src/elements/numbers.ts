// numbers.ts: numbers as figures write them in sentences and read-outs.

/** From here on the thousands stand apart (a year's do not), then a word is said, and at last there is an exponent. */
const [APART, WORD, EXPONENT] = [1e4, 1e6, 1e15];

/** At most `digits` significant ones, with a true minus: 12.3, −0.0012, 32,300, 32.3 million, 4.1e18. */
export function concise(value: number, digits = 3): string {
  const rounded = Number(value.toPrecision(digits));
  return written(rounded, Math.abs(rounded), digits).replace("e+", "e").replaceAll("-", "−");
}

function written(value: number, size: number, maximumSignificantDigits: number): string {
  if (size >= EXPONENT) return value.toExponential();
  if (size >= WORD) {
    return value.toLocaleString("en", { notation: "compact", compactDisplay: "long", maximumSignificantDigits });
  }
  return size >= APART ? value.toLocaleString("en", { maximumSignificantDigits }) : String(value);
}

/** A count with its thousands apart: 1,000,000. */
export const count = (value: number): string => Math.round(value).toLocaleString("en");
