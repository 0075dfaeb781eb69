// descend-table.ts: a network, or a sum of ReLUs of several inputs, for a table by gradient descent.
import type { Network, PlaneSum } from "../../core/index.ts";
import { run } from "../best-fit.ts";
import { record, show, wholeFrom } from "../check.ts";
import { standardizedRows } from "../dense/standardized-rows.ts";
import { startNetwork, startPlanes } from "../dense/starts.ts";
import { type DenseStatus, trainDense } from "../dense/train-dense.ts";
import { type ColumnsTable, checkedColumns } from "../hinges/columns-table.ts";
import { type Loss, mse } from "../losses.ts";
import { adam, type Optimizer } from "../optimizers.ts";
import { rowsOf } from "./averaged.ts";

export interface DescendTableOptions {
  /** units of each hidden layer of a network, as in [32, 32]; or how many units a sum has */
  readonly shape: readonly number[] | number;
  /** mse unless said; on y divided by its standard deviation, as all columns are */
  readonly loss?: Loss;
  /** adam with rate 0.005 unless said */
  readonly optimizer?: Optimizer;
  /** 20,000, but no more than 200 passes over the rows and no less than 4,000, unless said: it mostly stops before */
  readonly steps?: number;
  /** determines the start, which rows are held out, and the order of the others; 0 unless said */
  readonly seed?: number;
  /** called with the share of the work done */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface DescendedTable {
  readonly model: Network | PlaneSum;
  readonly steps: number;
  readonly status: DenseStatus;
}

const BATCH = 64;
const DECAY = 5e-3;
/** An eighth of the rows says when to stop; fewer rows than this have none to spare. */
const HELD_OUT = 1 / 8;
const FEWEST = 20;
const EVERY = 20;
const PATIENCE = 50;

/**
 * Descends from He's start with weight decay, on columns brought to mean 0 and spread 1, in batches of 64 rows, until the loss on an eighth of
 * the rows has not fallen for 1,000 steps; the model is the one where it was least, in the table's own units.
 *
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if there is one input or no row, lengths differ, or a number is out of its range
 */
export function descendTable(table: ColumnsTable, options: DescendTableOptions): DescendedTable {
  return run(descendTableSteps(table, options), options);
}

const OPTIONS = ["shape", "loss", "optimizer", "steps", "seed", "onProgress", "signal"];

/** `descendTable` in steps: a generator that yields the share of the work done and returns where it ended. */
export function* descendTableSteps(
  table: ColumnsTable,
  options: DescendTableOptions,
): Generator<number, DescendedTable> {
  const columns = checkedColumns("descendTable", table);
  const given = record(options, "descendTable: options", OPTIONS) as unknown as DescendTableOptions;
  const { loss = mse, optimizer = adam({ learningRate: 5e-3 }), seed = 0 } = given;
  const n = columns.y.length;
  const passes = Math.ceil((200 * n) / BATCH);
  const most = wholeFrom(0, given.steps ?? Math.min(20_000, Math.max(4_000, passes)), "descendTable: steps");
  const start = startOf(given.shape, columns.x.length, seed);
  const { data, fold } = standardizedRows({ x: rowsOf(columns), y: columns.y }, start, mse);
  const run = trainDense(start, data, {
    ...{ loss, optimizer, seed, weightDecay: DECAY, batchSize: Math.min(BATCH, n) },
    ...(n < FEWEST ? {} : { earlyStopping: { rows: HELD_OUT, every: EVERY, patience: PATIENCE } }),
  });
  while (run.steps < most && run.divergedAt === undefined && run.status !== "stopped") {
    run.step(Math.min(EVERY, most - run.steps));
    yield run.steps / Math.max(1, most);
  }
  return { model: fold(run.model), steps: run.steps, status: run.status };
}

function startOf(shape: DescendTableOptions["shape"], inputs: number, seed: number): Network | PlaneSum {
  if (typeof shape === "number") return startPlanes(inputs, shape, { kind: "he", seed });
  if (!Array.isArray(shape)) {
    throw new TypeError(`descendTable: shape must be a number of units or an array of layers, got ${show(shape)}`);
  }
  for (const [i, units] of shape.entries()) wholeFrom(1, units, `descendTable: shape[${i}]`);
  return startNetwork([inputs, ...shape, 1], { kind: "he", seed });
}
