// fit-model.ts: the model for a method, a loss and a number of units, found in steps that can be watched and stopped.
import { bestFitSteps } from "../fit/index.ts";
import type { Io } from "./io.ts";
import type { FitOptions } from "./options.ts";
import { progress } from "./progress.ts";
import type { Fit } from "./report.ts";

/** Work this long goes on between two looks at the outside world. */
const STRETCH_MS = 40;

export async function fitModel(x: Float64Array, y: Float64Array, options: FitOptions, io: Io): Promise<Fit> {
  const { model, status, optimality } = await driven(
    bestFitSteps({ x, y }, { units: options.units === "auto" ? 3 : options.units }),
    "fitting",
    io,
  );
  return { model, status, method: "best", sure: String(optimality.grid) };
}

/** Runs work that comes in steps, with a progress bar, until it is done or the user interrupts. */
async function driven<T>(steps: Generator<number, T>, label: string, io: Io): Promise<T> {
  const bar = progress(io, label);
  try {
    for (let last = io.now(); ; ) {
      const { done, value } = steps.next();
      if (done) return value;
      if (io.now() - last < STRETCH_MS) continue;
      await bar.report(value);
      await io.breath();
      io.signal.throwIfAborted();
      last = io.now();
    }
  } finally {
    await bar.end();
  }
}
