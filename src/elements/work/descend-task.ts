// descend-task.ts: a descent from start to end, in slices.
import { adam, type Descended, descendSteps, type StartKind } from "../../fit/index.ts";
import { type Host, inSlices, type Outcome } from "./serve.ts";

/** As `descend` takes it, by Adam at `learningRate`. */
export interface DescendInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array;
  readonly units: number;
  readonly learningRate: number;
  readonly steps: number;
  readonly start: StartKind;
  readonly seed: number;
}

export async function descendTask(input: DescendInput, host: Host): Promise<Outcome<Descended>> {
  const { x, y, weights, learningRate, ...options } = input;
  const steps = descendSteps({ x, y, weights }, { ...options, optimizer: adam({ learningRate }) });
  return { result: await inSlices(steps, host) };
}
