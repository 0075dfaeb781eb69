// stage-data.ts: the page's colours as a stage takes them.
import { type Box, HEIGHT, type HeightScale, type Paint, REACH, shadeIn } from "../../plot/surface/index.ts";
import type { Colours } from "./stage.ts";
import type { Inks } from "./strokes.ts";

/** Lights that are told apart; between them colours are mixed. */
const LIGHTS = 32;

export function coloursOf({ centre, step }: HeightScale, { zlim: [z0, z1] }: Box, paint: Paint): Colours {
  const bands = 2 * REACH;
  const bytes = new Uint8Array(4 * bands * LIGHTS).fill(255);
  for (let light = 0; light < LIGHTS; light++) {
    for (let band = 0; band < bands; band++) {
      const colour = paint.band(band - REACH, shadeIn(light / (LIGHTS - 1)));
      const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
      bytes.set([channel(1), channel(3), channel(5)], 4 * (light * bands + band));
    }
  }
  const first = ((z0 + z1) / 2 - centre) / step + REACH;
  return { bytes, bands, lights: LIGHTS, first, each: (z1 - z0) / HEIGHT / step, reach: HEIGHT / 2 };
}

/** Colours of the theme in numbers, in whichever way it writes them. */
export function inksOf(paint: Paint): Inks {
  const known = new Map<string, readonly [number, number, number]>();
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  return (token) => {
    let ink = known.get(token);
    if (!ink) {
      pixel.fillStyle = paint.token(token);
      pixel.fillRect(0, 0, 1, 1);
      const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
      ink = [red / 255, green / 255, blue / 255];
      known.set(token, ink);
    }
    return ink;
  };
}
