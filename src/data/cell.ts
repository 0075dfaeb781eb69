// cell.ts: what a cell says, as a number.

/** The mark between a number's whole part and its fraction. */
export type Decimal = "." | ",";

/** Cells that say 'nothing here', in lower case. */
const MISSING = new Set(["", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "?"]);

// Every quantifier below is followed by something that it cannot match, so no cell, however long, makes them backtrack.
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)(?:inf|infinity|∞)$/i;
const GROUPED: Readonly<Record<Decimal, RegExp>> = {
  ".": /^[+-]?\d{1,3}([,' \u00a0\u2009\u202f’])\d{3}(?:\1\d{3})*(?:\.\d*)?(?:[eE][+-]?\d+)?$/,
  ",": /^[+-]?\d{1,3}([.' \u00a0\u2009\u202f’])\d{3}(?:\1\d{3})*(?:,\d*)?(?:[eE][+-]?\d+)?$/,
};

/**
 * The number that a cell holds: NaN where it says that there is none (`MISSING`), `undefined` where it holds text.
 *
 * Read: `1`, `-1.5`, `.5`, `5.`, `1e5`, spaces around them, a typographic minus; whole parts in groups of three, as in
 * `1,234.5`, `1 234.5` and `1'234.5`, or with a decimal comma `1.234,5`; `inf` and numbers too large as ±Infinity.
 * Not read, so text: `12,34.5` (no group of three), `0x10`, `1_000`, `5 %`, `$5`.
 */
export function cellNumber(cell: string, decimal: Decimal): number | undefined {
  if (decimal === "." && PLAIN.test(cell)) return Number(cell);
  const text = cell.trim().replace(/^−/, "-");
  if (MISSING.has(text.toLowerCase())) return Number.NaN;
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const group = GROUPED[decimal].exec(text)?.[1];
  const joined = group === undefined ? text : text.replaceAll(group, "");
  if (decimal === ",") {
    // What still has a point is no number here: 1.5 must not pass for one beside 1,5.
    return joined.includes(".") ? undefined : plain(joined.replace(",", "."));
  }
  return plain(joined);
}

const plain = (text: string): number | undefined => (PLAIN.test(text) ? Number(text) : undefined);

const MARKED = /^[+\-−]?(\d*)([.,])(\d*)(?:[eE][+-]?\d+)?$/;
const GROUPED_AND_MARKED = /^[+\-−]?\d{1,3}([.,])\d{3}(?:\1\d{3})*([.,])(\d*)$/;

/**
 * What a cell tells about the decimal mark: "." or "," where it can be read in one way only, "either" where a comma may
 * be a decimal mark as well as between thousands (`1,234`), `undefined` where it tells nothing.
 */
export function decimalEvidence(cell: string): Decimal | "either" | undefined {
  const text = cell.trim();
  if (text.length > 40) return undefined;
  const [, between, last, digits] = GROUPED_AND_MARKED.exec(text) ?? [];
  if (between !== undefined) {
    if (between !== last) return last as Decimal;
    return digits.length === 3 ? other(between as Decimal) : undefined;
  }
  const [, whole, mark, fraction] = MARKED.exec(text) ?? [];
  if (mark === undefined || (whole === "" && fraction === "")) return undefined;
  const groupable = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (!groupable) return mark as Decimal;
  return mark === "," ? "either" : undefined;
}

const other = (mark: Decimal): Decimal => (mark === "." ? "," : ".");
