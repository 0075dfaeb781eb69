// net-map.ts: a network as a picture: each unit a small heat map of its own, and the weights between them as lines.
import type { LayerValues } from "../../fit/index.ts";
import { made } from "../descent/frame.ts";
import { field } from "../fit/fields.ts";
import { hear } from "../inner-events.ts";
import { concise } from "../numbers.ts";
import { paintUnit } from "./heat.ts";
import { type Palette, SHADES } from "./palette.ts";

/** A weight, or where `from` is −1 a bias: of a unit of a layer, counted from the first hidden one. */
export interface Place {
  readonly layer: number;
  readonly unit: number;
  readonly from: number;
}

/** A column of the points, and whether the network reads it. */
export interface Input {
  readonly name: string;
  readonly on: boolean;
}

export interface NetMap {
  readonly element: HTMLElement;
  /** Lays the network out anew. */
  arrange(sizes: readonly number[], inputs: readonly Input[]): void;
  /** Draws the values of all layers at a grid of `side` cells each way, and the weights. */
  draw(parameters: Float64Array, layers: readonly LayerValues[], side: number, palette: Palette, chosen: Place): void;
}

interface Tile {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

interface Line {
  readonly path: Path2D;
  readonly place: Place;
  readonly weight: number;
}

const HEIGHT = 228;
const LARGEST = 40;
const GAP = 4;
/** From the top of one input's square to that of the next: its name stands between. */
const INPUT = 68;
/** Width of the box beside an input's square. */
const BOX = 24;
/** How much is left of the picture of an input that is off. */
const OFF = 0.2;
/** A column has at least so many CSS pixels: two buttons of a finger's width stand above it. */
const NARROWEST = 92;
/** Cells of a unit's own heat map each way, at most. */
const FINEST = 25;
/** Lines that are drawn: the strongest. */
const MOST_LINES = 300;
const THICKEST = 4;
/** A line is met by a pointer within half of this, in CSS pixels. */
const NEAR = 10;

/** A unit, or of it one weight. */
export type Target = Pick<Place, "layer" | "unit"> & Partial<Place>;

export interface NetMapOptions {
  /** The unit or the weight that was clicked. */
  readonly onChoose: (target: Target) => void;
  /** The unit that a mouse is over; nothing once it is over none. */
  readonly onOver: (unit: Target | undefined) => void;
  /** An input's box was pressed: the input is to be switched. What is on is shown by `arrange`. */
  readonly onInput: (input: number) => void;
}

export function netMap({ onChoose, onOver, onInput }: NetMapOptions): NetMap {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  let inputs: readonly Input[] = [];
  const boxes = [0, 1].map((i) => inputBox(() => onInput(i)));
  const element = made("div", "pw-net", canvas, ...boxes.map(({ label }) => label));
  const context = canvas.getContext("2d")!;
  const strip = document.createElement("canvas");
  const scratch = strip.getContext("2d", { willReadFrequently: true })!;
  let sizes: readonly number[] = [2, 1];
  let columns: Tile[][] = [];
  let [width, sharpness] = [0, 0];
  let drawn: readonly Line[] = [];
  let again: (() => void) | undefined;

  function layOut(): void {
    width = Math.max(element.clientWidth, NARROWEST * sizes.length);
    sharpness = devicePixelRatio || 1;
    canvas.width = Math.round(width * sharpness);
    canvas.height = Math.round(HEIGHT * sharpness);
    canvas.style.inlineSize = `${width}px`;
    const step = width / sizes.length;
    columns = sizes.map((count, l) => (l === 0 ? inputTiles(step) : tiles(count, step * l, step)));
    boxes.forEach(({ label }, i) => {
      label.style.top = `${columns[0][i].y}px`;
      label.style.left = `${columns[0][i].x - BOX}px`;
    });
  }

  /** What lies under a pointer: a unit, or the line of a weight. */
  function targetAt({ clientX, clientY }: MouseEvent): Target | undefined {
    const box = canvas.getBoundingClientRect();
    const [px, py] = [clientX - box.left, clientY - box.top];
    for (const [l, column] of columns.entries()) {
      const unit = column.findIndex(
        ({ x, y, size }) => px >= x - 2 && px < x + size + 2 && py >= y - 2 && py < y + size + 2,
      );
      if (unit >= 0) return l > 0 ? { layer: l - 1, unit } : undefined;
    }
    context.setLineDash([]);
    context.lineWidth = NEAR;
    return drawn.findLast(({ path }) => context.isPointInStroke(path, px * sharpness, py * sharpness))?.place;
  }
  let over: Target | undefined;
  const show = (target: Target | undefined): void => {
    canvas.style.cursor = target ? "pointer" : "";
    canvas.title = target ? wordsOf(target) : "";
    const unit = target && target.from === undefined ? target : undefined;
    if (unit?.layer === over?.layer && unit?.unit === over?.unit) return;
    over = unit;
    onOver(over);
  };
  const wordsOf = ({ layer, unit, from }: Target): string => {
    const name = layer === sizes.length - 2 ? `output ${unit + 1}` : `unit ${unit + 1} of layer ${layer + 1}`;
    if (from === undefined) return name[0].toUpperCase() + name.slice(1);
    const below = layer === 0 ? inputs[from].name : `unit ${from + 1} of layer ${layer}`;
    const line = drawn.find(({ place }) => place.layer === layer && place.unit === unit && place.from === from);
    return `${concise(line?.weight ?? 0, 3)}: the weight of ${below} in ${name}`;
  };
  canvas.addEventListener("click", (event) => {
    const target = targetAt(event);
    if (target) onChoose(target);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") show(targetAt(event));
  });
  canvas.addEventListener("pointerleave", () => show(undefined));
  new ResizeObserver(() => {
    if (element.clientWidth === 0 || Math.max(element.clientWidth, NARROWEST * sizes.length) === width) return;
    layOut();
    again?.();
  }).observe(element);

  function lines(parameters: Float64Array, { css }: Palette, chosen: Place): void {
    const least = strengthOfLast(parameters, MOST_LINES);
    const lines: (Line & { readonly own: boolean })[] = [];
    let at = 0;
    for (let l = 0; l + 1 < sizes.length; l++) {
      const [inputs, units] = [sizes[l], sizes[l + 1]];
      for (let j = 0; j < units; j++) {
        for (let i = 0; i < inputs; i++, at++) {
          const own = chosen.layer === l && chosen.unit === j && chosen.from === i;
          const weight = parameters[at];
          if (Math.abs(weight) <= least && !own) continue;
          const path = pathOf(columns[l][i], columns[l + 1][j]);
          lines.push({ path, place: { layer: l, unit: j, from: i }, weight, own });
        }
      }
      at += units;
    }
    for (const { path, weight, own } of lines) {
      const strength = Math.min(1, Math.abs(weight) / 2);
      context.globalAlpha = own ? 1 : 0.12 + 0.68 * strength;
      context.strokeStyle = own ? css.accent : css.ink;
      context.lineWidth = Math.max(own ? 2 : 0.75, THICKEST * strength);
      context.setLineDash(weight < 0 ? [5, 3] : []);
      context.stroke(path);
    }
    drawn = lines;
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  return {
    element,
    arrange(next, read) {
      sizes = next;
      inputs = read;
      over = undefined;
      drawn = [];
      layOut();
      for (const [i, { show }] of boxes.entries()) show(inputs[i]);
      const off = inputs.filter(({ on }) => !on).map(({ name }) => ` ${name} is off.`);
      const words = `A network of layers with ${sizes.join(", ")} units, the inputs first.${off.join("")}`;
      canvas.setAttribute("aria-label", words);
    },
    draw(parameters, layers, side, palette, chosen) {
      again = () => this.draw(parameters, layers, side, palette, chosen);
      context.setTransform(sharpness, 0, 0, sharpness, 0, 0);
      context.clearRect(0, 0, width, HEIGHT);
      lines(parameters, palette, chosen);
      const stride = Math.ceil(side / FINEST);
      const small = Math.floor(side / stride);
      columns.forEach((column, l) => {
        const count = column.length;
        if (strip.width !== small || strip.height < small * count) {
          strip.width = small;
          strip.height = small * count;
        }
        const image = new ImageData(small, small * count);
        const pixels = new Uint32Array(image.data.buffer);
        for (let j = 0; j < count; j++) {
          const own = pixels.subarray(j * small * small, (j + 1) * small * small);
          if (l === 0) paintInput(j, small, palette, own);
          else paintUnit(layers[l - 1], j, side, stride, palette, own);
        }
        scratch.putImageData(image, 0, 0);
        column.forEach(({ x, y, size }, j) => {
          context.globalAlpha = l > 0 || inputs[j].on ? 1 : OFF;
          context.drawImage(strip, 0, j * small, small, small, x, y, size, size);
          const mine = l > 0 && chosen.layer === l - 1 && chosen.unit === j;
          context.strokeStyle = mine ? palette.css.accent : palette.css.ink;
          context.lineWidth = mine ? 2.5 : 0.75;
          context.strokeRect(x, y, size, size);
        });
      });
      context.globalAlpha = 1;
    },
  };
}

/** A weight's line, from one square to another. */
function pathOf(a: Tile, b: Tile): Path2D {
  const [x0, y0] = [a.x + a.size, a.y + a.size / 2];
  const [x1, y1] = [b.x, b.y + b.size / 2];
  const bend = (x1 - x0) / 2;
  const path = new Path2D();
  path.moveTo(x0, y0);
  path.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
  return path;
}

/** Weights up to here are not drawn. */
const FAINTEST = 0.02;

/** About what the weight number `most` has, from the strongest down; in steps, without sorting them all. */
function strengthOfLast(parameters: Float64Array, most: number): number {
  if (parameters.length <= most) return FAINTEST;
  const steps = new Uint32Array(100);
  const step = (value: number) => Math.min(steps.length - 1, Math.floor(50 * Math.abs(value)));
  for (const value of parameters) steps[step(value)]++;
  let count = 0;
  let last = steps.length;
  while (last > 0 && count + steps[last - 1] <= most) count += steps[--last];
  return Math.max(FAINTEST, last / 50);
}

/** The box and the name of an input, laid over its square, which switches it as well. */
function inputBox(onSwitch: () => void) {
  const box = field("input", { type: "checkbox" });
  const name = made("span", "soft");
  const label = made("label", "", box, name);
  let on = true;
  hear(box, {
    change() {
      box.checked = on;
      onSwitch();
    },
  });
  return {
    label,
    show(input: Input): void {
      on = box.checked = input.on;
      name.textContent = label.title = input.name;
    },
  };
}

/** The two squares of the inputs, with room under each for its name. */
const inputTiles = (step: number): Tile[] =>
  [0, 1].map((i) => ({
    x: (step - LARGEST) / 2,
    y: HEIGHT / 2 - INPUT + i * INPUT,
    size: LARGEST,
  }));

/** Squares in a column, as large as they may be in one column, two, three … of them. */
function tiles(count: number, left: number, step: number): Tile[] {
  const room = 0.62 * step;
  let best = { size: 0, across: 1 };
  for (let across = 1; across <= Math.min(count, 10); across++) {
    const rows = Math.ceil(count / across);
    const size = Math.min(LARGEST, (HEIGHT - GAP) / rows - GAP, room / across - GAP);
    if (size > best.size + 1) best = { size, across };
  }
  const { size, across } = best;
  const rows = Math.ceil(count / across);
  return Array.from({ length: count }, (_, i) => ({
    x: left + step / 2 + ((i % across) - (across - 1) / 2) * (size + GAP) - size / 2,
    y: HEIGHT / 2 + (Math.floor(i / across) - (rows - 1) / 2) * (size + GAP) - size / 2,
    size,
  }));
}

function paintInput(input: number, side: number, { ink }: Palette, pixels: Uint32Array): void {
  for (let row = 0, to = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const share = (input === 0 ? column : side - 1 - row) / (side - 1);
      pixels[to++] = ink[Math.round(share * (SHADES - 1))];
    }
  }
}
