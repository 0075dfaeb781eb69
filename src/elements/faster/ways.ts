// ways.ts: one training run, and the ways to take it that are raced against each other.
import { type ReluSum, random } from "../../core/index.ts";
import { adam, momentum, mse, type Optimizer, sgd, type TrainOptions, train } from "../../fit/index.ts";
import { type Columns, rowsOf, startOf } from "../descent/problem.ts";

export interface RaceProblem {
  readonly rows: number;
  readonly units: number;
}

export const TARGET = "sin(3x) + 0.3x";

/** Steps of gradient descent: the loss that they lead to is what every way must reach. */
export const STEPS = 1000;

export const RATE = 0.05;

/** Rows of a mini-batch. */
export const BATCH = 100;

/** A way that takes longer is stopped. */
export const MOST_MS = 10_000;

export interface Way {
  /** What its bar is called. */
  readonly name: string;
  /** How steps are taken; nothing for the one that is spread over workers. */
  readonly method?: TrainOptions["method"];
  /** Steps over a few rows, until their loss is low enough; all rows unless said. */
  readonly batches?: Optimizer;
}

export const WAYS = {
  loop: { name: "loop over rows", method: "rows" },
  moments: { name: "moments", method: "sorted" },
  compiled: { name: "moments, compiled", method: "compiled" },
  momentum: { name: "mini-batches, momentum", batches: momentum({ learningRate: 0.01 }) },
  adam: { name: "mini-batches, Adam", batches: adam({ learningRate: 0.003 }) },
  cores: { name: "loop over rows, several cores" },
} as const satisfies Readonly<Record<string, Way>>;

export type WayName = keyof typeof WAYS;

export const WAY_NAMES = Object.keys(WAYS) as WayName[];

/** One run of one way. */
export interface Finish {
  readonly way: WayName;
  readonly ms: number;
  readonly steps: number;
  /** Over all rows. */
  readonly loss: number;
  /** Whether it got where it should before its time was up. */
  readonly reached: boolean;
  /** How several cores told each other their gradients. */
  readonly through?: "messages" | "shared memory";
}

const DOMAIN = [-2, 2] as const;

/** The rows in no order, as tables come. */
export function raceRows({ rows, units }: RaceProblem): Columns {
  const { x, y } = rowsOf(descent(rows, units), DOMAIN);
  const order = random(2).shuffle(new Uint32Array(x.length).map((_, row) => row));
  return { x: Float64Array.from(order, (row) => x[row]), y: Float64Array.from(order, (row) => y[row]) };
}

/** Where every way begins: the same for any number of rows. */
export const raceStart = ({ units }: Pick<RaceProblem, "units">): ReluSum =>
  startOf(descent(2, units), { x: Float64Array.of(-2, 2), y: new Float64Array(2) });

const descent = (rows: number, units: number) => ({
  ...({ target: TARGET, noise: 0.1, start: "pytorch", seed: 1, loss: "mse", optimizer: "sgd" } as const),
  ...{ rate: RATE, schedule: "constant", batch: 0, rows, units },
});

/** The run that a way takes, with all that comes before its first step. */
export function raceRun(way: Way, problem: RaceProblem, rows: Columns) {
  const { method, batches } = way;
  return train(raceStart(problem), rows, {
    loss: mse,
    optimizer: batches ?? sgd({ learningRate: RATE }),
    ...(batches ? { batchSize: BATCH, seed: 1 } : { method }),
  });
}

/** The loss that every way must reach. */
export const raceGoal = (problem: RaceProblem): number =>
  raceRun(WAYS.compiled, problem, raceRows(problem)).step(STEPS).loss;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
