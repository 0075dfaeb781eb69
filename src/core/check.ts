// check.ts: the rules at the doors of this room, and how their errors read.

/** A value as an error message shows it: strings in quotes, long things cut short. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `the function ${value.name || "(anonymous)"}`;
  if (Array.isArray(value)) return value.length > 4 ? `an array of ${value.length}` : `[${value.map(show).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `an object with ${Object.keys(value).slice(0, 5).join(", ") || "no keys"}`;
}

/**
 * The value, which must be a finite number.
 *
 * @throws {TypeError} if it is no number
 * @throws {RangeError} if it is NaN or infinite
 */
export function finite(value: unknown, where: string): number {
  const message = () => `${where} must be a finite number, got ${show(value)}`;
  if (typeof value !== "number") throw new TypeError(message());
  if (!Number.isFinite(value)) throw new RangeError(message());
  return value;
}

/**
 * The value, which must be a plain object whose own keys are all among `keys`.
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
