// table-fit.ts: the function of several inputs that a table supports: a small one, unless a large one is clearly better.
import { type PlaneSum, random } from "../../core/index.ts";
import { checkedLoss, run } from "../best-fit.ts";
import { within } from "../best-fit-search.ts";
import { record, wholeFrom } from "../check.ts";
import { type Columns, type ColumnsTable, checkedColumns, drawnRows, takeRows } from "../hinges/columns-table.ts";
import { defaultTerms, fitHinges, SEARCHED } from "../hinges/hinge-fit.ts";
import { lossOf, predictions } from "../hinges/solved.ts";
import { huber, type Loss, mse, residualOf } from "../losses.ts";
import { type Averaged, averagedSums, averageOf, DESCENTS, termsOf, weighted } from "./averaged.ts";
import { ridge } from "./ridge.ts";

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
  readonly kind: "line" | "hinges" | "hinges and products" | "hinges, steps and products" | "averaged sums";
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
  /** whether each part is the average of fits without an eighth of the rows, not one fit to all of them */
  readonly averaged: boolean;
  /** rows, from 0, that every way missed by more than ten times what nine of ten rows are missed by at most: a cell may be mistyped */
  readonly far: Uint32Array;
}

/** What a way told in cross-validation; sums found by descent are no way to fit all rows, they are averaged. */
interface Found extends Averaged {
  readonly kind: TableFitPart["kind"];
  readonly way?: Way;
}

interface Tried extends Found {
  /** the loss by which ways are compared, and the residual that costs so much */
  readonly cost: number;
  readonly error: number;
}

const FOLDS = 8;
/** Fewer rows than this say too little to be held out. */
const FEWEST = 20;
/** Rows that cross-validation and averaged sums take, at most; and on which it looks for hinges. */
const SAMPLED = 50_000;
const SEARCHED_IN_FOLDS = 2000;
/** Shares of the parts are multiples of one such part. */
const GRAIN = 20;
/** By this much must a longer small way lower the error in cross-validation, and a mix, to be worth its length. */
const LONGER = 0.99;
const MIX = 0.96;
/**
 * By about so much over the root of the rows a mix looks better in cross-validation than it is: its shares, and the steps at which
 * sums are told, are chosen on the rows that judge it. On formulas with noise it looked .076 better than it was at 60 rows, .025 at 200.
 */
const FLATTERY = 0.5;
/** A small sum of more hinges and products than these is too long to be read, and may as well be averaged. */
const LONG = 20;
/** Less of the error of the mean than this is hardly any; a tenth of a mix's error is far below it. */
const HARDLY = 0.1;
const FAR = 0.1;
/** By this much must steps lower it to be taken alone, and by so many standard errors of the difference. */
const STEEPER = 0.95;
const SURE = 2;
/** Rows are far off that are missed by more than so many times what so large a share of the rows is missed by at most. */
const OFF = 10;
const NEAR = 0.9;

/**
 * A small sum for rows.
 *
 * @param searched rows on which hinges are looked for
 * @param move whether knots are moved off the rows
 */
type Way = (rows: Columns, searched: number, move: boolean) => Generator<number, PlaneSum>;

/**
 * A sum of ReLUs for a table, without anything to choose. Five ways are cross-validated on the same 8 folds: a line (`ridge`),
 * hinges in single inputs (`hingeFit`), those and products of two, those and steps, and sums of 50 ReLUs in any direction, all of
 * them stopped at the step at which the eighths are told best; of two kinds of descent (`DESCENTS`) that which tells them better.
 * The way with steps counts as a small one, in place of that with products, where it is better than all hinges by 5 % and two
 * standard errors.
 *
 * What a row costs where it is far off whatever way is taken grows with its distance, not the square of it, as ways are compared.
 *
 * Where the small ways are within 4 % of the best mix (of fewer than 150 rows, within 50 %/√rows), the best of them is taken (a
 * longer one only for 1 %), fitted to all rows; so is one whose knots, once they are off the rows, leave a tenth of that mix's error
 * or less, as of a table without noise.
 * Otherwise it is all in those shares that did best together on held-out rows: stacking, Wolpert (1992),
 * doi:10.1016/S0893-6080(05)80023-1, with shares that are not negative and add up to 1, Breiman (1996), doi:10.1007/BF00117832.
 * What a way adds to a mix is the average of its 8 fits, each without one fold, whose errors partly cancel, as in bagging: Breiman (1996),
 * doi:10.1007/BF00058655. So is a small way that is taken and has more than 20 hinges and products. Of more than some 2,000 rows
 * both are fitted to all rows instead, since hinges are looked for on more of them then.
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
  const hinges = (degree: 1 | 2, steps = false): Way =>
    function* (rows, searched, move) {
      const maxTerms = defaultTerms(columns.x.length);
      return (yield* fitHinges(rows, { degree, steps, maxTerms, price: degree + 1, loss }, searched, move)).model;
    };
  const line: Way = function* (rows) {
    yield 0;
    return ridge(rows, loss);
  };
  if (columns.y.length < FEWEST) {
    const model = yield* hinges(1)(columns, SEARCHED, true);
    const found = lossOf(model, columns, loss);
    const rmse = Math.sqrt(lossOf(model, columns));
    return {
      model,
      loss: found,
      parts: [{ kind: "hinges", rmse, loss: found, share: 1 }],
      averaged: false,
      far: new Uint32Array(),
    };
  }
  const drawn = drawnRows(columns.y.length, SAMPLED, start);
  const sample = takeRows(columns, drawn);
  const folds = foldsOf(sample.y.length, start);

  const ways: readonly (readonly [TableFitPart["kind"], number, Way])[] = [
    ["line", 0.05, line],
    ["hinges", 0.15, hinges(1)],
    ["hinges and products", 0.25, hinges(2)],
    ["hinges, steps and products", 0.35, hinges(2, true)],
  ];
  const found: Found[] = [];
  let done = 0;
  for (const [kind, to, way] of ways) {
    found.push({ kind, way, ...(yield* within(done, to, crossValidated(sample, folds, way))) });
    done = to;
  }
  for (const way of DESCENTS) {
    const to = done + 0.45 / DESCENTS.length;
    const sums = yield* within(done, to, averagedSums(sample, folds, start, loss, way));
    found.push({ kind: "averaged sums", ...sums });
    done = to;
  }
  const { judge, far } = judgeOf(loss, sample.y, found);
  const size = (value: number): number => residualOf(judge, value);
  const judged = found.map((one): Tried => {
    const cost = mixed(judge, sample.y, [one.heldOut], [1]);
    return { ...one, cost, error: size(cost) };
  });
  const [first, second, third, fourth, ...descended] = judged;
  const last = descended.reduce((best, next) => (next.error < best.error ? next : best));

  const smooth = third.error < second.error ? third : second;
  const stepsPay =
    fourth.error < STEEPER * smooth.error &&
    fourth.cost < smooth.cost - SURE * standardError(judge, sample.y, smooth.heldOut, fourth.heldOut);
  const shorter = [first, second, stepsPay ? fourth : third];
  const candidates = [first, second, third, fourth, last];
  const small = shorter.reduce((best, next) => (next.error < LONGER * best.error ? next : best));
  const blend = bestShares(
    judge,
    sample.y,
    candidates.map(({ heldOut }) => heldOut),
  );
  // Folds leave knots on rows. Where they explain nearly all, a short way may say the rest with its knots moved off them.
  const exact = function* (): Generator<number, { readonly one: Tried; readonly model: PlaneSum } | undefined> {
    const mean = sample.y.reduce((sum, value) => sum + value / sample.y.length, 0);
    if (small.error > HARDLY * size(mixed(judge, sample.y, [sample.y.map(() => mean)], [1]))) return undefined;
    for (const one of new Set([second, small])) {
      const model = yield* one.way!(columns, SEARCHED, true);
      const few = 4 * (termsOf(model) + columns.x.length) < columns.y.length;
      if (few && size(lossOf(model, columns, judge)) < FAR * size(blend.value)) return { one, model };
    }
    return undefined;
  };
  const worth = Math.min(MIX, 1 - FLATTERY / Math.sqrt(sample.y.length));
  const better = worth * small.error > size(blend.value);
  const long = small.terms > LONG;
  const whole = better || long ? yield* within(0.8, 0.9, exact()) : undefined;
  const mix = better && !whole;
  const taken = whole?.one ?? small;
  const shareOf = (one: Tried): number => (mix ? (blend.shares[candidates.indexOf(one)] ?? 0) : one === taken ? 1 : 0);
  const taking = candidates.filter((one) => shareOf(one) > 0);
  // Of more rows a fit to all of them looks for hinges on more than the folds do.
  const averaged = (mix || (long && !whole)) && sample.y.length - folds[0].length <= SEARCHED_IN_FOLDS;
  const models: PlaneSum[] = whole ? [whole.model] : [];
  for (const [i, one] of whole ? [] : taking.entries()) {
    // In a mix knots stay on rows, as they were cross-validated.
    const fit = averaged ? undefined : one.way?.(columns, SEARCHED, !mix);
    models.push(fit ? yield* within(0.9 + i / 40, 0.9 + (i + 1) / 40, fit) : one.model);
  }
  const model = models.length === 1 ? models[0] : weighted(models, taking.map(shareOf));
  const parts = candidates.map((one) => {
    const [squares, value] = [mse, loss].map((measure) => mixed(measure, sample.y, [one.heldOut], [1]));
    return { kind: one.kind, rmse: Math.sqrt(squares), loss: value, share: shareOf(one) };
  });
  return { model, loss: lossOf(model, columns, loss), parts, averaged, far: far.map((row) => drawn[row]) };
}

/** Every row in one of the folds, which the seed draws. */
export function foldsOf(rows: number, seed: number): Uint32Array[] {
  const order = random(seed).shuffle(new Uint32Array(rows).map((_, row) => row));
  return Array.from({ length: FOLDS }, (_, f) => order.filter((_, i) => i % FOLDS === f));
}

/** What each row is told by what is fitted to the rows outside its fold, and the average of what is fitted. */
function* crossValidated(table: Columns, folds: readonly Uint32Array[], way: Way): Generator<number, Averaged> {
  const told = new Float64Array(table.y.length);
  const models: PlaneSum[] = [];
  for (const [f, fold] of folds.entries()) {
    const rest = takeRows(
      table,
      Uint32Array.from(folds.filter((_, other) => other !== f).flatMap((rows) => [...rows])),
    );
    const model = yield* within(f / FOLDS, (f + 1) / FOLDS, way(rest, SEARCHED_IN_FOLDS, false));
    models.push(model);
    const held = takeRows(table, fold);
    const values = predictions(model, held.x, 0, fold.length);
    for (const [i, row] of fold.entries()) told[row] = values[i];
  }
  return averageOf(models, told);
}

/**
 * What ways are compared by, and the rows that are far off whatever way is taken. It is the loss; but squares of rows that are far off
 * count as in Huber's, lest a cell that was mistyped decide.
 */
function judgeOf(
  loss: Loss,
  y: Float64Array,
  found: readonly Found[],
): { readonly judge: Loss; readonly far: Uint32Array } {
  const misses = found.map(({ heldOut }) => y.map((value, i) => Math.abs(value - heldOut[i])));
  const most = misses.map((of) => of.slice().sort()[Math.floor(NEAR * (y.length - 1))]);
  const off = OFF * Math.min(...most);
  const far = Uint32Array.from(y.keys()).filter((row) => misses.every((of) => of[row] > off));
  return { judge: loss === mse && far.length > 0 && off > 0 ? huber(off) : loss, far };
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

/** Of the mean difference of the losses of what was told in two ways. */
function standardError(loss: Loss, y: Float64Array, one: Float64Array, other: Float64Array): number {
  const differences = y.map((value, i) => loss.of(value - one[i]) - loss.of(value - other[i]));
  const mean = differences.reduce((sum, value) => sum + value, 0) / y.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (y.length - 1) / y.length);
}

/** Shares, multiples of 1/20 that add up to 1: from the best alone, one such part goes to another as long as the loss falls. */
function bestShares(
  loss: Loss,
  y: Float64Array,
  told: readonly Float64Array[],
): { readonly shares: readonly number[]; readonly value: number } {
  const at = (parts: readonly number[]) => {
    const shares = parts.map((part) => part / GRAIN);
    return { parts, shares, value: mixed(loss, y, told, shares) };
  };
  const least = (mixes: ReturnType<typeof at>[]) => mixes.reduce((best, mix) => (mix.value < best.value ? mix : best));
  const every = told.map((_, i) => i);
  let best = least(every.map((i) => at(every.map((j) => (i === j ? GRAIN : 0)))));
  for (;;) {
    const { parts } = best;
    const pairs = every.flatMap((from) => (parts[from] > 0 ? every.map((to) => [from, to]) : []));
    const next = least([best, ...pairs.map(([from, to]) => at(moved(parts, from, to)))]);
    if (next === best) return best;
    best = next;
  }
}

const moved = (parts: readonly number[], from: number, to: number): readonly number[] =>
  parts.map((part, i) => part + (i === to ? 1 : 0) - (i === from ? 1 : 0));
