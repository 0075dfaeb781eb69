// options.ts: the command's arguments, what they may be, and the help that teaches them.
import { Command, InvalidArgumentError, Option } from "commander";
import { type Language, languages } from "../core/index.ts";
import type { Criterion } from "../fit/index.ts";
import type { PrintChoices } from "./print-model.ts";
import type { Method } from "./report.ts";

export interface FitOptions {
  readonly x?: string;
  readonly y?: string;
  readonly units: number | "auto";
  /** 'bic' unless said. */
  readonly criterion?: Criterion;
  readonly minPoints?: number;
  /** 'best' unless said. */
  readonly method?: Method;
  readonly loss: "mse" | "mae" | "huber";
  readonly steps?: number;
  readonly seed?: number;
  readonly format: "text" | "json" | Language;
  readonly plot?: string;
  readonly digits?: number;
  /** Of several inputs: hinges alone, or products of two as well. */
  readonly degree?: 1 | 2;
  /** Of several inputs: the hidden layers of a network. */
  readonly layers?: readonly number[];
  /** Of descents of several inputs: how many threads take each step together. */
  readonly cores?: number;
  /** The share of the rows to hold out, or a file that lists them. */
  readonly test?: number;
  readonly testRows?: string;
}

/** What each command does; `options.ts` knows only how it is called. */
export interface Actions {
  readonly fit: (data: string, options: FitOptions) => Promise<void>;
  readonly predict: (model: string, data: string, options: { readonly x?: string }) => Promise<void>;
  readonly print: (model: string, options: PrintChoices & { readonly as: Language }) => Promise<void>;
  readonly lesson: (options: { readonly port: number }) => Promise<void>;
}

export const DEFAULT_STEPS = 5000;
export const DEFAULT_PORT = 4173;

const EXIT_CODES = `
Results go to standard output, everything else to standard error. - is standard input.
Exit code: 0 done; 1 the data or the arguments are wrong (one line says what, where, and what to do);
2 a fault of ours; 130 interrupted.`;

/** The command line. It neither writes nor exits by itself: `main` does. */
export function commandLine(actions: Actions, version: string): Command {
  const program = new Command("piecewise")
    .description("Small functions that one can read, from data: sums of ReLUs.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    // Narrow terminals wrap too.
    .configureHelp({ minWidthToWrap: 20 })
    .exitOverride();

  program.addHelpText(
    "after",
    `
Examples:
  piecewise fit data.csv                               the best small function of x for y, in words
  piecewise fit data.csv --format json > model.json    the same, for predict, print and other programs
  piecewise predict model.json new.csv                 new.csv with a column of predictions
  piecewise print model.json --as sql                  the function as an expression for a database
  piecewise lesson                                     how it works, in the browser
${EXIT_CODES}`,
  );

  program
    .command("fit")
    .summary("fit a sum of ReLUs to the columns of a table")
    .description(
      "Fits f(x) = intercept + slope·x + Σ weight·max(0, m·x + b) to columns of a CSV file, and prints it.\n\n" +
        "Without --x and --y it is a function of one column, the first of numbers, for the last. With --y COLUMN alone it is one of all " +
        "other columns, and with --x A,B,C of those; text becomes inputs of 0 and 1. Then the smallest function is printed that held-out rows do not " +
        "prefer a longer one to; --degree and --layers ask for one kind.\n\n" +
        "Separator, decimal comma and names are found from the file. Rows in which a used cell is missing are left out.",
    )
    .argument("<data>", "CSV file, or - for standard input")
    .option(
      "--x <column>",
      "name or number (from 1) of the column x, or several: A,B,C (default: the first one of numbers; with --y, --degree or --layers all others)",
    )
    .option("--y <column>", "name or number of the column y (default: the last other one of numbers)")
    .option("--units <count>", "how many ReLUs at most, or auto: the error weighed against their number", units, "auto")
    .addOption(
      new Option(
        "--criterion <name>",
        "how auto weighs: bic; mbic, which asks more of each knot; gcv, as MARS does (default: bic)",
      ).choices(["bic", "mbic", "gcv"]),
    )
    .option(
      "--min-points <count>",
      "rows between neighbouring knots, and outside the outer ones, at least (default: 0)",
      whole("min-points", 0, 1e9),
    )
    .addOption(
      new Option(
        "--method <name>",
        "best: a search for the best knots; adam, sgd: gradient descent (default: best)",
      ).choices(["best", "adam", "sgd"]),
    )
    .addOption(
      new Option(
        "--loss <name>",
        "what is made small: mean squared, mean absolute, or Huber's error (δ 1; of several inputs the spread of y)",
      )
        .choices(["mse", "mae", "huber"])
        .default("mse"),
    )
    .option("--steps <count>", `steps of adam or sgd (default: ${DEFAULT_STEPS})`, whole("steps", 0, 1e9))
    .option(
      "--seed <number>",
      "seed of what is drawn: the order of rows in sgd, rows held out, starts (default: 0)",
      whole("seed", 0, 2 ** 32 - 1),
    )
    .addOption(
      new Option("--degree <number>", "several inputs: 1, hinges in single inputs; 2, and products of two")
        .choices(["1", "2"])
        .argParser(degree),
    )
    .option("--layers <units>", "several inputs: a network with hidden layers of these sizes, as 32,32", layers)
    .option(
      "--cores <count>",
      "cores for --layers and descents of several inputs; the result differs by rounding (default: 2 of four or more where it takes seconds, else 1)",
      whole("cores", 1, 64),
    )
    .option("--test <share>", "hold out this share of the rows, and score the fit on them", share)
    .option("--test-rows <file>", "hold out the rows that the file lists: numbers of data rows from 1, one a line")
    .addOption(
      new Option("--format <name>", "what to print")
        .choices([...new Set(["text", "json", ...languages])])
        .default("text"),
    )
    .option("--plot <file>", "also draw data and fit into FILE.svg or FILE.png")
    .option(
      "--digits <count>",
      "significant digits of printed numbers (default: 6 in text, as many as needed elsewhere)",
      whole("digits", 1, 17),
    )
    .addHelpText(
      "after",
      `
Examples:
  piecewise fit cars.csv
  piecewise fit cars.csv --x speed --y dist --units 3
  piecewise fit cars.csv --loss mae --format python
  piecewise fit cars.csv --criterion gcv --min-points 5
  piecewise fit cars.csv --plot cars.svg --format json > model.json
  cat cars.csv | piecewise fit - --format excel
  piecewise fit houses.csv --y price --test 0.2 --plot houses.svg
  piecewise fit houses.csv --y price --x rooms,area,town --degree 2
  piecewise fit houses.csv --y price --layers 32,32 --format json > model.json
${EXIT_CODES}`,
    )
    .action(actions.fit);

  program
    .command("predict")
    .summary("add a model's predictions to a table")
    .description(
      "Prints the table with one more column, prediction: what the model says for each row.\n" +
        "A row in which an input is missing gets an empty one. The table keeps its separator and its decimal mark.",
    )
    .argument("<model>", "what fit --format json printed, or - for standard input")
    .argument("<data>", "CSV file, or - for standard input")
    .option(
      "--x <column>",
      "name or number of the column x, of several A,B,C in the order of the fit (default: those that the model was fitted on)",
    )
    .addHelpText(
      "after",
      `
Examples:
  piecewise predict model.json new.csv > predicted.csv
  piecewise predict model.json new.csv --x "bill,species"
  piecewise fit data.csv --format json | piecewise predict - data.csv
${EXIT_CODES}`,
    )
    .action(actions.predict);

  program
    .command("print")
    .summary("print a model as a formula")
    .description("Prints the model in the language of the place where it will run.")
    .argument("<model>", "what fit --format json printed, or - for standard input")
    .addOption(new Option("--as <language>", "the language").choices(languages).default("text"))
    .option("--digits <count>", "significant digits of numbers (default: as many as needed)", whole("digits", 1, 17))
    .option("--name <name>", "what the function is called (default: f)")
    .option("--variable <name>", "what x is called: in SQL a column, in a spreadsheet a cell (default: x; A1)")
    .option(
      "--variables <names>",
      "what several inputs are called, A,B,C; in SQL and spreadsheets the columns (default: their own names, as far as they can be)",
    )
    .option("--output <number>", "which output of a network that has several, from 0", whole("output", 0, 1e6))
    .addHelpText(
      "after",
      `
Examples:
  piecewise print model.json --as sql --variable speed
  piecewise print model.json --as excel --variable B2
  piecewise print model.json --as python --variables bill,mass
  piecewise print model.json --as latex --digits 3
${EXIT_CODES}`,
    )
    .action(actions.print);

  program
    .command("lesson")
    .summary("open the lesson: functions out of ReLUs, alive in the browser")
    .description("Serves the lesson to this machine and prints its address. Stop it with Ctrl+C.")
    .option("--port <number>", "the port to listen on; 0 takes a free one", whole("port", 0, 65535), DEFAULT_PORT)
    .addHelpText("after", EXIT_CODES)
    .action(actions.lesson);

  return program;
}

/** Reads a whole number within bounds. */
function whole(name: string, from: number, to: number): (given: string) => number {
  return (given) => {
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`--${name} must be a whole number from ${from} to ${to}.`);
  };
}

function degree(given: string): 1 | 2 {
  if (given === "1" || given === "2") return given === "1" ? 1 : 2;
  throw new InvalidArgumentError("--degree must be 1 or 2.");
}

const WIDEST_LAYER = 1000;
const MOST_LAYERS = 20;

function layers(given: string): number[] {
  const sizes = given.split(",").map((size) => size.trim());
  const fits = sizes.every((size) => /^\d+$/.test(size) && Number(size) >= 1 && Number(size) <= WIDEST_LAYER);
  if (fits && sizes.length <= MOST_LAYERS) return sizes.map(Number);
  throw new InvalidArgumentError(
    `--layers must be 1 to ${MOST_LAYERS} whole numbers from 1 to ${WIDEST_LAYER}, as in 32,32.`,
  );
}

function share(given: string): number {
  const value = Number(given);
  if (given.trim() !== "" && value > 0 && value < 1) return value;
  throw new InvalidArgumentError("--test must be a number between 0 and 1, as 0.1.");
}

function units(given: string): number | "auto" {
  if (given === "auto") return given;
  if (/^\d+$/.test(given) && Number(given) <= 1000) return Number(given);
  throw new InvalidArgumentError("--units must be a whole number from 0 to 1000, or auto.");
}
