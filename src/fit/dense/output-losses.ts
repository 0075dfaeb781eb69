// output-losses.ts: the loss of several outputs, and its derivative by each.
import { toFloat64Array, type Vector } from "../../core/index.ts";
import { show } from "../check.ts";
import type { Loss } from "../losses.ts";

/** A loss of scores, one for each class, whose targets are the classes' numbers. */
export interface ClassLoss {
  (scores: Vector, classes: Vector): number;
  readonly name: string;
  readonly ofClasses: true;
}

/**
 * Cross-entropy of the softmax of scores, as PyTorch's `CrossEntropyLoss`: mean over rows of
 * ln Σ exp(scores) − scores[class], with scores row by row and classes counted from 0.
 *
 * @throws {TypeError} if an argument is no vector of numbers
 * @throws {RangeError} if there are not as many scores in each row, or a class has no score
 */
export const crossEntropy: ClassLoss = Object.freeze(
  Object.assign(
    function crossEntropy(scores: Vector, classes: Vector): number {
      const values = toFloat64Array(scores, "crossEntropy: scores");
      const targets = toFloat64Array(classes, "crossEntropy: classes");
      const outputs = values.length / targets.length;
      if (!Number.isInteger(outputs) || outputs < 1) {
        const rule = `must have as many numbers for each of the ${targets.length} classes`;
        throw new RangeError(`crossEntropy: scores ${rule}, got ${values.length}`);
      }
      checkClasses("crossEntropy: classes", targets, outputs);
      return crossEntropies(values, targets, undefined, targets.length, outputs);
    },
    { ofClasses: true as const },
  ),
);

/** Refuses what is not the number of a class. */
export function checkClasses(where: string, classes: Float64Array, outputs: number): void {
  const bad = classes.findIndex((c) => !(Number.isInteger(c) && c >= 0 && c < outputs));
  if (bad < 0) return;
  throw new RangeError(`${where}[${bad}] must be a whole number from 0 to ${outputs - 1}, got ${show(classes[bad])}`);
}

/**
 * The loss over `rows` rows of `outputs` values: the mean over rows, and for losses of residuals over outputs too, as in
 * PyTorch; with weights a weighted mean over rows. The derivative by each value is written to `pulls`.
 */
export type MeasureOutputs = (
  values: Float64Array,
  targets: Float64Array,
  weights: Float64Array | undefined,
  rows: number,
  outputs: number,
  pulls?: Float64Array,
) => number;

export const outputMeasure = (loss: Loss | ClassLoss): MeasureOutputs =>
  "ofClasses" in loss ? crossEntropies : residuals(loss);

function residuals(loss: Loss): MeasureOutputs {
  return (values, targets, weights, rows, outputs, pulls) => {
    const total = outputs * sumOf(weights, rows);
    let sum = 0;
    for (let row = 0, at = 0; row < rows; row++) {
      const weight = weights === undefined ? 1 : weights[row];
      for (let o = 0; o < outputs; o++, at++) {
        const residual = targets[at] - values[at];
        sum += weight * loss.of(residual);
        if (pulls) pulls[at] = (-weight * loss.derivative(residual)) / total;
      }
    }
    return sum / total;
  };
}

/** d/d score = softmax(scores) − [1 at the class]; the greatest score is taken off first, so that no power overflows. */
const crossEntropies: MeasureOutputs = (values, targets, weights, rows, outputs, pulls) => {
  const total = sumOf(weights, rows);
  let sum = 0;
  for (let row = 0, at = 0; row < rows; row++, at += outputs) {
    const weight = weights === undefined ? 1 : weights[row];
    let most = values[at];
    for (let o = 1; o < outputs; o++) most = Math.max(most, values[at + o]);
    let powers = 0;
    for (let o = 0; o < outputs; o++) {
      const power = Math.exp(values[at + o] - most);
      powers += power;
      if (pulls) pulls[at + o] = power;
    }
    const wanted = at + targets[row];
    sum += weight * (Math.log(powers) + most - values[wanted]);
    if (!pulls) continue;
    const share = weight / total;
    for (let o = 0; o < outputs; o++) pulls[at + o] = (share * pulls[at + o]) / powers;
    pulls[wanted] -= share;
  }
  return sum / total;
};

/** Σ weights; 1 where it is 0, since rows that have no weight have no pull. */
function sumOf(weights: Float64Array | undefined, rows: number): number {
  if (weights === undefined) return rows;
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += weights[row];
  return sum || 1;
}
