// palette.ts: the theme's colours as pixels: from the paper to the hue of each class, and to ink.
import { MOST_CLASSES } from "./points-state.ts";

/** Steps from paper to a colour. */
export const SHADES = 64;

export interface Palette {
  /** Shades of each class, from paper to most of its hue, as pixels of an ImageData seen in 32 bits. */
  readonly classes: readonly Uint32Array[];
  readonly ink: Uint32Array;
  readonly css: { readonly paper: string; readonly ink: string; readonly accent: string };
}

type Rgb = readonly [r: number, g: number, b: number];

/** How far a heat map goes towards a hue: points of that hue must still be seen on it. */
const DEEPEST = 0.62;

/** Colours of the theme at an element; read anew where its ink has changed, as it does from light to dark. */
export function paletteOf(element: HTMLElement): () => Palette {
  let key = "";
  let palette: Palette | undefined;
  return () => {
    const now = getComputedStyle(element).color;
    if (now !== key || !palette) {
      key = now;
      palette = read(element);
    }
    return palette;
  };
}

function read(element: HTMLElement): Palette {
  const probe = document.createElement("i");
  probe.hidden = true;
  element.append(probe);
  const colour = (name: string): { text: string; rgb: Rgb } => {
    probe.style.color = `var(--pw-${name})`;
    const text = getComputedStyle(probe).color;
    const [r = 0, g = 0, b = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return { text, rgb: [r, g, b] };
  };
  const [paper, ink, accent] = ["paper", "ink", "accent"].map(colour);
  const hues = Array.from({ length: MOST_CLASSES }, (_, i) => colour(`unit-${i + 1}`));
  probe.remove();
  return {
    classes: hues.map(({ rgb }) => shades(paper.rgb, rgb, DEEPEST)),
    ink: shades(paper.rgb, ink.rgb, 1),
    css: { paper: paper.text, ink: ink.text, accent: accent.text },
  };
}

function shades(from: Rgb, to: Rgb, deepest: number): Uint32Array {
  const pixels = new Uint32Array(SHADES);
  const bytes = new Uint8Array(pixels.buffer);
  for (let i = 0; i < SHADES; i++) {
    const t = (deepest * i) / (SHADES - 1);
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = Math.round(from[c] * (1 - t) + to[c] * t);
    bytes[4 * i + 3] = 255;
  }
  return pixels;
}
