// fit-picture.ts: a target, the sum that is fitted to it, and what is between them.
import type { ReluSum } from "../../core/index.ts";
import { type Plot, plot, type Series } from "../../plot/index.ts";
import { lineOf } from "../draw/strokes.ts";
import type { FitState } from "./fit-state.ts";
import type { Rows } from "./source.ts";

/** The plot of a state; `rest` goes to the plot, and `ghost` is a sum to compare with. */
export function picture(state: FitState, rows: Rows, model: ReluSum, rest: object = {}, ghost?: ReluSum): Plot {
  const { source, sum, parts, residuals } = state;
  const series: Series[] =
    source.kind === "table"
      ? [{ kind: "points", x: rows.x, y: rows.y }]
      : source.kind === "drawn"
        ? [{ kind: "target", ...lineOf(source.drawing), label: "drawn" }]
        : [{ kind: "target", x: rows.x, y: rows.y, label: "target" }];
  if (residuals) series.push({ kind: "error", x: rows.x, y: rows.y, f: model });
  if (ghost) series.push({ kind: "ghost", f: ghost, label: "by descent" });
  if (sum || parts) series.push({ f: model, label: "sum" });
  const names = source.kind === "table" ? { xlabel: source.names.x, ylabel: source.names.y } : {};
  return plot(series, { xlim: rows.xlim, height: 340, units: parts, ...names, ...rest });
}
