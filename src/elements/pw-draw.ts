// pw-draw.ts: <pw-draw curve units max-units xlim ylim url value>, paper to draw on and the sum that follows.
import { formula, interval, text, whole } from "./attributes.ts";
import { type DrawOptions, drawFigure } from "./draw/draw-figure.ts";
import { figureElement } from "./figure-element.ts";

/**
 * `drawFigure` as an element. `curve` is the formula of what is there before anyone draws (“sin(x)”; the property takes a
 * function), `units` and `max-units` are whole numbers, `xlim` and `ylim` two numbers, `url` a name in the page's address.
 */
export const pwDraw = () =>
  figureElement("pw-draw", {
    attributes: {
      curve: formula,
      units: whole(1, 1000),
      "max-units": whole(1, 1000),
      xlim: interval,
      ylim: interval,
      url: text,
    },
    decides: { curve: ["drawing"], xlim: ["drawing"] },
    make: (options, signal) => drawFigure({ ...options, signal } as DrawOptions),
  });
