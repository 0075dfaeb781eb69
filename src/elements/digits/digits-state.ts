// digits-state.ts: what the figure of digits remembers.
import { checkedFields } from "../descent/quadratic-state.ts";
import { among, ruled, whole, within } from "../rules.ts";
import { READER_OPTIMIZERS } from "../work/digits-task.ts";
import { FORMATS, type SetName } from "./images.ts";
import { PAPER, type Stroke } from "./pen.ts";

export interface DigitsState {
  readonly set: SetName;
  /** ReLUs between pixels and names; 0 for none, which makes it linear. */
  readonly units: number;
  readonly optimizer: keyof typeof READER_OPTIMIZERS;
  readonly rate: number;
  /** Images a step. */
  readonly batch: number;
  /** Each image is learned from a little differently in each epoch. */
  readonly vary: boolean;
  /** Epochs after which it rests. */
  readonly until: number;
  readonly seed: number;
  /** Steps taken. */
  readonly steps: number;
  /** The test image that is shown where nothing is drawn, from 0. */
  readonly image: number;
  /** What the reader has drawn. */
  readonly strokes: readonly Stroke[];
}

/** What is best set for each set of images, for drawings to be read: MNIST has hands enough without variation. */
export const OF_SET: Readonly<Record<SetName, Pick<DigitsState, "vary" | "until">>> = {
  "8×8": { vary: true, until: 30 },
  MNIST: { vary: false, until: 5 },
};

export const UNITS = [0, 8, 16, 32, 64, 128, 256] as const;
export const BATCHES = [10, 32, 100, 200] as const;
export const EPOCHS = [1, 2, 3, 5, 10, 20, 30, 50] as const;
export const RATES = [1e-4, 1] as const;

/** The last test image of the larger set. */
const LAST_IMAGE = 9999;
const MOST_STROKES = 40;
const MOST_NUMBERS = 400;

const onPaper = whole(0, PAPER);

const KINDS: Readonly<Record<keyof DigitsState, (value: never) => boolean>> = {
  set: among(Object.keys(FORMATS)),
  units: among(UNITS),
  optimizer: among(Object.keys(READER_OPTIMIZERS)),
  rate: within(...RATES),
  batch: among(BATCHES),
  vary: () => true,
  until: among(EPOCHS),
  seed: whole(0, 1e9),
  steps: whole(0, 1e6),
  image: whole(0, LAST_IMAGE),
  strokes: ruled(
    `at most ${MOST_STROKES} lines of places from 0 to ${PAPER}`,
    (value: unknown) =>
      Array.isArray(value) &&
      value.length <= MOST_STROKES &&
      value.every(
        (stroke) =>
          Array.isArray(stroke) &&
          stroke.length >= 2 &&
          stroke.length % 2 === 0 &&
          stroke.length <= MOST_NUMBERS &&
          stroke.every((at) => onPaper(at)),
      ),
  ),
};

/** Room for one more stroke. */
export const hasRoom = ({ strokes }: DigitsState): boolean => strokes.length < MOST_STROKES;

/** A stroke that has no room for one more point. */
export const isLong = (stroke: Stroke): boolean => stroke.length + 2 > MOST_NUMBERS;

/**
 * A state that came from outside.
 *
 * @throws {TypeError | RangeError} saying which field is not what it must be
 */
export function checkedDigits(given: unknown, start: DigitsState): DigitsState {
  return checkedFields("digitsFigure", given, start, KINDS);
}

/** Whether both states come from the same run, or from two that begin alike. */
export const sameRun = (a: DigitsState, b: DigitsState): boolean =>
  (["set", "units", "optimizer", "rate", "batch", "vary", "seed"] as const).every((name) => a[name] === b[name]);
