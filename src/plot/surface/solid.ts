// solid.ts: a surface in its box as a drawing: what is far first, what is near over it. For pages without script, files, and browsers without WebGL.
import { h, type Markup } from "../../markup/index.ts";
import { concise } from "../ticks.ts";
import { type Edge, type Facet, type Point3, patchesOf } from "./facets.ts";
import { widthOf } from "./heat-map.ts";
import type { HeightScale } from "./height-scale.ts";
import { FONT, type Paint } from "./paint.ts";
import {
  type Box,
  backToFront,
  frameOf,
  gridBackToFront,
  inBox,
  type Line,
  projector,
  shadeOf,
  type Turn,
} from "./projection.ts";

export interface Solid {
  readonly facets: readonly Facet[];
  /** The lines that the facets lie between; absent where they are a grid's. */
  readonly lines?: readonly Line[];
  readonly edges: readonly ShownEdge[];
  readonly box: Box;
  readonly scale: HeightScale;
  readonly names: readonly [x: string, y: string];
}

/** An edge, and the hue of its unit where it has one. */
export interface ShownEdge extends Edge {
  readonly hue?: number;
}

/** The drawing's size; live pictures have the same. */
export const SIDE = 560;

export function solidMarkup(solid: Solid, turn: Turn, paint: Paint, description: string): Markup {
  const { facets, lines, box, scale } = solid;
  const project = projector(turn, box, SIDE);
  const path = (points: readonly Point3[], end = "z") =>
    `M${points.map((point) => pair(project(point))).join("L")}${end}`;
  const { most, count } = foldsOf(solid.edges);
  const edges = new Map(solid.edges.map((edge) => [sideKey(edge.from, edge.to), edge]));
  return h(
    "svg",
    { class: "pw-solid", viewBox: `0 0 ${SIDE} ${SIDE}`, role: "img", "aria-label": description },
    h("path", { d: path(floor(box)), fill: "none", stroke: paint.token("grey"), "stroke-width": 1 }),
    h(
      "g",
      { fill: "currentColor", stroke: "currentColor", "stroke-width": 0.6, "stroke-linejoin": "round" },
      (lines ? backToFront(facets, lines, turn, box) : gridBackToFront(facets, turn, box)).flatMap((facet) => {
        const shade = shadeOf(facet.gradient, box);
        return [
          ...patchesOf(facet, scale, box.zlim).map(({ corners, band }) =>
            h("path", { d: path(corners), color: paint.band(band, shade) }),
          ),
          ...facet.corners
            .flatMap((corner, i, all) => edges.get(sideKey(corner, all[(i + 1) % all.length])) ?? [])
            .filter(({ from, to }) => inside(from, box) && inside(to, box))
            .map(({ from, to, crease, hue }) =>
              h("path", {
                d: path([from, to], ""),
                stroke: paint.token(hue === undefined ? "grey" : `unit-${hue}`),
                "stroke-width": Math.round(100 * widthOf(crease.fold, most, count)) / 100,
                "stroke-linecap": "round",
              }),
            ),
        ];
      }),
    ),
    ...labels(turn, box, solid.names, paint),
  );
}

/** The sharpest fold of the edges, and how many creases they belong to. */
export function foldsOf(edges: readonly Edge[]): { readonly most: number; readonly count: number } {
  const all = new Set(edges.map(({ crease }) => crease));
  return { most: [...all].reduce((most, { fold }) => Math.max(most, Math.abs(fold)), 0), count: all.size };
}

const inside = ([, , z]: Point3, { zlim }: Box): boolean => z >= zlim[0] && z <= zlim[1];

/** The same for a facet's side and for the edge that runs along it, which differ by rounding. */
const sideKey = (a: Point3, b: Point3): string => `${(a[0] + b[0]).toPrecision(9)} ${(a[1] + b[1]).toPrecision(9)}`;

/** The box's bottom. */
export function floor({ rectangle: [[x0, x1], [y0, y1]], zlim: [z] }: Box): readonly Point3[] {
  return [
    [x0, y0, z],
    [x1, y0, z],
    [x1, y1, z],
    [x0, y1, z],
  ];
}

/** How wide a letter is, at most: the heights of a box far to the left are not cut off. */
const PER_LETTER = 8;

/** As a share of an axis. */
const BEFORE = 0.09;

/** The names and ends of the axes, at the sides that face who looks. */
export function labels(turn: Turn, box: Box, [xName, yName]: readonly [string, string], paint: Paint): Markup[] {
  const project = projector(turn, box, SIDE);
  const { away, right } = frameOf(turn);
  const [[x0, x1], [y0, y1]] = box.rectangle;
  const [z0, z1] = box.zlim;
  const depth = (point: Point3) => inBox(point, box).reduce((sum, value, i) => sum + value * away[i], 0);
  const nearer = (a: Point3, b: Point3) => (depth(a) < depth(b) ? a : b);
  const y = nearer([(x0 + x1) / 2, y0, z0], [(x0 + x1) / 2, y1, z0])[1];
  const x = nearer([x0, (y0 + y1) / 2, z0], [x1, (y0 + y1) / 2, z0])[0];
  const corners = floor(box);
  const leftmost = corners.reduce((a, b) => (project(b)[0] < project(a)[0] ? b : a));
  const out = (point: Point3, by: number): readonly [number, number] => {
    const [px, py] = project(point);
    const [mx, my] = project([(x0 + x1) / 2, (y0 + y1) / 2, z0]);
    const far = Math.hypot(px - mx, py - my) || 1;
    return [px + (by * (px - mx)) / far, py + (by * (py - my)) / far];
  };
  const text = ([px, py]: readonly [number, number], words: string, strong = false, anchor = "middle") =>
    h(
      "text",
      {
        ...{ x: Math.round(px), y: Math.round(py + 5), "text-anchor": anchor, "font-family": FONT },
        ...{ "font-size": 14, fill: paint.token(strong ? "ink" : "soft"), "font-weight": strong && 600 },
        ...{ stroke: paint.token("paper"), "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" },
      },
      words,
    );
  const [zx, zLow] = project(leftmost);
  const zHigh = project([leftmost[0], leftmost[1], z1])[1];
  const steep = Math.abs(right[0]) > 0.15 && Math.abs(right[1]) > 0.15;
  /** Where both axes end in one corner, at different numbers, these stand a little before it. */
  const apart = (end: number, other: number, corner: number): number =>
    end === corner && steep && concise(x) !== concise(y) ? end * (1 - BEFORE) + other * BEFORE : end;
  return [
    text(out([(x0 + x1) / 2, y, z0], 26), xName, true),
    text(out([x, (y0 + y1) / 2, z0], 26), yName, true),
    ...(steep || Math.abs(right[0]) > 0.15
      ? [text(out([apart(x0, x1, x), y, z0], 18), concise(x0)), text(out([apart(x1, x0, x), y, z0], 18), concise(x1))]
      : []),
    ...(steep || Math.abs(right[1]) > 0.15
      ? [text(out([x, apart(y0, y1, y), z0], 18), concise(y0)), text(out([x, apart(y1, y0, y), z0], 18), concise(y1))]
      : []),
    h("line", { x1: zx, x2: zx, y1: zLow, y2: zHigh, stroke: paint.token("grey"), "stroke-width": 1 }),
    ...[
      { y: zLow - 26, words: concise(z0) },
      { y: zHigh, words: concise(z1) },
    ].map(({ y, words }) => text([Math.max(zx - 6, PER_LETTER * words.length), y], words, false, "end")),
  ];
}

const pair = ([x, y]: readonly [number, number]): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
