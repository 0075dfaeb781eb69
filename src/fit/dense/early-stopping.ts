// early-stopping.ts: rows held out while others are trained on, and where their loss was least.
import { numberThat, record, wholeFrom } from "../check.ts";
import type { Loss } from "../losses.ts";
import type { ClassLoss } from "./output-losses.ts";
import type { DenseRows } from "./reference.ts";
import { checkedRows, heldOut, type RowsTable } from "./rows-table.ts";
import type { Shape } from "./shape.ts";

export interface EarlyStopping {
  /** the share of the rows that is held out and never trained on, drawn by the seed, or rows of their own; 0.1 unless said */
  readonly rows?: number | RowsTable;
  /** steps between two looks at the held-out loss; an epoch's unless said */
  readonly every?: number;
  /** looks in a row that may be no better than the best before the run stops; 10 unless said */
  readonly patience?: number;
}

export type Stopping = Required<Omit<EarlyStopping, "every">> & Pick<EarlyStopping, "every">;

/** The rows that are trained on, and those held out if any are. */
export function split(
  rows: DenseRows,
  form: Shape,
  loss: Loss | ClassLoss,
  stopping: Stopping | undefined,
  seed: number,
): { readonly kept: DenseRows; readonly held?: DenseRows } {
  if (!stopping) return { kept: rows };
  if (typeof stopping.rows === "number") return heldOut(rows, stopping.rows, seed);
  return { kept: rows, held: checkedRows("train: earlyStopping.rows", stopping.rows, form, loss) };
}

/** Remembers the parameters whose loss over the rows held out was least; `look` is false once patience has run out. */
export function watching(loss: (params: Float64Array) => number, { patience, every }: Stopping, epoch: number) {
  let best: Float64Array;
  let least = Number.POSITIVE_INFINITY;
  let worse = 0;
  return {
    every: every ?? epoch,
    best: () => best,
    look(params: Float64Array, step: number): boolean {
      const value = loss(params);
      if (value < least || step === 0) {
        least = value;
        best = params;
        worse = 0;
      } else worse++;
      return worse < patience;
    },
  };
}

export function checkedStopping(given: EarlyStopping): Stopping {
  const where = "train: earlyStopping";
  const { rows = 0.1, every, patience = 10 } = record(given, where, ["rows", "every", "patience"]) as EarlyStopping;
  if (typeof rows !== "object") numberThat(rows, `${where}.rows`, "in (0, 1)", (v) => v > 0 && v < 1);
  if (every !== undefined) wholeFrom(1, every, `${where}.every`);
  return { rows, every, patience: wholeFrom(1, patience, `${where}.patience`) };
}
