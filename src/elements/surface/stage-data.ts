// stage-data.ts: a picture as the triangles and strokes that a stage draws.

import {
  floor,
  foldsOf,
  inBox,
  type Paint,
  type Point3,
  patchesOf,
  type ShownEdge,
  type Solid,
  shadeOf,
  widthOf,
} from "../../plot/surface/index.ts";
import type { Strokes, Triangles } from "./stage.ts";

/** Shades and widths are told apart in so many steps. */
const SHADES = 32;
const WIDTHS = 5;

export function trianglesOf({ facets, box, scale }: Solid, paint: Paint): Triangles {
  const known = new Map<string, readonly [number, number, number]>();
  const corners: number[] = [];
  const colours: number[] = [];
  for (const facet of facets) {
    const shade = Math.round(SHADES * shadeOf(facet.gradient, box)) / SHADES;
    for (const patch of patchesOf(facet, scale, box.zlim)) {
      const key = `${patch.band} ${shade}`;
      let colour = known.get(key);
      if (!colour) {
        colour = linearLight(paint.band(patch.band, shade));
        known.set(key, colour);
      }
      const points = patch.corners.map((corner) => inBox(corner, box));
      for (let i = 2; i < points.length; i++) {
        corners.push(...points[0], ...points[i - 1], ...points[i]);
        colours.push(...colour, ...colour, ...colour);
      }
    }
  }
  return { corners: Float32Array.from(corners), colours: Float32Array.from(colours) };
}

/** The folds, thick ones and thin ones, each in its colour; and the bottom of the box. */
export function strokesOf({ edges, box }: Solid, paint: Paint): Strokes[] {
  const { most, count } = foldsOf(edges);
  const groups = new Map<string, { readonly colour: string; readonly width: number; readonly points: number[] }>();
  const add = (from: Point3, to: Point3, token: string, width: number): void => {
    const key = `${token} ${width}`;
    const group = groups.get(key) ?? { colour: paint.token(token), width, points: [] };
    group.points.push(...inBox(from, box), ...inBox(to, box));
    groups.set(key, group);
  };
  const [lo, hi] = box.zlim;
  const inside = ({ from, to }: ShownEdge) => [from, to].every(([, , z]) => z >= lo && z <= hi);
  for (const edge of edges.filter(inside)) {
    const width = Math.round(WIDTHS * widthOf(edge.crease.fold, most, count)) / WIDTHS;
    add(edge.from, edge.to, edge.hue === undefined ? "grey" : `unit-${edge.hue}`, width);
  }
  floor(box).forEach((corner, i, all) => {
    add(corner, all[(i + 1) % all.length], "grey", 1);
  });
  return [...groups.values()].map(({ points, ...rest }) => ({ ...rest, points: Float32Array.from(points) }));
}

/** #rrggbb as red, green and blue in linear light. */
function linearLight(colour: string): readonly [number, number, number] {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}
