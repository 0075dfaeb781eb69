import { describe, expect, test } from "vitest";
import fixture from "../../fixtures/descent/pytorch.json";
import { reluSum } from "../core/index.ts";
import { adam, cosine, huber, mae, momentum, mse, oneCycle, type ParameterKind, sgd, step, train } from "./index.ts";

// fixtures/descent/make.py: PyTorch 1.13's optimizers, losses and schedules, in float64.
const losses = { mse, mae, huber: huber(0.3) };
const optimizers = { sgd, momentum, adam };
const schedules = {
  step: step({ every: 30, factor: 0.5 }),
  cosine: cosine({ steps: 100 }),
  oneCycle: oneCycle({ steps: 101 }),
};

interface Case {
  readonly optimizer: keyof typeof optimizers;
  readonly loss: keyof typeof losses;
  readonly learningRate: number;
  readonly schedule?: keyof typeof schedules;
  readonly frozen?: ParameterKind[];
  readonly batchSize?: number;
  readonly order?: number[];
  readonly seen: { step: number; loss: number; intercept: number; slope: number; units: number[][] }[];
}

const cases = (fixture.cases as Case[]).map((item) => ({
  ...item,
  name: [item.optimizer, item.loss, item.schedule, item.frozen?.join(), item.batchSize].filter(Boolean).join(" "),
}));

describe.each(["compiled", "sorted", "rows"] as const)("%s", (method) => {
  test.each(cases)("$name goes where PyTorch goes", ({ seen, ...item }) => {
    const start = reluSum(fixture.start.units, { intercept: fixture.start.intercept, slope: fixture.start.slope });
    const run = train(
      start,
      { x: fixture.x, y: fixture.y },
      {
        loss: losses[item.loss],
        optimizer: optimizers[item.optimizer]({ learningRate: item.learningRate }),
        schedule: item.schedule && schedules[item.schedule],
        frozen: item.frozen,
        batchSize: item.batchSize,
        order: item.order && (() => item.order!),
        method,
      },
    );
    for (const expected of seen) {
      run.step(expected.step - run.steps);
      const { intercept, slope, units } = run.model;
      const pairs = [
        [run.loss, expected.loss],
        [intercept, expected.intercept],
        [slope, expected.slope],
        ...units.flatMap(({ m, b, weight }, j) => [m, b, weight].map((value, p) => [value, expected.units[j][p]])),
      ];
      const worst = Math.max(
        ...pairs.map(([value, wanted]) => Math.abs(value - wanted) / Math.max(Math.abs(wanted), 1e-3)),
      );
      expect(worst, `relative difference after ${expected.step} steps`).toBeLessThan(1e-9);
    }
  });
});
