// robust.ts: sums of hinges for losses other than the squared error, by least squares with weights.
import type { PlaneSum } from "../../core/index.ts";
import { within } from "../best-fit-search.ts";
import { type Loss, meanLoss } from "../losses.ts";
import { typicalSize, weightsFor } from "../reweighting.ts";
import { crossValidation } from "./backward.ts";
import { type Columns, sampleRows } from "./columns-table.ts";
import { moveKnots } from "./move-knots.ts";
import { predictions, solved } from "./solved.ts";
import type { Span, Term } from "./terms.ts";

/** What is to be found. */
export interface RobustWanted {
  readonly loss: Loss;
  /** what a knot costs in parameters */
  readonly price: number;
  /** whether knots are moved off the rows */
  readonly move: boolean;
}

/** A sum, what it leaves of y, and its loss. */
interface Reweighted {
  readonly model: PlaneSum;
  readonly residuals: Float64Array;
  readonly value: number;
}

interface Robust extends Reweighted {
  readonly terms: readonly Term[];
}

/** Rounds of reweighting from one start; on all rows of a long table fewer. */
const ROUNDS = 30;
const LATE_ROUNDS = 12;
/** What the least size that a residual counts as shrinks by from round to round. */
const SHRINK = 0.6;
/** Times that knots are moved for the present weights. */
const MOVES = 3;
/** Times that terms are looked for, each as long as all else: fewer where knots stay on rows, for a quick look. */
const ATTEMPTS = 4;
const QUICK_ATTEMPTS = 2;
/** What is lower by less than this share is no better. */
const WORTH = 1e-4;
/** Residuals beyond so many times their median are far: 2 standard deviations of normal ones. */
const FAR = 2 * 1.4826;

/**
 * Down from least-squares terms under another loss: coefficients by reweighting, and knots moved for the weights that this
 * leaves, in turn, as long as the loss falls. A second way begins at a constant, since least squares may run after far rows: terms
 * are looked for by `search` in the table with its far residuals drawn in to where they no longer lead, it goes down from there, and
 * again as long as more is explained. Of the two the one stays that explains more of all but the far rows for its number of terms.
 * A local search: nothing is proved. Yields the share of the work done.
 *
 * @param rows how many rows are looked at at most; the last coefficients take all
 */
export function* robustTerms(
  start: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  wanted: RobustWanted,
  rows: number,
  search: (table: Columns) => Generator<number, readonly Term[]>,
): Generator<number, Robust> {
  const some = sampleRows(table, rows);
  const first = yield* within(0, 0.2, down(start, some, spans, wanted));
  let second = robust([], some, spans, wanted, ROUNDS);
  const attempts = wanted.move ? ATTEMPTS : QUICK_ATTEMPTS;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [from, each] = [0.2 + (0.8 * attempt) / attempts, 0.8 / attempts];
    const terms = yield* within(from, from + each / 2, search(drawnIn(some, second.residuals)));
    const next = yield* within(from + each / 2, from + each, down(terms, some, spans, wanted));
    if (!better(next, second, wanted.price)) break;
    second = next;
  }
  const best = better(second, first, wanted.price) ? second : first;
  return some === table ? best : robust(best.terms, table, spans, wanted, LATE_ROUNDS);
}

/** Whether more is explained of all but the far residuals, for its number of terms: an absolute error alone would chase single rows. */
function better(next: Robust, best: Robust, price: number): boolean {
  const most = Math.min(farFrom(next.residuals), farFrom(best.residuals));
  const [one, other] = [next, best].map(({ terms, residuals }) => {
    const squares = residuals.reduce((sum, r) => sum + Math.min(Math.abs(r), most) ** 2, 0);
    return crossValidation(squares, residuals.length, terms, price);
  });
  return one < other * (1 - WORTH);
}

const farFrom = (residuals: Float64Array): number => FAR * residuals.map(Math.abs).sort()[residuals.length >> 1];

function* down(
  start: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  wanted: RobustWanted,
): Generator<number, Robust> {
  let best = robust(start, table, spans, wanted, ROUNDS);
  const weighted = (): Columns => {
    const floor = typicalSize(best.residuals);
    return { ...table, weights: floor > 0 ? weightsFor(best.residuals, wanted.loss, floor) : undefined };
  };
  for (let i = 0; wanted.move && i < MOVES; i++) {
    const moved = yield* within(i / MOVES, (i + 1) / MOVES, moveKnots(best.terms, weighted(), spans));
    const next = robust(moved, table, spans, wanted, ROUNDS);
    if (!(next.value < best.value * (1 - WORTH))) break;
    best = next;
  }
  return best;
}

/** The coefficients that do best under the loss with the knots where they are. */
const robust = (
  terms: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  { loss }: RobustWanted,
  rounds: number,
): Robust => ({ terms, ...reweighted((rows) => solved(terms, rows, spans), table, loss, rounds) });

/**
 * What least squares become under another loss: round by round rows are weighted so that the weighted squares touch the loss
 * at the present residuals. The round whose loss is least counts.
 *
 * @param solve the least-squares sum of a table with weights
 */
export function reweighted(
  solve: (table: Columns) => PlaneSum,
  table: Columns,
  loss: Loss,
  rounds = ROUNDS,
): Reweighted {
  const rows = table.y.length;
  let best: Reweighted | undefined;
  let weights: Float64Array | undefined;
  let floor = 0;
  for (let round = 0; round <= rounds; round++) {
    const model = solve({ ...table, weights });
    const told = predictions(model, table.x, 0, rows);
    const value = meanLoss(loss, told, table.y);
    const residuals = table.y.map((y, i) => y - told[i]);
    if (!best || value < best.value) best = { model, residuals, value };
    floor = round === 0 ? typicalSize(residuals) : floor * SHRINK;
    if (floor === 0) break;
    weights = weightsFor(residuals, loss, floor);
  }
  return best!;
}

/** The table with y no farther from what the model says than ordinary residuals are. Huber (1981), Robust Statistics, 7.8. */
function drawnIn({ x, y }: Columns, residuals: Float64Array): Columns {
  const most = farFrom(residuals);
  const close = (r: number) => Math.max(-most, Math.min(most, r));
  return { x, y: y.map((value, i) => value - residuals[i] + close(residuals[i])) };
}
