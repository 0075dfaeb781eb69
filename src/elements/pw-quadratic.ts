// pw-quadratic.ts: <pw-quadratic seed rate url value>, a parabola that learns.
import { number, text, whole } from "./attributes.ts";
import { type QuadraticOptions, quadraticFigure } from "./descent/quadratic.ts";
import { figureElement } from "./figure-element.ts";

/** `quadraticFigure` as an element: `seed` of the noise, a whole number, `rate` of learning, `url` a name in the address. */
export const pwQuadratic = () =>
  figureElement("pw-quadratic", {
    attributes: { seed: whole(0, 1e9), rate: number, url: text },
    decides: { seed: ["seed", "outlier"] },
    make: (options, signal) => quadraticFigure({ ...options, signal } as QuadraticOptions),
  });
