// pen.ts: what a reader draws, made an image as those of the data were made: centred, scaled, and counted in squares.
import { FORMATS, type SetName } from "./images.ts";

/** Points x, y, x, y … from 0 to `PAPER`, from the left and from the top. */
export type Stroke = readonly number[];

/** Strokes are kept in whole numbers up to this. */
export const PAPER = 100;

/** Squares of a pixel's side that are inked or not. */
const FINE = 4;

/** A thin digit is widened by this at most. */
const MOST_STRETCH = 1.2;

interface Form {
  /** Pixels of the box that the ink fills. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the pen's width. */
  readonly pen: number;
  /** Whether both sides of the box are filled, as in the small images, or the longer one. */
  readonly stretched: boolean;
  /** Whether the middle is that of the ink, or that of its box. */
  readonly byMass: boolean;
}

const FORMS: Readonly<Record<SetName, Form>> = {
  "8×8": { width: 6, height: 8, pen: 1.6, stretched: true, byMass: false },
  MNIST: { width: 20, height: 20, pen: 2.6, stretched: false, byMass: true },
};

/** The image of these strokes; all paper where there are none. */
export function imageOfStrokes(strokes: readonly Stroke[], set: SetName): Uint8Array {
  const { side, ink } = FORMATS[set];
  const form = FORMS[set];
  const pixels = new Uint8Array(side * side);
  const segments = placed(strokes, form, side);
  if (segments.length === 0) return pixels;
  const fine = side * FINE;
  const squares = inked(segments, (form.pen * FINE) / 2, fine);
  const [dx, dy] = form.byMass ? toMiddle(squares, fine) : [0, 0];
  for (let y = 0; y < fine; y++) {
    for (let x = 0; x < fine; x++) {
      const [column, row] = [Math.floor((x + dx) / FINE), Math.floor((y + dy) / FINE)];
      if (squares[y * fine + x] && column >= 0 && row >= 0 && column < side && row < side)
        pixels[row * side + column]++;
    }
  }
  return pixels.map((count) => Math.round((count * ink) / (FINE * FINE)));
}

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** The strokes as segments in fine squares, with the pen's outline in the middle of the picture. */
function placed(strokes: readonly Stroke[], { width, height, pen, stretched }: Form, side: number): Segment[] {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 0));
  const ys = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 1));
  if (xs.length === 0) return [];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // The pen's width is the picture's, not the paper's: what is scaled is the way of its middle.
  const across = (width - pen) / Math.max(right - left, 1);
  const down = (height - pen) / Math.max(bottom - top, 1);
  const both = Math.min(across, down);
  const scaleX = stretched ? Math.min(across, MOST_STRETCH * both) : both;
  const scaleY = stretched ? Math.min(down, MOST_STRETCH * both) : both;
  const at = (x: number, y: number) =>
    [
      FINE * (side / 2 + (x - (left + right) / 2) * scaleX),
      FINE * (side / 2 + (y - (top + bottom) / 2) * scaleY),
    ] as const;
  return strokes.flatMap((stroke) => {
    const points = Array.from({ length: stroke.length / 2 }, (_, i) => at(stroke[2 * i], stroke[2 * i + 1]));
    return points.map((point, i) => [...points[Math.max(0, i - 1)], ...point] as const);
  });
}

/** Which fine squares have their middle under the pen. */
function inked(segments: readonly Segment[], radius: number, fine: number): Uint8Array {
  const squares = new Uint8Array(fine * fine);
  for (const [x0, y0, x1, y1] of segments) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    const from = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - radius));
    const to = (a: number, b: number) => Math.min(fine - 1, Math.ceil(Math.max(a, b) + radius));
    for (let y = from(y0, y1); y <= to(y0, y1); y++) {
      for (let x = from(x0, x1); x <= to(x0, x1); x++) {
        const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
        const t = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
        if (Math.hypot(px - t * dx, py - t * dy) <= radius) squares[y * fine + x] = 1;
      }
    }
  }
  return squares;
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
