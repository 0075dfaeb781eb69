// train.ts: a training run: a model, its data, and how far gradient descent has come.
import { knots, type Network, type PlaneSum, type ReluSum, reluSum } from "../core/index.ts";
import { atRest } from "./at-rest.ts";
import { type RowOrder, shuffled } from "./batches.ts";
import { checkedTable, type Table } from "./best-fit.ts";
import { record, show, wholeFrom } from "./check.ts";
import type { RowsTable } from "./dense/rows-table.ts";
import { isDense } from "./dense/shape.ts";
import { type DenseRun, type DenseTrainOptions, trainDense } from "./dense/train-dense.ts";
import { fullBatch, METHODS, type Method, miniBatch, type Problem } from "./engine.ts";
import type { Loss } from "./losses.ts";
import type { Optimizer } from "./optimizers.ts";
import { fields, type Gradient, type ParameterKind, pack, parameterRanges, unpack } from "./parameters.ts";
import { constant, type Schedule } from "./schedules.ts";
import { type TrainingRows, trainingRows } from "./training-rows.ts";
import { type UnitState, unitStates } from "./unit-states.ts";

export interface TrainOptions {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** kinds of parameter that stay as they are; none unless said */
  readonly frozen?: readonly ParameterKind[];
  /** rows a step; all of them unless said */
  readonly batchSize?: number;
  /** what the optimizer's learning rate is multiplied by at each step; 1 unless said */
  readonly schedule?: Schedule;
  /** determines the order of rows in mini-batches; 0 unless said */
  readonly seed?: number;
  /** the rows of each epoch in the order to take them, in place of a seeded shuffle */
  readonly order?: RowOrder;
  /**
   * 'compiled' unless said. All three take the same steps but for rounding: 'rows' loops over every row and unit, as the
   * definition does; 'sorted' uses that x is sorted; 'compiled' does so in WebAssembly, or as 'sorted' where it cannot.
   */
  readonly method?: Method;
}

/** 'converged' where no parameter has a slope left to go down; 'diverged' where the next step would leave the finite numbers. */
export type RunStatus = "running" | "converged" | "diverged";

export interface Run {
  /** Takes n more steps (fewer if it diverges), and returns the run. */
  readonly step: (n?: number) => Run;
  /** the model as it now stands */
  readonly model: ReluSum;
  /** its loss over all rows */
  readonly loss: number;
  /** the derivative of that loss by each parameter, frozen or not */
  readonly gradient: Gradient;
  /** how many steps were taken */
  readonly steps: number;
  readonly status: RunStatus;
  /** the number of the step that could not be taken because it diverged */
  readonly divergedAt: number | undefined;
  /** how the steps are taken */
  readonly method: Method;
  /** the learning rate of the next step */
  readonly rate: number;
  /** what the data can see of each unit */
  readonly units: readonly UnitState[];
  /** how many linear regions the model has on the whole line: one more than its knots */
  readonly regions: number;
}

const OPTIONS = ["loss", "optimizer", "frozen", "batchSize", "schedule", "seed", "order", "method"] as const;

/**
 * A run of gradient descent on a sum of ReLUs. It trains the intercept, the slope and each unit's m, b and weight, but for
 * what is frozen; `run.step(n)` advances it, and nothing else does: a run knows no clock.
 *
 * Full-batch gradients of the mean squared error cost O(k log n) a step, of other losses O(n + k log n); those of
 * mini-batches O(batchSize·k). They equal the loop over rows and autograd's up to rounding.
 *
 * A model that takes rows, a sum of several inputs or a network, is trained by backward passes through its layers, at a
 * cost of some rows times its numbers a step: in WebAssembly and float32, or in float64 where `method` is 'rows'.
 *
 * @param model where to start
 * @param data `{ x, y, weights? }`; with weights, every mean over rows is a weighted mean. For models of rows, x is a
 *   vector each or all of them in one, and y has as many numbers a row as there are outputs, or a class
 * @throws {TypeError} if something is missing, unknown, or not of its type
 * @throws {RangeError} if a number is out of range, or columns differ in length
 */
export function train(model: ReluSum, data: Table, options: TrainOptions): Run;
export function train<M extends PlaneSum | Network>(
  model: M,
  data: RowsTable,
  options: DenseTrainOptions<M>,
): DenseRun<M>;
export function train(
  model: ReluSum | PlaneSum | Network,
  data: Table | RowsTable,
  options: TrainOptions | DenseTrainOptions,
): Run | DenseRun {
  if (isDense(model)) return trainDense(model, data, options as DenseTrainOptions);
  return trainOneInput(model, data as Table, options as TrainOptions);
}

/** `train` of a sum of one input. */
function trainOneInput(model: ReluSum, data: Table, options: TrainOptions): Run {
  const columns = checkedTable("train", data);
  return trainOn(model, trainingRows(columns), options);
}

/** `train` on rows that are ready. */
export function trainOn(model: ReluSum, rows: TrainingRows, options: TrainOptions): Run {
  const start = pack(checkedModel(model));
  const { loss, optimizer, frozen, batchSize, schedule, order, method } = checkedOptions(options, rows.size);
  const ranges = parameterRanges(model.units.length, frozen);
  const problem: Problem = { rows, loss, optimizer, ranges };
  const engine =
    batchSize < rows.size || options.order
      ? miniBatch(problem, start, method, batchSize, order)
      : fullBatch(problem, start, method);
  const { position, rates } = engine;
  const { params, gradient } = position;
  const rateOf = (step: number): number => optimizer.learningRate * schedule(step);
  // Once for all steps, where all are alike: a step of few units takes little longer than to ask for its rate.
  const steady = schedule === constant();
  if (steady) rates.fill(optimizer.learningRate);
  let steps = 0;
  let divergedAt = Number.isFinite(position.loss) ? undefined : 0;
  let seen: { model?: ReluSum; loss?: number; gradient?: Gradient } = {};

  const currentGradient = (): Float64Array => {
    position.loss ??= engine.evaluate();
    return gradient;
  };

  const run: Run = {
    step(n = 1) {
      wholeFrom(0, n, "step: n");
      for (let left = n; left > 0 && divergedAt === undefined; ) {
        const count = Math.min(left, rates.length);
        if (!steady) for (let i = 0; i < count; i++) rates[i] = rateOf(steps + i);
        const taken = engine.advance(count);
        steps += taken;
        left -= count;
        if (taken < count) divergedAt = steps + 1;
      }
      if (n > 0) seen = {};
      return run;
    },
    get model() {
      seen.model ??= unpack(params);
      return seen.model;
    },
    get loss() {
      seen.loss ??= engine.exactLoss();
      return seen.loss;
    },
    get gradient() {
      seen.gradient ??= fields(currentGradient().map((g) => g + 0)); // no negative zeros
      return seen.gradient;
    },
    get steps() {
      return steps;
    },
    get status() {
      if (divergedAt !== undefined) return "diverged";
      return atRest(params, currentGradient(), run.loss, loss, rows, ranges.trained) ? "converged" : "running";
    },
    method: engine.method,
    get divergedAt() {
      return divergedAt;
    },
    get rate() {
      return rateOf(steps);
    },
    get units() {
      return unitStates(run.model, rows.x);
    },
    get regions() {
      return knots(run.model).length + 1;
    },
  };
  return run;
}

/** The model as a checked sum; one that came from JSON may be a plain object. */
function checkedModel(model: ReluSum): ReluSum {
  if (!Array.isArray(model?.units)) {
    throw new TypeError(`train: model must be a sum made by reluSum, got ${show(model)}`);
  }
  return reluSum(model.units, { intercept: model.intercept, slope: model.slope });
}

function checkedOptions(given: TrainOptions, rows: number): Required<TrainOptions> {
  const options = record(given, "train: options", OPTIONS) as unknown as TrainOptions;
  const { loss, optimizer, frozen = [], schedule = constant(), seed = 0, method = "compiled" } = options;
  if (typeof loss?.derivative !== "function") {
    throw new TypeError(`train: loss must be mse, mae or huber(delta), got ${show(loss)}`);
  }
  if (typeof optimizer?.step !== "function") {
    throw new TypeError(`train: optimizer must be made by sgd, momentum or adam, got ${show(optimizer)}`);
  }
  if (typeof schedule !== "function") {
    throw new TypeError(`train: schedule must be a function of the step, got ${show(schedule)}`);
  }
  if (!METHODS.includes(method))
    throw new RangeError(`train: method must be one of ${METHODS.join(", ")}, got ${show(method)}`);
  const batchSize = wholeFrom(1, options.batchSize ?? rows, "train: batchSize");
  const { order = shuffled(rows, seed) } = options;
  if (typeof order !== "function") {
    throw new TypeError(`train: order must be a function of the epoch, got ${show(order)}`);
  }
  return { loss, optimizer, frozen, batchSize, schedule, seed, order, method };
}
