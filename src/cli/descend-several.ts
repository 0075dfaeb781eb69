// descend-several.ts: a descent for a table of several inputs, as plain data that another thread can be given.
import {
  adam,
  type DescendedTable,
  descendTableSteps,
  huber,
  mae,
  momentum,
  mse,
  startNetwork,
  startPlanes,
  type Team,
  teamMemory,
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
export function memoryOf({ table, shape }: DescentJob, cores: number): SharedArrayBuffer {
  const inputs = table.x.length;
  return teamMemory(
    typeof shape === "number" ? startPlanes(inputs, shape) : startNetwork([inputs, ...shape, 1]),
    cores,
  );
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

/** Passes over the rows of a usual descent, rows of a step of one that says how many, and products a second of one core. */
const [PASSES, BATCH, PRODUCTS] = [60, 64, 5e9];
/** A second core takes a moment to start; a job that is done in less than this many seconds does without. */
const WORTH = 2;

/** Each step waits for the slower core, so that both should be free: of so many that is likely. */
const ENOUGH = 4;

/** How many cores pay: two of `available`, where there are enough and the descent takes some seconds. */
export function coresFor({ table, shape, steps }: DescentJob, available: number): number {
  const sizes = typeof shape === "number" ? [shape] : shape;
  const weights = [...sizes, 1].reduce((sum, units, l) => sum + units * (l === 0 ? table.x.length : sizes[l - 1]), 0);
  const visits = steps === undefined ? PASSES * table.y.length : BATCH * steps;
  return (3 * weights * visits) / PRODUCTS > WORTH && available >= ENOUGH ? 2 : 1;
}
