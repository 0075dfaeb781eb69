// reader.test.ts: the digits as they are in the data, what networks learn from them, and what is drawn by hand.
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { evaluate, type Network, random } from "piecewise";
import { describe, expect, test } from "vitest";
import { adam, crossEntropy, parametersOf, train } from "../../fit/index.ts";
import { speaksFor } from "./digits-picture.ts";
import { imageWindow } from "./image-window.ts";
import { imageAt, inputsOf, smallDigits, smallSet } from "./images.ts";
import { confusionOf, confusionWords, wrongOnes } from "./mistakes.ts";
import { imageOfStrokes, type Stroke } from "./pen.ts";
import { accuracyOf, greatest, namesOf, probabilities, readerSizes, readerStart } from "./reader.ts";
import { fingers } from "./test-fingers.ts";
import { drawings } from "./test-pens.ts";
import { varied } from "./vary.ts";

/** The network after so many epochs of Adam on all small images but those of a fold, and its accuracy on these. */
function learned(units: number, { fold = 0, folds = 5, epochs = 40, rate = 0.003, seed = 1, vary = false } = {}) {
  const { train: images, test: held } = smallSet(fold, folds);
  const { rows, order } = imageWindow(images, 32, vary, seed, () => run.reread());
  const options = { loss: crossEntropy, optimizer: adam({ learningRate: rate }), batchSize: 32, order };
  const run = train(readerStart(8, units, seed), rows, options);
  const { model } = run.step(epochs * Math.ceil(images.labels.length / 32));
  return { model, held, accuracy: accuracyOf(namesOf(model, held), held.labels) };
}

/** What a network of the small digits names a drawing. */
function nameOf(model: Network, strokes: readonly Stroke[]): number {
  const inputs = inputsOf(imageOfStrokes(strokes, "8×8"), 16, new Float64Array(64));
  return greatest(evaluate(model, inputs) as Float64Array);
}

/** Tenfold. */
function crossValidated(units: number, options: { rate?: number; epochs?: number } = {}): number {
  const folds = Array.from({ length: 10 }, (_, fold) => learned(units, { ...options, fold, folds: 10 }).accuracy);
  return folds.reduce((sum, accuracy) => sum + accuracy) / 10;
}

test("a ReLU speaks for the digit whose score it raises most, and against the one that it lowers most", () => {
  const start = readerStart(8, 16, 3);
  const { weights } = start.layers[1];
  for (const unit of [0, 7, 15]) {
    const own = weights.map((row) => row[unit]);
    expect(speaksFor(unit, 16, 64, parametersOf(start))).toEqual({
      most: own.indexOf(Math.max(...own)),
      least: own.indexOf(Math.min(...own)),
    });
  }
});

describe("8 × 8 digits", () => {
  test("1,797 images, as many of each digit as the source says", () => {
    const { labels, pixels } = smallDigits();
    expect(labels.length).toBe(1797);
    expect(pixels.length).toBe(1797 * 64);
    expect(Math.max(...pixels)).toBe(16);
    const counts = Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  const source = "/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz";
  test.skipIf(!existsSync(source))("they are scikit-learn's, to the last pixel", () => {
    const { labels, pixels } = smallDigits();
    const lines = gunzipSync(readFileSync(source)).toString().trim().split("\n");
    lines.forEach((line, i) => {
      const numbers = line.split(",").map(Number);
      expect(numbers).toEqual([...pixels.subarray(64 * i, 64 * i + 64), labels[i]]);
    });
  });

  test("every image is for training or for the test, and each is tested in one of five folds", () => {
    const { train, test } = smallSet();
    expect([train.labels.length, test.labels.length]).toEqual([1438, 359]);
    const all = [0, 1, 2, 3, 4].map((fold) => smallSet(fold).test.labels.length);
    expect(all.reduce((a, b) => a + b)).toBe(1797);
  });

  test("64-128-10 names .978 right, cross-validated; without ReLUs .968, a third of whose mistakes ReLUs take away", () => {
    const wide = crossValidated(128);
    const linear = crossValidated(0, { rate: 0.01 });
    expect(wide).toBeGreaterThanOrEqual(0.978);
    expect(linear).toBeGreaterThanOrEqual(0.968);
    // Chapter 7: ReLUs take away about a third of the mistakes.
    expect((wide - linear) / (1 - linear)).toBeGreaterThan(0.25);
    expect((wide - linear) / (1 - linear)).toBeLessThan(0.45);
  }, 60_000);
});

test("chances are those of the network's own scores, whichever way they are worked out", () => {
  const { model, held } = learned(16, { epochs: 2 });
  const names = namesOf(model, held);
  for (const i of [0, 7, 300]) {
    const inputs = inputsOf(imageAt(held, i), held.ink, new Float64Array(64));
    const scores = evaluate(model, inputs) as Float64Array;
    const chances = probabilities(readerSizes(8, 16), parametersOf(model), inputs);
    expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(Math.log(chances[3] / chances[8])).toBeCloseTo(scores[3] - scores[8], 8);
    expect(greatest(chances)).toBe(names[i]);
  }
});

test("confusion: each image counted once, those beside the diagonal are the mistakes, the most frequent is said first", () => {
  const labels = Uint8Array.of(3, 3, 3, 8, 1, 0);
  const names = Uint8Array.of(5, 5, 3, 1, 1, 0);
  const table = confusionOf(names, labels);
  expect([table[35], table[33], table[81], table.reduce((a, b) => a + b)]).toEqual([2, 1, 1, 6]);
  expect(wrongOnes(names, labels)).toEqual([0, 1, 3]);
  expect(confusionWords(names, labels)).toBe(
    "3 of 6 test images are named wrong. Most often: 3 taken for 5 (2 ×), 8 taken for 1 (1 ×).",
  );
});

describe("what is drawn", () => {
  /** Points of a circle, and other strokes that make digits, on paper of 100 × 100. */
  const arc = (cx: number, cy: number, rx: number, ry: number, from: number, to: number) =>
    Array.from({ length: 25 }, (_, i) => {
      const angle = from + ((to - from) * i) / 24;
      return [Math.round(cx + rx * Math.cos(angle)), Math.round(cy + ry * Math.sin(angle))];
    }).flat();
  const zero = [arc(50, 50, 20, 32, 0, 2 * Math.PI)];
  const one = [[40, 30, 55, 15, 55, 85]];
  const four = [
    [55, 10, 25, 60, 80, 60],
    [58, 35, 58, 90],
  ];
  const seven = [[25, 15, 75, 15, 45, 90]];
  const three = [arc(45, 30, 22, 18, -2.4, 1.4), arc(45, 67, 25, 20, -1.4, 2.5)];

  test.each(["8×8", "MNIST"] as const)("%s: it does not matter where on the paper, nor how large", (set) => {
    const whole = imageOfStrokes(four, set);
    const moved = imageOfStrokes(
      four.map((stroke) => stroke.map((at) => at / 2 + 3)),
      set,
    );
    expect(moved).toEqual(whole);
    expect(Math.max(...whole)).toBe(set === "MNIST" ? 15 : 16);
    expect(imageOfStrokes([], set).every((pixel) => pixel === 0)).toBe(true);
  });

  test("about as much ink as the data's digits have, in the same rows", () => {
    const ink = (pixels: Uint8Array) => pixels.reduce((sum, pixel) => sum + pixel / 16, 0);
    for (const strokes of [zero, four, three]) {
      const pixels = imageOfStrokes(strokes, "8×8");
      // The data's images have 19.5 on average.
      expect(ink(pixels)).toBeGreaterThan(14);
      expect(ink(pixels)).toBeLessThan(30);
      for (const row of [0, 7]) expect(pixels.slice(8 * row, 8 * row + 8).some((pixel) => pixel > 0)).toBe(true);
    }
  });

  test("MNIST's are within 20 pixels, about their centre of mass", () => {
    const pixels = imageOfStrokes(seven, "MNIST");
    let [sum, x, y] = [0, 0, 0];
    pixels.forEach((pixel, i) => {
      sum += pixel;
      x += pixel * ((i % 28) + 0.5);
      y += pixel * (Math.floor(i / 28) + 0.5);
    });
    expect(Math.abs(x / sum - 14)).toBeLessThan(0.3);
    expect(Math.abs(y / sum - 14)).toBeLessThan(0.3);
    const rows = Array.from({ length: 28 }, (_, r) => pixels.slice(28 * r, 28 * r + 28).some((pixel) => pixel > 0));
    expect(rows.filter(Boolean).length).toBeLessThanOrEqual(21);
  });

  test("a network of the figure names digits that nobody of the data wrote", () => {
    const { model } = learned(128, { fold: 4, epochs: 30, vary: true });
    expect([zero, one, three, four, seven].map((strokes) => nameOf(model, strokes))).toEqual([0, 1, 3, 4, 7]);
  });

  test("as the data's digits are, it stands upright however the hand leans, and has their ink", () => {
    const leaning = drawings(20, 4).map(({ strokes }) => imageOfStrokes(strokes, "8×8"));
    const { pixels } = smallDigits();
    const rows = (image: Uint8Array) => [image.subarray(0, 8), image.subarray(56, 64)] as const;
    const left = (row: Uint8Array) => row.findIndex((pixel) => pixel > 0);
    const aside = (image: Uint8Array) => Math.abs(left(rows(image)[0]) - left(rows(image)[1]));
    const share = (images: Uint8Array[]) => images.filter((image) => aside(image) <= 1).length / images.length;
    const data = Array.from({ length: 1797 }, (_, i) => pixels.subarray(64 * i, 64 * i + 64));
    expect(share(data)).toBeGreaterThan(0.99);
    expect(share(leaning)).toBeGreaterThan(0.95);
    const ink = (images: Uint8Array[]) =>
      images.reduce((sum, image) => sum + image.reduce((a, b) => a + b), 0) / images.length / 16;
    expect(Math.abs(ink(leaning) - ink(data))).toBeLessThan(3);
  });

  test("of a thousand drawings of hands it has not seen, more than 90 of 100 are named right", () => {
    const drawn = drawings(100, 2026);
    const share = (model: Network) =>
      drawn.filter(({ digit, strokes }) => nameOf(model, strokes) === digit).length / drawn.length;
    for (const seed of [1, 2, 3, 4]) {
      expect(share(learned(64, { fold: 4, epochs: 30, seed }).model)).toBeGreaterThan(0.9);
      const aside = learned(128, { fold: 4, epochs: 30, seed, vary: true });
      expect(share(aside.model)).toBeGreaterThan(0.92);
      expect(aside.accuracy).toBeGreaterThan(0.96);
    }
  });

  test("of other hands, as a finger draws, some 93 of 100 are named right by 128 ReLUs and varied images, 89 by 64 without", () => {
    const drawn = fingers(15, 123);
    const share = (given: Parameters<typeof learned>[1], units: number): number => {
      const models = [1, 2, 3, 4].map((seed) => learned(units, { fold: 4, epochs: 30, seed, ...given }).model);
      const right = models.map(
        (model) => drawn.filter(({ digit, strokes }) => nameOf(model, strokes) === digit).length,
      );
      return right.reduce((sum, of) => sum + of) / models.length / drawn.length;
    };
    const [plain, varied] = [share({}, 64), share({ vary: true }, 128)];
    expect(varied).toBeGreaterThan(0.92);
    expect(varied).toBeGreaterThan(plain + 0.025);
  });

  test("an image that is varied stays about where it was, with about its ink; each time another", () => {
    const { uniform } = random(3);
    const inputs = inputsOf(imageAt(smallDigits(), 5), 16, new Float64Array(64));
    const mass = (image: Float64Array) => image.reduce((a, b) => a + b);
    const others = Array.from({ length: 200 }, () => varied(inputs, 8, uniform, new Float64Array(64)));
    const mean = new Float64Array(64).map((_, i) => others.reduce((sum, image) => sum + image[i], 0) / others.length);
    expect(mass(mean) / mass(inputs)).toBeGreaterThan(0.93);
    expect(mass(mean) / mass(inputs)).toBeLessThan(1.07);
    const alike = mean.reduce((sum, value, i) => sum + value * inputs[i], 0);
    expect(alike / Math.hypot(...mean) / Math.hypot(...inputs)).toBeGreaterThan(0.9);
    expect(new Set(others.map(String)).size).toBe(200);
  });

  test("a window shows every image once in an epoch, in whole steps, with its label; the next epoch in another order", () => {
    const labels = Uint8Array.from({ length: 2500 }, (_, i) => i % 10);
    const pixels = Uint8Array.from({ length: 2500 * 4 }, (_, i) => Math.floor(i / 4) % 16);
    let filled = 0;
    const { rows, order } = imageWindow({ side: 2, ink: 15, pixels, labels }, 50, false, 1, () => filled++);
    const epoch = () => {
      const seen: number[] = [];
      for (let i = 0; i < 25; i++) {
        expect(order()).toHaveLength(100);
        for (let row = 0; row < 100; row++) seen.push(16 * rows.y[row] + Math.round(15 * rows.x[4 * row + 3]));
      }
      return seen;
    };
    const expected = Array.from(labels, (label, i) => 16 * label + (i % 16)).sort((a, b) => a - b);
    const [first, second] = [epoch(), epoch()];
    expect(first.slice().sort((a, b) => a - b)).toEqual(expected);
    expect(second.slice().sort((a, b) => a - b)).toEqual(expected);
    expect(second).not.toEqual(first);
    expect(filled).toBe(50);
  });

  test("a run over the window's bytes is the run over all images in float64, to the last bit", () => {
    const { train: images } = smallSet(0, 5);
    const options = { loss: crossEntropy, optimizer: adam({ learningRate: 0.003 }), batchSize: 32 };
    const start = readerStart(8, 16, 1);
    const { rows, order } = imageWindow(images, 32, false, 1, () => bytes.reread());
    const bytes = train(start, rows, { ...options, order });
    const x = inputsOf(images.pixels, images.ink, new Float64Array(images.pixels.length));
    const [stream, turn] = [random(1), new Uint32Array(images.labels.length).map((_, image) => image)];
    const floats = train(
      start,
      { x, y: Float64Array.from(images.labels) },
      { ...options, order: () => stream.shuffle(turn) },
    );
    expect(bytes.step(200).model).toEqual(floats.step(200).model);
  });
});
