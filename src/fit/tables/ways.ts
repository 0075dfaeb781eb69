// ways.ts: the ways to fit that a table is tried with, and what each tells of rows that it has not seen.
import { type PlaneSum, random } from "../../core/index.ts";
import { within } from "../best-fit-search.ts";
import { type Columns, takeRows } from "../hinges/columns-table.ts";
import { defaultTerms, fitHinges } from "../hinges/hinge-fit.ts";
import { predictions } from "../hinges/solved.ts";
import type { Loss } from "../losses.ts";
import { type Averaged, averagedSums, averageOf, DESCENTS } from "./averaged.ts";
import { ridge } from "./ridge.ts";

export type WayKind = "line" | "hinges" | "hinges and products" | "hinges, steps and products" | "averaged sums";

/**
 * A small sum for rows.
 *
 * @param searched rows on which hinges are looked for
 * @param move whether knots are moved off the rows
 */
export type Way = (rows: Columns, searched: number, move: boolean) => Generator<number, PlaneSum>;

/** What a way told in cross-validation; sums found by descent are no way to fit all rows, they are averaged. */
export interface Found extends Averaged {
  readonly kind: WayKind;
  readonly way?: Way;
}

const FOLDS = 8;
/** Rows on which hinges are looked for in cross-validation. */
export const SEARCHED_IN_FOLDS = 2000;
/** What share of the work is done after each of the small ways and each of the descents. */
const DONE = [0.06, 0.19, 0.31, 0.44, 0.72, 1];

/** The small ways, the shortest first. */
export function smallWays(inputs: number, loss: Loss): readonly (readonly [WayKind, Way])[] {
  const hinges = (degree: 1 | 2, steps = false): Way =>
    function* (rows, searched, move) {
      const options = { degree, steps, maxTerms: defaultTerms(inputs), price: degree + 1, loss };
      return (yield* fitHinges(rows, options, searched, move)).model;
    };
  const line: Way = function* (rows) {
    yield 0;
    return ridge(rows, loss);
  };
  return [
    ["line", line],
    ["hinges", hinges(1)],
    ["hinges and products", hinges(2)],
    ["hinges, steps and products", hinges(2, true)],
  ];
}

/** Every row in one of the folds, which the seed draws. */
export function foldsOf(rows: number, seed: number): Uint32Array[] {
  const order = random(seed).shuffle(new Uint32Array(rows).map((_, row) => row));
  return Array.from({ length: FOLDS }, (_, f) => order.filter((_, i) => i % FOLDS === f));
}

/** What each of the small ways, and then each descent, tells of all folds. */
export function* foundIn(
  table: Columns,
  folds: readonly Uint32Array[],
  ways: readonly (readonly [WayKind, Way])[],
  seed: number,
  loss: Loss,
): Generator<number, Found[]> {
  const found: Found[] = [];
  const part = <T>(steps: Generator<number, T>) => within(DONE[found.length - 1] ?? 0, DONE[found.length], steps);
  for (const [kind, way] of ways) found.push({ kind, way, ...(yield* part(crossValidated(table, folds, way))) });
  for (const way of DESCENTS) {
    found.push({ kind: "averaged sums", ...(yield* part(averagedSums(table, folds, seed, loss, way))) });
  }
  return found;
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
