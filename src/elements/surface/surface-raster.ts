// surface-raster.ts: a surface in three dimensions as pixels, column by column: for stages that move where a processor draws.
import { EXTENT, type Frame, lightOn } from "../../plot/surface/index.ts";
import type { BoxedSum } from "./mesh.ts";
import type { Colours } from "./stage.ts";

/** A square of pixels, as an image of a canvas holds them, its top row first; and how far away what they show is. */
export interface Picture {
  readonly side: number;
  readonly pixels: Int32Array;
  /** Infinity where nothing is. */
  readonly depths: Float32Array;
}

/** Strokes lie on the surface, which stands back for half the width, in pixels, of the widest one. */
const STANDS_BACK = 2.5;
const ROUNDING = 1e-5;

/** Least of what is divided by, where a fold is seen along the way that one looks. */
const TINY = 1e-300;

/** Of each unit: where a column meets its line, and what it adds beyond, to the right, away, and everywhere. */
const PER_UNIT = 5;

/**
 * The surface of a sum as it is seen, exactly: what is seen in a column of pixels is a path over the surface, from near to
 * far, that is straight between the folds it meets. These follow one another in the next column almost as in this one, so
 * a column costs O(units + side). A pixel belongs to what is met there first, as high as the box at most.
 *
 * @param picture overwritten
 */
export function paintSurface(
  { units, line }: BoxedSum,
  { right: [rx, ry], up: [, , rises], away: [, , falls] }: Frame,
  { bytes, bands, lights, first, each, reach }: Colours,
  { side, pixels, depths }: Picture,
): void {
  const sinks = -falls;
  const scale = side / (2 * EXTENT);
  const middle = side / 2;
  const palette = new Int32Array(bytes.buffer);
  /** A vector of the ground: to the right, and away. */
  const seen = (x: number, y: number) => [x * rx + y * ry, y * rx - x * ry] as const;
  const before = [...seen(line[0], line[1]), line[2]];
  const lines = new Float64Array(PER_UNIT * units.length);
  units.forEach(({ m, b, gain }, i) => {
    const [across, along] = seen(m[0], m[1]);
    const meets = -1 / (along || TINY);
    const gains = [...seen(gain[0], gain[1]), gain[2]];
    // One that is switched off further away is on nearer than anything.
    if (along < 0)
      gains.forEach((part, k) => {
        before[k] += part;
        gains[k] = -part;
      });
    lines.set([across * meets, b * meets, ...gains], PER_UNIT * i);
  });
  const count = units.length;
  const order = Int32Array.from(units, (_, i) => PER_UNIT * i);
  const folds = new Float64Array(count + 1);
  pixels.fill(0);
  depths.fill(Number.POSITIVE_INFINITY);

  for (let column = 0; column < side; column++) {
    const u = (column + 0.5 - middle) / scale;
    const [near, far] = groundUnder(u * rx, -ry, u * ry, rx);
    if (!(near < far)) continue;
    for (let k = 0; k < count; k++) {
      const unit = order[k];
      const fold = lines[unit] * u + lines[unit + 1];
      let place = k;
      for (; place > 0 && folds[place - 1] > fold; place--) {
        folds[place] = folds[place - 1];
        order[place] = order[place - 1];
      }
      folds[place] = fold;
      order[place] = unit;
    }
    folds[count] = far;
    let [across, along, constant] = before;
    // Where the path is: how far away on the ground, its height, and the row of pixels it has come to.
    let from = near;
    for (let k = 0; from < far; k++) {
      const to = Math.min(folds[k], far);
      if (to > from) {
        const start = across * u + constant;
        const z0 = start + along * from;
        const z1 = start + along * to;
        const y0 = middle - scale * (from * sinks + z0 * rises);
        const y1 = middle - scale * (to * sinks + z1 * rises);
        const top = Math.max(0, Math.ceil(Math.min(y0, y1) - 0.5));
        const end = Math.min(side, Math.ceil(Math.max(y0, y1) - 0.5));
        let light = -1;
        let dz = 0;
        let d0 = 0;
        let dd = 0;
        let border = 0;
        let back = 0;
        for (let row = top, at = top * side + column; row < end; row++, at += side) {
          if (depths[at] !== Number.POSITIVE_INFINITY) continue;
          if (light < 0) {
            dz = (z1 - z0) / (y1 - y0);
            d0 = from * rises - z0 * sinks;
            dd = ((to - from) * rises - (z1 - z0) * sinks) / (y1 - y0);
            // From one pixel to the next: of bands, and of depth.
            const steep = Math.abs(sinks + along * rises) * scale;
            border = Math.max((each * (Math.abs(along) + Math.abs(across) * sinks)) / steep, 1e-6);
            back = (STANDS_BACK * Math.max(Math.abs(rises - along * sinks), Math.abs(across))) / steep + ROUNDING;
            light = bands * Math.round((lights - 1) * lightOn(across * rx - along * ry, across * ry + along * rx));
          }
          const z = z0 + dz * (row + 0.5 - y0);
          if (z > reach || z < -reach) continue;
          pixels[at] = colourAt(palette, light, bands, each * z + first, border);
          depths[at] = d0 + dd * (row + 0.5 - y0) + back;
        }
        from = to;
      }
      if (k === count) break;
      const unit = order[k];
      across += lines[unit + 2];
      along += lines[unit + 3];
      constant += lines[unit + 4];
    }
  }
}

/** The colour of a height, counted in bands: that of its band, mixed with the next one's where the border is within a pixel. */
function colourAt(palette: Int32Array, from: number, bands: number, height: number, border: number): number {
  const next = Math.floor(height + 0.5);
  if (next <= 0) return palette[from];
  if (next >= bands) return palette[from + bands - 1];
  const share = (height - next) / border + 0.5;
  if (share <= 0) return palette[from + next - 1];
  if (share >= 1) return palette[from + next];
  return mixed(palette[from + next - 1], palette[from + next], share);
}

/** From where to where x + s·dx and y + s·dy are on the ground, whose sides go from −1 to 1. */
function groundUnder(x: number, dx: number, y: number, dy: number): readonly [number, number] {
  const [ax, bx] = [(-1 - x) / (dx || TINY), (1 - x) / (dx || TINY)];
  const [ay, by] = [(-1 - y) / (dy || TINY), (1 - y) / (dy || TINY)];
  return [Math.max(Math.min(ax, bx), Math.min(ay, by)), Math.min(Math.max(ax, bx), Math.max(ay, by))];
}

/** A colour between two that are opaque: `share` of the second. Red and blue are taken at once, in 128 parts: 31 bits hold them. */
export function mixed(a: number, b: number, share: number): number {
  const second = (128 * share + 0.5) | 0;
  const first = 128 - second;
  const ends = (Math.imul(a & ENDS, first) + Math.imul(b & ENDS, second)) >> 7;
  const green = (Math.imul(a & GREEN, first) + Math.imul(b & GREEN, second)) >> 7;
  return OPAQUE | (ends & ENDS) | (green & GREEN);
}

/** Parts of a pixel: red and blue, green, and an opacity that hides what is below. */
const ENDS = 0x00ff00ff;
const GREEN = 0x0000ff00;
export const OPAQUE = 0xff000000 | 0;
