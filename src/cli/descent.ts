// descent.ts: gradient descent on a table as it comes: from a good start, on columns of one scale, watched for divergence.
import { type ReluSum, reluSum } from "../core/index.ts";
import { type Scale, standardize, unstandardize } from "../data/index.ts";
import { adam, cosine, huber, type Loss, mae, momentum, mse, type Run, start, train } from "../fit/index.ts";
import { DEFAULT_STEPS, type FitOptions } from "./options.ts";
import type { Fit } from "./report.ts";

/** Rows in a batch of `sgd`. */
const BATCH = 64;
const RATE = 0.01;
/** Where a descent diverges it begins again with a rate so many times smaller, so many times. */
const CALMER = 4;
const ATTEMPTS = 4;
/** Steps between two looks at the loss. */
const LOOKS = 100;
/** … and no more than these, so that the user is heard. */
const MOST = 500;

/**
 * Descends with a learning rate on a cosine from 0.01 to 0: `adam` with the gradient of all rows, `sgd` with momentum 0.9
 * and batches of 64 rows in an order that the seed decides. It begins where units were grown one by one by squared error,
 * and for other losses, which do not chase outliers, at least squares on even knots too. Yields the share of the work done.
 * The model is the best one seen, so it is never worse than its start.
 */
export function* descentSteps(
  x: Float64Array,
  y: Float64Array,
  method: "adam" | "sgd",
  units: number,
  { loss: name, steps = DEFAULT_STEPS, seed = 0 }: Pick<FitOptions, "loss" | "steps" | "seed">,
): Generator<number, Fit> {
  const [xs, ys] = [standardize(x), standardize(y)];
  const data = { x: xs.values, y: ys.values };
  const loss = lossNamed(name, ys);
  const kinds = name === "mse" ? (["grown"] as const) : (["grown", "leastSquares"] as const);
  let best: Descent | undefined;
  for (const [i, kind] of kinds.entries()) {
    const begun = balanced(start(units, data, { kind }));
    for (let attempt = 0, rate = RATE; attempt < ATTEMPTS; attempt++, rate /= CALMER) {
      const run = train(begun, data, {
        loss,
        optimizer: method === "adam" ? adam({ learningRate: rate }) : momentum({ learningRate: rate, beta: 0.9 }),
        schedule: cosine({ steps: Math.max(1, steps) }),
        seed,
        ...(method === "sgd" ? { batchSize: Math.min(BATCH, x.length) } : {}),
      });
      const descent = yield* descended(run, steps, i / kinds.length, 1 / kinds.length);
      if (run.status === "diverged" && attempt + 1 < ATTEMPTS) continue;
      if (!best || descent.loss < best.loss) best = descent;
      break;
    }
  }
  const { model, run, at } = best!;
  const status = run.status === "running" ? "stopped" : run.status;
  return { model: unstandardize(model, xs, ys), method, status, sure: words(run, at) };
}

interface Descent {
  readonly run: Run;
  /** The best model seen, its loss, and the step that it was seen at. */
  readonly model: ReluSum;
  readonly loss: number;
  readonly at: number;
}

/** Takes the steps, and yields `from` plus the share of them that is done, times `part`. */
function* descended(run: Run, steps: number, from: number, part: number): Generator<number, Descent> {
  let best = { run, model: run.model, loss: run.loss, at: 0 };
  const stretch = Math.max(1, Math.min(MOST, Math.ceil(steps / LOOKS)));
  while (run.steps < steps && run.status === "running") {
    run.step(Math.min(stretch, steps - run.steps));
    if (run.loss < best.loss) best = { run, model: run.model, loss: run.loss, at: run.steps };
    yield from + (part * run.steps) / steps;
  }
  return best;
}

/** The same function with |m| = |weight| in each unit, so that a step moves both alike. */
function balanced(f: ReluSum): ReluSum {
  const units = f.units.map(({ m, b, weight }) => {
    if (m === 0 || weight === 0) return { m, b, weight };
    const factor = Math.sqrt(Math.abs(weight / m));
    return { m: m * factor, b: b * factor, weight: weight / factor };
  });
  return reluSum(units, { intercept: f.intercept, slope: f.slope });
}

function lossNamed(name: FitOptions["loss"], y: Scale): Loss {
  // PyTorch's default, 1 in the column's own units.
  if (name === "huber") return huber(1 / y.scale);
  return name === "mae" ? mae : mse;
}

function words(run: Run, at: number): string {
  const taken = `${run.steps.toLocaleString("en")} steps`;
  const kept = at < run.steps ? ` The model is that of step ${at.toLocaleString("en")}, the best one seen.` : "";
  if (run.status === "converged") return `after ${taken}, no parameter has a slope left to go down.${kept}`;
  if (run.status === "diverged") return `after ${taken}, at small learning rates too.${kept}`;
  return `after ${taken}, as told; a longer descent may come nearer the best fit.${kept}`;
}
