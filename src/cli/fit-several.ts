// fit-several.ts: `piecewise fit` with several inputs: a table → a function of its columns, scored on rows held out.
import { availableParallelism } from "node:os";
import { type Model, type PlaneSum, reluSum } from "../core/index.ts";
import { type CsvTable, type Design, type DesignInput, designMatrix, quoted } from "../data/index.ts";
import {
  type HingeFit,
  hingeFitSteps,
  huber,
  mae,
  mse,
  type TableFit,
  type Team,
  tableFitSteps,
} from "../fit/index.ts";
import { onCores } from "./cores.ts";
import { curvesPicture } from "./curves-picture.ts";
import { coresFor, type DescentJob, descentOf } from "./descend-several.ts";
import { curves, effects, told } from "./effects.ts";
import { enoughDigits } from "./enough-digits.ts";
import { heldOut } from "./held-out.ts";
import { type Io, save, sourceName, UsageError } from "./io.ts";
import { lossesOf } from "./measure.ts";
import type { FitOptions } from "./options.ts";
import type { Rendered } from "./plot-file.ts";
import { formulaOf } from "./print-model.ts";
import { watched } from "./progress.ts";
import { checkSize, counted, named, remarks } from "./read-table.ts";
import { WIDEST } from "./report.ts";
import { type SeveralFit, type SeveralReport, severalAsJson, severalAsText } from "./report-several.ts";

const TEXT_DIGITS = 4;

export async function fitSeveral(
  path: string,
  table: CsvTable,
  design: Design,
  options: FitOptions,
  rendered: Rendered | undefined,
  io: Io,
): Promise<void> {
  const { inputs: all, columns: used } = design;
  const made = all.length === used.x.length ? "" : `, as ${counted(all.length, "input")}`;
  const said = `${counted(table.rows, "row")}; y is ${quoted(used.y)}, x is ${counted(used.x.length, "column")}${made}`;
  for (const line of [said, ...remarks(table, true), ...design.remarks]) {
    await io.stderr.write(`${sourceName(path)}: ${line}\n`);
  }
  for (const note of unused(options)) await io.stderr.write(`${note}\n`);
  const split = await heldOut(design.rows, table.rows, options, io);
  const part = (places?: Uint32Array) => {
    if (!places) return { x: design.x, y: design.y };
    const copy = (from: Float64Array) => Float64Array.from(places, (place) => from[place]);
    return { x: design.x.map(copy), y: copy(design.y) };
  };
  const train = part(split?.train);
  const fit = await found(train, options, io);
  if (fit.status === "diverged") await io.stderr.write("the descent diverged; this is where it stood before\n");

  const { model, inputs, places } = withoutIdle(fit.model, design.inputs);
  const taken = ({ x, y }: typeof train) => ({ x: places.map((j) => x[j]), y });
  const seen = taken(train);
  const test = split && taken(part(split.test));
  const score = ({ x, y }: typeof train) => lossesOf(told(model, x, y.length), y);
  const judged = test ?? seen;
  const report: SeveralReport = {
    ...fit,
    minimized: options.loss,
    model,
    inputs,
    columns: { x: [...new Set(inputs.map(({ column }) => column))], y: design.columns.y },
    n: seen.y.length,
    loss: score(seen),
    ...(test && { test: { ...score(test), n: test.y.length } }),
    importance: effects(model, inputs, judged.x, judged.y),
    far: fit.far?.map((place) => design.rows[split ? split.train[place] : place]),
  };
  await io.stdout.write(`${await printed(report, seen, options, io)}\n`);
  if (rendered) {
    const order = report.importance.map(({ column }) => column);
    await save(options.plot!, rendered(curvesPicture(curves(model, inputs, seen.x, order), report.columns.y)), io);
  }
}

/** The inputs that the table gives for these options. */
export function designOf(table: CsvTable, { x, y, layers, degree, method = "best" }: FitOptions, path: string): Design {
  let design: Design;
  try {
    design = designMatrix(table, { x, y });
  } catch (error) {
    throw named(error, path);
  }
  const where = sourceName(path);
  if (design.y.length < 2) {
    throw new UsageError(
      `${where}: there is only ${counted(design.y.length, "row")} without a missing cell; a fit needs at least 2`,
    );
  }
  if (layers !== undefined && degree !== undefined) {
    throw new UsageError("--degree is for hinges and --layers for a network; give one of them");
  }
  if (degree !== undefined && method !== "best") {
    throw new UsageError("--degree is for --method best; descents take --layers or --units");
  }
  for (const [j, column] of [...design.x, design.y].entries()) {
    checkSize(path, quoted(design.inputs[j]?.column ?? design.columns.y), column);
  }
  return design;
}

/** A line for each option given that has no part in the fit. */
function unused({ method = "best", criterion, minPoints, layers, units, steps, cores }: FitOptions): string[] {
  const descends = layers !== undefined || method !== "best";
  return [
    criterion !== undefined ? "--criterion is for one input; with several, terms are chosen by cross-validation" : "",
    minPoints !== undefined ? "--min-points is for one input" : "",
    layers !== undefined && units !== "auto"
      ? "--units is for one layer, and --layers says how many units each has"
      : "",
    !descends && cores !== undefined ? "--cores is for --layers and --method adam and sgd" : "",
    !descends && steps !== undefined ? "--steps is for --layers and --method adam and sgd" : "",
  ].filter(Boolean);
}

type LossName = FitOptions["loss"];

/** Units of a sum found by descent, where nobody says how many. */
const UNITS = 50;

/** The fit that the options ask for; descents on as many cores as they ask for, or as pay. */
async function found(table: DescentJob["table"], options: FitOptions, io: Io): Promise<SeveralFit> {
  const { method = "best", layers, units, loss, seed = 0, steps, cores } = options;
  if (layers === undefined && method === "best") return watched(searchOf(table, options), "fitting", io);
  const kind = method === "best" ? "adam" : method;
  const job = { table, shape: layers ?? (units === "auto" ? UNITS : units), method: kind, loss, seed, steps } as const;
  const several = cores ?? coresFor(job, availableParallelism());
  const descend = (team?: Team) => watched(descentOf(job, team), "fitting", io);
  const fit = await (several === 1 ? descend() : onCores(job, several, descend));
  const sure = `${counted(fit.steps, "step")} from the start that the seed draws, each with few of the rows.`;
  return { model: fit.model, method: kind, status: fit.status === "diverged" ? "diverged" : "stopped", sure };
}

/** The search for hinges and whatever else the table supports. */
function* searchOf(
  table: DescentJob["table"],
  { degree, units, loss, seed = 0 }: FitOptions,
): Generator<number, SeveralFit> {
  const measure = loss === "huber" ? huber(spreadOf(table.y) || 1) : { mse, mae }[loss];
  if (degree !== undefined || units !== "auto") {
    const wanted = degree ?? 1;
    const maxTerms = units === "auto" ? {} : { maxTerms: units };
    return hinges(yield* hingeFitSteps(table, { degree: wanted, loss: measure, ...maxTerms }), wanted, loss);
  }
  return chosen(yield* tableFitSteps(table, { seed, loss: measure }), loss);
}

/** The standard deviation that normal values with this median deviation have: far rows, which δ is to be small beside, do not count. */
function spreadOf(y: Float64Array): number {
  const median = (values: Float64Array) => values.sort()[values.length >> 1];
  const middle = median(y.slice());
  return 1.4826 * median(y.map((value) => Math.abs(value - middle)));
}

const hinges = ({ model }: HingeFit, degree: number, loss: LossName): SeveralFit => ({
  model,
  method: "best",
  status: "found",
  sure: `hinges in single inputs${degree > 1 ? " and products of two" : ""}, put in where they help most and taken out where generalized cross-validation says so.${underLoss(loss)}`,
});

/** What is to be said of losses other than the squared error. */
const underLoss = (loss: LossName): string =>
  loss === "mse"
    ? ""
    : ` It is the best for --loss ${loss} that is found from the least-squares start, by reweighting.`;

function chosen({ model, parts, heldOut, averaged, far }: TableFit, loss: LossName): SeveralFit {
  const [small] = parts.filter(({ share }) => share === 1);
  if (parts.length === 1) {
    const sure = `hinges in single inputs; the rows are too few to hold any out for longer functions.${underLoss(loss)}`;
    return { model, method: "best", status: "found", sure };
  }
  const steps = small?.kind.includes("steps") ? ", a step being two hinges close together" : "";
  const eight =
    averaged && small && small.kind !== "averaged sums"
      ? ", the average of eight fits, each without an eighth of the rows"
      : "";
  const instead = averaged || !small ? " --degree 1 or 2 gives a small function instead." : "";
  const said = underLoss(loss);
  const sure = small
    ? `${small.kind}${steps}${eight}: no longer function was clearly better on held-out rows.${instead}${said}`
    : `a mix, whose shares did best together on held-out rows.${instead}${said}`;
  const told = ({ rmse, loss: value }: NonNullable<TableFit["heldOut"]>) => ({
    ...{ rmse },
    ...(loss !== "mse" && { [loss]: value }),
  });
  const candidates = parts.map((part) => ({ kind: part.kind, ...told(part), share: part.share }));
  const mix = small ? undefined : told(heldOut!);
  return { model, method: "best", status: "found", sure, candidates, mix, far };
}

/** The model without the columns that do nothing in it; at least one input is left. */
function withoutIdle(
  model: Model,
  all: readonly DesignInput[],
): { readonly model: Model; readonly inputs: readonly DesignInput[]; readonly places: readonly number[] } {
  const every = all.map((_, j) => j);
  if ("layers" in model || typeof model.slope === "number") return { model, inputs: all, places: every };
  const { intercept, slope, units, products = [] } = model as PlaneSum;
  const lines = [slope, ...units.map(({ m }) => m), ...products.flatMap(({ factors }) => factors.map(({ m }) => m))];
  const busy = new Set(every.filter((j) => lines.some((m) => m[j] !== 0)).map((j) => all[j].column));
  const places = busy.size > 0 ? every.filter((j) => busy.has(all[j].column)) : [0];
  const kept = (m: readonly number[]) => places.map((j) => m[j]);
  const fewer = reluSum(
    units.map((unit) => ({ ...unit, m: kept(unit.m) })),
    {
      intercept,
      slope: kept(slope),
      products: products.map(({ weight, factors }) => ({
        weight,
        factors: factors.map(({ m, b }) => ({ m: kept(m), b })),
      })),
    },
  );
  return { model: fewer, inputs: places.map((j) => all[j]), places };
}

async function printed(
  report: SeveralReport,
  { x, y }: DescentJob["table"],
  { format, digits }: FitOptions,
  io: Io,
): Promise<string> {
  if (format === "json") return severalAsJson(report);
  const width = Math.min(io.stdout.columns || WIDEST, WIDEST);
  if (format === "text") {
    const formulaDigits = digits ?? enoughDigits(report.model, x, y);
    return severalAsText(report, { formula: formulaDigits, numbers: digits ?? TEXT_DIGITS }, width);
  }
  const { formula, legend } = formulaOf(report, format, digits === undefined ? {} : { digits });
  for (const line of legend) await io.stderr.write(`${line}\n`);
  return formula;
}
