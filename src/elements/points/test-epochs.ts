// test-epochs.ts: epochs until the test half of a set is learned, measured as TensorFlow Playground does.
import { type Network, network } from "../../core/index.ts";
import { adam, parametersOf, train, unitValues } from "../../fit/index.ts";
import { DENSE_LOSSES } from "../work/dense-task.ts";
import { columnsOf, pointsOf, startOf } from "./points-data.ts";
import { hasHeights, layerSizes, lossOf, type PointsState } from "./points-state.ts";

/**
 * The mean of ½(out − label)² over points. As Playground's networks end in a tanh, so does softmax over two scores: the
 * chance of the first class less that of the second is tanh of half their difference, and that is `out`.
 */
export function playgroundLoss(f: Network, state: PointsState): number {
  const points = pointsOf(state);
  const count = points.y.length - points.learned;
  const sizes = layerSizes(state);
  const look = unitValues(sizes, Float32Array.from(points.x.subarray(2 * points.learned)));
  const { values, width } = look(parametersOf(f)).at(-1)!;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const y = points.y[points.learned + i];
    const label = hasHeights(state) ? y : y === 0 ? 1 : -1;
    const first = values[i * width];
    const out = lossOf(state) === "cross-entropy" ? Math.tanh((first - values[i * width + 1]) / 2) : first;
    sum += (out - label) ** 2 / 2;
  }
  return sum / count;
}

/** The first epoch at whose end that is below `goal`; infinite if none up to `most` is. */
export function epochsTo(goal: number, state: PointsState, most: number): number {
  const points = pointsOf(state);
  const { rows } = columnsOf(state, points);
  const run = train(startOf(state), rows, {
    loss: DENSE_LOSSES[lossOf(state)],
    optimizer: adam({ learningRate: state.rate }),
    batchSize: state.batch,
    seed: state.seed,
  });
  for (let epoch = 1; epoch <= most; epoch++) {
    run.step(Math.ceil(points.learned / state.batch));
    if (playgroundLoss(network(run.model.layers), state) < goal) return epoch;
  }
  return Number.POSITIVE_INFINITY;
}
