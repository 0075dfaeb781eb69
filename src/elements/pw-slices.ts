// pw-slices.ts: <pw-slices table by units rate … value>, a sum of several inputs on a real table, in cuts.
import { number, text } from "./attributes.ts";
import { figureElement, type Options } from "./figure-element.ts";
import { type SlicesOptions, slicesFigure } from "./slices/slices.ts";

const KINDS = {
  ...{ table: text, by: text, units: number, seed: number, optimizer: text, rate: number, pace: number },
  ...{ across: number, up: number },
};

/** What starts anew when the problem is another one. */
const RUN = ["numbers", "steps"];
const LOOKS = ["by", "pace", "across", "up"];

/**
 * `slicesFigure` as an element, an attribute for each of its options: `table` cars or penguins, `by` descent, hinges or
 * products, `units`, `seed`, `rate`,
 * `pace` (steps a frame), `across` and `up` (which inputs run along the axes, from 0) numbers, `optimizer` adam, momentum or
 * sgd; `url` a name in the page's address.
 */
export const pwSlices = () =>
  figureElement("pw-slices", {
    attributes: { ...KINDS, url: text },
    decides: {
      ...Object.fromEntries(Object.keys(KINDS).map((name) => [name, LOOKS.includes(name) ? [name] : [name, ...RUN]])),
      table: ["table", "own", "across", "up", "at", ...RUN],
    },
    make: (options: Options, signal) => slicesFigure({ ...options, signal } as SlicesOptions),
  });
