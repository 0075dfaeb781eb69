// ink.ts: strokes as segments, and the small squares that a pen along them inks.

/** Points x, y, x, y … from the left and from the top. */
export type Stroke = readonly number[];

export type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Squares along a pixel's side that are inked or not. */
export const FINE = 4;

/** A stroke of one point is a segment without length. */
export const segmentsOf = (strokes: readonly Stroke[]): Segment[] =>
  strokes.flatMap((stroke) =>
    Array.from({ length: stroke.length / 2 }, (_, i) => {
      const before = Math.max(0, i - 1);
      return [stroke[2 * before], stroke[2 * before + 1], stroke[2 * i], stroke[2 * i + 1]] as const;
    }),
  );

/** What the pen's middle goes through, by its middle and its sides. */
export function boxOf(segments: readonly Segment[]): Box {
  const xs = segments.flatMap(([x0, , x1]) => [x0, x1]);
  const ys = segments.flatMap(([, y0, , y1]) => [y0, y1]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** Segments scaled about a box's middle, which comes to the middle of a picture of `fine` squares each way. */
export const placed = (segments: readonly Segment[], { x, y }: Box, scaleX: number, scaleY: number, fine: number) =>
  segments.map(([x0, y0, x1, y1]): Segment => {
    const [atX, atY] = [(u: number) => fine / 2 + (u - x) * scaleX, (v: number) => fine / 2 + (v - y) * scaleY];
    return [atX(x0), atY(y0), atX(x1), atY(y1)];
  });

/** Which squares, `fine` each way, have their middle under a pen of these radii across and down. */
export function inked(
  segments: readonly Segment[],
  acrossRadius: number,
  downRadius: number,
  fine: number,
): Uint8Array {
  const squares = new Uint8Array(fine * fine);
  for (const [x0, y0, x1, y1] of segments) {
    const [dx, dy] = [(x1 - x0) / acrossRadius, (y1 - y0) / downRadius];
    const length = dx * dx + dy * dy;
    const from = (a: number, b: number, radius: number) => Math.max(0, Math.floor(Math.min(a, b) - radius));
    const to = (a: number, b: number, radius: number) => Math.min(fine - 1, Math.ceil(Math.max(a, b) + radius));
    for (let y = from(y0, y1, downRadius); y <= to(y0, y1, downRadius); y++) {
      for (let x = from(x0, x1, acrossRadius); x <= to(x0, x1, acrossRadius); x++) {
        const [px, py] = [(x + 0.5 - x0) / acrossRadius, (y + 0.5 - y0) / downRadius];
        const t = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
        if (Math.hypot(px - t * dx, py - t * dy) <= 1) squares[y * fine + x] = 1;
      }
    }
  }
  return squares;
}

/** Pixels, `side` each way, that count their inked squares, where each row is moved by `shift` of it and all by `down`. */
export function counted(squares: Uint8Array, side: number, shift: (row: number) => number, down = 0): Uint8Array {
  const fine = side * FINE;
  const pixels = new Uint8Array(side * side);
  for (let y = 0; y < fine; y++) {
    const row = Math.floor((y + down) / FINE);
    const across = shift(y);
    for (let x = 0; x < fine; x++) {
      const column = Math.floor((x + across) / FINE);
      if (squares[y * fine + x] && column >= 0 && row >= 0 && column < side && row < side)
        pixels[row * side + column]++;
    }
  }
  return pixels;
}
