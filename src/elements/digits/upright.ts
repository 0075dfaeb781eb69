// upright.ts: strokes as the small digits were made: NIST's normal form, 32 squares each way, counted in blocks of four by four.
import { boxOf, counted, FINE, inked, placed, type Segment } from "./ink.ts";

const SIDE = 8;
const SQUARES = SIDE * FINE;

/** The box that a digit's ink fills. */
const BOX = { width: 20, height: 32 };

/** Where fewer squares are inked the strokes are made thicker, where more, thinner; both twice beyond the outer two. */
const THIN = { once: 256, twice: 108 };
const THICK = { once: 412, twice: 560 };

/** The pen's radius, as a share of the longer side of the way that it goes. */
const PEN = 0.07;

/**
 * How much more one side may be stretched than the other. NIST has no such limit, but hardly any 1 in the data has a flag:
 * one that fills the box is taken for a 3.
 */
const MOST_STRETCH = 1.5;

/**
 * The image of a way of the pen, by the steps of the programs that the data were made with (Garris et al. 1994, NISTIR
 * 5469): stretched to 20 by 32 squares, thickened or thinned to about the same ink, and sheared until the leftmost ink
 * of the first row is above that of the last. So however a hand leans, the image does not. Pixels count 16 squares.
 */
export function uprightImage(segments: readonly Segment[]): Uint8Array {
  const box = boxOf(segments);
  // A dot has no size that the pen could be a share of: any will do, since it is stretched.
  const radius = PEN * (Math.max(box.width, box.height) || 1);
  const [across, down] = [BOX.width / (box.width + 2 * radius), BOX.height / (box.height + 2 * radius)];
  const most = MOST_STRETCH * Math.min(across, down);
  const [scaleX, scaleY] = [Math.min(across, most), Math.min(down, most)];
  const drawn = inked(placed(segments, box, scaleX, scaleY, SQUARES), radius * scaleX, radius * scaleY, SQUARES);
  const squares = evened(drawn);
  const lean = leanOf(squares);
  return counted(squares, SIDE, (row) => Math.round(lean * (row + 0.5 - SQUARES / 2)));
}

function evened(squares: Uint8Array): Uint8Array {
  const ink = squares.reduce((sum, on) => sum + on, 0);
  if (ink > THICK.once) return ink > THICK.twice ? spread(spread(squares, 0), 0) : spread(squares, 0);
  if (ink < THIN.once) return ink < THIN.twice ? spread(spread(squares, 1), 1) : spread(squares, 1);
  return squares;
}

/** Squares of this value take their neighbours above, below, left and right; beyond the edge all is paper. */
const spread = (squares: Uint8Array, value: number): Uint8Array =>
  squares.map((own, i) => {
    const [x, y] = [i % SQUARES, Math.floor(i / SQUARES)];
    const neighbours = [
      x > 0 ? squares[i - 1] : 0,
      x < SQUARES - 1 ? squares[i + 1] : 0,
      y > 0 ? squares[i - SQUARES] : 0,
      y < SQUARES - 1 ? squares[i + SQUARES] : 0,
    ];
    return neighbours.includes(value) ? value : own;
  });

/** Squares to the left that the leftmost ink moves from row to row, from the first inked row to the last. */
function leanOf(squares: Uint8Array): number {
  const left = Array.from({ length: SQUARES }, (_, y) => squares.subarray(y * SQUARES, (y + 1) * SQUARES).indexOf(1));
  const first = left.findIndex((x) => x >= 0);
  const last = left.findLastIndex((x) => x >= 0);
  return last > first ? (left[first] - left[last]) / (last - first) : 0;
}
