// facets.ts: surfaces as flat convex pieces: the linear regions of a sum exactly, a target on a grid.
import { type Crease, creases, evaluate, type PlaneSum, type Rectangle, regions } from "../../core/index.ts";
import { bandOf, type HeightScale, levelOf } from "./height-scale.ts";

export type Point3 = readonly [x: number, y: number, z: number];

/** A flat piece; its corners counter-clockwise as seen from above. */
export interface Facet {
  readonly corners: readonly Point3[];
  readonly gradient: readonly [number, number];
}

/** A part of a facet within one band of heights. */
export interface Patch {
  readonly corners: readonly Point3[];
  readonly band: number;
}

/** The surface of a sum of two inputs: one facet for each of its linear regions. */
export function facetsOf(f: PlaneSum, rectangle: Rectangle): Facet[] {
  return regions(f, rectangle).map(({ polygon, gradient, intercept }) => ({
    corners: polygon.map(([x, y]): Point3 => [x, y, gradient[0] * x + gradient[1] * y + intercept]),
    gradient,
  }));
}

/** Any function of x and y as two triangles in each cell of a grid; cells where it has no value are left out. */
export function gridFacets(
  f: (x: number, y: number) => number,
  [[x0, x1], [y0, y1]]: Rectangle,
  cells: number,
): Facet[] {
  const at = (lo: number, hi: number, i: number) => lo * (1 - i / cells) + hi * (i / cells);
  const points = Array.from({ length: cells + 1 }, (_, j) =>
    Array.from({ length: cells + 1 }, (_, i): Point3 => {
      const [x, y] = [at(x0, x1, i), at(y0, y1, j)];
      return [x, y, f(x, y)];
    }),
  );
  const facets: Facet[] = [];
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const [a, b, c, d] = [points[j][i], points[j][i + 1], points[j + 1][i + 1], points[j + 1][i]];
      for (const corners of [
        [a, b, c],
        [a, c, d],
      ]) {
        if (corners.every(([, , z]) => Number.isFinite(z))) facets.push({ corners, gradient: gradientOf(corners) });
      }
    }
  }
  return facets;
}

function gradientOf([[x0, y0, z0], [x1, y1, z1], [x2, y2, z2]]: readonly Point3[]): readonly [number, number] {
  const [ax, ay, az, bx, by, bz] = [x1 - x0, y1 - y0, z1 - z0, x2 - x0, y2 - y0, z2 - z0];
  const area = ax * by - ay * bx;
  return [(az * by - bz * ay) / area, (ax * bz - bx * az) / area];
}

/** The facet between two heights; undefined where nothing of it is. */
export function between(corners: readonly Point3[], lo: number, hi: number): readonly Point3[] | undefined {
  const above = corners.every(([, , z]) => z >= lo) ? corners : clipped(corners, lo, 1);
  const inside = above.every(([, , z]) => z <= hi) ? above : clipped(above, hi, -1);
  return inside.length >= 3 ? inside : undefined;
}

/** The facet's parts in each band, between the heights of `zlim`. */
export function patchesOf({ corners }: Facet, scale: HeightScale, [lo, hi]: readonly [number, number]): Patch[] {
  const inside = between(corners, lo, hi);
  if (!inside) return [];
  const heights = inside.map(([, , z]) => z);
  const [first, last] = [bandOf(Math.min(...heights), scale), bandOf(Math.max(...heights), scale)];
  if (first === last) return [{ corners: inside, band: first }];
  const patches: Patch[] = [];
  for (let band = first; band <= last; band++) {
    const from = band === first ? Number.NEGATIVE_INFINITY : levelOf(band, scale);
    const to = band === last ? Number.POSITIVE_INFINITY : levelOf(band + 1, scale);
    const part = between(inside, from, to);
    if (part) patches.push({ corners: part, band });
  }
  return patches;
}

/** The part of a convex polygon on one side of a height: Sutherland & Hodgman (1974). */
function clipped(corners: readonly Point3[], level: number, side: 1 | -1): Point3[] {
  const kept: Point3[] = [];
  corners.forEach((point, i) => {
    const next = corners[(i + 1) % corners.length];
    const [here, there] = [side * (point[2] - level), side * (next[2] - level)];
    if (here >= 0) kept.push(point);
    if (here * there < 0) {
      const t = here / (here - there);
      kept.push([point[0] * (1 - t) + next[0] * t, point[1] * (1 - t) + next[1] * t, level]);
    }
  });
  return kept;
}

/** A straight piece of a crease, on the surface. */
export interface Edge {
  readonly from: Point3;
  readonly to: Point3;
  readonly crease: Crease;
}

/** Each crease as the path it takes over the surface: straight between the places where it meets others. */
export function edgesOf(f: PlaneSum, rectangle: Rectangle): Edge[] {
  const all = creases(f, rectangle);
  const paths = all.map((crease) => {
    const [[x0, y0], [x1, y1]] = [crease.from, crease.to];
    const stops = [0, 1];
    for (const other of all) {
      if (other === crease) continue;
      const { m, b } = f.units[other.units[0]];
      const [start, end] = [m[0] * x0 + m[1] * y0 + b, m[0] * x1 + m[1] * y1 + b];
      if (start * end < 0) stops.push(start / (start - end));
    }
    return stops.sort((a, b) => a - b).map((t) => [x0 * (1 - t) + x1 * t, y0 * (1 - t) + y1 * t] as const);
  });
  const heights = evaluate(f, Float64Array.from(paths.flat(2)), new Float64Array(paths.flat().length));
  let next = 0;
  return paths.flatMap((path, i) => {
    const points = path.map(([x, y]): Point3 => [x, y, heights[next++]]);
    return points.slice(1).map((to, j) => ({ from: points[j], to, crease: all[i] }));
  });
}
