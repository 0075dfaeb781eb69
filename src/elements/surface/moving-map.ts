// moving-map.ts: a heat map on a canvas, for as long as it moves: pixels and lines in place of thousands of paths.
import type { PlaneSum } from "../../core/index.ts";
import {
  DOTS,
  FAINT,
  type HeatMap,
  inkOf,
  MAP,
  MARKER,
  mostOf,
  type Paint,
  paintKept,
  places,
  REACH,
  RIDGE,
  SIZE,
  widthOf,
} from "../../plot/surface/index.ts";
import { paintBands } from "./map-raster.ts";

export interface MovingMap {
  readonly element: HTMLCanvasElement;
  /** Draws what a heat map of the sum shows between its axes. */
  draw(model: PlaneSum, map: HeatMap): void;
}

/** Pixels of the canvas for each of the picture's at most; its bands have one, smoothed. */
const FINEST = 2;

/** @param place whose theme it has */
export function movingMap(place: Element, signal?: AbortSignal): MovingMap {
  const canvas = document.createElement("canvas");
  canvas.className = "moving";
  canvas.setAttribute("aria-hidden", "true");
  const { left, top, side } = MAP;
  Object.assign(canvas.style, { left: share(left), top: share(top), width: share(side), height: share(side) });
  const ratio = Math.min(FINEST, devicePixelRatio);
  canvas.width = canvas.height = side * ratio;
  const context = canvas.getContext("2d")!;
  const bands = document.createElement("canvas");
  bands.width = bands.height = side;
  const below = bands.getContext("2d")!;
  const image = below.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  let colours: Uint32Array | undefined;
  const paintHere = paintKept(
    place,
    () => {
      colours = undefined;
    },
    signal,
  );
  return {
    element: canvas,
    draw(model, { rectangle, scale, creases = [], dots = [], marker }) {
      const paint = paintHere();
      colours ??= coloursOf(paint);
      paintBands(model, rectangle, scale, colours, side, pixels);
      below.putImageData(image, 0, 0);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(bands, 0, 0, canvas.width, canvas.height);
      context.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
      const { at } = places(rectangle);
      context.lineCap = "round";
      [context.strokeStyle, context.lineWidth, context.globalAlpha] = [paint.token("ink"), 3, DOTS];
      context.beginPath();
      for (const dot of dots) {
        const [x, y] = at(dot);
        context.moveTo(x, y);
        context.lineTo(x, y);
      }
      context.stroke();
      context.lineCap = "butt";
      const most = mostOf(creases);
      for (const crease of creases) {
        context.strokeStyle = paint.token(inkOf(crease));
        context.lineWidth = widthOf(crease.fold, most, creases.length);
        context.globalAlpha = crease.selected ? 1 : FAINT;
        context.setLineDash(crease.fold < 0 ? RIDGE : []);
        context.beginPath();
        context.moveTo(...at(crease.from));
        context.lineTo(...at(crease.to));
        context.stroke();
      }
      context.globalAlpha = 1;
      context.setLineDash([]);
      if (!marker) return;
      [context.fillStyle, context.strokeStyle, context.lineWidth] = [paint.token("paper"), paint.token("ink"), 2];
      context.beginPath();
      context.arc(...at(marker), MARKER, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    },
  };
}

const share = (pixels: number): string => `${(100 * pixels) / SIZE}%`;

/** As `paintBands` takes them. */
function coloursOf(paint: Paint): Uint32Array {
  const bytes = new Uint8Array(2 * REACH * 4).fill(255);
  for (let band = -REACH; band < REACH; band++) {
    const colour = Number.parseInt(paint.band(band).slice(1), 16);
    bytes.set([colour >> 16, (colour >> 8) & 255, colour & 255], 4 * (band + REACH));
  }
  return new Uint32Array(bytes.buffer);
}
