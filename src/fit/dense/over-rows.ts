// over-rows.ts: loss and gradient over any number of rows, some hundred at a time.
import type { Loss } from "../losses.ts";
import type { ClassLoss } from "./output-losses.ts";
import { type DenseRows, denseReference } from "./reference.ts";
import type { Shape } from "./shape.ts";

/** Rows whose values are held at once. */
const TOGETHER = 256;

export interface OverRows {
  readonly loss: (params: Float64Array, rows: DenseRows) => number;
  /** writes the gradient of the loss over all rows */
  readonly gradient: (params: Float64Array, rows: DenseRows, out: Float64Array) => Float64Array;
  /** for each hidden layer, at how many of the rows each unit is on */
  readonly active: (params: Float64Array, rows: DenseRows) => Uint32Array[];
  /** at how many of the rows the greatest output is that of their class */
  readonly right: (params: Float64Array, rows: DenseRows) => number;
}

/** The reference in chunks, each of which counts by the weight of its rows. */
export function overRows(form: Shape, loss: Loss | ClassLoss): OverRows {
  const reference = denseReference(form, loss, TOGETHER);
  const part = new Float64Array(form.count);
  const mean = (rows: DenseRows, of: (chunk: DenseRows, share: number) => number): number => {
    const total = weightOf(rows);
    let sum = 0;
    for (let from = 0; from < rows.size; from += TOGETHER) {
      const chunk = slice(rows, from, Math.min(from + TOGETHER, rows.size));
      const share = weightOf(chunk) / total;
      if (share > 0) sum += share * of(chunk, share);
    }
    return sum;
  };
  return {
    loss: (params, rows) => mean(rows, (chunk) => reference.loss(params, chunk)),
    gradient(params, rows, out) {
      out.fill(0);
      mean(rows, (chunk, share) => {
        const value = reference.evaluate(params, chunk, part);
        for (let i = 0; i < out.length; i++) out[i] += share * part[i];
        return value;
      });
      return out;
    },
    active(params, rows) {
      const counts = form.places.slice(0, -1).map(({ units }) => new Uint32Array(units));
      for (let from = 0; from < rows.size; from += TOGETHER) {
        const chunk = slice(rows, from, Math.min(from + TOGETHER, rows.size));
        const values = reference.forward(params, chunk);
        counts.forEach((count, l) => {
          for (let row = 0, at = 0; row < chunk.size; row++) {
            for (let j = 0; j < count.length; j++) if (values[l + 1][at++] > 0) count[j]++;
          }
        });
      }
      return counts;
    },
    right(params, rows) {
      const outputs = form.sizes[form.sizes.length - 1];
      let count = 0;
      for (let from = 0; from < rows.size; from += TOGETHER) {
        const chunk = slice(rows, from, Math.min(from + TOGETHER, rows.size));
        const scores = reference.forward(params, chunk).at(-1)!;
        for (let row = 0; row < chunk.size; row++) {
          const own = scores[row * outputs + chunk.y[row]];
          if (scores.subarray(row * outputs, (row + 1) * outputs).every((score) => score <= own)) count++;
        }
      }
      return count;
    },
  };
}

/** Rows [from, to), as views. */
function slice({ x, y, weights, size }: DenseRows, from: number, to: number): DenseRows {
  const part = (column: Float64Array) => column.subarray((from * column.length) / size, (to * column.length) / size);
  return { x: part(x), y: part(y), weights: weights && part(weights), size: to - from };
}

const weightOf = ({ weights, size }: DenseRows): number => weights?.reduce((sum, weight) => sum + weight, 0) ?? size;
