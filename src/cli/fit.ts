// fit.ts: `piecewise fit`: a table → a small function, printed.
import { type Column, type CsvTable, chooseColumns, findColumn, findColumns, listed, pairs } from "../data/index.ts";
import { enoughDigits } from "./enough-digits.ts";
import { fitModel } from "./fit-model.ts";
import { designOf, fitSeveral } from "./fit-several.ts";
import { checkHeldOut, heldOut } from "./held-out.ts";
import { type Io, save, sourceName, UsageError } from "./io.ts";
import { losses } from "./measure.ts";
import type { FitOptions } from "./options.ts";
import { picture, plotRenderer } from "./plot-file.ts";
import { formulaOf } from "./print-model.ts";
import { checkSize, counted, named, readTable, remarks } from "./read-table.ts";
import { asJson, asText, type Report, WIDEST } from "./report.ts";
import { terminalPlot } from "./terminal-plot.ts";

/** Digits of numbers in text; a formula has more where it takes more to be read as the function. */
const TEXT_DIGITS = 6;

export async function fit(path: string, options: FitOptions, io: Io): Promise<void> {
  checkHeldOut(path, options);
  const rendered = options.plot === undefined ? undefined : await plotRenderer(options.plot);
  const table = await readTable(path, io, { levels: LEVELS });
  const design = takesSeveral(table, options, path) ? designOf(table, options, path) : undefined;
  if (design && design.inputs.length > 1) return fitSeveral(path, table, design, options, rendered, io);
  const columns = chosen(table, design ? { x: design.columns.x[0], y: design.columns.y } : options, path);
  const { x: allX, y: allY, dropped } = pairs(columns.x, columns.y);
  if (allX.length < 2) {
    const rows = `${counted(allX.length, "row")} with both x and y`;
    throw new UsageError(
      `${sourceName(path)}: there ${allX.length === 1 ? "is" : "are"} only ${rows}; a fit needs at least 2`,
    );
  }
  checkSize(path, listed([columns.x]), allX);
  checkSize(path, listed([columns.y]), allY);
  await tell(path, table, columns, dropped, io);
  for (const note of unused(options)) await io.stderr.write(`${note}\n`);

  const split = await heldOut(wholeRows(columns), table.rows, options, io);
  const [x, y] = [allX, allY].map((all) => (split ? Float64Array.from(split.train, (place) => all[place]) : all));
  const found = await fitModel(x, y, options, io);
  const range = [least(x), -least(x.map((value) => -value))] as const;
  const report: Report = {
    ...found,
    n: x.length,
    loss: losses(found.model, x, y),
    ...(split && {
      test: {
        ...losses(
          found.model,
          ...([allX, allY].map((all) => Float64Array.from(split.test, (place) => all[place])) as [
            Float64Array,
            Float64Array,
          ]),
        ),
        n: split.test.length,
      },
    }),
    columns: { x: columns.x.name, y: columns.y.name },
    range,
  };
  if (report.status === "diverged") await io.stderr.write("the descent diverged; this is where it stood before\n");
  await io.stdout.write(`${await printed(report, x, y, options, io)}\n`);
  if (options.format === "text" && io.stdout.isTTY && io.env.TERM !== "dumb") {
    const colour = !io.env.NO_COLOR;
    await io.stdout.write(`\n${terminalPlot(report.model, x, y, { columns: io.stdout.columns || 80, colour })}\n`);
  }
  if (rendered) await save(options.plot!, rendered(picture(report, x, y)), io);
}

/** Levels of a text column that are kept: more are no categories. */
const LEVELS = 1000;

/** Whether the options ask for a function of several columns: see the help of --x. */
function takesSeveral(table: CsvTable, { x, y, degree, layers }: FitOptions, path: string): boolean {
  try {
    if (x !== undefined) return findColumns(table.columns, x).length > 1;
    if (y === undefined && degree === undefined && layers === undefined) return false;
    const last = table.columns.findLast(({ kind }) => kind === "number");
    const target = y === undefined ? last : findColumn(table.columns, y);
    const others = table.columns.filter((column) => column !== target && column.kind !== "empty");
    return others.length > 1 || others.some(({ kind }) => kind === "text");
  } catch (error) {
    throw named(error, path);
  }
}

/** The numbers of the rows in which both columns hold a number, from 1. */
function wholeRows({ x, y }: { readonly x: Column; readonly y: Column }): Uint32Array {
  const numbers = new Uint32Array(x.values.length).map((_, i) => i + 1);
  return numbers.filter((row) => !Number.isNaN(x.values[row - 1]) && !Number.isNaN(y.values[row - 1]));
}

function chosen(
  table: CsvTable,
  wanted: Pick<FitOptions, "x" | "y">,
  path: string,
): { readonly x: Column; readonly y: Column } {
  try {
    return chooseColumns(table, wanted);
  } catch (error) {
    throw named(error, path);
  }
}

/** A line for each option given that has no part in the fit. */
function unused(options: FitOptions): string[] {
  const { method = "best", units, steps, criterion, minPoints, cores, degree, layers } = options;
  const best = method === "best";
  const seed = options.test === undefined ? options.seed : undefined;
  return [
    best && (steps ?? seed) !== undefined ? "--steps and --seed are for --method adam and sgd; best needs neither" : "",
    cores !== undefined ? "--cores is for several inputs" : "",
    (degree ?? layers) !== undefined ? "--degree and --layers are for several inputs" : "",
    units !== "auto" && criterion !== undefined
      ? "--criterion is for --units auto; a number of units leaves no choice"
      : "",
    !best && minPoints !== undefined
      ? "--min-points is for --method best; a descent heeds it in --units auto alone"
      : "",
  ].filter(Boolean);
}

/** Says on stderr what was read and what was left out. */
async function tell(
  path: string,
  table: CsvTable,
  { x, y }: { readonly x: Column; readonly y: Column },
  dropped: number,
  io: Io,
): Promise<void> {
  const first = Math.min(...[x.missing, y.missing].filter((row) => row !== undefined));
  const lines = [
    `${counted(table.rows, "row")}; x is column ${listed([x])}, y is column ${listed([y])}`,
    ...remarks(table),
    dropped > 0 ? `${counted(dropped, "row")} left out: x or y is missing, first in row ${first}` : "",
  ].filter(Boolean);
  for (const line of lines) await io.stderr.write(`${sourceName(path)}: ${line}\n`);
}

async function printed(
  report: Report,
  x: Float64Array,
  y: Float64Array,
  { format, digits }: FitOptions,
  io: Io,
): Promise<string> {
  if (format === "json") return asJson(report);
  if (format === "text") {
    const width = Math.min(io.stdout.columns || WIDEST, WIDEST);
    const formula = digits ?? Math.max(TEXT_DIGITS, enoughDigits(report.model, [x], y));
    return asText(report, { formula, numbers: digits ?? TEXT_DIGITS }, width);
  }
  const inputs = [{ column: report.columns.x }];
  const { formula, legend } = formulaOf({ model: report.model, inputs }, format, { digits });
  for (const line of legend) await io.stderr.write(`${line}\n`);
  return formula;
}

const least = (values: Float64Array): number => values.reduce((least, value) => Math.min(least, value));
