// pw-surface.ts: <pw-surface target units rate … value>, a function of two inputs as a surface.
import { number, text } from "./attributes.ts";
import { figureElement, type Options } from "./figure-element.ts";
import { type SurfaceOptions, surfaceFigure } from "./surface/surface.ts";

const KINDS = {
  ...{ target: text, units: number, seed: number, optimizer: text, rate: number, batch: number },
  ...{ pace: number, selected: number, yaw: number, pitch: number, zoom: number },
};

/** What starts anew when the problem is another one. */
const RUN = ["numbers", "steps"];
const LOOKS = ["pace", "selected", "yaw", "pitch", "zoom"];

/**
 * `surfaceFigure` as an element, an attribute for each of its options: `target` a formula of x and y, `units`, `seed`, `rate`,
 * `batch` (0: all rows), `pace` (steps a frame), `selected`, `yaw` and `pitch` (degrees) and `zoom` (times) numbers, `optimizer` adam, momentum
 * or sgd; `url` a name in the page's address. Surfaces in three dimensions need piecewise.three.js beside the global script.
 */
export const pwSurface = () =>
  figureElement("pw-surface", {
    attributes: { ...KINDS, url: text },
    decides: {
      ...Object.fromEntries(Object.keys(KINDS).map((name) => [name, LOOKS.includes(name) ? [name] : [name, ...RUN]])),
      target: ["source", ...RUN],
    },
    make: (options: Options, signal) => surfaceFigure({ ...options, signal } as SurfaceOptions),
  });
