// depths-task.ts: networks of several depths, trained one after the other, each told of as soon as it is done.
import { type DepthsProblem, type Trained, trainDepths } from "../folding/depths.ts";
import type { Host, Outcome } from "./serve.ts";

/** Its states are the networks that are done so far. */
export async function depthsTask(
  problem: DepthsProblem,
  host: Host<never, readonly Trained[]>,
): Promise<Outcome<readonly Trained[]>> {
  const done: Trained[] = [];
  for (const news of trainDepths(problem)) {
    if (typeof news === "number") host.progress(news);
    else {
      done.push(news);
      host.state([...done]);
    }
    if (host.due()) await host.turn();
  }
  return { result: done };
}
