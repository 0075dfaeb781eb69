// surface-picture.ts: a sum of two inputs and its target, ready to be drawn: facets, folds, the box, colours, and words.
import { type Crease, creases, type PlaneSum, partialSum, type Rectangle, regionBound } from "../../core/index.ts";
import {
  type Box,
  edgesOf,
  type Facet,
  facetsOf,
  gridFacets,
  type HeightScale,
  heightScale,
  type ShownCrease,
  type ShownEdge,
  type Solid,
} from "../../plot/surface/index.ts";
import { concise, count } from "../numbers.ts";
import type { PlaneRows } from "./plane-source.ts";

/** Of more units than have a hue of their own, the selected one is coloured. */
const HUES = 7;

/** Cells of the grid that a target is drawn on, each way. */
const CELLS = 48;

/** The hue of a unit (its index), where it has one. */
export const hueOf = (unit: number, units: number, selected: number): number | undefined =>
  units <= HUES ? unit + 1 : unit === selected - 1 ? (unit % HUES) + 1 : undefined;

export interface SurfacePicture extends Solid {
  readonly creases: readonly ShownCrease[];
}

/** The room that a source takes. */
export interface Room {
  readonly box: Box;
  readonly scale: HeightScale;
}

export function roomOf({ rectangle, zlim }: PlaneRows): Room {
  return { box: { rectangle, zlim }, scale: heightScale(...zlim) };
}

export function pictureOf(
  model: PlaneSum,
  { box, scale }: Room,
  names: PlaneRows["names"],
  selected: number,
): SurfacePicture {
  const hue = hueIn(model, selected);
  const edges: ShownEdge[] = edgesOf(model, box.rectangle).map((edge) => ({ ...edge, hue: hue(edge.crease) }));
  const creases = creasesOf(model, box.rectangle, selected);
  const facets = facetsOf(model, box.rectangle);
  return { facets, lines: model.units, edges, creases, box, scale, names: [names[0], names[1]] };
}

/** The creases as they are shown. */
export function creasesOf(model: PlaneSum, rectangle: Rectangle, selected: number): ShownCrease[] {
  const hue = hueIn(model, selected);
  const all = creases(model, rectangle).map((crease) => ({
    ...crease,
    hue: hue(crease),
    selected: crease.units.includes(selected - 1),
  }));
  // The chosen one last, over the others.
  return all.sort((a, b) => Number(a.selected) - Number(b.selected));
}

const hueIn =
  (model: PlaneSum, selected: number) =>
  ({ units }: Crease) =>
    hueOf(units.includes(selected - 1) ? selected - 1 : units[0], model.units.length, selected);

/** One unit's folded plane alone: its weight times max(0, m·x + b), in a room of its own. */
export function unitPicture(
  model: PlaneSum,
  index: number,
  { box, scale }: Room,
  names: PlaneRows["names"],
): SurfacePicture {
  const { units } = partialSum(model, [index]);
  const alone = { ...model, intercept: 0, slope: [0, 0], units } as PlaneSum;
  const picture = pictureOf(alone, { box, scale }, names, 1);
  const heights = picture.facets.flatMap(({ corners }) => corners.map(([, , z]) => z));
  const [lo, hi] = [Math.min(0, ...heights), Math.max(0, ...heights)];
  const reach = Math.max(hi - lo, (box.zlim[1] - box.zlim[0]) / 2);
  const hue = hueOf(index, model.units.length, index + 1);
  return {
    ...picture,
    edges: picture.edges.map((edge) => ({ ...edge, hue })),
    box: { rectangle: box.rectangle, zlim: hi >= -lo ? [hi - reach, hi] : [lo, lo + reach] },
  };
}

/** The target's facets: of a table none, for it is its dots. */
export const targetFacets = ({ f, rectangle }: PlaneRows, cells = CELLS): Facet[] =>
  f ? gridFacets(f, rectangle, cells) : [];

/** How many pieces a surface has, and from where to where it goes. */
export interface Extent {
  readonly pieces: number;
  readonly heights: readonly [lo: number, hi: number];
}

export function extentOf({ facets }: SurfacePicture): Extent {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { corners } of facets) {
    for (const [, , z] of corners) [lo, hi] = [Math.min(lo, z), Math.max(hi, z)];
  }
  return { pieces: facets.length, heights: [lo, hi] };
}

/** What the surface is, in words and numbers. */
export function wordsOf(
  model: PlaneSum,
  creases: readonly Crease[],
  { pieces, heights: [least, most] }: Extent,
  { box }: Room,
  loss: number,
): string {
  const ridges = creases.filter(({ fold }) => fold < 0).length;
  const valleys = creases.length - ridges;
  const units = model.units.length;
  const [[x0, x1], [y0, y1]] = box.rectangle;
  return (
    `A sum of ${count(units)} ${units === 1 ? "ReLU" : "ReLUs"} of two inputs, from ${concise(x0)} to ${concise(x1)} and from ` +
    `${concise(y0)} to ${concise(y1)}: ${count(pieces)} flat ${pieces === 1 ? "piece" : "pieces"} ` +
    `(at most ${count(regionBound(units, 2))}), ${plural(valleys, "valley")} and ${plural(ridges, "ridge")}; ` +
    `heights from ${concise(least)} to ${concise(most)}; mean squared error ${concise(loss)}.`
  );
}

const plural = (number: number, word: string): string => `${count(number)} ${word}${number === 1 ? "" : "s"}`;
