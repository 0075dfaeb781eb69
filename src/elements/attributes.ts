// attributes.ts: what an attribute's text must be, and the value that it becomes.
import { target } from "../data/index.ts";

/** One kind of attribute. Both functions throw a RangeError or TypeError whose message is the rule: "a number". */
export interface Kind<T = unknown> {
  /** The value of the attribute's text. */
  readonly read: (text: string) => T;
  /** The value given to the property of the same name, checked. */
  readonly check: (value: unknown) => T;
}

/** A kind by what it must be: `check` gives undefined for what is not. */
function kind<T>(rule: string, parse: (text: string) => unknown, check: (value: unknown) => T | undefined): Kind<T> {
  const must = (value: unknown, shown: string): T => {
    const checked = check(value);
    if (checked === undefined) throw new RangeError(`must be ${rule}, got ${shown}`);
    return checked;
  };
  return {
    read: (text) => must(parse(text), `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`),
    check: (value) => must(value, typeof value === "string" ? `“${value}”` : String(value)),
  };
}

const toNumber = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.replace("−", "-")));

const finite = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** A finite number. */
export const number: Kind<number> = kind("a number", toNumber, (value) => (finite(value) ? value : undefined));

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number): Kind<number> =>
  kind(`a whole number from ${min} to ${max}`, toNumber, (value) =>
    finite(value) && Number.isInteger(value) && value >= min && value <= max ? value : undefined,
  );

/** Two numbers, the smaller first: `-4 4`, `-4, 4` or `[-4, 4]`. */
export const interval: Kind<readonly [number, number]> = kind(
  "two numbers, the smaller first, as in “-4 4”",
  (text) =>
    text
      .replace(/^\s*\[|\]\s*$/g, "")
      .trim()
      .split(/\s*,\s*|\s+/)
      .map(toNumber),
  (value) =>
    Array.isArray(value) && value.length === 2 && value.every(finite) && value[0] < value[1]
      ? ([value[0], value[1]] as const)
      : undefined,
);

/** On where it stands, whatever its text, but for `false`. */
export const flag: Kind<boolean> = kind(
  "true or false",
  (text) => text !== "false",
  (value) => (typeof value === "boolean" ? value : undefined),
);

/** One of the words. */
export const word = <W extends string>(...words: readonly W[]): Kind<W> =>
  kind(`one of ${words.join(", ")}`, String, (value) => (words.includes(value as W) ? (value as W) : undefined));

/** Any text. */
export const text: Kind<string> = kind("a text", String, (value) => (typeof value === "string" ? value : undefined));

/** A function of x; as text a formula that `target` understands. */
export const formula: Kind<(x: number) => number> = {
  read: (given) => target(given),
  check(value) {
    if (typeof value !== "function") throw new TypeError(`must be a function of x, got ${String(value)}`);
    return value as (x: number) => number;
  },
};

/** JSON that `check` accepts; what it throws is the rule that was broken. */
export const json = <T>(check: (value: unknown) => T): Kind<T> => ({
  read(given) {
    let value: unknown;
    try {
      value = JSON.parse(given);
    } catch {
      throw new RangeError(`must be JSON, got “${given.length > 40 ? `${given.slice(0, 39)}…` : given}”`);
    }
    return check(value);
  },
  check,
});
