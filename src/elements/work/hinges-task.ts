// hinges-task.ts: a small sum of hinges for a table of several inputs, in slices.
import { type ColumnsTable, type HingeFit, type HingeFitOptions, hingeFitSteps } from "../../fit/index.ts";
import { type Host, inSlices, type Outcome } from "./serve.ts";

export interface HingesInput extends ColumnsTable, Pick<HingeFitOptions, "degree"> {}

export async function hingesTask({ x, y, degree }: HingesInput, host: Host): Promise<Outcome<HingeFit>> {
  return { result: await inSlices(hingeFitSteps({ x, y }, { degree }), host) };
}
