// pw-faster.ts: <pw-faster>: the same training run, raced in six ways.
import { text, whole, word } from "./attributes.ts";
import { type FasterOptions, fasterFigure } from "./faster/faster.ts";
import { figureElement } from "./figure-element.ts";

/** `fasterFigure` as an element: `rows`, `units` and `repeats` as its controls offer them, `scale` `linear` or `logarithmic`. */
export const pwFaster = () =>
  figureElement("pw-faster", {
    attributes: {
      rows: whole(1000, 1_000_000),
      units: whole(4, 64),
      repeats: whole(1, 5),
      scale: word("linear", "logarithmic"),
      url: text,
    },
    make: (options, signal) => fasterFigure({ ...options, signal } as FasterOptions),
  });
