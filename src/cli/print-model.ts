// print-model.ts: `piecewise print`: a stored model as a formula.
import { type Language, type Model, print, type RowsPrintOptions } from "../core/index.ts";
import { namedInputs } from "./input-names.ts";
import { type Io, UsageError } from "./io.ts";
import { readModel, type StoredInput } from "./read-model.ts";

export interface PrintChoices {
  readonly digits?: number;
  readonly name?: string;
  /** What the one input is called. */
  readonly variable?: string;
  /** What several are called: `A,B,C`. */
  readonly variables?: string;
  /** Which output of a network, from 0. */
  readonly output?: number;
}

/** What begins a remark in a language that has some; in text it is a line under the formula. */
const REMARKS: Partial<Record<Language, string>> = {
  text: "  ",
  latex: "% ",
  javascript: "// ",
  typescript: "// ",
  python: "# ",
  c: "// ",
};

/**
 * The model as a formula; what the printer refuses becomes a `UsageError`. Names that are not those of the columns are
 * explained below it, or where the language has no remarks in `legend`.
 */
export function formulaOf(
  { model, inputs }: { readonly model: Model; readonly inputs: readonly StoredInput[] },
  language: Language,
  choices: PrintChoices = {},
): { readonly formula: string; readonly legend: readonly string[] } {
  const { digits, name, variable, output } = choices;
  const one = "units" in model && typeof model.slope === "number";
  if (!one && variable !== undefined) {
    throw new UsageError(
      `--variable is for one input, and the model takes ${inputs.length}; name them with --variables`,
    );
  }
  if (!("layers" in model) && output !== undefined) {
    throw new UsageError("--output is for networks, and the model is a sum, which has one output; leave it out");
  }
  const outputs = "layers" in model ? model.layers.at(-1)!.biases.length : 1;
  if (outputs > 1 && output === undefined) {
    throw new UsageError(
      `the model has ${outputs} outputs, and a formula has one; say which with --output, from 0 to ${outputs - 1}`,
    );
  }
  const { variables, legend } = namedInputs(inputs, language, choices.variables ?? variable, name);
  const options: RowsPrintOptions = {
    ...(digits === undefined ? {} : { digits }),
    ...(name === undefined ? {} : { name }),
    ...(variables === undefined ? {} : one ? { variable: variables[0] } : { variables }),
    ...(output === undefined ? {} : { output }),
  };
  const remark = REMARKS[language];
  try {
    const formula = print(model as Parameters<typeof print>[0], language, options);
    return remark === undefined
      ? { formula, legend }
      : { formula: [formula, ...legend.map((line) => remark + line)].join("\n"), legend: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${error.message.replace(/^print: /, "")}; choose another one, or another language`);
  }
}

export async function printModel(
  path: string,
  options: PrintChoices & { readonly as: Language },
  io: Io,
): Promise<void> {
  const { formula, legend } = formulaOf(await readModel(path, io), options.as, options);
  await io.stdout.write(`${formula}\n`);
  for (const line of legend) await io.stderr.write(`${line}\n`);
}
