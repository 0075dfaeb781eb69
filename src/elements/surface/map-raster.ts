// map-raster.ts: a sum from above as pixels, row by row: for maps that move.
import type { PlaneSum, Rectangle } from "../../core/index.ts";
import { type HeightScale, REACH } from "../../plot/surface/index.ts";

/**
 * The colour of the band of each pixel's middle, of a picture of `side` by `side` pixels, its top row first. Along a row the
 * sum is a running slope: each unit is put in once, where it switches on or off, so a row costs O(units + side).
 *
 * @param colours of the bands −REACH … REACH − 1, as the pixels hold them
 * @param out overwritten
 */
export function paintBands(
  { units, slope, intercept }: PlaneSum,
  [[x0, x1], [y0, y1]]: Rectangle,
  scale: HeightScale,
  colours: Uint32Array,
  side: number,
  out: Uint32Array,
): void {
  const [dx, dy] = [(x1 - x0) / side, (y1 - y0) / side];
  const flat = Float64Array.from(units.flatMap(({ m, b, weight }) => [m[0], m[1], b, weight]));
  // Bands counted from the lowest one, as `bandOf` has them.
  const [each, first, last] = [1 / scale.step, REACH - scale.centre / scale.step, 2 * REACH - 1];
  // How the slope and the constant of the row change at each of its pixels.
  const bend = new Float64Array(side + 1);
  const jump = new Float64Array(side + 1);
  for (let row = 0; row < side; row++) {
    const y = y1 - (row + 0.5) * dy;
    bend.fill(0);
    jump.fill(0);
    bend[0] = slope[0];
    jump[0] = intercept + slope[1] * y;
    for (let i = 0; i < flat.length; i += 4) {
      const rise = flat[i];
      const constant = flat[i + 1] * y + flat[i + 2];
      if (rise === 0 && constant <= 0) continue;
      const [bends, jumps] = [flat[i + 3] * rise, flat[i + 3] * constant];
      // The first pixel whose middle is beyond the fold.
      const beyond = rise === 0 ? 0 : Math.ceil((-constant / rise - x0) / dx - 0.5);
      const at = Math.min(side, Math.max(0, beyond));
      const way = rise < 0 ? -1 : 1;
      bend[at] += way * bends;
      jump[at] += way * jumps;
      if (rise >= 0) continue;
      bend[0] += bends;
      jump[0] += jumps;
    }
    let [a, c] = [0, 0];
    for (let column = 0, x = x0 + dx / 2; column < side; column++, x += dx) {
      a += bend[column];
      c += jump[column];
      const band = Math.floor((a * x + c) * each + first);
      out[row * side + column] = colours[band < 0 ? 0 : band > last ? last : band];
    }
  }
}
