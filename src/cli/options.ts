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
    .summary("fit a sum of ReLUs to two columns of a table")
    .description(
      "Fits f(x) = intercept + slope·x + Σ weight·max(0, m·x + b) to two columns of a CSV file, and prints it.\n\n" +
        "Separator, decimal comma and names are found from the file. Rows in which x or y is missing are left out.",
    )
    .argument("<data>", "CSV file, or - for standard input")
    .option("--x <column>", "name or number (from 1) of the column x (default: the first one of numbers)")
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
      new Option("--loss <name>", "what is made small: mean squared, mean absolute, or Huber's error")
        .choices(["mse", "mae", "huber"])
        .default("mse"),
    )
    .option("--steps <count>", `steps of adam or sgd (default: ${DEFAULT_STEPS})`, whole("steps", 0, 1e9))
    .option(
      "--seed <number>",
      "seed of the order in which sgd takes the rows (default: 0)",
      whole("seed", 0, 2 ** 32 - 1),
    )
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
      "--x <columns>",
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

function units(given: string): number | "auto" {
  if (given === "auto") return given;
  if (/^\d+$/.test(given) && Number(given) <= 1000) return Number(given);
  throw new InvalidArgumentError("--units must be a whole number from 0 to 1000, or auto.");
}
