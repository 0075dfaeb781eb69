// descend-several.ts: a descent for a table of several inputs, as plain data that another thread can be given.
import {
  adam,
  type DenseModel,
  type DescendedTable,
  denseProducts,
  descendTableSteps,
  descentPlan,
  huber,
  mae,
  momentum,
  mse,
  startNetwork,
  startPlanes,
  type Team,
  teamMemory,
  teamSize,
} from "../fit/index.ts";
import type { FitOptions } from "./options.ts";

export interface DescentJob {
  readonly table: { readonly x: readonly Float64Array[]; readonly y: Float64Array };
  /** units of each hidden layer, or of a sum */
  readonly shape: readonly number[] | number;
  readonly method: "adam" | "sgd";
  readonly loss: FitOptions["loss"];
  readonly seed: number;
  readonly steps?: number;
}

/** Huber's with PyTorch's default, on y divided by its standard deviation. */
const LOSSES = { mse, mae, huber: huber(1) };

/** @param team of which this thread is a member, if several do the job */
export function descentOf(
  { table, shape, method, loss, seed, steps }: DescentJob,
  team?: Team,
): Generator<number, DescendedTable> {
  const optimizer = method === "sgd" ? momentum({ learningRate: 0.01 }) : adam({ learningRate: 0.01 });
  return descendTableSteps(table, { shape, loss: LOSSES[loss], optimizer, seed, steps, team });
}

/** What the cores that do a job share. */
export const memoryOf = (job: DescentJob, cores: number): SharedArrayBuffer => teamMemory(modelOf(job), cores);

/** A model of the shape that a job asks for. */
function modelOf({ table, shape }: DescentJob): DenseModel {
  const inputs = table.x.length;
  return typeof shape === "number" ? startPlanes(inputs, shape) : startNetwork([inputs, ...shape, 1]);
}

/** What a thread says when it begins; whatever else it says is its error. */
export const READY = "ready";

/** What a thread is started with. */
export interface CoreStart {
  readonly job: DescentJob;
  readonly memory: SharedArrayBuffer;
  readonly index: number;
}

/** Whether an error only says that another member has ended it. */
export const isDismissal = (error: unknown): boolean => error instanceof Error && error.name === "DismissalError";

/** Products a second of one core. */
const PRODUCTS = 5e9;
/** A second core takes a moment to start; a job that is done in less than this many seconds does without. */
const WORTH = 2;

/** How many cores pay, of `available`: as `teamSize` says, if the descent takes some seconds. */
export function coresFor(job: DescentJob, available: number): number {
  const { batchSize, steps } = descentPlan(job.table.y.length);
  const visits = batchSize * (job.steps ?? steps);
  const model = modelOf(job);
  return denseProducts(model, visits) / PRODUCTS > WORTH ? teamSize(model, batchSize, available) : 1;
}
