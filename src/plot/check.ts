// check.ts: what plots are given, looked at once at the door.
import type { Vector } from "../core/index.ts";

export const isVector = (value: unknown): value is Vector =>
  typeof value === "object" && value !== null && Number.isInteger((value as Vector).length);

/** Options as an object that has none but these names. */
export function optionsAmong<T extends object>(where: string, given: unknown, names: readonly string[]): T {
  if (typeof given !== "object" || given === null || isVector(given)) {
    throw new TypeError(`${where}: options must be an object, got ${show(given)}`);
  }
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      throw new TypeError(`${where}: options must be among ${names.join(", ")}, got ${show(name)}`);
    }
  }
  return given as T;
}

export function checkLimits(where: string, value: unknown): void {
  if (value === undefined) return;
  const [lo, hi] = isVector(value) && value.length === 2 ? [value[0], value[1]] : [];
  if (lo === undefined || !(hi! - lo > 1e-300 && Number.isFinite(hi! - lo))) {
    throw new RangeError(`${where} must be two finite numbers [lo, hi] with lo < hi, got ${show(value)}`);
  }
}

export function checkPixels(where: string, value: unknown): void {
  if (value !== undefined && !((value as number) >= 40 && (value as number) < 1e5)) {
    throw new RangeError(`${where} must be from 40 to 100,000 pixels, got ${show(value)}`);
  }
}

export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return value.length > 4 ? `an array of ${value.length}` : `[${value.map(show).join(", ")}]`;
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return `an object with ${Object.keys(value).slice(0, 5).join(", ")}`;
  return String(value);
}
