// map-raster.ts: a sum from above as pixels, row by row: for maps that move.

import type { PlaneSum, Rectangle } from "../../core/index.ts";
import { bandOf, type HeightScale, REACH } from "../../plot/surface/index.ts";

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
  // How the slope and the constant of the row change at each of its pixels.
  const bend = new Float64Array(side + 1);
  const jump = new Float64Array(side + 1);
  for (let row = 0; row < side; row++) {
    const y = y1 - (row + 0.5) * dy;
    bend.fill(0);
    jump.fill(0);
    bend[0] = slope[0];
    jump[0] = intercept + slope[1] * y;
    for (const { m, b, weight } of units) {
      const [rise, constant] = [m[0], m[1] * y + b];
      // The first pixel whose middle is beyond the fold.
      const beyond = rise === 0 ? 0 : Math.ceil((-constant / rise - x0) / dx - 0.5);
      const at = Math.min(side, Math.max(0, beyond));
      if (rise > 0 || (rise === 0 && constant > 0)) {
        bend[at] += weight * rise;
        jump[at] += weight * constant;
      } else if (rise < 0) {
        bend[0] += weight * rise;
        jump[0] += weight * constant;
        bend[at] -= weight * rise;
        jump[at] -= weight * constant;
      }
    }
    let [a, c] = [0, 0];
    for (let column = 0; column < side; column++) {
      a += bend[column];
      c += jump[column];
      out[row * side + column] = colours[bandOf(a * (x0 + (column + 0.5) * dx) + c, scale) + REACH];
    }
  }
}
