// read-model.ts: a model from a file: what `fit --format json` printed, or the model alone.
import { fromJson, type Model, type Names, namesOf } from "../core/index.ts";
import { type Io, sourceName, text, UsageError } from "./io.ts";

/** An input of a stored model, as far as the file says what it is. */
export interface StoredInput {
  readonly name?: string;
  /** The column that it was fitted on. */
  readonly column?: string;
  /** The text of that column of which the input is the indicator: 1 where a cell says it, 0 where it says another. */
  readonly is?: string;
}

export interface StoredModel {
  readonly model: Model;
  /** One for each input of the model. */
  readonly inputs: readonly StoredInput[];
}

/** Longer files are no models of ours: a thousand units take 100 kB. */
const LONGEST = 64e6;

/** @throws {UsageError} if the file is no JSON or describes no model; the error gives the path of what is wrong */
export async function readModel(path: string, io: Io): Promise<StoredModel> {
  const where = sourceName(path);
  let json = "";
  for await (const piece of text(path, io)) {
    json += piece;
    if (json.length > LONGEST) throw new UsageError(`${where} is too long for a model; give the JSON that fit printed`);
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new UsageError(
      `${where}${placeOf(reason, json)} is not JSON (${reason}); give the output of fit --format json`,
    );
  }
  const report = isRecord(value) && Object.hasOwn(value, "model") ? value : undefined;
  try {
    const stored = report ? report.model : value;
    const model = fromJson(stored);
    return { model, inputs: inputsOf(report ?? {}, namesOf(stored), inputCount(model)) };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const problem = error.message.replace(/^fromJson: /, "");
    throw new UsageError(`${where}: ${problem}; give the output of fit --format json`);
  }
}

const inputCount = (model: Model): number =>
  "layers" in model ? model.layers[0].weights[0].length : typeof model.slope === "number" ? 1 : model.slope.length;

/** What the report says of each input, or else the names stored with the model, or else nothing. */
function inputsOf(report: Record<string, unknown>, names: Names | undefined, count: number): StoredInput[] {
  const own = (of: unknown, key: string) => (isRecord(of) && Object.hasOwn(of, key) ? of[key] : undefined);
  const inputs = own(report, "inputs");
  if (inputs !== undefined) {
    if (!Array.isArray(inputs) || inputs.length !== count) {
      const got = Array.isArray(inputs) ? inputs.length : inputs;
      throw new RangeError(`inputs must be an array of ${count}, one for each input of the model, got ${got}`);
    }
    return inputs.map((input, i) => storedInput(input, `inputs[${i}]`));
  }
  const x = own(own(report, "columns"), "x");
  const columns = count === 1 ? [x] : Array.isArray(x) && x.length === count ? x : [];
  return Array.from({ length: count }, (_, i) => {
    const column = typeof columns[i] === "string" ? columns[i] : names?.x[i];
    return { name: names?.x[i] ?? (count === 1 ? undefined : column), column };
  });
}

function storedInput(input: unknown, where: string): StoredInput {
  if (!isRecord(input)) throw new TypeError(`${where} must be an object with name, column, is`);
  for (const key of ["name", "column", "is"]) {
    if (typeof input[key] === "string" || (key === "is" && input.is === undefined)) continue;
    throw new TypeError(`${where}.${key} must be a string, got ${JSON.stringify(input[key])}`);
  }
  return input as StoredInput;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `, line 3, column 7`, from a position that the parser's message gives. */
function placeOf(reason: string, json: string): string {
  const position = /at position (\d+)/.exec(reason)?.[1];
  if (position === undefined) return "";
  const before = json.slice(0, Number(position)).split("\n");
  return `, line ${before.length}, column ${before.at(-1)!.length + 1},`;
}
