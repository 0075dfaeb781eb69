// stroke-raster.ts: strokes over a surface as pixels, behind what is nearer: for stages that move where a processor draws.
import { EXTENT, type Frame } from "../../plot/surface/index.ts";
import type { Strokes } from "./stage.ts";
import { mixed, OPAQUE, type Picture } from "./surface-raster.ts";

const PER_STROKE = 10;

/** What ends at the top of the box is not cut off by rounding. */
const ROUNDING = 1.0001;

/**
 * Strokes with round ends, whose edges fade over a pixel. Along the longer one of its ways a stroke is taken pixel by pixel,
 * and at each of them those across.
 *
 * @param reach what is further from z = 0 is not shown
 * @param picture what they are put in: its depths are those of what may hide them
 */
export function paintStrokes(
  { values, count }: Strokes,
  { right, up, away }: Frame,
  reach: number,
  { side, pixels, depths }: Picture,
): void {
  const scale = side / (2 * EXTENT);
  const middle = side / 2;
  const highest = reach * ROUNDING;
  const bytes = new Uint8ClampedArray(pixels.buffer);
  for (let i = 0; i < PER_STROKE * count; i += PER_STROKE) {
    const ax = values[i];
    const ay = values[i + 1];
    const az = values[i + 2];
    const bx = values[i + 3];
    const by = values[i + 4];
    const bz = values[i + 5];
    const x0 = middle + scale * (right[0] * ax + right[1] * ay);
    const x1 = middle + scale * (right[0] * bx + right[1] * by);
    const y0 = middle - scale * (up[0] * ax + up[1] * ay + up[2] * az);
    const y1 = middle - scale * (up[0] * bx + up[1] * by + up[2] * bz);
    const d0 = away[0] * ax + away[1] * ay + away[2] * az;
    const dd = away[0] * bx + away[1] * by + away[2] * bz - d0;
    const dz = bz - az;
    const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
    // p goes along the longer way, q across it.
    const p0 = steep ? y0 : x0;
    const p1 = steep ? y1 : x1;
    const q0 = steep ? x0 : y0;
    const q1 = steep ? x1 : y1;
    const stepP = steep ? side : 1;
    const stepQ = steep ? 1 : side;
    const run = Math.sqrt((p1 - p0) ** 2 + (q1 - q0) ** 2);
    const alongP = run > 0 ? (p1 - p0) / run : 1;
    const alongQ = run > 0 ? (q1 - q0) / run : 0;
    const half = values[i + 9] / 2 + 0.5;
    const across = half / Math.abs(alongP);
    const ink = inkOf(values, i + 6);
    const last = Math.min(side - 1, Math.floor(Math.max(p0, p1) + half - 0.5));
    for (let p = Math.max(0, Math.ceil(Math.min(p0, p1) - half - 0.5)); p <= last; p++) {
      const dp = p + 0.5 - p0;
      const q = q0 + (dp * alongQ) / alongP;
      const end = Math.min(side - 1, Math.floor(q + across - 0.5));
      for (let k = Math.max(0, Math.ceil(q - across - 0.5)); k <= end; k++) {
        const at = p * stepP + k * stepQ;
        const dq = k + 0.5 - q0;
        const far = dp * alongP + dq * alongQ;
        const share = far <= 0 ? 0 : far >= run ? 1 : far / run;
        if (d0 + share * dd > depths[at]) continue;
        const height = az + share * dz;
        if (height > highest || height < -highest) continue;
        const beside = Math.abs(dp * alongQ - dq * alongP);
        const beyond = far - share * run;
        const inside = half - (beyond === 0 ? beside : Math.sqrt(beyond * beyond + beside * beside));
        if (inside <= 0) continue;
        if (inside >= 1) pixels[at] = ink;
        else if ((pixels[at] & OPAQUE) === OPAQUE) pixels[at] = mixed(pixels[at], ink, inside);
        else over(bytes, 4 * at, values, i + 6, inside);
      }
    }
  }
}

/** An opaque colour as a pixel holds it. */
const inkOf = (values: Float32Array, at: number): number =>
  OPAQUE |
  (Math.round(255 * values[at + 2]) << 16) |
  (Math.round(255 * values[at + 1]) << 8) |
  Math.round(255 * values[at]);

/** Lays a colour over that of a pixel that is not opaque. */
function over(bytes: Uint8ClampedArray, at: number, values: Float32Array, ink: number, opacity: number): void {
  const below = (bytes[at + 3] / 255) * (1 - opacity);
  const all = opacity + below;
  for (let part = 0; part < 3; part++) {
    bytes[at + part] = (255 * opacity * values[ink + part] + below * bytes[at + part]) / all;
  }
  bytes[at + 3] = 255 * all;
}
