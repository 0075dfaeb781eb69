// digits-task.ts: a network that learns to name digits, and says after each stretch how well it does.
import { adam, crossEntropy, momentum, type Optimizer, parametersOf, sgd, train } from "../../fit/index.ts";
import { imageWindow } from "../digits/image-window.ts";
import type { Images } from "../digits/images.ts";
import { accuracyOf, namesOf, readerStart } from "../digits/reader.ts";
import type { Host, Outcome } from "./serve.ts";

export const READER_OPTIMIZERS: Readonly<Record<"adam" | "momentum" | "sgd", (learningRate: number) => Optimizer>> = {
  adam: (learningRate) => adam({ learningRate }),
  momentum: (learningRate) => momentum({ learningRate }),
  sgd: (learningRate) => sgd({ learningRate }),
};

export interface DigitsInput {
  readonly train: Images;
  readonly test: Images;
  readonly units: number;
  readonly optimizer: keyof typeof READER_OPTIMIZERS;
  readonly rate: number;
  /** Images a step. */
  readonly batch: number;
  /** Each image is learned from a little differently in each epoch. */
  readonly vary: boolean;
  readonly seed: number;
  /** Steps that are taken before the first state. */
  readonly steps: number;
}

export interface DigitsState {
  /** As `parametersOf` lays them out. */
  readonly parameters: Float64Array;
  readonly steps: number;
  readonly status: "running" | "diverged";
  /** What it names each test image. */
  readonly names: Uint8Array;
  /** Shares of the test images, and of as many of those that it learned from, that are named right. */
  readonly accuracy: { readonly test: number; readonly train: number };
  /** Steps a second while it was at it; 0 before the first. */
  readonly speed: number;
}

/** Work that a speed is measured over, at least: the clock of a page is coarse. */
const LEAST_MS = 100;

/** Tells a state at first, and one for each `{ steps }`. */
export async function digitsTask(
  input: DigitsInput,
  host: Host<{ readonly steps: number }, DigitsState>,
): Promise<Outcome<undefined>> {
  const { test, units, optimizer, rate, batch, vary, seed } = input;
  const { side, ink, pixels, labels } = input.train;
  const known: Images = {
    ...{ side, ink },
    pixels: pixels.subarray(0, test.pixels.length),
    labels: labels.subarray(0, test.labels.length),
  };
  const { rows, order } = imageWindow(input.train, batch, vary, seed, () => run.reread());
  const run = train(readerStart(side, units, seed), rows, {
    ...{ loss: crossEntropy, optimizer: READER_OPTIMIZERS[optimizer](rate), batchSize: batch, order },
  });
  let speed = 0;
  let [counted, busy] = [0, 0];

  async function advance(steps: number): Promise<void> {
    const before = run.steps;
    for (let left = steps; left > 0 && run.divergedAt === undefined; left--) {
      const begun = performance.now();
      run.step();
      busy += performance.now() - begun;
      if (!host.due()) continue;
      host.progress(1 - left / steps);
      await host.turn();
    }
    counted += run.steps - before;
    if (busy < LEAST_MS) return;
    speed = (1000 * counted) / busy;
    counted = busy = 0;
  }

  function tell(): void {
    const { model, steps } = run;
    const names = namesOf(model, test);
    host.state({
      ...{ parameters: parametersOf(model), steps, names, speed },
      status: run.divergedAt === undefined ? "running" : "diverged",
      accuracy: {
        test: accuracyOf(names, test.labels),
        train: accuracyOf(namesOf(model, known), known.labels),
      },
    });
  }

  await advance(input.steps);
  tell();
  for (;;) {
    const { steps } = await host.message();
    await advance(steps);
    tell();
  }
}
