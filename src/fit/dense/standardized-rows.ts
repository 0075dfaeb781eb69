// standardized-rows.ts: columns brought to mean 0 and spread 1 for training, and models brought back to their units.
import { network, reluSum } from "../../core/index.ts";
import type { Loss } from "../losses.ts";
import type { ClassLoss } from "./output-losses.ts";
import { checkedRows, type RowsTable } from "./rows-table.ts";
import { checkedDense, type DenseModel, type Shape, shapeOf } from "./shape.ts";

/** What a column is shifted and divided by: standardized = (value − shift)/scale. */
export interface ColumnScale {
  readonly shift: number;
  readonly scale: number;
}

export interface StandardizedRows {
  /** the rows in standard units */
  readonly data: RowsTable;
  readonly x: readonly ColumnScale[];
  /** of each output; empty where targets are classes, which stay as they are */
  readonly y: readonly ColumnScale[];
  /** the model that gives for rows in the table's units what `model` gives for standard ones */
  readonly fold: <M extends DenseModel>(model: M) => M;
  /** and back: the model that gives for standard rows what `model` gives for rows in the table's units */
  readonly unfold: <M extends DenseModel>(model: M) => M;
}

/**
 * The table with every input and every target at (weighted) mean 0 and standard deviation 1, so that one learning rate
 * suits tables of any units: train on `data`, then `fold(run.model)`. A constant column is shifted only.
 *
 * @param like a model of the shape that will be trained
 * @param loss the loss that will be trained on: the targets of `crossEntropy` are classes
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if rows do not fit the model, or a number is not finite
 */
export function standardizedRows(table: RowsTable, like: DenseModel, loss: Loss | ClassLoss): StandardizedRows {
  const form = shapeOf(checkedDense(like, "standardizedRows"));
  const rows = checkedRows("standardizedRows: table", table, form, loss);
  const { sizes } = form;
  const x = scales(rows.x, sizes[0], rows.weights);
  const y = "ofClasses" in loss ? [] : scales(rows.y, sizes[sizes.length - 1], rows.weights);
  const data = {
    x: scaled(rows.x, x),
    y: y.length > 0 ? scaled(rows.y, y) : rows.y,
    ...(rows.weights && { weights: rows.weights }),
  };
  const back = [x, y].map((scales) => scales.map(inverse));
  return {
    ...{ data, x, y },
    fold: (model) => folded(checkedDense(model, "fold"), form, x, y) as typeof model,
    unfold: (model) => folded(checkedDense(model, "unfold"), form, back[0], back[1]) as typeof model,
  };
}

function scales(values: Float64Array, width: number, weights?: Float64Array): ColumnScale[] {
  return Array.from({ length: width }, (_, i) => {
    let shift = 0;
    let total = 0;
    let squares = 0; // Welford's way: no large numbers are taken from each other
    for (let at = i, row = 0; at < values.length; at += width, row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      total += weight;
      const off = values[at] - shift;
      shift += (off * weight) / total;
      squares += weight * off * (values[at] - shift);
    }
    const scale = Math.sqrt(squares / total);
    // What rounding alone leaves of a constant column is no spread.
    return { shift, scale: scale > 1e-12 * Math.abs(shift) ? scale : 1 };
  });
}

/** Columns, one after the other in each row, brought to other units. */
export const scaled = (values: Float64Array, columns: readonly ColumnScale[]): Float64Array =>
  values.map((value, at) => {
    const { shift, scale } = columns[at % columns.length];
    return (value - shift) / scale;
  });

/** (value − shift)/scale = v is v·scale + shift = value. */
const inverse = ({ shift, scale }: ColumnScale): ColumnScale => ({ shift: -shift / scale, scale: 1 / scale });

/** w·(x − shift)/scale + b = (w/scale)·x + (b − Σ w·shift/scale); targets' scales multiply what comes out. */
function folded(model: DenseModel, form: Shape, x: readonly ColumnScale[], y: readonly ColumnScale[]): DenseModel {
  const seen = shapeOf(model).sizes;
  if (seen[0] !== form.sizes[0] || seen[seen.length - 1] !== form.sizes[form.sizes.length - 1]) {
    throw new RangeError(`fold: model must have the inputs and outputs of the table, got ${seen.join("-")}`);
  }
  const divided = (row: readonly number[]) => row.map((w, i) => w / x[i].scale);
  const lost = (row: readonly number[]) => row.reduce((sum, w, i) => sum + (w * x[i].shift) / x[i].scale, 0);
  const out = (o: number): ColumnScale => y[o] ?? { shift: 0, scale: 1 };
  if ("layers" in model) {
    const [first, ...rest] = model.layers;
    const layers = [
      { weights: first.weights.map(divided), biases: first.biases.map((b, j) => b - lost(first.weights[j])) },
      ...rest,
    ];
    const { weights, biases } = layers[layers.length - 1];
    layers[layers.length - 1] = {
      weights: weights.map((row, o) => row.map((w) => w * out(o).scale)),
      biases: biases.map((b, o) => b * out(o).scale + out(o).shift),
    };
    return network(layers);
  }
  const { scale, shift } = out(0);
  const units = model.units.map(({ m, b, weight }) => ({ m: divided(m), b: b - lost(m), weight: weight * scale }));
  const intercept = (model.intercept - lost(model.slope)) * scale + shift;
  return reluSum(units, { intercept, slope: divided(model.slope).map((s) => s * scale) });
}
