// element-options.ts: an element's figure made anew from other options: which can be used, and what of its value stays.
import type { ElementFigure, Options } from "./figure-element.ts";

/** All options but one, whichever may be the wrong one, and none. */
export const fewer = (options: Options): Options[] => [
  ...Object.keys(options).map((left) => Object.fromEntries(Object.entries(options).filter(([name]) => name !== left))),
  {},
];

/** The figure of the first options that it can be made of, and why it could not be of those before. */
export function firstThat(tried: readonly Options[], make: (options: Options) => ElementFigure) {
  let refused: unknown;
  for (const options of tried) {
    try {
      return { figure: make(options), options, refused };
    } catch (error) {
      refused ??= error;
    }
  }
  throw refused;
}

/** Which options are others than before. */
export const changedIn = (before: Options, after: Options): string[] =>
  Object.keys({ ...before, ...after }).filter(
    (name) =>
      before[name] !== after[name] &&
      (typeof after[name] === "function" || JSON.stringify(before[name]) !== JSON.stringify(after[name])),
  );

/** The value of before, but `names` as the figure that was made anew has them. */
export function carried(value: unknown, fresh: unknown, names: readonly string[]): unknown {
  if (typeof value !== "object" || typeof fresh !== "object") return value;
  const own = Object.entries(fresh as Options).filter(([name]) => names.includes(name));
  return { ...value, ...Object.fromEntries(own) };
}
