// elements.ts: the custom elements by their tags, and how they are registered.
import { pwDescent } from "./pw-descent.ts";
import { pwDigits } from "./pw-digits.ts";
import { pwDraw } from "./pw-draw.ts";
import { pwFaster } from "./pw-faster.ts";
import { pwFit } from "./pw-fit.ts";
import { pwDepth, pwFolding, pwPyramid, pwRegions } from "./pw-folding.ts";
import { pwPoints } from "./pw-points.ts";
import { pwQuadratic } from "./pw-quadratic.ts";
import { pwRelu } from "./pw-relu.ts";
import { pwSlices } from "./pw-slices.ts";
import { pwSum } from "./pw-sum.ts";
import { pwSurface } from "./pw-surface.ts";

/** Classes are made when they are registered, so that importing this room does nothing. */
const ELEMENTS: Readonly<Record<string, () => CustomElementConstructor>> = {
  "pw-relu": pwRelu,
  "pw-sum": pwSum,
  "pw-draw": pwDraw,
  "pw-fit": pwFit,
  "pw-quadratic": pwQuadratic,
  "pw-descent": pwDescent,
  "pw-digits": pwDigits,
  "pw-faster": pwFaster,
  "pw-folding": pwFolding,
  "pw-regions": pwRegions,
  "pw-pyramid": pwPyramid,
  "pw-depth": pwDepth,
  "pw-points": pwPoints,
  "pw-surface": pwSurface,
  "pw-slices": pwSlices,
};

/**
 * Registers all custom elements: `import "piecewise/elements/define"` calls it. Again, or where a tag is taken, it changes nothing;
 * in Node there is nothing to register with, and nothing happens.
 */
export function define(): void {
  if (typeof customElements === "undefined") return;
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element());
  }
}
