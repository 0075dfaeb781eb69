// descend.ts: a descent from start to end, at one go or in parts.
import { evaluate, type ReluSum } from "../core/index.ts";
import { checkedTable, run, type Table } from "./best-fit.ts";
import { within } from "./best-fit-search.ts";
import { record, wholeFrom } from "./check.ts";
import { type Loss, meanLoss, mse, scaledLoss } from "./losses.ts";
import { adam, type Optimizer } from "./optimizers.ts";
import { balanced, scaledTable, unscaled } from "./scaled.ts";
import { cosine } from "./schedules.ts";
import { type StartKind, start as startAt } from "./starts.ts";
import { type Run, type RunStatus, trainOn } from "./train.ts";
import { trainingRows } from "./training-rows.ts";

export interface DescendOptions {
  /** k, how many units */
  readonly units: number;
  /** mse unless said */
  readonly loss?: Loss;
  /** 5,000 unless said */
  readonly steps?: number;
  /** Adam at 0.002 unless said; its rates are for data that is some units wide, which it gets to see */
  readonly optimizer?: Optimizer;
  /** 'grown' unless said; for losses other than mse also 'leastSquares', whichever leads lower: growing chases outliers */
  readonly start?: StartKind;
  /** rows a step; all of them unless said */
  readonly batchSize?: number;
  /** determines a start that is drawn at random, and the order of rows in batches; 0 unless said */
  readonly seed?: number;
  /** called with the share of the steps taken, from 0 to 1 */
  readonly onProgress?: (fraction: number) => void;
  /** ends the descent with its reason when it is aborted */
  readonly signal?: AbortSignal;
}

export interface Descended {
  readonly model: ReluSum;
  /** the loss of `model` over all rows, in the data's own units */
  readonly loss: number;
  readonly status: RunStatus;
  /** how many steps were taken */
  readonly steps: number;
  /** after which of them `model` stood, the lowest of those looked at */
  readonly at: number;
}

const OPTIONS = ["units", "loss", "steps", "optimizer", "start", "batchSize", "seed", "onProgress", "signal"] as const;

/** Steps between two yields: so many parts of the whole, and no more than a few milliseconds' worth of row visits. */
const PARTS = 100;
const VISITS = 2e6;

/**
 * Gradient descent from start to end on data of any scale: x and y are shifted and divided by powers of two, the learning
 * rate falls along a cosine, and the sum that comes out is in the data's own units again. It is the one with the lowest
 * loss of those looked at on the way, a hundred at least if there are so many steps, so it is never worse than its start.
 *
 * @throws {TypeError} if something is missing, unknown, or not of its type
 * @throws {RangeError} if a number is out of range, or columns differ in length
 */
export function descend(data: Table, options: DescendOptions): Descended {
  return run(descendSteps(data, options), options);
}

/**
 * `descend` in parts of some milliseconds: a generator that yields the share of the steps taken and returns the end. For pages
 * and commands that want to do something else in between; whoever has seen enough calls its `return()`. The first part
 * sorts the rows and finds the start, at one go.
 */
export function* descendSteps(data: Table, options: DescendOptions): Generator<number, Descended> {
  const given = record(options, "descend: options", OPTIONS) as unknown as DescendOptions;
  const columns = checkedTable("descend", data);
  const units = wholeFrom(0, given.units, "descend: units");
  const steps = wholeFrom(0, given.steps ?? 5000, "descend: steps");
  const { loss = mse, optimizer = adam({ learningRate: 2e-3 }), seed = 0 } = given;
  const batchSize = given.batchSize === undefined ? undefined : wholeFrom(1, given.batchSize, "descend: batchSize");
  const { scale, ...scaled } = scaledTable(columns);
  const rows = trainingRows(scaled);
  const schedule = cosine({ steps: Math.max(1, steps) });
  const kinds: readonly StartKind[] = given.start
    ? [given.start]
    : loss === mse
      ? ["grown"]
      : ["grown", "leastSquares"];
  let best: Descended | undefined;
  for (const [i, kind] of kinds.entries()) {
    const begin = balanced(startAt(units, scaled, { kind, seed }));
    const options = { loss: scaledLoss(loss, scale.yScale), optimizer, schedule, seed };
    const going = trainOn(begin, rows, batchSize === undefined ? options : { ...options, batchSize });
    const end = yield* within(i / kinds.length, (i + 1) / kinds.length, lowest(going, steps, stretch(rows.size)));
    const model = unscaled(end.model, scale);
    const value = meanLoss(loss, evaluate(model, columns.x), columns.y, columns.weights);
    if (best === undefined || value < best.loss) {
      best = { model, loss: value, status: going.status, steps: going.steps, at: end.at };
    }
  }
  return best!;

  /** Moments make full steps of the squared error cost no more for more rows; all others go through some of them. */
  function stretch(n: number): number {
    const visited = batchSize ?? (loss === mse ? Math.min(n, 64) : n);
    return Math.max(1, Math.min(Math.ceil(steps / PARTS), Math.floor(VISITS / (visited + 8 * units))));
  }
}

/** Takes the steps, and returns the lowest model among those at the ends of its stretches, and the start. */
function* lowest(going: Run, steps: number, stretch: number): Generator<number, { model: ReluSum; at: number }> {
  let best = { model: going.model, loss: going.loss, at: 0 };
  while (going.steps < steps && going.divergedAt === undefined) {
    going.step(Math.min(stretch, steps - going.steps));
    // Where it diverged it stands at the last finite place, which may be anywhere.
    if (going.loss < best.loss) best = { model: going.model, loss: going.loss, at: going.steps };
    yield going.steps / steps;
  }
  return best;
}
