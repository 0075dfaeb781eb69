// What chapter 7 says of digits, as numbers; with and without ReLUs, cross-validated, they are in src/elements/digits/reader.test.ts.
import { adam, crossEntropy, train } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { inputsOf, smallSet } from "../../src/elements/digits/images.ts";
import { accuracyOf, namesOf, readerStart } from "../../src/elements/digits/reader.ts";

describe("digits", () => {
  const { train: rows, test: held } = smallSet();
  const x = inputsOf(rows.pixels, rows.ink, new Float64Array(rows.pixels.length));
  const reader = (units: number, seed: number, rate = 0.003) => {
    const run = train(
      readerStart(8, units, seed),
      { x, y: Float64Array.from(rows.labels) },
      { loss: crossEntropy, optimizer: adam({ learningRate: rate }), batchSize: 32, seed },
    );
    return accuracyOf(namesOf(run.step(30 * Math.ceil(rows.labels.length / 32)).model, held), held.labels);
  };

  test("64 pixels or 784; 1,438 digits to learn from, 359 for the test", () => {
    expect([8 * 8, 28 * 28]).toEqual([64, 784]);
    expect([rows.labels.length, held.labels.length]).toEqual([1438, 359]);
  });

  test("thirty epochs name more than 95 of 100 right, whatever the seed; without ReLUs more than 90", () => {
    for (const seed of [1, 2, 3, 4]) {
      expect(reader(64, seed)).toBeGreaterThan(0.95);
      expect(reader(0, seed)).toBeGreaterThan(0.9);
    }
  });
});
