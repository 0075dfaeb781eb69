// curves-picture.ts: a model of several inputs as a picture: a panel for each column, with its curve.
import { plot } from "../plot/index.ts";
import type { Curve } from "./effects.ts";

const WIDTH = 320;
const HEIGHT = 230;
const ACROSS = 3;

/** SVG text of the curves in rows of three, all with the same y axis, so that what matters more is steeper. */
export function curvesPicture(curves: readonly Curve[], name: string): string {
  const values = curves.flatMap(({ y }) => [...y]);
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = 0.08 * (most - least) || 1;
  const ylim = [least - room, most + room] as const;
  const panels = curves.map(({ column, x, y, levels }, i) => {
    const said = levels?.map((level, i) => `${i} ${level}`).join(", ");
    const picture = plot([{ kind: levels ? "points" : "line", x, y, unit: 1 }], {
      ...{ ylim, width: WIDTH, height: HEIGHT, labels: false },
      xlabel: said === undefined ? column : `${column}: ${said}`,
      ylabel: i % ACROSS === 0 ? name : "",
      description: `${name} on average, by ${column}`,
    });
    const place = `x="${WIDTH * (i % ACROSS)}" y="${HEIGHT * Math.floor(i / ACROSS)}"`;
    return picture.svg.replace("<svg ", `<svg ${place} `);
  });
  const width = WIDTH * Math.min(ACROSS, curves.length);
  const height = HEIGHT * Math.ceil(curves.length / ACROSS);
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${panels.join("")}</svg>`;
}
