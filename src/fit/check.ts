// check.ts: the rules at the doors of training, and how their errors read.

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `the function ${value.name || "(anonymous)"}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== "object" || value === null) return String(value);
  return `an object with ${Object.keys(value).slice(0, 5).join(", ") || "no keys"}`;
}

/**
 * The value, which must be a number that passes; `rule` says which do.
 *
 * @throws {TypeError} if it is no number
 * @throws {RangeError} if it does not pass
 */
export function numberThat(value: unknown, where: string, rule: string, passes: (value: number) => boolean): number {
  if (typeof value !== "number") throw new TypeError(`${where} must be a number, got ${show(value)}`);
  if (!passes(value)) throw new RangeError(`${where} must be ${rule}, got ${value}`);
  return value;
}

/** A finite number above 0. */
export function positive(value: unknown, where: string): number {
  return numberThat(value, where, "finite and > 0", (v) => v > 0 && v < Number.POSITIVE_INFINITY);
}

/** A finite number that is 0 or more. */
export function nonNegative(value: unknown, where: string): number {
  return numberThat(value, where, "finite and >= 0", (v) => v >= 0 && v < Number.POSITIVE_INFINITY);
}

/** A whole number that is `least` or more. */
export function wholeFrom(least: number, value: unknown, where: string): number {
  return numberThat(value, where, `a whole number >= ${least}`, (v) => Number.isSafeInteger(v) && v >= least);
}

/**
 * The table, whose columns must have names that are read: a misspelt one would be left out in silence. What else it carries,
 * such as a title or a count, may stand there.
 *
 * @throws {TypeError} if it is no object, or numbers stand under another name
 */
export function tableOf<T extends object>(table: T, where: string, names: readonly string[]): T {
  if (typeof table !== "object" || table === null) {
    throw new TypeError(`${where} must be an object with x and y, got ${show(table)}`);
  }
  for (const [name, value] of Object.entries(table)) {
    if (names.includes(name) || !isColumn(value)) continue;
    throw new TypeError(`${where} must have no columns but ${names.join(", ")}, got ${show(name)}`);
  }
  return table;
}

const isColumn = (value: unknown): boolean =>
  ArrayBuffer.isView(value) || (Array.isArray(value) && (typeof value[0] === "number" || isColumn(value[0])));

/**
 * The value, which must be an object whose keys are all among `keys`.
 *
 * @throws {TypeError} if it is no object, or has a key that is not listed
 */
export function record(value: unknown, where: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${where} must be an object with ${keys.join(", ")}, got ${show(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) throw new TypeError(`${where} must have no keys but ${keys.join(", ")}, got ${show(key)}`);
  }
  return value as Readonly<Record<string, unknown>>;
}
