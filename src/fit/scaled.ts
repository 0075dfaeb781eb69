// scaled.ts: the same table, and the same function, in other units.
import { type ReluSum, reluSum } from "../core/index.ts";
import type { Columns } from "./best-fit-model.ts";
import { prepareRows } from "./segments-rows.ts";

/** x' = (x − xShift)/xScale and y' = (y − yShift)/yScale. */
export interface Scale {
  readonly xShift: number;
  readonly xScale: number;
  readonly yShift: number;
  readonly yScale: number;
}

/** The table moved to 0 and made some units wide, by powers of two, so that nothing is rounded but the shift. */
export function scaledTable(columns: Columns): Columns & { readonly scale: Scale } {
  const { xShift, xScale, yShift, yScale } = prepareRows(columns.x, columns.y, columns.weights);
  return {
    x: columns.x.map((value) => (value - xShift) / xScale),
    y: columns.y.map((value) => (value - yShift) / yScale),
    weights: columns.weights,
    scale: { xShift, xScale, yShift, yScale },
  };
}

/** f(x) = yShift + yScale·g((x − xShift)/xScale): what g, found on the scaled table, is on the table itself. */
export function unscaled(g: ReluSum, { xShift, xScale, yShift, yScale }: Scale): ReluSum {
  const units = g.units.map(({ m, b, weight }) => {
    return { m: m / xScale, b: b - (m * xShift) / xScale, weight: weight * yScale };
  });
  const slope = (g.slope * yScale) / xScale;
  return reluSum(units, { intercept: yShift + yScale * g.intercept - slope * xShift, slope });
}

/** The same function with |m| = |weight| in every unit that is not flat, so that equal steps move both alike. */
export function balanced(f: ReluSum): ReluSum {
  const units = f.units.map(({ m, b, weight }) => {
    if (m === 0 || weight === 0) return { m, b, weight };
    const factor = Math.sqrt(Math.abs(weight / m));
    return { m: m * factor, b: b * factor, weight: weight / factor };
  });
  return reluSum(units, { intercept: f.intercept, slope: f.slope });
}
