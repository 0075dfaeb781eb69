// What chapter 7 says, as numbers. T5 and T16 are in src/core/regions.test.ts; the bound of lines is also in src/elements/folding.
import { evaluate, linspace } from "piecewise";
import { adam, crossEntropy, parametersOf, scorer, startNetwork, train } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { type Trained, trainDepths } from "../../src/elements/folding/depths.ts";
import { piecesOf, squareError } from "../../src/elements/folding/folding.ts";
import { numbersOf, sawtooth, sizesOf, square } from "../../src/elements/folding/networks.ts";
import { lossOf, parabola, saw } from "../../src/elements/folding/recipes.ts";
import { piecesOf as cellsOf } from "../../src/elements/points/pieces.ts";
import { columnsOf, pointsOf } from "../../src/elements/points/points-data.ts";
import { FIRST, layerSizes, type PointsState } from "../../src/elements/points/points-state.ts";

describe("chapter 7", () => {
  test("T6: ten layers make 1,024 pieces out of 20 ReLUs", () => {
    expect(piecesOf(sawtooth(10))).toBe(1024);
    expect(sizesOf(sawtooth(10)).slice(1, -1)).toEqual(new Array(10).fill(2));
  });

  test("T7: each fold makes the largest error four times smaller; nine come within a millionth, as 354 strokes do", () => {
    for (let m = 2; m <= 9; m++) expect(squareError(square(m - 1)) / squareError(square(m))).toBeCloseTo(4, 9);
    expect([8, 9].map((m) => squareError(square(m)) < 1e-6)).toEqual([false, true]);
    expect([353, 354].map((k) => 1 / (8 * k * k) < 1e-6)).toEqual([false, true]);
  });

  test("a network of 25 numbers is the saw |mod(8x, 2) − 1| on [−1, 1], exactly", () => {
    expect(numbersOf(sizesOf(saw()))).toBe(25);
    for (const x of linspace(-1, 1, 1025)) expect(evaluate(saw(), x)).toBe(Math.abs(((((8 * x) % 2) + 2) % 2) - 1));
  });

  test("width against depth, 300 numbers each, five starts", { timeout: 240_000 }, () => {
    const runs = (target: string) =>
      [...trainDepths({ target, numbers: 300 })].filter((one): one is Trained => typeof one !== "number");
    const losses = (all: readonly Trained[], depth: number) =>
      all.filter((one) => one.depth === depth).map(({ loss }) => loss);
    const best = (all: readonly Trained[], depth: number) => Math.min(...losses(all, depth));
    const wave = runs("sin(12x)");
    expect(wave).toHaveLength(20);
    expect(best(wave, 1) / best(wave, 3)).toBeGreaterThan(10);
    expect(Math.max(...losses(wave, 2))).toBeGreaterThan(3 * Math.max(...losses(wave, 1)));
    const slow = runs("exp(2x)");
    for (const depth of [2, 3, 4]) expect(best(slow, 1)).toBeLessThan(best(slow, depth));
    for (const { loss } of runs("abs(mod(8x, 2) - 1)")) expect(loss).toBeGreaterThan(0.01);
    const swelling = runs("x sin(12x)");
    for (const depth of [1, 2, 3]) expect(best(swelling, 4)).toBeLessThan(best(swelling, depth));
    expect(best(swelling, 1) / best(swelling, 4)).toBeGreaterThan(10);
    const parabolas = runs("x^2");
    for (const { loss } of parabolas) expect(loss).toBeGreaterThan(1e6 * lossOf(parabola(10), "x^2"));
    for (const depth of [2, 3, 4]) expect(Math.max(...losses(parabolas, 1))).toBeLessThan(best(parabolas, depth));
  });

  const STARTS = [1, 2, 3, 4, 5, 6, 7, 8];
  /** Scores of the points learned from and tested on after each epoch, by the figure's own defaults. */
  const learned = (change: Partial<PointsState> & { set: string; noise?: number }, epochs: number) => {
    const { set, noise = 0, ...rest } = change;
    const source = { kind: "set", set, rows: 500, noise, classes: 2, seed: 1 } as const;
    const state: PointsState = { ...FIRST, ...rest, source };
    const { rows, test } = columnsOf(state, pointsOf(state));
    const { rate, batch, seed, decay } = state;
    const run = train(startNetwork(layerSizes(state), { kind: "he", seed }), rows, {
      ...{ loss: crossEntropy, optimizer: adam({ learningRate: rate }), batchSize: batch, seed, weightDecay: decay },
    });
    const [onRows, onTest] = [rows, test!].map((part) => scorer(run.model, part, crossEntropy));
    const history = Array.from({ length: epochs }, () => onTest(parametersOf(run.step(25).model)).loss);
    const parameters = parametersOf(run.model);
    return { model: run.model, train: onRows(parameters), test: onTest(parameters), history };
  };

  test("a disc in a ring: three ReLUs get every point learned from right, from eight starts; two do from none", () => {
    for (const seed of STARTS) {
      expect(learned({ set: "circle", layers: [3], seed }, 100).train.accuracy).toBe(1);
      expect(learned({ set: "circle", layers: [2], seed }, 100).train.accuracy).toBeLessThan(0.9);
    }
  });

  test("without a layer the border is one straight line, hardly better than a coin", () => {
    for (const seed of STARTS) {
      const { model, train } = learned({ set: "circle", layers: [], seed }, 100);
      expect(train.accuracy).toBeLessThan(0.55);
      const { cells, borders } = cellsOf(model, true);
      expect(cells).toBe(1);
      expect(borders.length).toBeLessThanOrEqual(4);
    }
  });

  test("the spiral: eight in a layer get nowhere; three layers of eight beat sixty-four in one, with fewer numbers", () => {
    expect([numbersOf([2, 8, 8, 8, 2]), numbersOf([2, 64, 2])]).toEqual([186, 322]);
    for (const seed of STARTS) {
      const [narrow, wide, deep] = [[8], [64], [8, 8, 8]].map(
        (layers) => learned({ set: "spiral", layers, seed }, 100).test.accuracy!,
      );
      expect(narrow).toBeLessThan(0.7);
      expect(wide).toBeGreaterThan(narrow);
      expect(deep).toBeGreaterThan(wide);
      expect(deep).toBeGreaterThan(0.94);
    }
  });

  test("noise: after some fifteen epochs the test loss turns and climbs; weight decay holds it back", () => {
    const noisy = { set: "circle", noise: 0.3, layers: [16, 16] } as const;
    for (const seed of [1, 2, 3]) {
      const { history, train, test } = learned({ ...noisy, seed }, 150);
      const least = Math.min(...history);
      expect(history.indexOf(least)).toBeGreaterThan(9);
      expect(history.indexOf(least)).toBeLessThan(20);
      expect(test.loss / least).toBeGreaterThan(1.5);
      expect(train.loss).toBeLessThan(0.6 * least);
      const held = learned({ ...noisy, seed, decay: 0.01 }, 150);
      expect(held.test.loss / Math.min(...held.history)).toBeLessThan(1.1);
    }
  });
});
