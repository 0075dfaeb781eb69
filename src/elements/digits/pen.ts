// pen.ts: what a reader draws, made an image as those of the data were made.
import { FORMATS, type SetName } from "./images.ts";
import { boxOf, counted, FINE, inked, placed, type Segment, type Stroke, segmentsOf } from "./ink.ts";
import { uprightImage } from "./upright.ts";

export type { Stroke } from "./ink.ts";

/** Strokes are kept in whole numbers from 0 to this, from the left and from the top. */
export const PAPER = 100;

/** Of MNIST: pixels of the box whose longer side the ink fills, and of the pen's width. */
const BOX = 20;
const PEN = 2.6;

/** The image of these strokes; all paper where there are none. */
export function imageOfStrokes(strokes: readonly Stroke[], set: SetName): Uint8Array {
  const { side } = FORMATS[set];
  const segments = segmentsOf(strokes);
  if (segments.length === 0) return new Uint8Array(side * side);
  return set === "MNIST" ? massedImage(segments) : uprightImage(segments);
}

/** As LeCun et al. (1998) made MNIST: within 20 by 20 pixels, in its own proportions, its centre of mass in the middle. */
function massedImage(segments: readonly Segment[]): Uint8Array {
  const { side, ink } = FORMATS.MNIST;
  const fine = side * FINE;
  const box = boxOf(segments);
  // The pen's width is the picture's, not the paper's: what is scaled is the way of its middle.
  const scale = (FINE * (BOX - PEN)) / Math.max(box.width, box.height, 1);
  const squares = inked(placed(segments, box, scale, scale, fine), (PEN * FINE) / 2, (PEN * FINE) / 2, fine);
  const [across, down] = toMiddle(squares, fine);
  return counted(squares, side, () => across, down).map((count) => Math.round((count * ink) / (FINE * FINE)));
}

/** How far the ink's centre of mass is from the middle, in whole squares. */
function toMiddle(squares: Uint8Array, fine: number): readonly [number, number] {
  let [count, sumX, sumY] = [0, 0, 0];
  squares.forEach((on, i) => {
    if (!on) return;
    count++;
    sumX += (i % fine) + 0.5;
    sumY += Math.floor(i / fine) + 0.5;
  });
  return [Math.round(fine / 2 - sumX / count), Math.round(fine / 2 - sumY / count)];
}
