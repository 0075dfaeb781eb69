// fit-task.ts: the best fit of a table, in slices.
import { type AutoFit, autoFitSteps, type BestFit, bestFitSteps } from "../../fit/index.ts";
import { type Host, inSlices, type Outcome } from "./serve.ts";

export interface FitInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
  /** k, or "auto": as many as the table supports, at most `maxUnits` */
  readonly units: number | "auto";
  /** for "auto"; 16 unless said */
  readonly maxUnits?: number;
  /** what to minimize, 'mse' unless said; the number of units is always chosen by the squared error */
  readonly loss?: "mse" | "mae";
}

export async function fitTask(input: FitInput, host: Host): Promise<Outcome<BestFit | AutoFit>> {
  const { x, y, weights, units, maxUnits, loss = "mse" } = input;
  if (units !== "auto") return { result: await inSlices(bestFitSteps({ x, y, weights }, { units, loss }), host) };
  const chosen = await inSlices(autoFitSteps({ x, y, weights }, { maxUnits }), host, 0, loss === "mse" ? 1 : 0.7);
  if (loss === "mse") return { result: chosen };
  const fit = await inSlices(bestFitSteps({ x, y, weights }, { units: chosen.units, loss }), host, 0.7, 1);
  return { result: { ...chosen, ...fit } };
}
