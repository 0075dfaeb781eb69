// averaged.ts: sums of ReLUs in any direction, found by gradient descent and averaged.
import { type PlaneSum, reluSum } from "../../core/index.ts";
import { scaled, standardizedRows } from "../dense/standardized-rows.ts";
import { startPlanes } from "../dense/starts.ts";
import { trainDense } from "../dense/train-dense.ts";
import { type Columns, rowsOf, takeRows } from "../hinges/columns-table.ts";
import { predictions } from "../hinges/solved.ts";
import { type Loss, mse, scaledFrom, scaledLoss } from "../losses.ts";
import { adam } from "../optimizers.ts";
import { constant, cosine, type Schedule } from "../schedules.ts";

/** Units of each sum that is averaged. */
const UNITS = 50;
const BATCH = 64;
/** Steps between two looks at the rows held out. */
const EVERY = 20;
/** Passes over the rows after which it stops in any case, where that is more steps than a descent is to take. */
const EPOCHS = 20;
/** Rows of those held out that are looked at. */
const LOOKED = 2000;

/** How sums descend. */
export interface Descent {
  readonly rate: number;
  /** how the rate changes over so many steps */
  readonly schedule: (options: { readonly steps: number }) => Schedule;
  readonly weightDecay: number;
  /** steps at most, unless EPOCHS passes over the rows are more */
  readonly steps: number;
  /** looks without a better one until none is waited for */
  readonly patience: number;
}

/** With much weight decay a sum finds the few directions that matter; with little, and a rate that is high and falls, it becomes steep. */
export const DESCENTS: readonly Descent[] = [
  { rate: 5e-3, schedule: constant, weightDecay: 5e-3, steps: 4000, patience: 15 },
  { rate: 3e-2, schedule: cosine, weightDecay: 5e-4, steps: 3000, patience: 40 },
];

/** Sums, one fitted to all folds but each, and averaged. */
export interface Averaged {
  readonly model: PlaneSum;
  /** what each row was told by the sum that was not fitted to it; where they descended, at the step that was best for its fold */
  readonly heldOut: Float64Array;
  /** how many hinges and products each of the sums has, on average */
  readonly terms: number;
}

/**
 * The average of one sum of 50 ReLUs for each fold, which is a sum of ReLUs itself. Each is trained by Adam on the rows outside its
 * fold, with weight decay. All of them are those of one step, at which the folds together are told best: where few rows are held out, the
 * step that is best for them alone is chance. A fold is told what is best for it alone, which flatters one of the sums some as the average
 * betters all of them; the common step is looked for while more than one fold still waits for its own. Yields the share of the work done.
 */
export function* averagedSums(
  table: Columns,
  folds: readonly Uint32Array[],
  seed: number,
  loss: Loss,
  way: Descent,
): Generator<number, Averaged> {
  const n = table.y.length;
  const most = Math.max(way.steps, Math.ceil((EPOCHS * (n - folds[0].length)) / BATCH));
  const heldOut = new Float64Array(n);
  const inFold = new Int32Array(n);
  for (const [f, fold] of folds.entries()) for (const row of fold) inFold[row] = f;
  const descents = folds.map((fold, f) => {
    const rest = Uint32Array.from(table.y.keys()).filter((row) => inFold[row] !== f);
    return descent(takeRows(table, rest), takeRows(table, fold.subarray(0, LOOKED)), seed + f, loss, {
      ...way,
      steps: most,
    });
  });
  const runs = descents.map(({ run }) => run);
  // Each descent's loss is in its own units; they are added up in those of the first.
  const units = descents.map(({ scale }) => scaledFrom(loss, scale / descents[0].scale));
  const own = runs.map((run) => lowest(run.heldOutLoss!, run.model, way.patience));
  const common = lowest(
    Number.POSITIVE_INFINITY,
    runs.map((run) => run.model),
    way.patience,
  );
  for (let steps = 0; steps < most; steps += EVERY) {
    const waiting = own.filter(({ waits }) => waits()).length;
    const together = common.waits() && waiting > 1;
    if (!together && waiting === 0) break;
    let sum = 0;
    for (const [f, run] of runs.entries()) {
      if (!together && !own[f].waits()) continue;
      const fold = run.step(EVERY).heldOutLoss!;
      sum += fold * units[f] * Math.min(LOOKED, folds[f].length);
      own[f].look(fold, () => run.model);
      yield (steps + (EVERY * f) / runs.length) / most;
    }
    if (together) common.look(sum, () => runs.map((run) => run.model));
  }
  for (const [f, fold] of folds.entries()) {
    const told = predictions(descents[f].unscaled(own[f].best()), takeRows(table, fold).x, 0, fold.length);
    for (const [i, row] of fold.entries()) heldOut[row] = told[i];
  }
  const models = common.best().map((model, f) => descents[f].unscaled(model));
  return averageOf(models, heldOut);
}

/**
 * The descent of one sum on `rows`, which also standardize those it is scored on: their own mean and spread would tell it of them.
 * `unscaled` brings its model back to the table's units.
 */
function descent(rows: Columns, held: Columns, seed: number, loss: Loss, way: Descent) {
  const n = rows.y.length;
  const start = startPlanes(rows.x.length, UNITS, { kind: "he", seed });
  const { data, x, y, fold } = standardizedRows({ x: rowsOf(rows.x, 0, n), y: rows.y }, start, mse);
  // Of an input that is the same in all rows nothing is learned, so it must say nothing where it is another.
  const varies = rows.x.map((column) => column.some((value) => value !== column[0]));
  const units = start.units.map((unit) => ({ ...unit, m: unit.m.map((w, j) => (varies[j] ? w : 0)) }));
  const run = trainDense(reluSum(units, { slope: start.slope }), data, {
    loss: scaledLoss(loss, y[0].scale),
    optimizer: adam({ learningRate: way.rate }),
    schedule: way.schedule({ steps: way.steps }),
    batchSize: Math.min(BATCH, n),
    weightDecay: way.weightDecay,
    seed,
    earlyStopping: {
      rows: { x: scaled(rowsOf(held.x, 0, held.y.length), x), y: scaled(held.y, y) },
      every: Number.MAX_SAFE_INTEGER,
    },
  });
  return { run, unscaled: fold, scale: y[0].scale };
}

/** The average of sums that were fitted to all folds but each, and what they told of rows held out. */
export function averageOf(sums: readonly PlaneSum[], heldOut: Float64Array): Averaged {
  const share = 1 / sums.length;
  const model = weighted(
    sums,
    sums.map(() => share),
  );
  return { model, heldOut, terms: share * sums.reduce((terms, f) => terms + termsOf(f), 0) };
}

/** How many hinges and products a sum has. */
export const termsOf = ({ units, products = [] }: PlaneSum): number => units.length + products.length;

/** What had the lowest loss; a lower one is waited for until so many looks have found none, and then no more. */
function lowest<T>(start: number, first: T, patience: number) {
  let [least, best, worse] = [start, first, 0];
  return {
    best: () => best,
    waits: () => worse < patience,
    look(loss: number, current: () => T): void {
      if (worse++ >= patience) return;
      if (loss < least) [least, best, worse] = [loss, current(), 0];
    },
  };
}

/** Σ share·f, as one sum, in which each hinge and each product is there once. */
export function weighted(sums: readonly PlaneSum[], shares: readonly number[]): PlaneSum {
  let intercept = 0;
  const slope = sums[0].slope.map(() => 0);
  for (const [i, f] of sums.entries()) {
    intercept += shares[i] * f.intercept;
    for (const [j, value] of f.slope.entries()) slope[j] += shares[i] * value;
  }
  const units = together(
    sums.map(({ units }) => units),
    shares,
    ({ m, b }) => `${m} ${b}`,
  );
  const products = together(
    sums.map(({ products = [] }) => products),
    shares,
    ({ factors }) => factors.map(({ m, b }) => `${m} ${b}`).join(),
  );
  return reluSum(units, { intercept, slope, products });
}

/** The terms of all sums with their weights, added up where two are of one name, without those that weigh nothing. */
function together<T extends { readonly weight: number }>(
  sums: readonly (readonly T[])[],
  shares: readonly number[],
  name: (term: T) => string,
): readonly T[] {
  const terms = new Map<string, T>();
  for (const [i, sum] of sums.entries()) {
    for (const term of sum) {
      const key = name(term);
      terms.set(key, { ...term, weight: (terms.get(key)?.weight ?? 0) + shares[i] * term.weight });
    }
  }
  return [...terms.values()].filter(({ weight }) => weight !== 0);
}
