// table-fit.ts: the function of several inputs that a table supports: a small one, unless a large one is clearly better.
import type { PlaneSum } from "../../core/index.ts";
import { checkedLoss, run } from "../best-fit.ts";
import { within } from "../best-fit-search.ts";
import { record, wholeFrom } from "../check.ts";
import { type Columns, type ColumnsTable, checkedColumns, drawnRows, takeRows } from "../hinges/columns-table.ts";
import { SEARCHED } from "../hinges/hinge-fit.ts";
import { lossOf } from "../hinges/solved.ts";
import { type Loss, mse, residualOf } from "../losses.ts";
import { termsOf, weighted } from "./averaged.ts";
import { bestShares, judgeOf, mixed, standardError } from "./stacking.ts";
import { type Found, foldsOf, foundIn, SEARCHED_IN_FOLDS, smallWays, type Way, type WayKind } from "./ways.ts";

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
  readonly kind: WayKind;
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
  /** the error of the parts together on rows that they were not fitted to; none where the rows are too few to be held out */
  readonly heldOut?: Omit<TableFitPart, "kind" | "share">;
  /** whether each part is the average of fits without an eighth of the rows, not one fit to all of them */
  readonly averaged: boolean;
  /** rows, from 0, that every way missed by more than ten times what nine of ten rows are missed by at most: a cell may be mistyped */
  readonly far: Uint32Array;
}

/** Fewer rows than this say too little to be held out. */
const FEWEST = 20;
/** Rows that cross-validation and averaged sums take, at most. */
const SAMPLED = 50_000;
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
/** Less of the error of the mean than this is hardly any; and less of a mix's error is far below it. */
const HARDLY = 0.1;
const BELOW = 0.1;
/** By this much must steps lower it to be taken alone, and by so many standard errors of the difference. */
const STEEPER = 0.95;
const SURE = 2;

/**
 * A sum of ReLUs for a table, without anything to choose. Five ways are cross-validated on the same 8 folds: a line (`ridge`),
 * hinges in single inputs (`hingeFit`), those and products of two, those and steps, and sums of 50 ReLUs in any direction, all of
 * them stopped at the step at which the eighths are told best; of two kinds of descent (`DESCENTS`) that which tells them better.
 * The way with steps counts as a small one, in place of that with products, where it is better than all hinges by 5 % and two
 * standard errors.
 *
 * As ways are compared, the square of what a row is missed by grows only with its distance where every way is far off (`far`).
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
  const ways = smallWays(columns.x.length, loss);
  if (columns.y.length < FEWEST) return yield* untried(columns, ways[1][1], loss);
  const drawn = drawnRows(columns.y.length, SAMPLED, start);
  const sample = takeRows(columns, drawn);
  const folds = foldsOf(sample.y.length, start);
  const found = yield* within(0, 0.8, foundIn(sample, folds, ways, start, loss));
  const told = found.map(({ heldOut }) => heldOut);
  const { judge, far } = judgeOf(loss, sample.y, told);
  const { candidates, small, shares, error } = compared(found, sample.y, judge);

  const better = Math.min(MIX, 1 - FLATTERY / Math.sqrt(sample.y.length)) * small.error > error;
  const long = small.terms > LONG;
  const mean = sample.y.reduce((sum, value) => sum + value / sample.y.length, 0);
  const hardly = small.error <= HARDLY * residualOf(judge, mixed(judge, sample.y, [sample.y.map(() => mean)], [1]));
  // Folds leave knots on rows. Where they explain nearly all, a short way may say the rest with its knots moved off them.
  const shortest = new Set([candidates[1], small]);
  const whole =
    (better || long) && hardly ? yield* within(0.8, 0.9, exact(columns, shortest, BELOW * error, judge)) : undefined;
  const mix = better && !whole;
  const taken = whole?.one ?? small;
  const shareOf = (one: Tried): number => (mix ? shares[candidates.indexOf(one)] : one === taken ? 1 : 0);
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
  const missed = (ways: readonly Tried[], shares: readonly number[]) => {
    const of = ways.map(({ heldOut }) => heldOut);
    const [squares, value] = [mse, loss].map((measure) => mixed(measure, sample.y, of, shares));
    return { rmse: Math.sqrt(squares), loss: value };
  };
  const parts = candidates.map((one) => ({ kind: one.kind, ...missed([one], [1]), share: shareOf(one) }));
  const heldOut = missed(taking, taking.map(shareOf));
  return { model, loss: lossOf(model, columns, loss), parts, heldOut, averaged, far: far.map((row) => drawn[row]) };
}

/** Hinges, where the rows are too few to hold any out. */
function* untried(columns: Columns, hinges: Way, loss: Loss): Generator<number, TableFit> {
  const model = yield* hinges(columns, SEARCHED, true);
  const value = lossOf(model, columns, loss);
  const rmse = Math.sqrt(lossOf(model, columns));
  const parts = [{ kind: "hinges", rmse, loss: value, share: 1 }] as const;
  return { model, loss: value, parts, averaged: false, far: new Uint32Array() };
}

interface Tried extends Found {
  /** the loss by which ways are compared, and the residual that costs so much */
  readonly cost: number;
  readonly error: number;
}

/** The candidates for a mix, the shares in which they are best, and the error of that; and the small way that is best alone. */
function compared(found: readonly Found[], y: Float64Array, judge: Loss) {
  const tried = found.map((one): Tried => {
    const cost = mixed(judge, y, [one.heldOut], [1]);
    return { ...one, cost, error: residualOf(judge, cost) };
  });
  const [line, hinges, products, steps, ...descended] = tried;
  const last = descended.reduce((best, next) => (next.error < best.error ? next : best));
  const smooth = products.error < hinges.error ? products : hinges;
  const stepsPay =
    steps.error < STEEPER * smooth.error &&
    steps.cost < smooth.cost - SURE * standardError(judge, y, smooth.heldOut, steps.heldOut);
  const shorter = [line, hinges, stepsPay ? steps : products];
  const small = shorter.reduce((best, next) => (next.error < LONGER * best.error ? next : best));
  const candidates = [line, hinges, products, steps, last];
  const { shares, value } = bestShares(
    judge,
    y,
    candidates.map(({ heldOut }) => heldOut),
  );
  return { candidates, small, shares, error: residualOf(judge, value) };
}

/** The first of these ways that leaves hardly anything of all rows, less than the error given, with far fewer terms than rows. */
function* exact(
  columns: Columns,
  ways: Iterable<Tried>,
  error: number,
  judge: Loss,
): Generator<number, { readonly one: Tried; readonly model: PlaneSum } | undefined> {
  for (const one of ways) {
    const model = yield* one.way!(columns, SEARCHED, true);
    const few = 4 * (termsOf(model) + columns.x.length) < columns.y.length;
    if (few && residualOf(judge, lossOf(model, columns, judge)) < error) return { one, model };
  }
  return undefined;
}
