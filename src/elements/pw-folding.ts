// pw-folding.ts: <pw-folding>, <pw-regions>, <pw-pyramid> and <pw-depth>: what layers can do, and what they learn.
import { text, whole, word } from "./attributes.ts";
import { figureElement } from "./figure-element.ts";
import { type DepthOptions, depthFigure } from "./folding/depth-figure.ts";
import { type FoldingOptions, foldingFigure } from "./folding/folding.ts";
import { type PyramidOptions, pyramidFigure } from "./folding/pyramid-figure.ts";
import { type RegionsOptions, regionsFigure } from "./folding/regions-figure.ts";

/** `foldingFigure` as an element: `folds` from 1 to 10, `show` the `sawtooth` or the `square`. */
export const pwFolding = () =>
  figureElement("pw-folding", {
    attributes: { folds: whole(1, 10), show: word("sawtooth", "square"), url: text },
    make: (options, signal) => foldingFigure({ ...options, signal } as FoldingOptions),
  });

/** `regionsFigure` as an element: `units` from 1 to 24 in `layers` from 1 to 4, and a `seed`. */
export const pwRegions = () =>
  figureElement("pw-regions", {
    attributes: { units: whole(1, 24), layers: whole(1, 4), seed: whole(0, 1e9), url: text },
    make: (options, signal) => regionsFigure({ ...options, signal } as RegionsOptions),
  });

/** `depthFigure` as an element: `target` a formula of x, `numbers` how many each network may have. */
export const pwDepth = () =>
  figureElement("pw-depth", {
    attributes: { target: text, numbers: whole(60, 600), url: text },
    make: (options, signal) => depthFigure({ ...options, signal } as DepthOptions),
  });

/** `pyramidFigure` as an element: `layers` two or one, `units` of the one from 1 to 64, `reach` of the window from 2 to 20, a `seed`. */
export const pwPyramid = () =>
  figureElement("pw-pyramid", {
    attributes: {
      ...{ layers: word("two", "one"), units: whole(1, 64), reach: whole(2, 20), seed: whole(0, 1e9), url: text },
    },
    make: (options, signal) => pyramidFigure({ ...options, signal } as PyramidOptions),
  });
