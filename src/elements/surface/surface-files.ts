// surface-files.ts: what a reader takes home from a function of two inputs: its formula, its rows, its pictures.
import { evaluate, type Language, type Model, type PlaneSum, print } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { h, type Markup, toText } from "../../markup/index.ts";
import { imageOf } from "../../plot/index.ts";
import type { PictureFiles } from "../take-away.ts";
import { SIZE } from "./heat-map.ts";
import { type Paint, paintNow } from "./paint.ts";
import type { PlaneRows } from "./plane-source.ts";
import { SIDE } from "./solid.ts";

/** `print`, with x and y for the inputs where a language lets a formula have such names. */
export const formulaOf = (model: Model, language: Language): string =>
  print(model as PlaneSum, language, language === "excel" ? {} : { variables: ["x", "y"] });

/** The rows, and the sum's height at each. */
export function surfaceCsv({ x, y, names }: PlaneRows, model: PlaneSum): string {
  const heights = evaluate(model, x, new Float64Array(y.length));
  const rows = Array.from(y, (z, i) => [x[2 * i], x[2 * i + 1], z, heights[i]].map(String));
  return [[...names, "f(x, y)"], ...rows].map((row) => csvRow(row)).join("");
}

/** Pictures beside each other as one file, in the colours that the element has now. */
export function surfaceFiles(
  element: Element,
  solid: (paint: Paint) => Markup,
  map: (paint: Paint) => Markup,
): PictureFiles {
  const [width, height] = [SIDE + SIZE, SIDE];
  const drawing = () => {
    const paint = paintNow(element);
    const svg = h(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height },
      h("rect", { width, height, fill: paint.token("paper") }),
      placed(solid(paint), 0, 0, SIDE),
      placed(map(paint), SIDE, (SIDE - SIZE) / 2, SIZE),
    );
    return { svg: toText(svg), width, height };
  };
  return { files: { svg: () => imageOf(drawing(), "svg"), png: () => imageOf(drawing(), "png") } };
}

const placed = ({ attributes, ...rest }: Markup, x: number, y: number, side: number): Markup => ({
  ...rest,
  attributes: { ...attributes, x, y, width: side, height: side },
});
