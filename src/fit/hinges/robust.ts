// robust.ts: sums of hinges for losses other than the squared error, by least squares with weights.
import type { PlaneSum } from "../../core/index.ts";
import { within } from "../best-fit-search.ts";
import type { Loss } from "../losses.ts";
import { typicalSize, weightsFor } from "../reweighting.ts";
import { crossValidation } from "./backward.ts";
import { type Columns, sampleRows } from "./columns-table.ts";
import { moveKnots } from "./move-knots.ts";
import { solved } from "./solved.ts";
import { fillTerm, type Span, type Term, termColumn } from "./terms.ts";
import { stateAt } from "./terms-state.ts";

/** What is to be found. */
export interface RobustWanted {
  readonly loss: Loss;
  /** what a knot costs in parameters */
  readonly price: number;
}

/** The weights whose least squares have the least loss, what those leave of y, and that loss; no weights where all count alike. */
interface Reweighted {
  readonly weights?: Float64Array;
  readonly residuals: Float64Array;
  readonly value: number;
}

export interface RobustTerms extends Reweighted {
  readonly terms: readonly Term[];
}

/** Rounds of reweighting from one start, at most; on all rows of a long table, and for a quick look, fewer. */
const ROUNDS = 30;
const FEW_ROUNDS = 12;
/** When rounds lower the loss by no more than this share it is where it ends. */
const SETTLED = 1e-5;
/** Numbers of columns that are kept, not made anew for each round. */
const KEPT = 4e6;
/** What the least size that a residual counts as shrinks by from round to round. */
const SHRINK = 0.6;
/** Times that knots are moved for the present weights. */
const MOVES = 3;
/** Times that terms are looked for, at most. */
const ATTEMPTS = 4;
/** What is lower by less than this share is no better. */
const WORTH = 1e-4;
/** Residuals beyond so many times their median are far: 2 standard deviations of normal ones. */
const FAR = 2 * 1.4826;

/**
 * Terms for another loss. Two starts: least-squares terms; and terms that are looked for by `search` in the table with its far
 * residuals from a constant drawn in to where they no longer lead, since least squares may run after far rows, and again with those
 * from what that finds, as long as more is explained. Of the two the one goes on that explains more of all but the far rows for its
 * number of terms: coefficients by reweighting, and knots moved for the weights that this leaves, in turn, as long as the loss falls.
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
): Generator<number, RobustTerms> {
  const some = sampleRows(table, rows);
  const first = quickRobust(start, some, spans, wanted.loss);
  let second = quickRobust([], some, spans, wanted.loss);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [from, to] = [attempt, attempt + 1].map((count) => (0.6 * count) / ATTEMPTS);
    const terms = yield* within(from, to, search(drawnIn(some, second.residuals)));
    const next = quickRobust(terms, some, spans, wanted.loss);
    if (!better(next, second, wanted.price)) break;
    second = next;
  }
  const { terms } = better(second, first, wanted.price) ? second : first;
  const best = yield* within(0.6, 1, down(terms, some, spans, wanted));
  return some === table ? best : robust(best.terms, table, spans, wanted, FEW_ROUNDS);
}

/** Whether more is explained of all but the far residuals, for its number of terms: an absolute error alone would chase single rows. */
export function better(next: RobustTerms, best: RobustTerms, price: number): boolean {
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
): Generator<number, RobustTerms> {
  let best = robust(start, table, spans, wanted, ROUNDS);
  const weighted = (): Columns => {
    const floor = typicalSize(best.residuals);
    return { ...table, weights: floor > 0 ? weightsFor(best.residuals, wanted.loss, floor) : undefined };
  };
  for (let i = 0; i < MOVES; i++) {
    const moved = yield* within(i / MOVES, (i + 1) / MOVES, moveKnots(best.terms, weighted(), spans));
    const next = robust(moved, table, spans, wanted, ROUNDS);
    if (!(next.value < best.value * (1 - WORTH))) break;
    best = next;
  }
  return best;
}

/** The coefficients that do best under the loss with the knots where they are. */
function robust(
  terms: readonly Term[],
  table: Columns,
  spans: readonly Span[],
  { loss }: Pick<RobustWanted, "loss">,
  rounds: number,
): RobustTerms {
  const kept = terms.length * table.y.length <= KEPT ? terms.map((term) => termColumn(term, table, spans)) : undefined;
  const fill = (c: number, from: number, out: Float64Array): void => {
    if (kept) out.set(kept[c].subarray(from, from + out.length));
    else fillTerm(terms[c], table, spans, from, out);
  };
  const solve = (weights?: Float64Array) => stateAt(terms, { ...table, weights }, spans, fill).rest;
  return { terms, ...reweighted(solve, table, loss, rounds) };
}

/** The sum that these terms make under the loss. */
export function robustSum({ terms, weights }: RobustTerms, table: Columns, spans: readonly Span[]): PlaneSum {
  return solved(terms, { ...table, weights }, spans);
}

/** The coefficients of terms under a loss, in few rounds. */
export const quickRobust = (terms: readonly Term[], table: Columns, spans: readonly Span[], loss: Loss): RobustTerms =>
  robust(terms, table, spans, { loss }, FEW_ROUNDS);

/**
 * What least squares become under another loss: round by round rows are weighted so that the weighted squares touch the loss
 * at the present residuals, until that no longer lowers it. The round whose loss is least counts.
 *
 * @param solve what the least squares with these weights leave of y
 */
export function reweighted(
  solve: (weights?: Float64Array) => Float64Array,
  { y }: Columns,
  loss: Loss,
  rounds = ROUNDS,
): Reweighted {
  let best: Reweighted | undefined;
  let weights: Float64Array | undefined;
  let floor = 0;
  for (let round = 0; round <= rounds; round++) {
    const residuals = solve(weights);
    const value = residuals.reduce((sum, residual) => sum + loss.of(residual), 0) / y.length;
    const lowered = best && best.value - value;
    if (!best || value < best.value) best = { weights, residuals, value };
    if (lowered !== undefined && lowered >= 0 && lowered <= SETTLED * best.value) break;
    floor = round === 0 ? typicalSize(residuals) : floor * SHRINK;
    if (floor === 0) break;
    weights = weightsFor(residuals, loss, floor);
  }
  return best!;
}

/** The table with y no farther from what the model says than ordinary residuals are. Huber (1981), Robust Statistics, 7.8. */
export function drawnIn({ x, y }: Columns, residuals: Float64Array): Columns {
  const most = farFrom(residuals);
  const close = (r: number) => Math.max(-most, Math.min(most, r));
  return { x, y: y.map((value, i) => value - residuals[i] + close(residuals[i])) };
}
