// heat.ts: values over the window as pixels.
import type { LayerValues } from "../../fit/index.ts";
import { type Palette, SHADES } from "./palette.ts";
import { REACH } from "./points-data.ts";

/** The middles of the cells of a grid over the window, row by row from above, as inputs of a network. */
export function gridOf(side: number): Float32Array {
  const at = (i: number) => REACH * ((2 * i + 1) / side - 1);
  const grid = new Float32Array(2 * side * side);
  for (let row = 0, to = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      grid[to++] = at(column);
      grid[to++] = -at(row);
    }
  }
  return grid;
}

const shade = (share: number): number => Math.max(0, Math.min(SHADES - 1, Math.round(share * (SHADES - 1))));

/** The shade of a decision that is shown alone: the points upon it are to be seen. */
const SURE = shade(0.55);

/** What the outputs say: the class that is ahead, the deeper the surer. */
export type Meaning = "classes" | "labels" | "sign";

/**
 * Outputs at a grid as pixels. 'classes': scores, by softmax; 'labels': an output a class, 1 and −1; 'sign': one output,
 * above 0 the first class's hue, below the second's. `discrete`: one shade of the class that is ahead, however little.
 */
export function paintOutputs(
  { values, width }: LayerValues,
  outputs: number,
  meaning: Meaning,
  { classes }: Palette,
  pixels: Uint32Array,
  discrete = false,
): void {
  const shadeOf = discrete ? () => SURE : shade;
  for (let i = 0, at = 0; i < pixels.length; i++, at += width) {
    if (outputs === 1) {
      const value = values[at];
      pixels[i] = classes[value > 0 ? 0 : 1][shadeOf(Math.abs(value))];
      continue;
    }
    let best = 0;
    for (let o = 1; o < outputs; o++) if (values[at + o] > values[at + best]) best = o;
    let lead: number;
    if (meaning === "classes") {
      let powers = 0;
      for (let o = 0; o < outputs; o++) powers += Math.exp(values[at + o] - values[at + best]);
      lead = (1 / powers - 1 / outputs) / (1 - 1 / outputs);
    } else {
      let second = Number.NEGATIVE_INFINITY;
      for (let o = 0; o < outputs; o++) if (o !== best) second = Math.max(second, values[at + o]);
      lead = (values[at + best] - second) / 2;
    }
    pixels[i] = classes[best][shadeOf(lead)];
  }
}

/** One hidden unit at a grid: from paper, where it is off, to ink at the most that it gives. */
export function paintUnit(
  { values, width }: LayerValues,
  unit: number,
  side: number,
  stride: number,
  { ink }: Palette,
  pixels: Uint32Array,
): void {
  const last = side * side * width;
  let most = 0;
  for (let at = unit; at < last; at += width) if (values[at] > most) most = values[at];
  const scale = most > 0 ? (SHADES - 1) / most : 0;
  const small = Math.floor(side / stride);
  for (let row = 0, to = 0; row < small; row++) {
    for (let column = 0; column < small; column++) {
      const value = values[(row * stride * side + column * stride) * width + unit];
      pixels[to++] = ink[value > 0 ? (value * scale) | 0 : 0];
    }
  }
}
