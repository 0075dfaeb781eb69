// image-window.ts: images as a run of descent reads them: some hundred at a time, widened from their bytes, varied if said.
import { random } from "../../core/index.ts";
import { CLASSES, type Images } from "./images.ts";
import { varied } from "./vary.ts";

export interface ImageWindow {
  /** What a run is given as its data: what it reads changes with `order`. */
  readonly rows: { readonly x: Float64Array; readonly y: Float64Array };
  /** The run's `order`: fills the window with the next images, of the next epoch after the last ones, and says how many. */
  readonly order: () => Uint32Array;
}

/** Images that are held in float64 at once: those of MNIST are 0.8 MB, which stay in a core's own cache. */
const HELD = 128;

/**
 * Every image once in each epoch, in an order that the seed determines. With `vary`, each is drawn anew in each epoch, a
 * little aside, turned, slanted and scaled.
 *
 * @param batch images a step: a window holds a whole number of steps
 * @param onFilled called when other images stand in the rows
 */
export function imageWindow(
  images: Images,
  batch: number,
  vary: boolean,
  seed: number,
  onFilled: () => void,
): ImageWindow {
  const { side, ink, labels } = images;
  const size = side * side;
  const fours = inFours(images);
  const most = Math.min(labels.length, Math.max(1, Math.floor(HELD / batch)) * batch);
  const rows = { x: new Float64Array(most * size), y: new Float64Array(most) };
  const numbers = new Uint32Array(most).map((_, row) => row);
  const shares = Float64Array.from({ length: ink + 1 }, (_, pixel) => pixel / ink);
  const plain = new Float64Array(size);
  const order = random(seed);
  const variation = random(seed + CLASSES);
  const turn = new Uint32Array(labels.length).map((_, image) => image);
  let next = labels.length;
  return {
    rows,
    order() {
      if (next >= labels.length) {
        order.shuffle(turn);
        next = 0;
      }
      const count = Math.min(most, labels.length - next);
      const { x, y } = rows;
      for (let row = 0; row < count; row++, next++) {
        const image = turn[next];
        const to = row * size;
        if (vary) {
          widen(fours, image * size, shares, plain, 0, size);
          varied(plain, side, variation.uniform, x.subarray(to, to + size));
        } else widen(fours, image * size, shares, x, to, size);
        y[row] = labels[image];
      }
      onFilled();
      return count === most ? numbers : numbers.subarray(0, count);
    },
  };
}

/** Four pixels in a number each, the first one lowest; a side of every format is even. */
function inFours({ pixels }: Images): Uint32Array {
  const { buffer, byteOffset, length } = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
  return new Uint32Array(buffer, byteOffset, length / 4);
}

/** The shares of ink of `size` pixels from number `from` on, put at `to`. Most of an image is paper, four pixels at a time. */
function widen(
  fours: Uint32Array,
  from: number,
  shares: Float64Array,
  x: Float64Array,
  to: number,
  size: number,
): void {
  for (let at = to, i = from / 4; at < to + size; at += 4, i++) {
    const four = fours[i];
    if (four === 0) x[at] = x[at + 1] = x[at + 2] = x[at + 3] = 0;
    else {
      x[at] = shares[four & 255];
      x[at + 1] = shares[(four >> 8) & 255];
      x[at + 2] = shares[(four >> 16) & 255];
      x[at + 3] = shares[four >>> 24];
    }
  }
}
