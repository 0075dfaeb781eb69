// pw-points.ts: <pw-points source inputs layers rate … value>, a network that learns to tell points apart.
import { flag, type Kind, number, text } from "./attributes.ts";
import { figureElement, type Options } from "./figure-element.ts";
import { type PointsOptions, pointsFigure } from "./points/points.ts";

/** Whole numbers one after the other: `8 8`, `8, 8` or `[8, 8]`; the figure says how many and how large they may be. */
const sizes: Kind<readonly number[]> = {
  read: (given) => given.split(/[^\d]+/).flatMap((part) => (part === "" ? [] : [Number(part)])),
  check: (value) => value as readonly number[],
};

const KINDS = {
  ...{
    source: text,
    inputs: text,
    layers: sizes,
    loss: text,
    optimizer: text,
    rate: number,
    batch: number,
    decay: number,
  },
  ...{ l1: number, dropout: number, test: number, seed: number, stop: number, pace: number },
  ...{ pieces: flag, tests: flag, discrete: flag },
};

/** What is only looked at; all else begins a run anew. */
const LOOKS = ["pace", "stop", "pieces", "tests", "discrete"];
const RUN = ["numbers", "steps"];

/**
 * `pointsFigure` as an element, an attribute for each of its options: `source` the name of a set, `inputs` what of x
 * and y is read (“x y”), `layers` the units of each
 * layer (“8 8”), `rate`, `batch` (0: all rows), `decay`, `l1`, `dropout`, `test` (percent), `seed`, `stop` (an epoch) and `pace`
 * (steps a frame) numbers; `loss` and `optimizer` names that its menus offer; `pieces`, `tests` and `discrete` on or off; `url` a name
 * in the page's address.
 */
export const pwPoints = () =>
  figureElement("pw-points", {
    attributes: { ...KINDS, url: text },
    decides: Object.fromEntries(
      Object.keys(KINDS).map((name) => [name, LOOKS.includes(name) ? [name] : [name, ...RUN]]),
    ),
    make: (options: Options, signal) => pointsFigure({ ...options, signal } as PointsOptions),
  });
