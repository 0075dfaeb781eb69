// mesh.ts: the surface of a sum as triangles for a stage, cut along its folds into arrays that are used again.
import type { PlaneSum } from "../../core/index.ts";
import { type Box, HEIGHT, lightOn, type Triangles } from "../../plot/surface/index.ts";

/** Triangles of flat pieces, and what there is to say of these. */
export interface Mesh extends Triangles {
  readonly pieces: number;
  /** The lowest and the highest corner. */
  readonly heights: readonly [lo: number, hi: number];
}

/** In the box: 0 along mx·x + my·y + b, and where that is positive the sum has gx·x + gy·y + c more. */
export interface BoxedUnit {
  readonly m: readonly [mx: number, my: number];
  readonly b: number;
  readonly gain: readonly [gx: number, gy: number, c: number];
}

/** A sum as a function of the box, whose sides go from −1 to 1: its units, and what it is without them. */
export interface BoxedSum {
  readonly units: readonly BoxedUnit[];
  readonly line: readonly [gx: number, gy: number, c: number];
}

export function boxed({ units, slope, intercept }: PlaneSum, { rectangle, zlim: [z0, z1] }: Box): BoxedSum {
  const [[xMiddle, xHalf], [yMiddle, yHalf]] = rectangle.map(([lo, hi]) => [(lo + hi) / 2, (hi - lo) / 2]);
  const rise = HEIGHT / (z1 - z0);
  const affine = (mx: number, my: number, b: number, by: number): [number, number, number] => [
    by * mx * xHalf,
    by * my * yHalf,
    by * (b + mx * xMiddle + my * yMiddle),
  ];
  return {
    units: units.map(({ m: [mx, my], b, weight }) => {
      const [bx, by, at] = affine(mx, my, b, 1);
      return { m: [bx, by], b: at, gain: affine(mx, my, b, weight * rise) };
    }),
    line: affine(slope[0], slope[1], intercept - (z0 + z1) / 2, rise),
  };
}

/** What is cut off by less than this, of a box with sides of 2, is not: no one sees it. */
const GRAIN = 1e-6;

/** x, y, z and light. */
const PER_VERTEX = 4;

/**
 * A function from a sum to the triangles of its linear regions. Each call overwrites what the one before gave. A polygon is
 * cut along the first line that passes through it, and each half is asked about the lines that pass through it alone; the
 * others add to its slope once and for all.
 */
export function mesher(): (f: PlaneSum, box: Box) => Mesh {
  let vertices = new Float32Array(4096 * PER_VERTEX);
  let [used, pieces, lo, hi] = [0, 0, 0, 0];
  // Polygons, one after the other, two numbers a corner; and which lines pass through each.
  let corners = new Float64Array(0);
  let passing = new Int32Array(0);
  let lines = new Float64Array(0);
  const PER_LINE = 7;

  function emit(start: number, end: number, gx: number, gy: number, c: number): void {
    const light = lightOn(gx, gy);
    const needed = used + ((end - start) / 2 - 2) * 3 * PER_VERTEX;
    if (needed > vertices.length) {
      const longer = new Float32Array(2 * needed);
      longer.set(vertices);
      vertices = longer;
    }
    const put = (at: number): void => {
      const [x, y] = [corners[at], corners[at + 1]];
      const z = gx * x + gy * y + c;
      if (z < lo) lo = z;
      if (z > hi) hi = z;
      vertices[used] = x;
      vertices[used + 1] = y;
      vertices[used + 2] = z;
      vertices[used + 3] = light;
      used += PER_VERTEX;
    };
    for (let at = start + 4; at < end; at += 2) {
      put(start);
      put(at - 2);
      put(at);
    }
    pieces++;
  }

  /** Writes the part of the polygon on one side of a line behind `end`, and returns where it ends. */
  function clip(start: number, end: number, line: number, side: 1 | -1, to: number): number {
    const [mx, my, b] = [side * lines[line], side * lines[line + 1], side * lines[line + 2]];
    let [px, py] = [corners[end - 2], corners[end - 1]];
    let before = mx * px + my * py + b;
    for (let at = start; at < end; at += 2) {
      const [x, y] = [corners[at], corners[at + 1]];
      const value = mx * x + my * y + b;
      if (value * before < 0) {
        const t = before / (before - value);
        corners[to++] = px * (1 - t) + x * t;
        corners[to++] = py * (1 - t) + y * t;
      }
      if (value >= 0) {
        corners[to++] = x;
        corners[to++] = y;
      }
      [px, py, before] = [x, y, value];
    }
    return to;
  }

  /** The polygon from `start` to `end`, with the lines of `passing` from `from` to `to` that may pass through it. */
  function divide(start: number, end: number, from: number, to: number, gx: number, gy: number, c: number): void {
    let last = to;
    for (let i = from; i < to; i++) {
      const line = passing[i];
      const [mx, my, b, grain] = [lines[line], lines[line + 1], lines[line + 2], lines[line + 3]];
      let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let at = start; at < end; at += 2) {
        const value = mx * corners[at] + my * corners[at + 1] + b;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      if (most > grain && least < -grain) passing[last++] = line;
      else if (most > -least) {
        gx += lines[line + 4];
        gy += lines[line + 5];
        c += lines[line + 6];
      }
    }
    if (last === to) {
      emit(start, end, gx, gy, c);
      return;
    }
    const line = passing[to];
    const above = clip(start, end, line, 1, end);
    divide(end, above, to + 1, last, gx + lines[line + 4], gy + lines[line + 5], c + lines[line + 6]);
    divide(end, clip(start, end, line, -1, end), to + 1, last, gx, gy, c);
  }

  return (f, box) => {
    const { units, line } = boxed(f, box);
    const deepest = units.length + 2;
    // A polygon has a side for each line at most, and there are as many polygons under way as lines.
    if (passing.length < deepest ** 2) {
      corners = new Float64Array(2 * (units.length + 4) * deepest);
      passing = new Int32Array(deepest ** 2);
      lines = new Float64Array(PER_LINE * units.length);
    }
    units.forEach(({ m: [mx, my], b, gain }, i) => {
      lines.set([mx, my, b, GRAIN * (Math.abs(mx) + Math.abs(my)), ...gain], PER_LINE * i);
      passing[i] = PER_LINE * i;
    });
    corners.set([-1, -1, 1, -1, 1, 1, -1, 1]);
    [used, pieces, lo, hi] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    divide(0, 8, 0, units.length, ...line);
    const [z0, z1] = box.zlim;
    const height = (z: number) => z0 + (z / HEIGHT + 0.5) * (z1 - z0);
    return { vertices, count: used / PER_VERTEX, pieces, heights: [height(lo), height(hi)] };
  };
}
