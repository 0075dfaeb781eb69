// table-fit.ts: the function of several inputs that a table supports: a small one, unless a large one is clearly better.
import { type PlaneSum, random } from "../../core/index.ts";
import { checkedLoss, run } from "../best-fit.ts";
import { within } from "../best-fit-search.ts";
import { record, wholeFrom } from "../check.ts";
import { type Columns, type ColumnsTable, checkedColumns, sampleRows, takeRows } from "../hinges/columns-table.ts";
import { defaultTerms, fitHinges, SEARCHED } from "../hinges/hinge-fit.ts";
import { lossOf, predictions } from "../hinges/solved.ts";
import { type Loss, mse } from "../losses.ts";
import { averagedSums, weighted } from "./averaged.ts";

export interface TableFitOptions {
  /** determines the folds and where descent begins; 0 unless said */
  readonly seed?: number;
  /** mse unless said: what is fitted, and what cross-validation chooses by; for another the best that is found, as by `hingeFit` */
  readonly loss?: Loss;
  /** called with the share of the work done */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** A way to fit, its error on rows that it was not fitted to, and its share in the result. */
export interface TableFitPart {
  readonly kind: "hinges" | "hinges and products" | "averaged sums";
  /** root of the mean squared error in cross-validation */
  readonly rmse: number;
  /** the loss there */
  readonly loss: number;
  readonly share: number;
}

export interface TableFit {
  readonly model: PlaneSum;
  /** over the rows: the mean squared error, or the loss that was asked for */
  readonly loss: number;
  readonly parts: readonly TableFitPart[];
}

const FOLDS = 8;
/** Fewer rows than this say too little to be held out. */
const FEWEST = 20;
/** Rows that cross-validation and averaged sums take, at most; and on which it looks for hinges. */
const SAMPLED = 50_000;
const SEARCHED_IN_FOLDS = 2000;
/** Shares of the parts are multiples of one such part. */
const GRAIN = 20;
/** By this much must products lower the error in cross-validation, and averages, to be worth their length. */
const PRODUCTS = 0.99;
const AVERAGES = 0.95;

/**
 * A sum of ReLUs for a table, without anything to choose. Three ways are cross-validated on the same 8 folds: hinges in single inputs
 * (`hingeFit`), those and products of two, and an average of 8 sums of 50 ReLUs in any direction, each trained on 7 of the folds and
 * stopped by the eighth. Where the small ways are within 5 % of the best, the better of them is taken (products only for
 * 1 %); otherwise all three in those shares that did best together on held-out rows: stacking, Wolpert (1992),
 * doi:10.1016/S0893-6080(05)80023-1, with shares that are not negative and add up to 1, Breiman (1996), doi:10.1007/BF00117832.
 *
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if there is one input or no row, lengths differ, or a number is out of its range
 */
export function tableFit(table: ColumnsTable, options: TableFitOptions = {}): TableFit {
  return run(tableFitSteps(table, options), options);
}

/** `tableFit` in steps: a generator that yields the share of the work done and returns the fit. */
export function* tableFitSteps(table: ColumnsTable, options: TableFitOptions = {}): Generator<number, TableFit> {
  const columns = checkedColumns("tableFit", table);
  const { seed = 0, loss: wanted } = record(options, "tableFit: options", ["seed", "loss", "onProgress", "signal"]);
  const loss = checkedLoss("tableFit: loss", wanted ?? mse);
  const start = wholeFrom(0, seed, "tableFit: seed");
  const hinges = ([1, 2] as const).map((degree) => ({
    degree,
    maxTerms: defaultTerms(columns.x.length),
    price: degree + 1,
    loss,
  }));
  if (columns.y.length < FEWEST) {
    const fit = yield* fitHinges(columns, hinges[0], SEARCHED, true);
    const rmse = Math.sqrt(lossOf(fit.model, columns));
    return { model: fit.model, loss: fit.loss, parts: [{ kind: "hinges", rmse, loss: fit.loss, share: 1 }] };
  }
  const sample = sampleRows(columns, SAMPLED, start);
  const folds = foldsOf(sample.y.length, start);
  const told: Float64Array[] = [];
  for (const [i, wanted] of hinges.entries()) {
    told.push(yield* within(0.1 + 0.1 * i, 0.2 + 0.1 * i, crossValidated(sample, folds, wanted)));
  }
  const averaged = yield* within(0.3, 0.8, averagedSums(sample, folds, start, loss));
  told.push(averaged.heldOut);

  const losses = told.map((values) => mixed(loss, sample.y, [values], [1]));
  // Squares are compared by their root, in y's units as other losses are.
  const size = (value: number): number => (loss === mse ? Math.sqrt(value) : value);
  const errors = losses.map(size);
  const small = errors[1] < PRODUCTS * errors[0] ? 1 : 0;
  const blend = bestShares(loss, sample.y, told);
  const shares =
    AVERAGES * errors[small] <= size(blend.value) ? [0, 1, 2].map((i) => (i === small ? 1 : 0)) : blend.shares;
  const models: PlaneSum[] = [];
  for (const [i, wanted] of hinges.entries()) {
    if (shares[i] === 0) continue;
    // In a mix knots stay on rows, as they were cross-validated.
    const fit = fitHinges(columns, wanted, SEARCHED, shares[i] === 1);
    models.push((yield* within(0.8 + 0.1 * i, 0.9 + 0.1 * i, fit)).model);
  }
  if (shares[2] > 0) models.push(averaged.model);
  const model =
    models.length === 1
      ? models[0]
      : weighted(
          models,
          shares.filter((share) => share > 0),
        );
  const kinds = ["hinges", "hinges and products", "averaged sums"] as const;
  const parts = kinds.map((kind, i) => ({
    kind,
    rmse: Math.sqrt(mixed(mse, sample.y, [told[i]], [1])),
    ...{ loss: losses[i], share: shares[i] },
  }));
  return { model, loss: lossOf(model, columns, loss), parts };
}

/** Every row in one of the folds, which the seed draws. */
function foldsOf(rows: number, seed: number): Uint32Array[] {
  const order = random(seed).shuffle(new Uint32Array(rows).map((_, row) => row));
  return Array.from({ length: FOLDS }, (_, f) => order.filter((_, i) => i % FOLDS === f));
}

/** What each row is told by the hinges fitted to the rows outside its fold. */
function* crossValidated(
  table: Columns,
  folds: readonly Uint32Array[],
  wanted: Parameters<typeof fitHinges>[1],
): Generator<number, Float64Array> {
  const told = new Float64Array(table.y.length);
  for (const [f, fold] of folds.entries()) {
    const rest = takeRows(
      table,
      Uint32Array.from(folds.filter((_, other) => other !== f).flatMap((rows) => [...rows])),
    );
    const { model } = yield* within(f / FOLDS, (f + 1) / FOLDS, fitHinges(rest, wanted, SEARCHED_IN_FOLDS, false));
    const held = takeRows(table, fold);
    const values = predictions(model, held.x, 0, fold.length);
    for (const [i, row] of fold.entries()) told[row] = values[i];
  }
  return told;
}

/** The loss of what was told, in these shares. */
function mixed(loss: Loss, y: Float64Array, told: readonly Float64Array[], shares: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    let residual = y[i];
    for (let k = 0; k < told.length; k++) residual -= shares[k] * told[k][i];
    sum += loss.of(residual);
  }
  return sum / y.length;
}

/** Shares, multiples of 1/20 that add up to 1, whose mix has the least loss. */
function bestShares(
  loss: Loss,
  y: Float64Array,
  told: readonly Float64Array[],
): { shares: readonly number[]; value: number } {
  let best = { shares: [1, 0, 0] as readonly number[], value: Number.POSITIVE_INFINITY };
  for (let a = 0; a <= GRAIN; a++) {
    for (let b = 0; a + b <= GRAIN; b++) {
      const shares = [a, b, GRAIN - a - b].map((share) => share / GRAIN);
      const value = mixed(loss, y, told, shares);
      if (value < best.value) best = { shares, value };
    }
  }
  return best;
}
