// download.ts: a plot as a file.
import { standalone } from "./draw.ts";
import type { Plot } from "./plot.ts";
import type { Scheme } from "./style.ts";

/** A picture that is no plot: an SVG that needs nothing else, in the colours of now, and its size. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels of a PNG for each CSS pixel. */
const SHARPNESS = 2;

/**
 * A plot or drawing as the bytes of a file: `svg`, of a plot one which turns dark where its viewer asks for it, or `png`, twice as large as on
 * screen, in the colours that it has there. Fonts are the viewer's, or the system's own.
 *
 * @throws {RangeError} if format is neither
 */
export async function imageOf(plot: Plot | Drawing, format: "svg" | "png"): Promise<Blob> {
  if (format === "svg") return new Blob([plot.svg], { type: "image/svg+xml" });
  if (format !== "png") throw new RangeError(`imageOf: format must be one of svg, png, got ${JSON.stringify(format)}`);
  const { width, height } = "scene" in plot ? plot.scene : plot;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent("scene" in plot ? standalone(plot.scene, schemeOf(plot)) : plot.svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("imageOf: this browser made no PNG"))));
  });
}

/** Saves `imageOf(plot, format)` as `name.format` through the browser's own download. */
export async function download(plot: Plot | Drawing, format: "svg" | "png", name = "plot"): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await imageOf(plot, format));
  link.download = `${name}.${format}`;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Which of its two colours an element shows: asked of a probe, since custom properties are not resolved. */
function schemeOf(plot: Plot): Scheme {
  const probe = document.createElement("i");
  probe.style.color = "light-dark(#fff, #000)";
  plot.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown === "rgb(0, 0, 0)" ? "dark" : "light";
}
