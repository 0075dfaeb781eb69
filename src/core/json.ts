// json.ts: a sum as JSON, and back through a check.
import { record, show } from "./check.ts";
import { checkedSum, checkSum, type ReluSum, type Unit } from "./relu-sum.ts";

const VERSION = 1;

/** A sum as plain data: what `JSON.stringify` writes down. */
export interface ReluSumJson {
  readonly version: typeof VERSION;
  readonly intercept: number;
  readonly slope: number;
  readonly units: readonly Unit[];
}

/**
 * The sum as plain data with the version of its format; `fromJson` reads it back bit for bit.
 *
 * @throws {TypeError} if f is no sum
 */
export function toJson(f: ReluSum): ReluSumJson {
  checkSum("toJson", f);
  const { intercept, slope, units } = f;
  return { version: VERSION, intercept, slope, units: units.map(({ m, b, weight }) => ({ m, b, weight })) };
}

/**
 * The sum that parsed JSON describes, every part of it checked. intercept and slope default to 0, a weight to 1, the
 * version to this one; nothing else may be missing or added.
 *
 * @throws {TypeError} if something is missing, unknown or not of its type; the error gives its path, as model.units[3].m
 * @throws {RangeError} if a number is not finite, or the version is not one that can be read
 */
export function fromJson(value: unknown): ReluSum {
  const {
    version = VERSION,
    intercept = 0,
    slope = 0,
    units,
  } = record(value, "fromJson: model", ["version", "intercept", "slope", "units"]);
  if (version !== VERSION) throw new RangeError(`fromJson: model.version must be ${VERSION}, got ${show(version)}`);
  return checkedSum("fromJson: model.", { intercept, slope, units });
}
