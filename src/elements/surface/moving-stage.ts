// moving-stage.ts: a surface in three dimensions on a canvas, for as long as it moves where a processor draws: in place of WebGL.
import type { Frame } from "../../plot/surface/index.ts";
import type { BoxedSum } from "./mesh.ts";
import type { Colours, Strokes } from "./stage.ts";
import { paintStrokes } from "./stroke-raster.ts";
import { type Picture, paintSurface } from "./surface-raster.ts";

export interface MovingStage {
  readonly element: HTMLCanvasElement;
  /** Draws it as it is seen from there, on a square of so many pixels. */
  draw(f: BoxedSum, strokes: Strokes, colours: Colours, frame: Frame, side: number): void;
}

export function movingStage(): MovingStage {
  const element = document.createElement("canvas");
  element.setAttribute("aria-hidden", "true");
  const context = element.getContext("2d")!;
  let image = new ImageData(1, 1);
  let picture: Picture | undefined;
  return {
    element,
    draw(f, strokes, colours, frame, side) {
      if (picture?.side !== side) {
        element.width = element.height = side;
        image = context.createImageData(side, side);
        picture = { side, pixels: new Int32Array(image.data.buffer), depths: new Float32Array(side * side) };
      }
      paintSurface(f, frame, colours, picture);
      paintStrokes(strokes, frame, colours.reach, picture);
      context.putImageData(image, 0, 0);
    },
  };
}
