// enough-digits.ts: how many digits a formula needs to be read as the function that it is.
import type { Model } from "../core/index.ts";
import { told } from "./effects.ts";

const LEAST = 4;
const MOST = 17;
/** Rows that are looked at, and how far off they may be told, as a share of y's reach. */
const ROWS = 1000;
const OFF = 2e-3;

/** The fewest digits of each number, from 4, with which the model tells the rows the same but for a five-hundredth of y's reach, or of y where it does not vary. */
export function enoughDigits(model: Model, x: readonly Float64Array[], y: Float64Array): number {
  const rows = Math.min(ROWS, y.length);
  const some = x.map((column) => column.subarray(0, rows));
  const [least, most] = y.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const exact = told(model, some, rows);
  const off = OFF * (most - least || Math.abs(most));
  for (let digits = LEAST; digits < MOST; digits++) {
    const round = (_: string, value: unknown) =>
      typeof value === "number" ? Number(value.toPrecision(digits)) : value;
    const values = told(JSON.parse(JSON.stringify(model, round)) as Model, some, rows);
    if (values.every((value, i) => Math.abs(value - exact[i]) <= off)) return digits;
  }
  return MOST;
}
