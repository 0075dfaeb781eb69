// curves-picture.ts: a model of several inputs as a picture: a panel for each column, with its curve.
import { plot, ticks } from "../plot/index.ts";
import type { Curve } from "./effects.ts";

const WIDTH = 320;
const HEIGHT = 230;
const ACROSS = 3;
/** How many ticks a panel may have across, with y's numbers wide or not. */
const TICKS = [3, 4];

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
      ...(levels && { xlim: levelsRange(levels.length) }),
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

/** From half a level before the first to half a level after the last, or so much farther that ticks are at levels alone. */
function levelsRange(levels: number): readonly [number, number] {
  const reach = (places: number) => [-0.5, places - 0.5] as const;
  const atLevels = (places: number) =>
    TICKS.every((count) => ticks(...reach(places), count).every(({ value }) => Number.isInteger(value)));
  let places = levels;
  while (!atLevels(places)) places++;
  return reach(places);
}
