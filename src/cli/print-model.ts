// print-model.ts: `piecewise print`: a stored model as a formula.
import { type Language, print, type ReluSum } from "../core/index.ts";
import { type Io, UsageError } from "./io.ts";
import { readModel } from "./read-model.ts";

export interface PrintChoices {
  readonly digits?: number;
  readonly name?: string;
  readonly variable?: string;
}

/** The model as a formula; what the printer refuses becomes a `UsageError`. */
export function formula(model: ReluSum, language: Language, { digits, name, variable }: PrintChoices): string {
  try {
    return print(model, language, {
      ...(digits === undefined ? {} : { digits }),
      ...(name === undefined ? {} : { name }),
      ...(variable === undefined ? {} : { variable }),
    });
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
  const { model } = await readModel(path, io);
  await io.stdout.write(`${formula(model, options.as, options)}\n`);
}
