// read-model.ts: a model from a file: what `fit --format json` printed, or the sum alone.
import { fromJson, type ReluSum } from "../core/index.ts";
import { type Io, sourceName, text, UsageError } from "./io.ts";

export interface StoredModel {
  readonly model: ReluSum;
  /** The name of the column that the model was fitted on, if the file says it. */
  readonly x?: string;
}

/** Longer files are no models of ours: a thousand units take 100 kB. */
const LONGEST = 64e6;

/** @throws {UsageError} if the file is no JSON or describes no sum; the error gives the path of what is wrong */
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
    const model = fromJson(report ? report.model : value);
    if (!("units" in model) || typeof model.slope !== "number") {
      throw new TypeError("fromJson: model must be a sum of one input, got one of several");
    }
    const columns = report && Object.hasOwn(report, "columns") ? report.columns : undefined;
    const x = isRecord(columns) && Object.hasOwn(columns, "x") ? columns.x : undefined;
    return { model: model as ReluSum, x: typeof x === "string" ? x : undefined };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const problem = error.message.replace(/^fromJson: /, "");
    throw new UsageError(`${where}: ${problem}; give the output of fit --format json`);
  }
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
