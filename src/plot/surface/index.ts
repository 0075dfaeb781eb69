// index.ts: what figures of two inputs draw with; a second door of the room, since these are no names for authors.
export {
  between,
  type Edge,
  edgesOf,
  type Facet,
  facetsOf,
  gridFacets,
  type Patch,
  type Point3,
  patchesOf,
} from "./facets.ts";
export {
  colourStrip,
  creaseAt,
  DOTS,
  FAINT,
  type HeatMap,
  heatMap,
  inkOf,
  MAP,
  MARKER,
  mostOf,
  places,
  RIDGE,
  type ShownCrease,
  SIZE,
  widthOf,
} from "./heat-map.ts";
export { bandColour, bandOf, type HeightScale, heightScale, levelOf, REACH } from "./height-scale.ts";
export { type Paint, pagePaint, paintKept, paintNow } from "./paint.ts";
export {
  type Box,
  backToFront,
  dot,
  EXTENT,
  type Frame,
  frameOf,
  HEIGHT,
  inBox,
  lightOn,
  pointUnder,
  projector,
  shadeIn,
  shadeOf,
  type Triangles,
  type Turn,
} from "./projection.ts";
export { floor, foldsOf, labels, type ShownEdge, SIDE, type Solid, solidMarkup } from "./solid.ts";
export { PITCHES, type Turning, turned, turning, twoFingersStay } from "./turning.ts";
