// test-table.ts: tables of uniform columns for tests.
import { random } from "../../core/index.ts";
import type { Columns } from "./columns-table.ts";

/** @param y of a row's inputs, and of what draws normal noise */
export function table(
  rows: number,
  inputs: number,
  y: (x: number[], noise: () => number) => number,
  seed = 1,
): Columns {
  const { uniform, normal } = random(seed);
  const x = Array.from({ length: inputs }, () => Float64Array.from({ length: rows }, uniform));
  return {
    x,
    y: Float64Array.from({ length: rows }, (_, i) =>
      y(
        x.map((column) => column[i]),
        normal,
      ),
    ),
  };
}
