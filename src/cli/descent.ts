// descent.ts: gradient descent on a table as it comes, watched for divergence.
import { adam, type Descended, descendSteps, huber, mae, momentum, mse } from "../fit/index.ts";
import { DEFAULT_STEPS, type FitOptions } from "./options.ts";
import type { Fit } from "./report.ts";

/** Rows in a batch of `sgd`. */
const BATCH = 64;
/** Learning rates, largest first: where a descent diverges the next one takes its place. */
const RATES = [0.01, 0.002, 0.0004, 0.00008];

/** Huber's with PyTorch's default, 1 in the column's own units. */
const LOSSES = { mse, mae, huber: huber(1) };

/**
 * `descend` with a learning rate that falls along a cosine to 0: `adam` with the gradient of all rows, `sgd` with
 * momentum 0.9 and batches of 64 rows in an order that the seed decides. Losses that do not chase outliers have more
 * valleys, in which rates end differently: for those two rates are tried. Yields the share of the work done, which never
 * falls. The model is the best one seen.
 */
export function* descentSteps(
  x: Float64Array,
  y: Float64Array,
  method: "adam" | "sgd",
  units: number,
  { loss, steps = DEFAULT_STEPS, seed = 0 }: Pick<FitOptions, "loss" | "steps" | "seed">,
): Generator<number, Fit> {
  const wanted = loss === "mse" ? 1 : 2;
  const ends: Descended[] = [];
  let share = 0;
  for (const [i, learningRate] of RATES.entries()) {
    const going = descendSteps(
      { x, y },
      {
        units,
        loss: LOSSES[loss],
        steps,
        seed,
        optimizer: method === "adam" ? adam({ learningRate }) : momentum({ learningRate, beta: 0.9 }),
        ...(method === "sgd" ? { batchSize: Math.min(BATCH, x.length) } : {}),
      },
    );
    let next = going.next();
    for (; !next.done; next = going.next()) {
      // Where one takes another's place the share stands still until it has come as far.
      share = Math.max(share, (ends.length + next.value) / wanted);
      yield share;
    }
    const last = i + 1 === RATES.length;
    if (next.value.status !== "diverged" || (last && ends.length === 0)) ends.push(next.value);
    if (ends.length === wanted) break;
  }
  const end = ends.reduce((best, one) => (one.loss < best.loss ? one : best));
  const status = end.status === "running" ? "stopped" : end.status;
  return { model: end.model, method, status, sure: words(end) };
}

function words({ steps, at, status }: Descended): string {
  const taken = `${steps.toLocaleString("en")} steps`;
  const kept = at < steps ? ` The model is that of step ${at.toLocaleString("en")}, the best one seen.` : "";
  if (status === "converged") return `after ${taken}, no parameter has a slope left to go down.${kept}`;
  if (status === "diverged") return `after ${taken}, at small learning rates too.${kept}`;
  return `after ${taken}, as told; a longer descent may come nearer the best fit.${kept}`;
}
