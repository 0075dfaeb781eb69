// zoom.ts: a part of a box, shown as large as all of it.
import type { Point3 } from "../../plot/surface/index.ts";
import { type Box, HEIGHT, inBox } from "../../plot/surface/index.ts";
import type { Room } from "./surface-picture.ts";

export interface Zoom {
  /** How many times larger it is seen than where all is shown: 1 for all. */
  readonly zoom: number;
  /** The middle of what is seen, −1 to 1 across the whole in each of x, y and height. */
  readonly centre: Point3;
}

/** Further in, a surface is flat but for one fold. */
export const ZOOMS = [1, 20] as const;

export const WHOLE: Zoom = { zoom: 1, centre: [0, 0, 0] };

/** The part of the box that is seen. */
function zoomedBox(box: Box, { zoom, centre }: Zoom): Box {
  const part = ([lo, hi]: readonly [number, number], at: number): readonly [number, number] => {
    const [middle, half] = [(lo + hi) / 2, (hi - lo) / 2];
    return [middle + half * (at - 1 / zoom), middle + half * (at + 1 / zoom)];
  };
  const [x, y] = box.rectangle;
  return { rectangle: [part(x, centre[0]), part(y, centre[1])], zlim: part(box.zlim, centre[2]) };
}

/** A function that gives the part of a room that is seen: the same one for as long as nothing else is to be seen. */
export function zoomer(): (room: Room, view: Zoom) => Room {
  let last: { readonly of: Room; readonly view: string; readonly seen: Room } | undefined;
  return (of, { zoom, centre }) => {
    const view = `${zoom} ${centre}`;
    if (last?.of !== of || last.view !== view) {
      last = { of, view, seen: zoom === 1 ? of : { ...of, box: zoomedBox(of.box, { zoom, centre }) } };
    }
    return last.seen;
  };
}

/**
 * Further in or out by a factor, within the limits and the whole box: a point of the function stays where it is seen.
 *
 * @param seen the box that is seen; of a point outside of it the nearest one stays
 */
export function zoomedBy({ zoom, centre }: Zoom, factor: number, point: Point3, seen: Box): Zoom {
  const next = rounded(Math.min(ZOOMS[1], Math.max(ZOOMS[0], zoom * factor)));
  const [x, y, z] = inBox(point, seen);
  const [cx, cy, cz] = [x, y, (2 * z) / HEIGHT].map((place, i) => {
    const moved = centre[i] + Math.min(1, Math.max(-1, place)) * (1 / zoom - 1 / next);
    const room = 1 - 1 / next;
    return rounded(Math.min(room, Math.max(-room, moved)));
  });
  return { zoom: next, centre: [cx, cy, cz] };
}

/** Five decimals: less than a pixel. */
const rounded = (value: number): number => Math.round(1e5 * value) / 1e5 + 0;
