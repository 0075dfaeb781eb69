// layers.ts: the figures of chapters 6 to 8, by the id they have on the page. Their script (layers.js) is loaded when a reader comes near them.
import slices from "./06-more-inputs/figures/slices.figure.ts";
import surface from "./06-more-inputs/figures/surface.figure.ts";
import depth from "./07-layers/figures/depth.figure.ts";
import digits from "./07-layers/figures/digits.figure.ts";
import folding from "./07-layers/figures/folding.figure.ts";
import points from "./07-layers/figures/points.figure.ts";
import pyramid from "./07-layers/figures/pyramid.figure.ts";
import regions from "./07-layers/figures/regions.figure.ts";
import faster from "./08-faster/figures/faster.figure.ts";

export const layers = {
  surface,
  slices,
  folding,
  regions,
  pyramid,
  points,
  depth,
  digits,
  faster,
};
