// depths.ts: networks of one input with about as many numbers each, in one layer, two, three, four: what descent makes of them.
import { linspace, type Network } from "../../core/index.ts";
import { target } from "../../data/index.ts";
import { adam, cosine, mse, startNetwork, train } from "../../fit/index.ts";
import { numbersOf } from "./networks.ts";

export interface DepthsProblem {
  /** A formula of x, learned on [−1, 1]. */
  readonly target: string;
  /** Each network has as many numbers as its layers allow, and no more than these. */
  readonly numbers: number;
}

export const DEPTHS = [1, 2, 3, 4] as const;

/** Starts of each network, rows, steps over all rows, and Adam's rate at the first step, which falls to 0 on a cosine. */
export const SEEDS = 5;
export const STEPS = 3000;
const ROWS = 256;
const RATE = 0.01;

/** Layers of the same width, the widest within the numbers. */
export function sizesFor(depth: number, numbers: number): number[] {
  const sizes = (width: number) => [1, ...new Array<number>(depth).fill(width), 1];
  let width = 1;
  while (numbersOf(sizes(width + 1)) <= numbers) width++;
  return sizes(width);
}

/** Rows of the target; where the formula has no value there are none. */
export function depthRows(formula: string): { readonly x: Float64Array; readonly y: Float64Array } {
  const f = target(formula);
  const all = linspace(-1, 1, ROWS);
  const x = all.filter((at) => Number.isFinite(f(at)));
  return { x, y: x.map((at) => f(at)) };
}

export interface Trained {
  readonly depth: number;
  readonly seed: number;
  readonly sizes: readonly number[];
  /** Mean squared error at the end. */
  readonly loss: number;
  readonly model: Network;
}

/** Trains every network from every start, one after the other; between stretches of steps it gives the share that is done. */
export function* trainDepths({ target: formula, numbers }: DepthsProblem): Generator<number | Trained, void> {
  const rows = depthRows(formula);
  const total = DEPTHS.length * SEEDS;
  let done = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    for (const depth of DEPTHS) {
      const sizes = sizesFor(depth, numbers);
      const run = train(startNetwork(sizes, { kind: "pytorch", seed }), rows, {
        loss: mse,
        optimizer: adam({ learningRate: RATE }),
        schedule: cosine({ steps: STEPS }),
        seed,
      });
      while (run.steps < STEPS && run.divergedAt === undefined) {
        run.step(50);
        yield (done + run.steps / STEPS) / total;
      }
      done++;
      yield { depth, seed, sizes, loss: run.loss, model: run.model };
    }
  }
}
