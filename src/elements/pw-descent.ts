// pw-descent.ts: <pw-descent target units optimizer rate … value>, a sum of ReLUs that learns.
import { interval, number, text } from "./attributes.ts";
import { type DescentOptions, descentFigure } from "./descent/descent.ts";
import { figureElement, type Options } from "./figure-element.ts";

const KINDS = {
  ...{ target: text, domain: interval, rows: number, noise: number, units: number, start: text, seed: number },
  ...{ optimizer: text, rate: number, loss: text, schedule: text, batch: number, pace: number, selected: number },
};

/** What starts anew when the problem is another one. */
const RUN = ["numbers", "steps"];

/**
 * `descentFigure` as an element, an attribute for each of its options: `target` a formula, `domain` two numbers, `rows`,
 * `noise`, `units`, `seed`, `rate`, `batch` (0: all rows), `pace` (steps a frame) and `selected` numbers; `start`,
 * `optimizer`, `loss` and `schedule` a name that the figure's menus offer; `url` a name in the page's address.
 */
export const pwDescent = () =>
  figureElement("pw-descent", {
    attributes: { ...KINDS, url: text },
    decides: Object.fromEntries(
      Object.keys(KINDS).map((name) => [name, ["pace", "selected"].includes(name) ? [name] : [name, ...RUN]]),
    ),
    make: (options: Options, signal) => descentFigure({ ...options, signal } as DescentOptions),
  });
