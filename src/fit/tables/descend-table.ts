// descend-table.ts: a network, or a sum of ReLUs of several inputs, for a table by gradient descent.
import { type Network, network, type PlaneSum } from "../../core/index.ts";
import { shuffled } from "../batches.ts";
import { run } from "../best-fit.ts";
import { record, show, wholeFrom } from "../check.ts";
import { standardizedRows } from "../dense/standardized-rows.ts";
import { startNetwork, startPlanes } from "../dense/starts.ts";
import type { Team } from "../dense/team.ts";
import { type DenseStatus, trainDense } from "../dense/train-dense.ts";
import { type ColumnsTable, checkedColumns, rowsOf } from "../hinges/columns-table.ts";
import { type Loss, mse } from "../losses.ts";
import { adam, type Optimizer } from "../optimizers.ts";
import { cosine } from "../schedules.ts";
import { noisyInputs, type StandardRows } from "./input-noise.ts";

export interface DescendTableOptions {
  /** units of each hidden layer of a network, as in [32, 32]; or how many units a sum has */
  readonly shape: readonly number[] | number;
  /** mse unless said; on y divided by its standard deviation, as all columns are */
  readonly loss?: Loss;
  /** adam with rate 0.01 unless said */
  readonly optimizer?: Optimizer;
  /** 60 passes over the rows, but 6,000 to 20,000, unless said */
  readonly steps?: number;
  /** determines the start and the order of the rows; 0 unless said */
  readonly seed?: number;
  /** makes this one of several that descend together, as `train` has it */
  readonly team?: Team;
  /** called with the share of the work done */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface DescendedTable {
  readonly model: Network | PlaneSum;
  readonly steps: number;
  readonly status: DenseStatus;
}

/** Rows a step. */
const BATCH = 64;
const DECAY = 0.009;
const PASSES = 60;
const LEAST = 6000;
const MOST = 20_000;
/** Steps between two looks at the outside world. */
const EVERY = 20;
/** How often it is looked at how much is left to explain. */
const LOOKS = 50;

/**
 * Descends from He's start, or from 0 where nothing is hidden, on columns brought to mean 0 and spread 1, in batches of 64
 * rows, with a weight decay of 0.009 and a rate that falls along a cosine to 0. The decay keeps it from learning the noise, and so
 * does noise on the inputs, in proportion to what is left to explain (`noisyInputs`), where something is hidden and rows are
 * at most 20,000: no row need be held out. The model is in the table's own units.
 *
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if there is one input or no row, lengths differ, or a number is out of its range
 */
export function descendTable(table: ColumnsTable, options: DescendTableOptions): DescendedTable {
  return run(descendTableSteps(table, options), options);
}

const OPTIONS = ["shape", "loss", "optimizer", "steps", "seed", "team", "onProgress", "signal"];

/** How many rows `descendTable` takes a step, of so many, and how many steps unless said. */
export function descentPlan(rows: number): { readonly batchSize: number; readonly steps: number } {
  const batchSize = Math.min(rows, BATCH);
  return { batchSize, steps: Math.min(MOST, Math.max(LEAST, PASSES * Math.ceil(rows / batchSize))) };
}

/** `descendTable` in steps: a generator that yields the share of the work done and returns where it ended. */
export function* descendTableSteps(
  table: ColumnsTable,
  options: DescendTableOptions,
): Generator<number, DescendedTable> {
  const columns = checkedColumns("descendTable", table);
  const given = record(options, "descendTable: options", OPTIONS) as unknown as DescendTableOptions;
  const { loss = mse, optimizer = adam({ learningRate: 0.01 }), seed = 0 } = given;
  const n = columns.y.length;
  const { batchSize, steps } = descentPlan(n);
  const most = wholeFrom(0, given.steps ?? steps, "descendTable: steps");
  const start = startOf(given.shape, columns.x.length, seed);
  const { data, fold } = standardizedRows({ x: rowsOf(columns.x, 0, n), y: columns.y }, start, mse);
  const schedule = cosine({ steps: Math.max(1, most) });
  const noise = hides(start) ? noisyInputs(data as StandardRows, seed) : undefined;
  const shuffle = shuffled(n, seed);
  const run = trainDense(start, noise ? { ...data, x: noise.x } : data, {
    loss,
    optimizer,
    seed,
    batchSize,
    order:
      noise &&
      ((epoch) => {
        noise.move();
        run.reread();
        return shuffle(epoch);
      }),
    schedule,
    weightDecay: DECAY,
    team: given.team,
  });
  const stretch = EVERY * Math.ceil(most / LOOKS / EVERY);
  while (run.steps < most && run.divergedAt === undefined) {
    if (run.steps % stretch === 0) noise?.look(run.model);
    run.step(Math.min(EVERY, most - run.steps));
    yield run.steps / most;
  }
  return { model: fold(run.model), steps: run.steps, status: run.status };
}

/** Whether it is more than a line. */
const hides = (start: Network | PlaneSum): boolean =>
  "layers" in start ? start.layers.length > 1 : start.units.length > 0;

function startOf(shape: DescendTableOptions["shape"], inputs: number, seed: number): Network | PlaneSum {
  if (typeof shape === "number") return startPlanes(inputs, shape, { kind: "he", seed });
  if (!Array.isArray(shape)) {
    throw new TypeError(`descendTable: shape must be a number of units or an array of layers, got ${show(shape)}`);
  }
  for (const [i, units] of shape.entries()) wholeFrom(1, units, `descendTable: shape[${i}]`);
  if (shape.length === 0) return network([{ weights: new Float64Array(inputs), biases: [0] }]);
  return startNetwork([inputs, ...shape, 1], { kind: "he", seed });
}
