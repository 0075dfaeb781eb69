// pw-digits.ts: <pw-digits>: a network that learns to read handwritten digits.
import { flag, number, text, whole, word } from "./attributes.ts";
import { type DigitsOptions, digitsFigure } from "./digits/digits.ts";
import { figureElement } from "./figure-element.ts";

/**
 * `digitsFigure` as an element: `set` is `8×8` or `MNIST` (whose files are in the folder `mnist`); `units`, `optimizer`,
 * `rate`, `batch`, `vary`, `until`, `seed` and `image` are as in its controls.
 */
export const pwDigits = () =>
  figureElement("pw-digits", {
    attributes: {
      set: word("8×8", "MNIST"),
      units: whole(0, 256),
      optimizer: word("adam", "momentum", "sgd"),
      rate: number,
      batch: whole(1, 200),
      vary: flag,
      until: whole(1, 50),
      seed: whole(0, 1e9),
      image: whole(0, 9999),
      mnist: text,
      url: text,
    },
    make: (options, signal) => digitsFigure({ ...options, signal } as DigitsOptions),
  });
