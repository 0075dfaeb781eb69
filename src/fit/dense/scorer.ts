// scorer.ts: how well a model of several inputs does at rows: its loss, and where those are classes how many it names right.
import type { Loss } from "../losses.ts";
import type { ClassLoss } from "./output-losses.ts";
import { overRows } from "./over-rows.ts";
import { checkedRows, type RowsTable } from "./rows-table.ts";
import { checkedDense, type DenseModel, packDense, shapeOf, unpackDense } from "./shape.ts";

export interface Score {
  readonly loss: number;
  /** the share of rows whose greatest output is that of their class; nothing where targets are no classes */
  readonly accuracy: number | undefined;
}

/**
 * A function that scores models of one shape at the rows of a table, given their numbers as `parametersOf` lays them out.
 * In float64; the rows are checked and copied once.
 *
 * @param like a model of that shape
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if rows do not fit the model, or a number is not finite; from a call, if there are not as many numbers
 */
export function scorer(
  like: DenseModel,
  table: RowsTable,
  loss: Loss | ClassLoss,
): (parameters: Float64Array) => Score {
  const form = shapeOf(checkedDense(like, "scorer"));
  const rows = checkedRows("scorer: table", table, form, loss);
  const measures = overRows(form, loss);
  return (parameters) => {
    checkCount("scorer", parameters, form.count);
    const accuracy = "ofClasses" in loss ? measures.right(parameters, rows) / rows.size : undefined;
    return { loss: measures.loss(parameters, rows), accuracy };
  };
}

/**
 * All numbers of a model of several inputs in one row. Of a network: layer after layer, weights row by row, then biases.
 * Of a sum: every m, every b, every weight, the intercept, the slope.
 *
 * @throws {TypeError} if model is no network or sum of several inputs
 */
export const parametersOf = (model: DenseModel): Float64Array => packDense(checkedDense(model, "parametersOf"));

/**
 * The model that is like `model`, with these numbers in place of its own, in the order of `parametersOf`.
 *
 * @throws {TypeError} if model is no network or sum of several inputs
 * @throws {RangeError} if there are not as many numbers, or one is not finite
 */
export function withParameters<M extends DenseModel>(model: M, parameters: Float64Array): M {
  const form = shapeOf(checkedDense(model, "withParameters"));
  checkCount("withParameters", parameters, form.count);
  return unpackDense(form, parameters) as M;
}

function checkCount(name: string, parameters: Float64Array, count: number): void {
  if (parameters.length === count) return;
  throw new RangeError(`${name}: parameters must be ${count} numbers, got ${parameters.length}`);
}
