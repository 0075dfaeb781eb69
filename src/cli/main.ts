// main.ts: the `piecewise` command: from arguments to an exit code.
import { CommanderError } from "commander";
import { fit as fitTable } from "./fit.ts";
import { type Io, UsageError } from "./io.ts";
import { lesson } from "./lesson.ts";
import { nodeIo } from "./node-io.ts";
import { commandLine } from "./options.ts";
import { version } from "./package-root.ts";
import { predict } from "./predict.ts";
import { printModel } from "./print-model.ts";

const DONE = 0;
const WRONG_INPUT = 1;
const OUR_FAULT = 2;
/** 128 and the signal's number, as shells have it. */
const INTERRUPTED = 130;
const TERMINATED = 143;

/**
 * Runs the command with its arguments, without the program's name, and returns the exit code. Without `io` it runs on this
 * process, and sets its exit code too.
 */
export async function main(argv: readonly string[], io?: Io): Promise<number> {
  const code = await run(argv, io ?? nodeIo());
  if (!io) process.exitCode = code;
  return code;
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  let printed = "";
  const program = commandLine(
    {
      fit: (data, options) => fitTable(data, options, io),
      predict: (model, data, options) => predict(model, data, options, io),
      print: (model, options) => printModel(model, options, io),
      lesson: (options) => lesson(options, io),
    },
    version(),
  );
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => Math.min(100, io.stdout.columns || 80),
      getOutHasColors: () => false,
    });
  }
  try {
    try {
      if (argv.length === 0) program.outputHelp();
      else await program.parseAsync(argv, { from: "user" });
    } finally {
      if (printed !== "") await io.stdout.write(printed);
    }
    return DONE;
  } catch (error) {
    return exitCode(error, argv, io);
  }
}

async function exitCode(thrown: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { signal } = io;
  if (signal.aborted && !(signal.reason instanceof Error)) {
    await io.stderr.write("piecewise: interrupted\n");
    return signal.reason === "SIGTERM" ? TERMINATED : INTERRUPTED;
  }
  const error = signal.aborted ? signal.reason : thrown;
  if (error instanceof Error && error.name === "ClosedPipe") return DONE;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return DONE;
    const message = error.message.replace(/^error: /, "").replace(/\n\(Did you mean (.*)\?\)$/, "; did you mean $1?");
    const command = /^(fit|predict|print|lesson)$/.test(argv[0] ?? "") ? ` ${argv[0]}` : "";
    await io.stderr.write(`piecewise${command}: ${oneLine(message)} (piecewise${command} --help shows how)\n`);
    return WRONG_INPUT;
  }
  if (error instanceof UsageError) {
    await io.stderr.write(`piecewise: ${oneLine(error.message)}\n`);
    return WRONG_INPUT;
  }
  return report(error, io);
}

async function report(error: unknown, io: Io): Promise<number> {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await io.stderr.write(`piecewise: this is a fault of ours, please report it with what you ran:\n${told}\n`);
  return OUR_FAULT;
}

/** Control characters, line ends among them, escaped: a message is one line, and cannot steer the terminal. */
const oneLine = (message: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return character === "\n" ? " " : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
