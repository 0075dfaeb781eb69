// squares.ts: small pictures of numbers as squares of an SVG: one path for each shade, so that thousands of them cost little.
import { h, type Markup } from "../../markup/index.ts";
import { px } from "../drawing.ts";

/** Shades of each sign. */
const SHADES = 8;

/** A picture's numbers from −1 to 1, row by row, and where it stands. */
export interface Picture {
  readonly values: ArrayLike<number>;
  readonly side: number;
  readonly x: number;
  readonly y: number;
  /** Pixels of the whole picture's side. */
  readonly size: number;
}

/** Ink for what is positive; or, `signed`, the first hue for what is positive and the second for what is negative. */
export function squares(pictures: Iterable<Picture>, { signed = false } = {}): Markup[] {
  const paths = new Map<number, string>();
  for (const picture of pictures) addTo(paths, picture);
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([shade, d]) => {
      const hue = !signed ? "ink" : shade > 0 ? "unit-1" : "unit-2";
      const share = Math.round((100 * Math.abs(shade)) / SHADES);
      const fill = `color-mix(in oklab, var(--pw-${hue}) ${share}%, var(--pw-paper))`;
      return h("path", { d, style: `fill:${fill};stroke:none;shape-rendering:crispEdges` });
    });
}

/** Squares of one shade that are neighbours in a row are one rectangle. */
function addTo(paths: Map<number, string>, { values, side, x, y, size }: Picture): void {
  const step = size / side;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; ) {
      const shade = shadeOf(values[row * side + column]);
      let end = column + 1;
      while (end < side && shadeOf(values[row * side + end]) === shade) end++;
      if (shade !== 0) {
        const width = px((end - column) * step);
        const rectangle = `M${px(x + column * step)},${px(y + row * step)}h${width}v${px(step)}h${-width}z`;
        paths.set(shade, (paths.get(shade) ?? "") + rectangle);
      }
      column = end;
    }
  }
}

const shadeOf = (value: number): number => Math.round(Math.max(-1, Math.min(1, value)) * SHADES);

/** The numbers divided by the largest of them. */
export function toUnit(values: Float64Array): Float64Array {
  const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  return values.map((value) => value / most);
}
