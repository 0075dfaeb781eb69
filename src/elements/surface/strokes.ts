// strokes.ts: the folds of a sum as strokes for a stage: how they go up and down over the surface, into an array that is used again.
import type { PlaneSum } from "../../core/index.ts";
import { type Box, HEIGHT, inkOf, mostOf, type ShownCrease, widthOf } from "../../plot/surface/index.ts";
import { boxed } from "./mesh.ts";
import type { Strokes } from "./stage.ts";

/** From, to (x, y, z each), red, green, blue, width. */
const PER_STROKE = 10;

/** Of each unit: mx, my, b, and what it adds. */
const PER_UNIT = 6;

/** Red, green and blue from 0 to 1 of a colour of the theme, by its name. */
export type Inks = (token: string) => readonly [number, number, number];

/**
 * A function from a sum and its creases to strokes: along each crease the height is a running slope, which changes where the
 * crease meets another one. The bottom of the box is drawn, too. Each call overwrites what the one before gave.
 */
export function stroker(): (f: PlaneSum, creases: readonly ShownCrease[], box: Box, inks: Inks) => Strokes {
  let values = new Float32Array(1024 * PER_STROKE);
  let used = 0;

  function stroke(
    from: readonly [number, number, number],
    to: readonly [number, number, number],
    ink: ReturnType<Inks>,
    width: number,
  ): void {
    if (used + PER_STROKE > values.length) {
      const longer = new Float32Array(2 * values.length);
      longer.set(values);
      values = longer;
    }
    for (const part of [from, to, ink]) {
      for (let i = 0; i < 3; i++) values[used++] = part[i];
    }
    values[used++] = width;
  }

  return (f, creases, box, inks) => {
    used = 0;
    const { units, line } = boxed(f, box);
    const [[x0, x1], [y0, y1]] = box.rectangle;
    const most = mostOf(creases);
    // Where along the crease its slope changes, in ascending order, and by how much.
    const at = new Float64Array(units.length);
    const change = new Float64Array(units.length);
    const flat = Float64Array.from(units.flatMap(({ m, b, gain }) => [...m, b, ...gain]));
    for (const crease of creases) {
      const [ax, bx] = [crease.from[0], crease.to[0]].map((x) => (2 * (x - x0)) / (x1 - x0) - 1);
      const [ay, by] = [crease.from[1], crease.to[1]].map((y) => (2 * (y - y0)) / (y1 - y0) - 1);
      const [dx, dy] = [bx - ax, by - ay];
      let z = line[0] * ax + line[1] * ay + line[2];
      let slope = line[0] * dx + line[1] * dy;
      let count = 0;
      for (let i = 0; i < flat.length; i += PER_UNIT) {
        const start = flat[i] * ax + flat[i + 1] * ay + flat[i + 2];
        const end = flat[i] * bx + flat[i + 1] * by + flat[i + 2];
        if ((start <= 0 && end <= 0) || crease.units.includes(i / PER_UNIT)) continue;
        const rise = flat[i + 3] * dx + flat[i + 4] * dy;
        if (start > 0) {
          z += flat[i + 3] * ax + flat[i + 4] * ay + flat[i + 5];
          slope += rise;
        } else if (start === 0) slope += rise;
        if (start * end >= 0) continue;
        const t = start / (start - end);
        let k = count++;
        for (; k > 0 && at[k - 1] > t; k--) {
          at[k] = at[k - 1];
          change[k] = change[k - 1];
        }
        at[k] = t;
        change[k] = end > 0 ? rise : -rise;
      }
      const ink = inks(inkOf(crease));
      const width = widthOf(crease.fold, most, creases.length);
      let before = 0;
      let from: readonly [number, number, number] = [ax, ay, z];
      for (let k = 0; k <= count; k++) {
        const t = k < count ? at[k] : 1;
        z += slope * (t - before);
        const to = [ax + t * dx, ay + t * dy, z] as const;
        stroke(from, to, ink, width);
        [from, before] = [to, t];
        slope += k < count ? change[k] : 0;
      }
    }
    const bottom = (
      [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const
    ).map(([x, y]) => [x, y, -HEIGHT / 2] as const);
    bottom.forEach((from, i) => {
      stroke(from, bottom[(i + 1) % 4], inks("grey"), 1);
    });
    return { values, count: used / PER_STROKE };
  };
}
