// images.ts: handwritten digits as pixels, those that train and those that test.
import { DIGITS } from "./digits-data.ts";

/** Pictures of one size, row by row, one after the other, and the digit that each is. */
export interface Images {
  /** Pixels of a side. */
  readonly side: number;
  /** What a pixel full of ink has; 0 is paper. */
  readonly ink: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface DigitSet {
  readonly train: Images;
  /** Never trained on. */
  readonly test: Images;
}

export type SetName = "8×8" | "MNIST";

export const CLASSES = 10;

/** Pixels of a side, and what a pixel full of ink has. */
export const FORMATS: Readonly<Record<SetName, Pick<Images, "side" | "ink">>> = {
  "8×8": { side: 8, ink: 16 },
  MNIST: { side: 28, ink: 15 },
};

/** Of five of the small images one is kept for the test. */
const FOLDS = 5;

let small: Images | undefined;

/** The 1,797 images of 8 × 8 pixels. */
export function smallDigits(): Images {
  small ??= readDigits(DIGITS);
  return small;
}

function readDigits(text: string): Images {
  const { side, ink } = FORMATS["8×8"];
  const labels: number[] = [];
  const pixels: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (character >= "a") pixels.push(code - 97);
    else if (character >= "A") for (let i = 64; i < code; i++) pixels.push(0);
    else labels.push(Number(character));
  }
  return { side, ink, pixels: Uint8Array.from(pixels), labels: Uint8Array.from(labels) };
}

/** The small images, one of so many, from `fold` on, for the test. */
export function smallSet(fold = FOLDS - 1, folds = FOLDS): DigitSet {
  const all = smallDigits();
  const rows = Array.from(all.labels, (_, i) => i);
  return {
    train: chosen(
      all,
      rows.filter((i) => i % folds !== fold),
    ),
    test: chosen(
      all,
      rows.filter((i) => i % folds === fold),
    ),
  };
}

function chosen({ side, ink, pixels, labels }: Images, rows: readonly number[]): Images {
  const size = side * side;
  const taken = new Uint8Array(rows.length * size);
  rows.forEach((row, at) => {
    taken.set(pixels.subarray(row * size, (row + 1) * size), at * size);
  });
  return { side, ink, pixels: taken, labels: Uint8Array.from(rows, (row) => labels[row]) };
}

/** The pixels of one image. */
export function imageAt({ side, pixels }: Images, index: number): Uint8Array {
  return pixels.subarray(index * side * side, (index + 1) * side * side);
}

/** What a network reads: 0 for paper, 1 for ink. */
export function inputsOf<T extends Float32Array | Float64Array>(pixels: Uint8Array, ink: number, out: T): T {
  for (let i = 0; i < pixels.length; i++) out[i] = pixels[i] / ink;
  return out;
}
