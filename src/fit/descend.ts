// descend.ts: the descent for those who want its end and not its steps.
import { evaluate, type ReluSum } from "../core/index.ts";
import { checkedTable, type Table } from "./best-fit.ts";
import { record, wholeFrom } from "./check.ts";
import { type Loss, meanLoss, mse, scaledLoss } from "./losses.ts";
import { adam, type Optimizer } from "./optimizers.ts";
import { balanced, scaledTable, unscaled } from "./scaled.ts";
import { cosine } from "./schedules.ts";
import { type StartKind, start as startAt } from "./starts.ts";
import { type RunStatus, trainOn } from "./train.ts";
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
  /** determines a start that is drawn at random; 0 unless said */
  readonly seed?: number;
}

export interface Descended {
  readonly model: ReluSum;
  /** the loss of `model` over all rows, in the data's own units */
  readonly loss: number;
  readonly status: RunStatus;
  /** how many steps were taken */
  readonly steps: number;
}

const OPTIONS = ["units", "loss", "steps", "optimizer", "start", "seed"] as const;

/**
 * Full-batch gradient descent from start to end on data of any scale: x and y are shifted and divided by powers of two,
 * the learning rate falls along a cosine, and the sum that comes out is in the data's own units again.
 *
 * @throws {TypeError} if something is missing, unknown, or not of its type
 * @throws {RangeError} if a number is out of range, or columns differ in length
 */
export function descend(data: Table, options: DescendOptions): Descended {
  const given = record(options, "descend: options", OPTIONS) as unknown as DescendOptions;
  const columns = checkedTable("descend", data);
  const units = wholeFrom(0, given.units, "descend: units");
  const steps = wholeFrom(0, given.steps ?? 5000, "descend: steps");
  const { loss = mse, optimizer = adam({ learningRate: 2e-3 }), seed = 0 } = given;
  const { scale, ...scaled } = scaledTable(columns);
  const rows = trainingRows(scaled);
  const schedule = cosine({ steps: Math.max(1, steps) });
  const kinds: readonly StartKind[] = given.start
    ? [given.start]
    : loss === mse
      ? ["grown"]
      : ["grown", "leastSquares"];
  const ends = kinds.map((kind) => {
    const begin = balanced(startAt(units, scaled, { kind, seed }));
    const run = trainOn(begin, rows, { loss: scaledLoss(loss, scale.yScale), optimizer, schedule }).step(steps);
    const model = unscaled(run.model, scale);
    const value = meanLoss(loss, evaluate(model, columns.x), columns.y, columns.weights);
    return { model, loss: value, status: run.status, steps: run.steps };
  });
  return ends.reduce((best, end) => (end.loss < best.loss ? end : best));
}
