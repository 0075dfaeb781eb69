// heat-map.ts: a function of two inputs from above: its bands of height, and the creases between its facets.
import type { Crease, Rectangle } from "../../core/index.ts";
import { h, type Markup } from "../../markup/index.ts";
import { concise, type Tick, ticks } from "../ticks.ts";
import { type Facet, patchesOf } from "./facets.ts";
import type { HeightScale } from "./height-scale.ts";
import { FONT, type Paint } from "./paint.ts";

/** A crease and how it is told from others: by its unit's hue, or by none. */
export interface ShownCrease extends Crease {
  readonly hue?: number;
  /** The one that the reader has chosen. */
  readonly selected?: boolean;
}

export interface HeatMap {
  readonly facets: readonly Facet[];
  readonly rectangle: Rectangle;
  readonly scale: HeightScale;
  readonly creases?: readonly ShownCrease[];
  readonly names: readonly [x: string, y: string];
  /** Rows of a table, as dots. */
  readonly dots?: readonly (readonly [number, number])[];
  /** A place that is pointed at. */
  readonly marker?: readonly [number, number];
  readonly title: string;
  readonly description: string;
}

/** The picture's size, and where in it the map is. */
export const SIZE = 320;
export const MAP = { left: 38, top: 22, side: 274 } as const;

/** The thinnest and the thickest crease; of more than so many, all are thinner. */
const [THIN, THICK, MANY] = [0.75, 4, 16];

/** How strong the dots and the creases that are not looked at are; how a ridge is dashed, a valley is not; how large the marker is. */
export const [DOTS, FAINT, RIDGE, MARKER] = [0.45, 0.8, [6, 4], 5];

const EVERYWHERE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** Where a point is in the picture, and back. */
export function places([[x0, x1], [y0, y1]]: Rectangle) {
  const { left, top, side } = MAP;
  return {
    at: ([x, y]: readonly [number, number]): readonly [number, number] => [
      left + (side * (x - x0)) / (x1 - x0),
      top + side - (side * (y - y0)) / (y1 - y0),
    ],
    back: ([px, py]: readonly [number, number]): readonly [number, number] => [
      x0 + ((px - left) / side) * (x1 - x0),
      y0 + ((top + side - py) / side) * (y1 - y0),
    ],
  };
}

/** A finger or a mouse is on a crease if it is no further from it, in pixels of the picture. */
const NEAR = 7;

/** The crease that a place is on, the nearest of several. */
export function creaseAt<C extends Crease>(
  at: readonly [number, number],
  creases: readonly C[],
  rectangle: Rectangle,
): C | undefined {
  const { at: place } = places(rectangle);
  const [px, py] = place(at);
  const far = ({ from, to }: Crease): number => {
    const [[x0, y0], [x1, y1]] = [place(from), place(to)];
    return Math.abs((x1 - x0) * (py - y0) - (y1 - y0) * (px - x0)) / Math.hypot(x1 - x0, y1 - y0);
  };
  const near = creases.filter((crease) => far(crease) <= NEAR);
  return near.length > 0 ? near.reduce((a, b) => (far(b) < far(a) ? b : a)) : undefined;
}

export function heatMap(map: HeatMap, paint: Paint): Markup {
  const { facets, rectangle, scale, creases = [], names, dots = [], marker, title, description } = map;
  const { at } = places(rectangle);
  const most = mostOf(creases);
  return h(
    "svg",
    { class: "pw-heat", viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-label": description },
    ...bandPaths(facets, rectangle, scale).map(([band, d]) =>
      // The line in its own colour covers the hair's breadth between neighbours.
      h("path", { d, fill: paint.band(band), stroke: paint.band(band), "stroke-width": 0.6 }),
    ),
    dots.length > 0 &&
      h("path", {
        d: dots.map((dot) => `M${pair(at(dot))}h0`).join(""),
        ...{ stroke: paint.token("ink"), "stroke-width": 3, "stroke-linecap": "round", opacity: DOTS },
      }),
    ...creases.map((crease) => {
      const { from, to, fold, selected } = crease;
      return h("path", {
        d: `M${pair(at(from))}L${pair(at(to))}`,
        fill: "none",
        stroke: paint.token(inkOf(crease)),
        "stroke-width": Math.round(100 * widthOf(fold, most, creases.length)) / 100,
        "stroke-dasharray": fold < 0 && RIDGE.join(" "),
        opacity: selected ? 1 : FAINT,
      });
    }),
    ...axes(rectangle, names, title, paint),
    marker &&
      h("circle", {
        ...{ cx: round(at(marker)[0]), cy: round(at(marker)[1]), r: MARKER },
        ...{ fill: paint.token("paper"), stroke: paint.token("ink"), "stroke-width": 2 },
      }),
  );
}

type BandPath = readonly [band: number, d: string];

/** Of facets that were seen before: a marker that moves over a map changes nothing below it. */
const known = new WeakMap<readonly Facet[], { readonly scale: HeightScale; readonly paths: readonly BandPath[] }>();

/** What the facets take of each band, as one path. */
function bandPaths(facets: readonly Facet[], rectangle: Rectangle, scale: HeightScale): readonly BandPath[] {
  const before = known.get(facets);
  if (before?.scale === scale) return before.paths;
  const { at } = places(rectangle);
  const bands = new Map<number, string[]>();
  for (const facet of facets) {
    for (const { corners, band } of patchesOf(facet, scale, EVERYWHERE)) {
      const path = `M${corners.map(([x, y]) => pair(at([x, y]))).join("L")}z`;
      const paths = bands.get(band);
      if (paths) paths.push(path);
      else bands.set(band, [path]);
    }
  }
  const paths = [...bands].sort(([a], [b]) => a - b).map(([band, parts]) => [band, parts.join("")] as const);
  known.set(facets, { scale, paths });
  return paths;
}

/** The name of a crease's colour in the theme. */
export const inkOf = ({ hue, selected }: ShownCrease): string =>
  hue === undefined ? (selected ? "ink" : "grey") : `unit-${hue}`;

/** The sharpest fold. */
export const mostOf = (creases: readonly Crease[]): number =>
  creases.reduce((most, { fold }) => Math.max(most, Math.abs(fold)), 0);

/** How thick one of so many creases is drawn: by its fold, where the largest one is `most`. */
export const widthOf = (fold: number, most: number, count: number): number =>
  (THIN + ((THICK - THIN) * Math.abs(fold)) / (most || 1)) * Math.min(1, Math.sqrt(MANY / count));

function axes([xs, ys]: Rectangle, names: readonly [string, string], title: string, paint: Paint): Markup[] {
  const { left, top, side } = MAP;
  const text = (attributes: Record<string, string | number | boolean>, ...words: string[]) =>
    h("text", { fill: paint.token("soft"), "font-family": FONT, "font-size": 13, ...attributes }, ...words);
  const share = ({ value }: Tick, [lo, hi]: readonly [number, number]) => (value - lo) / (hi - lo);
  const middle = { "text-anchor": "middle" };
  return [
    ...ticks(...xs, 5).map((tick) =>
      text({ ...middle, x: round(left + side * share(tick, xs)), y: top + side + 18 }, tick.label),
    ),
    ...ticks(...ys, 5).map((tick) =>
      text({ "text-anchor": "end", x: left - 5, y: round(top + side * (1 - share(tick, ys)) + 4.5) }, tick.label),
    ),
    text(
      { "text-anchor": "end", x: left + side, y: top - 7, fill: paint.token("soft") },
      `${short(names[0])} across, ${short(names[1])} up`,
    ),
    text({ x: left, y: top - 7, fill: paint.token("ink"), "font-weight": 600 }, title),
  ];
}

const short = (name: string): string => (name.length > 14 ? `${name.slice(0, 13)}…` : name);

const round = (value: number): number => Math.round(value * 10) / 10;
const pair = ([x, y]: readonly [number, number]): string => `${round(x)} ${round(y)}`;

/** What a band of the scale stands for: a strip of all colours between two heights, with some of them written below. */
export function colourStrip(scale: HeightScale, [lo, hi]: readonly [number, number], paint: Paint): Markup {
  const bands = Array.from({ length: 2 * 7 }, (_, i) => i - 7).filter(
    (band) => scale.centre + (band + 1) * scale.step > lo && scale.centre + band * scale.step < hi,
  );
  const width = MAP.side / bands.length;
  const every = bands.length > 8 ? 2 : 1;
  return h(
    "svg",
    { class: "pw-strip", viewBox: `0 0 ${SIZE} 32`, "aria-hidden": "true" },
    ...bands
      .flatMap((band, i) => [
        h("rect", {
          x: round(MAP.left + i * width),
          y: 0,
          width: round(width) + 0.3,
          height: 10,
          fill: paint.band(band),
        }),
        i > 0 &&
          band % every === 0 &&
          h(
            "text",
            {
              ...{ x: round(MAP.left + i * width), y: 26, "text-anchor": "middle" },
              ...{ fill: paint.token("soft"), "font-family": FONT, "font-size": 13 },
            },
            concise(scale.centre + band * scale.step),
          ),
      ])
      .filter((child) => child !== false),
  );
}
