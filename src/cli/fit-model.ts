// fit-model.ts: the model for a method, a loss and a number of units, found in steps that can be watched and stopped.
import { autoFitSteps, type BestFit, type BestFitOptions, bestFitSteps, huber, type Table } from "../fit/index.ts";
import { descentSteps } from "./descent.ts";
import type { Io } from "./io.ts";
import type { FitOptions } from "./options.ts";
import { watched } from "./progress.ts";
import { counted } from "./read-table.ts";
import { type Choice, CRITERIA, type Fit } from "./report.ts";

type Wanted = Pick<FitOptions, "units" | "criterion" | "minPoints" | "method" | "loss" | "steps" | "seed">;

/** The model that the options ask for. How many units `auto` means is chosen by the loss that they name, whatever the method. */
export async function fitModel(x: Float64Array, y: Float64Array, options: Wanted, io: Io): Promise<Fit> {
  const { method = "best", loss, criterion = "bic", minPoints = 0 } = options;
  const table = { x, y };
  // PyTorch's default for Huber's loss.
  const measure = loss === "huber" ? huber(1) : loss;
  let units = options.units;
  let choice: Choice | undefined;
  if (units === "auto") {
    const auto = await watched(
      autoFitSteps(table, { loss: measure, criterion, minPoints }),
      "choosing the number of units",
      io,
    );
    units = auto.units;
    choice = {
      criterion: CRITERIA[criterion],
      units,
      curve: auto.curve.map((size) => ({ units: size.units, [loss]: size.loss, [criterion]: size[criterion] })),
    };
    if (method === "best") return { ...asFit(auto, units, loss, minPoints), choice };
  }
  const steps =
    method === "best"
      ? bestSteps(table, { units, loss: measure, minPoints }, loss)
      : descentSteps(x, y, method, units, options);
  return { ...(await watched(steps, method === "best" ? "fitting" : "descending", io)), choice };
}

function* bestSteps(table: Table, options: BestFitOptions, name: FitOptions["loss"]): Generator<number, Fit> {
  const best = yield* bestFitSteps(table, options);
  return asFit(best, options.units, name, options.minPoints ?? 0);
}

function asFit(
  { model, status, loss, optimality }: BestFit,
  units: number,
  name: FitOptions["loss"],
  minPoints: number,
): Fit {
  return { model, method: "best", status, sure: words() };

  function words(): string {
    const { bound, gridBound, grid } = optimality;
    const sums = `no sum of ${counted(units, "unit")}${minPoints > 0 ? ` with ${counted(minPoints, "row")} in each segment` : ""}`;
    if (units === 0 && name === "mse") return "the straight line of least squares.";
    if (name !== "mse") return `the best that reweighted least squares finds for --loss ${name}.`;
    if (status === "found") {
      const share = loss > 0 ? Math.max(0, 1 - bound / loss) : 0;
      return `the best of a long search; ${sums} has an error more than ${Math.ceil(100 * share)} % lower.`;
    }
    if (loss <= bound * (1 + CLOSE)) return `${sums} has a lower error, wherever its knots.`;
    if (loss > gridBound * (1 + CLOSE)) return "it leaves nothing but rounding.";
    return `${sums} has a lower error with its knots on ${grid.toLocaleString("en")} places among the data.`;
  }
}

/** The share within which a loss counts as its bound: the fit room's own. */
const CLOSE = 1e-4;
