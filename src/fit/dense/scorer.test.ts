import { describe, expect, test } from "vitest";
import { network, reluSum } from "../../core/index.ts";
import {
  crossEntropy,
  mse,
  parametersOf,
  scorer,
  standardizedRows,
  startNetwork,
  startPlanes,
  withParameters,
} from "../index.ts";

describe("parameters", () => {
  test("of a sum: m, b, weight, intercept, slope; of a network: layer after layer", () => {
    const f = reluSum(
      [
        { m: [1, 2], b: 3, weight: 4 },
        { m: [5, 6], b: 7, weight: 8 },
      ],
      { intercept: 9, slope: [10, 11] },
    );
    expect([...parametersOf(f)]).toEqual([1, 2, 5, 6, 3, 7, 4, 8, 9, 10, 11]);
    const layer = {
      weights: [
        [1, 2],
        [3, 4],
      ],
      biases: [5, 6],
    };
    expect([...parametersOf(network([layer, { weights: [[7, 8]], biases: [9] }]))]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  test.each([startPlanes(3, 4, { seed: 1 }), startNetwork([2, 3, 2], { seed: 1 })])("and back", (model) => {
    expect(withParameters(model, parametersOf(model))).toEqual(model);
    expect(() => withParameters(model, new Float64Array(3))).toThrow(
      /withParameters: parameters must be \d+ numbers, got 3/,
    );
  });
});

describe("scores", () => {
  test("of residuals: the loss by its formula, and no accuracy", () => {
    const f = reluSum([{ m: [1, 0], b: 0 }]);
    const score = scorer(
      f,
      {
        x: [
          [1, 0],
          [-1, 0],
        ],
        y: [3, 4],
      },
      mse,
    );
    expect(score(parametersOf(f))).toEqual({ loss: (4 + 16) / 2, accuracy: undefined });
    expect(() => score(new Float64Array(1))).toThrow(RangeError);
  });

  test("of classes: the share whose greatest output is theirs, over more rows than are taken at once", () => {
    const f = network([
      {
        weights: [
          [1, 0],
          [0, 1],
        ],
        biases: [0, 0],
      },
    ]);
    const x = Array.from({ length: 1000 }, (_, i) => [i % 4 === 0 ? 2 : 0, 1]);
    const { accuracy, loss } = scorer(f, { x, y: x.map(() => 1) }, crossEntropy)(parametersOf(f));
    expect(accuracy).toBe(0.75);
    expect(loss).toBeCloseTo(0.25 * Math.log(1 + Math.E) + 0.75 * Math.log(1 + 1 / Math.E), 12);
  });
});

test("what fold brings to a table's units, unfold brings back to standard ones", () => {
  const table = {
    x: [
      [1000, 1],
      [3000, 2],
      [2000, 9],
    ],
    y: [5, 500, 50],
  };
  for (const model of [startPlanes(2, 3, { seed: 3 }), startNetwork([2, 3, 1], { seed: 3 })]) {
    const { fold, unfold } = standardizedRows(table, model, mse);
    const back = parametersOf(unfold(fold(model)));
    parametersOf(model).forEach((value, i) => {
      expect(back[i]).toBeCloseTo(value, 12);
    });
  }
});
