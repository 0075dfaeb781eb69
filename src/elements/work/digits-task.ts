// digits-task.ts: a network that learns to name digits, and says after each stretch how well it does.
import type { Network } from "../../core/index.ts";
import {
  adam,
  crossEntropy,
  type DenseRun,
  momentum,
  type Optimizer,
  parametersOf,
  sgd,
  type Team,
  train,
} from "../../fit/index.ts";
import { imageWindow } from "../digits/image-window.ts";
import type { Images } from "../digits/images.ts";
import { accuracyOf, namesOf, readerStart } from "../digits/reader.ts";
import type { Host, Outcome } from "./serve.ts";
import { teamRun } from "./team-run.ts";

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
  /** Cores that take the steps. */
  readonly cores: number;
  /** Another core took part and failed: its steps were taken again. */
  readonly lost: boolean;
}

/** Work that a speed is measured over, at least: the clock of a page is coarse. */
const LEAST_MS = 100;

/** The run that an input asks for, alone or as a member of a team. */
export function readerRun(
  { train: images, units, optimizer, rate, batch, vary, seed }: Omit<DigitsInput, "test" | "steps">,
  team?: Team,
): DenseRun<Network> {
  const { rows, order } = imageWindow(images, batch, vary, seed, () => run.reread());
  const run = train(readerStart(images.side, units, seed), rows, {
    ...{ loss: crossEntropy, optimizer: READER_OPTIMIZERS[optimizer](rate), batchSize: batch, order, team },
  });
  return run;
}

/** Tells a state at first, and one for each `{ steps }`. */
export async function digitsTask(
  input: DigitsInput,
  host: Host<{ readonly steps: number }, DigitsState>,
): Promise<Outcome<undefined>> {
  const { test, steps: before, ...given } = input;
  const { side, ink, pixels, labels } = input.train;
  const known: Images = {
    ...{ side, ink },
    pixels: pixels.subarray(0, test.pixels.length),
    labels: labels.subarray(0, test.labels.length),
  };
  const start = readerStart(side, input.units, input.seed);
  const run = await teamRun(host, start, input.batch, "digits", given, (team) => readerRun(given, team));
  let speed = 0;
  let [counted, busy] = [0, 0];

  async function advance(steps: number): Promise<void> {
    const first = run.now.steps;
    const goal = first + steps;
    while (run.now.steps < goal && run.now.divergedAt === undefined) {
      const begun = performance.now();
      if (!run.step(1)) await run.regain();
      busy += performance.now() - begun;
      if (!host.due()) continue;
      host.progress((run.now.steps - first) / steps);
      await host.turn();
    }
    counted += run.now.steps - first;
    if (busy < LEAST_MS) return;
    speed = (1000 * counted) / busy;
    counted = busy = 0;
  }

  function tell(): void {
    const { model, steps, divergedAt } = run.now;
    const names = namesOf(model, test);
    host.state({
      ...{ parameters: parametersOf(model), steps, names, speed, cores: run.cores, lost: run.lost },
      status: divergedAt === undefined ? "running" : "diverged",
      accuracy: {
        test: accuracyOf(names, test.labels),
        train: accuracyOf(namesOf(model, known), known.labels),
      },
    });
  }

  try {
    await advance(before);
    tell();
    for (;;) {
      const { steps } = await host.message();
      await advance(steps);
      tell();
    }
  } finally {
    run.end();
  }
}
