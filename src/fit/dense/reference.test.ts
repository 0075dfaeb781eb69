import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, random } from "../../core/index.ts";
import { huber, mae, mse } from "../losses.ts";
import { crossEntropy } from "./output-losses.ts";
import { type DenseRows, denseReference } from "./reference.ts";
import { packDense, shape, shapeOf, unpackDense } from "./shape.ts";

const problems = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  inputs: fc.integer({ min: 2, max: 4 }),
  outputs: fc.integer({ min: 1, max: 3 }),
  line: fc.boolean(),
  rows: fc.integer({ min: 1, max: 6 }),
  weighted: fc.boolean(),
  masked: fc.boolean(),
  loss: fc.constantFrom(mse, mae, huber(0.4), crossEntropy),
  seed: fc.integer(),
});

type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

function setUp({ hidden, inputs, outputs, line, rows, weighted, masked, loss, seed }: Problem) {
  const sum = line && loss !== crossEntropy;
  const form = shape(sum ? [inputs, hidden[0] ?? 0, 1] : [inputs, ...hidden, outputs], sum);
  const { normal, uniform, integer } = random(seed);
  const values = (count: number) => new Float64Array(count).map(normal);
  const classes = loss === crossEntropy;
  const given: DenseRows = {
    x: values(rows * inputs),
    y: classes ? new Float64Array(rows).map(() => integer(outputs)) : values(rows * form.sizes.at(-1)!),
    weights: weighted ? new Float64Array(rows).map(() => 0.1 + uniform()) : undefined,
    size: rows,
  };
  const mask = (units: number) => new Float64Array(rows * units).map(() => (uniform() < 0.3 ? 0 : 1.5));
  const masks = masked ? form.places.slice(0, -1).map(({ units }) => mask(units)) : undefined;
  return { form, params: values(form.count), given, masks, reference: denseReference(form, loss, rows) };
}

test("the gradient is what central differences say", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { form, params, given, masks, reference } = setUp(problem);
      const gradient = new Float64Array(form.count);
      const unread = new Float64Array(form.count);
      const value = reference.evaluate(params, given, gradient, masks);
      const H = 1e-6;
      for (let i = 0; i < form.count; i++) {
        const at = (h: number) =>
          reference.evaluate(
            params.map((p, q) => (q === i ? p + h : p)),
            given,
            unread,
            masks,
          );
        const [low, high] = [at(-H), at(H)];
        const [left, right] = [(value - low) / H, (high - value) / H];
        // Where the two sides differ a kink lies between, and there is no derivative to compare with.
        if (Math.abs(left - right) > 1e-3 * (1 + Math.abs(left))) continue;
        expect(Math.abs(gradient[i] - (high - low) / (2 * H))).toBeLessThan(1e-3 * (1 + Math.abs(gradient[i])));
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("values are those that `evaluate` gives for the model of the same numbers", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { form, params, given, reference } = setUp(problem);
      const model = unpackDense(form, params);
      expect(shapeOf(model)).toEqual(form);
      expect([...packDense(model)]).toEqual([...params]);
      const seen = reference.forward(params, given).at(-1)!;
      const expected = evaluate(model as never, given.x) as Float64Array | number;
      const numbers = typeof expected === "number" ? [expected] : [...expected];
      numbers.forEach((value, i) => {
        expect(Math.abs(seen[i] - value)).toBeLessThan(1e-10 * (1 + Math.abs(value)));
      });
    }),
    { seed: 2 },
  );
});

test("cross-entropy of equal scores is the logarithm of their number, of a sure right one 0, and never overflows", () => {
  expect(crossEntropy([3, 3, 3, 3], [2])).toBeCloseTo(Math.log(4), 14);
  expect(crossEntropy([1000, 0, 0, 1000], [0, 1])).toBe(0);
  expect(crossEntropy([1000, 0], [1])).toBe(1000);
  expect(() => crossEntropy([1, 2, 3], [0, 1])).toThrow(/^crossEntropy: scores must .+, got 3$/);
  expect(() => crossEntropy([1, 2], [2])).toThrow("crossEntropy: classes[0] must be a whole number from 0 to 1, got 2");
});
