// jobs.ts: fits and reading, off the page's thread.
import { type PlaneSum, type ReluSum, reluSum } from "../../core/index.ts";
import type { AutoFit, BestFit, Descended, HingeFit } from "../../fit/index.ts";
import type { DescendInput } from "./descend-task.ts";
import type { FitInput } from "./fit-task.ts";
import type { HingesInput } from "./hinges-task.ts";
import { type Job, openJob } from "./job.ts";
import type { ReadInput, ReadTable } from "./read-task.ts";
import type { ReadSeveral, SeveralInput } from "./several-task.ts";

/**
 * `bestFit` (or, for units "auto", `autoFit`) of a table, in a worker.
 *
 * @throws from `done`: as `bestFit` and `autoFit` do, and an AbortError once cancelled
 */
export function fitJob(
  { x, y, weights }: Pick<FitInput, "x" | "y" | "weights">,
  options: Omit<FitInput, "x" | "y" | "weights">,
  onProgress?: (share: number) => void,
): Job<BestFit | AutoFit> {
  const job = openJob<BestFit | AutoFit>("fit", { ...options, x, y, weights }, { onProgress });
  return whole(job);
}

/**
 * `descend`, in a worker.
 *
 * @throws from `done`: as `descend` does, and an AbortError once cancelled
 */
export function descendJob(input: DescendInput, onProgress?: (share: number) => void): Job<Descended> {
  return whole(openJob<Descended>("descend", input, { onProgress }));
}

/**
 * `hingeFit`, in a worker.
 *
 * @throws from `done`: as `hingeFit` does, and an AbortError once cancelled
 */
export function hingesJob(input: HingesInput, onProgress?: (share: number) => void): Job<HingeFit> {
  return whole(openJob<HingeFit>("hinges", input, { onProgress }));
}

/** What comes out of a worker is a copy: its model is checked and frozen again. */
function whole<T extends { readonly model: ReluSum | PlaneSum }>({ done, cancel }: Job<T>): Job<T> {
  const checked = done.then((found) => {
    const { units, ...rest } = found.model as PlaneSum;
    return { ...found, model: reluSum(units, rest) };
  });
  return { done: checked, cancel };
}

/**
 * Two columns of a table in a file (or its text), in a worker, piece by piece: memory holds the numbers only.
 *
 * @param onProgress called with the share of the bytes that are read, and the rows so far
 * @throws {DataError} from `done`, by its name: as `rowReader` and `findColumn` do; an AbortError once cancelled
 */
export function readJob(
  source: Blob | string,
  { x, y, most }: Omit<ReadInput, "source"> = {},
  onProgress?: (share: number, rows: number) => void,
): Job<ReadTable> {
  return openJob<ReadTable>("read", { source, x, y, most }, { onProgress });
}

/**
 * A table of several columns in a file (or its text), in a worker: its columns as inputs of a sum and what that is to tell.
 *
 * @param onProgress called with the share of the bytes that are read, and the rows so far
 * @throws {DataError} from `done`, by its name: as `csvReader` does, and if fewer than three columns hold numbers; an
 *   AbortError once cancelled
 */
export function severalJob(input: SeveralInput, onProgress?: (share: number, rows: number) => void): Job<ReadSeveral> {
  return openJob<ReadSeveral>("several", input, { onProgress });
}
