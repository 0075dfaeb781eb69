import { expect, test } from "vitest";
import fixture from "../../../fixtures/dense/pytorch.json";
import { network, reluSum } from "../../core/index.ts";
import { adam, crossEntropy, huber, mae, momentum, mse, sgd, train } from "../index.ts";
import { type DenseModel, packDense } from "./shape.ts";
import type { Frozen } from "./trained.ts";

// fixtures/dense/make.py: PyTorch 1.13's layers, optimizers and losses, in float64.
const losses = { mse, mae, huber: huber(0.3), crossEntropy };
const optimizers = { sgd, momentum, adam };

interface Numbers {
  readonly layers?: { weights: number[][]; biases: number[] }[];
  readonly units?: { m: number[]; b: number; weight: number }[];
  readonly intercept?: number;
  readonly slope?: number[];
}

interface Case {
  readonly sizes: number[];
  readonly loss: keyof typeof losses;
  readonly optimizer: keyof typeof optimizers;
  readonly learningRate: number;
  readonly batchSize?: number;
  readonly weightDecay?: number;
  readonly frozen?: Frozen[];
  readonly start: Numbers;
  readonly seen: (Numbers & { step: number; loss: number })[];
}

const model = ({ layers, units, intercept, slope }: Numbers): DenseModel =>
  layers ? network(layers) : reluSum(units!, { intercept, slope });

const cases = (fixture.cases as Case[]).map((item) => ({
  ...item,
  name: [
    item.sizes.join("-"),
    item.start.units && "and a line",
    item.optimizer,
    item.loss,
    item.batchSize,
    item.weightDecay,
    item.frozen && `frozen ${item.frozen}`,
  ]
    .filter(Boolean)
    .join(" "),
}));

test.each(cases)("$name goes where PyTorch goes", (item) => {
  const y = item.loss === "crossEntropy" ? fixture.classes : fixture.y.map((row) => row.slice(0, item.sizes.at(-1)));
  const options = {
    loss: losses[item.loss],
    optimizer: optimizers[item.optimizer]({ learningRate: item.learningRate }),
    batchSize: item.batchSize,
    order: item.batchSize ? () => Array.from(fixture.x, (_, row) => row) : undefined,
    weightDecay: item.weightDecay,
    frozen: item.frozen,
  };
  for (const [method, tolerance] of [
    ["rows", 1e-9],
    ["compiled", 2e-4],
  ] as const) {
    const run = train(model(item.start), { x: fixture.x, y }, { ...options, method });
    for (const expected of item.seen) {
      run.step(expected.step - run.steps);
      const wanted = packDense(model(expected));
      const worst = packDense(run.model).reduce(
        (worst, value, i) => Math.max(worst, Math.abs(value - wanted[i]) / Math.max(Math.abs(wanted[i]), 0.1)),
        Math.abs(run.loss / expected.loss - 1),
      );
      expect(worst, `${method}: relative difference after ${expected.step} steps`).toBeLessThan(tolerance);
    }
  }
});
