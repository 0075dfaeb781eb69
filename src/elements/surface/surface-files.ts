// surface-files.ts: what a reader takes home from a function of two inputs: its formula, its rows, its pictures.
import { evaluate, type Language, type Model, type PlaneSum, print } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { h, type Markup, toText } from "../../markup/index.ts";
import { imageOf } from "../../plot/index.ts";
import { type Paint, paintNow } from "../../plot/surface/index.ts";
import type { PictureFiles } from "../take-away.ts";
import type { PlaneRows } from "./plane-source.ts";

/** `print`, with x and y for the inputs where a language lets a formula have such names. */
export const formulaOf = (model: Model, language: Language): string =>
  print(model as PlaneSum, language, language === "excel" ? {} : { variables: ["x", "y"] });

/** The rows, and the sum's height at each. */
export function surfaceCsv({ x, y, names }: PlaneRows, model: PlaneSum): string {
  const heights = evaluate(model, x, new Float64Array(y.length));
  const rows = Array.from(y, (z, i) => [x[2 * i], x[2 * i + 1], z, heights[i]].map(String));
  return [[...names, "f(x, y)"], ...rows].map((row) => csvRow(row)).join("");
}

/** Pictures beside each other as one file, each of so many pixels a side, in the colours that the element has now. */
export function pictureFiles(
  element: Element,
  pictures: (paint: Paint) => readonly (readonly [picture: Markup, side: number])[],
): PictureFiles {
  const drawing = () => {
    const paint = paintNow(element);
    const shown = pictures(paint);
    const width = shown.reduce((sum, [, side]) => sum + side, 0);
    const height = Math.max(...shown.map(([, side]) => side));
    let x = 0;
    const placed = shown.map(([{ attributes, ...rest }, side]): Markup => {
      x += side;
      return { ...rest, attributes: { ...attributes, x: x - side, y: (height - side) / 2, width: side, height: side } };
    });
    const paper = h("rect", { width, height, fill: paint.token("paper") });
    const frame = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height };
    return { svg: toText(h("svg", frame, paper, ...placed)), width, height };
  };
  return { files: { svg: () => imageOf(drawing(), "svg"), png: () => imageOf(drawing(), "png") } };
}
