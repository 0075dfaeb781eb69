import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, network, random, reluSum } from "../../core/index.ts";
import { predictor } from "../index.ts";
import { shape, unpackDense } from "./shape.ts";

test("predictions are those of `evaluate`, to float32's precision", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom(0, 1, 4, 7, 256, 600),
      fc.integer(),
      (sizes, line, rows, seed) => {
        const form = line ? shape([sizes[0] + 1, sizes[1], 1], true) : shape(sizes, false);
        const { normal } = random(seed);
        const model = unpackDense(form, new Float64Array(form.count).map(normal));
        const x = new Float32Array(rows * form.sizes[0]).map(normal);
        const seen = predictor(model)(x);
        const exact = evaluate(model as never, Float64Array.from(x)) as number | Float64Array;
        const expected = typeof exact === "number" ? [exact] : [...exact];
        expect(seen.length).toBe(expected.length);
        const size = Math.max(1, ...expected.map(Math.abs));
        expected.forEach((value, i) => {
          expect(Math.abs(seen[i] - value)).toBeLessThan(1e-4 * size);
        });
      },
    ),
    { seed: 1 },
  );
});

test("a predictor refuses what is no rows", () => {
  const predict = predictor(network([{ weights: [[1, 2]], biases: [0] }]));
  expect(() => predict([1, 2] as never)).toThrow("predictor: x must be a Float32Array, got an array of 2");
  expect(() => predict(Float32Array.of(1))).toThrow(
    "predictor: x must be rows of 2 one after the other, got 1 numbers",
  );
  expect(() => predict(Float32Array.of(1, 2), new Float32Array(2))).toThrow(
    /^predictor: out must be a Float32Array of 1/,
  );
  expect(() => predictor(reluSum([]) as never)).toThrow(
    /^predictor: model must be a network or a sum of several inputs/,
  );
});
