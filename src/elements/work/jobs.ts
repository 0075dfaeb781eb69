// jobs.ts: fits and reading, off the page's thread.
import { reluSum } from "../../core/index.ts";
import type { AutoFit, BestFit } from "../../fit/index.ts";
import type { FitInput } from "./fit-task.ts";
import { type Job, openJob } from "./job.ts";
import type { ReadInput, ReadTable } from "./read-task.ts";

/**
 * `bestFit` (or, for units "auto", `autoFit`) of a table, in a worker.
 *
 * @throws from `done`: as `bestFit` and `autoFit` do, and an AbortError once cancelled
 */
export function fitJob(
  table: { readonly x: Float64Array; readonly y: Float64Array },
  options: Omit<FitInput, "x" | "y">,
  onProgress?: (share: number) => void,
): Job<BestFit | AutoFit> {
  const job = openJob<BestFit | AutoFit>("fit", { ...options, x: table.x, y: table.y }, { onProgress });
  // What comes out of a worker is a copy: checked and frozen again.
  const done = job.done.then((fit) => {
    const { units, intercept, slope } = fit.model;
    return { ...fit, model: reluSum(units, { intercept, slope }) };
  });
  return { done, cancel: job.cancel };
}

/**
 * Two columns of a table in a file (or its text), in a worker, piece by piece: memory holds the numbers only.
 *
 * @param onProgress called with the share of the bytes that are read, and the rows so far
 * @throws {DataError} from `done`, by its name: as `rowReader` and `findColumn` do; an AbortError once cancelled
 */
export function readJob(
  source: Blob | string,
  { x, y }: Omit<ReadInput, "source"> = {},
  onProgress?: (share: number, rows: number) => void,
): Job<ReadTable> {
  return openJob<ReadTable>("read", { source, x, y }, { onProgress });
}
