import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, network, type PlaneSum, random, reluSum } from "../../core/index.ts";
import {
  adam,
  crossEntropy,
  momentum,
  mse,
  sgd,
  standardizedRows,
  start,
  startNetwork,
  startPlanes,
  step,
  train,
} from "../index.ts";
import { packDense, shape, shapeOf, unpackDense } from "./shape.ts";

const { normal, uniform } = random(1);
const x = Array.from({ length: 120 }, () => [2 * uniform() - 1, 2 * uniform() - 1]);
const y = x.map(([a, b]) => Math.abs(a + b) + 0.05 * normal());
const plain = { loss: mse, optimizer: adam({ learningRate: 0.01 }), method: "rows" } as const;

test("a step goes down the gradient that the run shows, by the learning rate", () => {
  const run = train(startPlanes(2, 3), { x, y }, { ...plain, optimizer: sgd({ learningRate: 0.1 }) });
  const { model, gradient } = run;
  const next = run.step().model;
  expect(next.intercept).toBeCloseTo(model.intercept - 0.1 * gradient.intercept, 14);
  expect(next.slope[1]).toBeCloseTo(model.slope[1] - 0.1 * gradient.slope[1], 14);
  expect(next.units[2].m[0]).toBeCloseTo(model.units[2].m[0] - 0.1 * gradient.units[2].m[0], 14);
  expect(next.units[2].weight).toBeCloseTo(model.units[2].weight - 0.1 * gradient.units[2].weight, 14);
});

test.each([adam({ learningRate: 0.01 }), momentum({ learningRate: 0.01 })])(
  "weights of a dead unit that decay stand at 0 in the end, not at what float32 has left below it: $name",
  (optimizer) => {
    const { layers } = startNetwork([2, 4, 1], { seed: 1 });
    const [first, ...rest] = layers;
    const dead = network([{ ...first, biases: first.biases.map((bias, unit) => (unit === 0 ? -9 : bias)) }, ...rest]);
    const options = { loss: mse, optimizer, weightDecay: 0.5, method: "compiled" } as const;
    const { model } = train(dead, { x, y }, options).step(30_000);
    const weights = model.layers[0].weights[0];
    expect(weights).toEqual([0, 0]);
    expect(model.layers[0].biases[0]).toBe(-9);
  },
);

test("|a + b| is learned by a sum of two inputs and by a network, either way", () => {
  for (const method of ["rows", "compiled"] as const) {
    const options = { ...plain, method };
    expect(train(startPlanes(2, 8, { seed: 2 }), { x, y }, options).step(1500).loss).toBeLessThan(0.006);
    expect(train(startNetwork([2, 8, 8, 1], { seed: 2 }), { x, y }, options).step(1500).loss).toBeLessThan(0.006);
  }
});

test("classes are learned by cross-entropy", () => {
  const classes = x.map(([a, b]) => (a > 0 ? 1 : 0) + (b > 0 ? 1 : 0));
  const options = { loss: crossEntropy, optimizer: adam({ learningRate: 0.02 }), batchSize: 30, seed: 3 };
  const { model } = train(startNetwork([2, 16, 3]), { x, y: classes }, options).step(1000);
  const right = x.filter((row, i) => {
    const scores = [...(evaluate(model, row) as Float64Array)];
    return scores.indexOf(Math.max(...scores)) === classes[i];
  });
  expect(right.length / x.length).toBeGreaterThan(0.97);
});

test.each(["rows", "compiled"] as const)(
  "%s: before the first step the model is the one that was given, to the last bit",
  (method) => {
    const model = startPlanes(2, 3);
    const run = train(model, { x, y }, { ...plain, method });
    expect(run.step(0).model).toEqual(model);
    expect(run.step().model).not.toEqual(model);
  },
);

test.each([
  { name: "narrow", model: startNetwork([2, 3, 1]), loss: mse, y },
  { name: "deep", model: startNetwork([2, 3, 3, 1]), loss: mse, y },
  { name: "classes", model: startNetwork([2, 3, 2]), loss: crossEntropy, y: y.map((value) => Number(value > 0.5)) },
])("$name: a batch whose rows have no weight leaves the model where it is", ({ model, loss, y }) => {
  for (const method of ["rows", "compiled"] as const) {
    for (const optimizer of [sgd({ learningRate: 0.1 }), momentum({ learningRate: 0.1 })]) {
      const weights = x.map((_, row) => Number(row > 0));
      const order = () => [0, 1];
      const run = train(model, { x, y, weights }, { loss, optimizer, method, batchSize: 1, order }).step();
      const float32 = (value: number) => (method === "rows" ? value : Math.fround(value));
      expect(packDense(run.model)).toEqual(packDense(model).map(float32));
      expect(run.step().status).toBe("running");
      expect(run.steps).toBe(2);
    }
  }
});

test("ten steps and ten more are twenty, and the seed decides the order and what is dropped", () => {
  const options = { ...plain, batchSize: 32, dropout: 0.2 };
  const once = train(startNetwork([2, 8, 1]), { x, y }, { ...options, seed: 5 }).step(20);
  const twice = train(startNetwork([2, 8, 1]), { x, y }, { ...options, seed: 5 }).step(10);
  expect(twice.step(10).model).toEqual(once.model);
  expect(train(startNetwork([2, 8, 1]), { x, y }, { ...options, seed: 6 }).step(20).model).not.toEqual(once.model);
});

test("without dropout's chance there is no difference, and with it values keep their mean", () => {
  const run = (dropout: number) => train(startNetwork([2, 64, 1]), { x, y }, { ...plain, dropout }).step(200);
  expect(run(0.5).model).not.toEqual(run(0).model);
  expect(run(0.5).loss).toBeLessThan(0.03); // without the rescaling predictions would be twice too large
});

test("weight decay shrinks weights, and leaves biases to the data", () => {
  const flat = network([{ weights: [[1, -2]], biases: [3] }]);
  const zeros = { x: [[0, 0]], y: [3] };
  const run = train(flat, zeros, { ...plain, optimizer: sgd({ learningRate: 0.1 }), weightDecay: 0.5 }).step();
  expect(run.model.layers[0].weights[0]).toEqual([0.95, -1.9]);
  expect(run.model.layers[0].biases).toEqual([3]);
});

describe("l1", () => {
  // Columns of ±1 that are orthogonal: with squares, each weight is the least-squares one, λ/2 nearer to 0.
  const signs = [0, 1, 2, 3, 4, 5, 6, 7].map((row) => [0, 1, 2].map((bit) => ((row >> bit) & 1 ? 1 : -1)));
  const table = { x: signs, y: signs.map(([a, b, c]) => 3 * a - 0.8 * b + 0.2 * c + 5) };
  const lasso = [2.5, -0.3, 0];
  test.each(
    (["rows", "compiled"] as const).flatMap((method) =>
      [sgd({ learningRate: 0.05 }), momentum({ learningRate: 0.02 }), adam({ learningRate: 0.02 })].map(
        (optimizer) => ({
          ...{ method, optimizer, name: optimizer.name },
        }),
      ),
    ),
  )("$name, $method: descends to the lasso's weights, of which one is 0", ({ method, optimizer }) => {
    const options = { loss: mse, optimizer, method, l1: 1 };
    const [layer] = train(startNetwork([3, 1], { seed: 3 }), table, options).step(4000).model.layers;
    lasso.forEach((weight, i) => {
      expect(layer.weights[0][i]).toBeCloseTo(weight, 4);
    });
    expect(layer.weights[0][2]).toBe(0);
    expect(layer.biases[0]).toBeCloseTo(5, 4);
  });

  test("a weight at 0 stays where the rows pull by no more than λ, and leaves where by more", () => {
    const zeros = network([{ weights: [[0, 0, 0]], biases: [5] }]);
    const step = (l1: number) =>
      train(zeros, table, { ...plain, optimizer: sgd({ learningRate: 0.1 }), l1 }).step().model.layers[0].weights[0];
    expect(step(2)).toEqual([expect.closeTo(0.4, 12), 0, 0]); // the slopes are −6, 1.6 and −0.4
  });
});

describe("frozen", () => {
  const methods = ["rows", "compiled"] as const;

  test.each(methods)("%s: kinds of a sum, one at a time", (method) => {
    const start = startPlanes(2, 3, { seed: 3 });
    const parts = (f: PlaneSum) => ({
      ...{ intercept: f.intercept, slope: f.slope },
      ...{ m: f.units.map(({ m }) => m), b: f.units.map(({ b }) => b), weight: f.units.map(({ weight }) => weight) },
    });
    for (const kind of ["intercept", "slope", "m", "b", "weight"] as const) {
      for (const optimizer of [sgd({ learningRate: 0.1 }), adam({ learningRate: 0.01, epsilon: 0 })]) {
        const options = { ...plain, method, optimizer, weightDecay: 0.1, batchSize: 50 };
        const { model } = train(start, { x, y }, { ...options, frozen: [kind] }).step(20);
        for (const [name, value] of Object.entries(parts(model))) {
          const same = JSON.stringify(value) === JSON.stringify(parts(start)[name as typeof kind]);
          expect(same, `${name} where ${kind} is frozen`).toBe(name === kind);
        }
      }
    }
  });

  test.each(methods)("%s: a frozen layer is a fixed map, and those above learn as on what it gives", (method) => {
    const start = startNetwork([2, 6, 4, 1], { seed: 4 });
    const [first, ...above] = start.layers;
    const inside = x.map((row) => Array.from(evaluate(network([first]), row) as Float64Array, (z) => Math.max(0, z)));
    for (const optimizer of [sgd({ learningRate: 0.1 }), momentum({ learningRate: 0.01 })]) {
      const options = { ...plain, method, optimizer, weightDecay: 0.01 };
      const whole = train(start, { x, y }, { ...options, frozen: [0] }).step(30).model;
      const upper = train(network(above), { x: inside, y }, options).step(30).model;
      expect(whole.layers[0]).toEqual(first);
      const [got, expected] = [network(whole.layers.slice(1)), upper].map(packDense);
      expect(Math.max(...got.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(
        method === "rows" ? 1e-12 : 1e-5,
      );
      expect(got).not.toEqual(packDense(network(above)));
    }
  });

  test.each(methods)("%s: an upper layer alone, all weights, all biases, everything", (method) => {
    const start = startNetwork([2, 5, 3, 1], { seed: 5 });
    const stepped = (frozen: (number | "weights" | "biases")[]) =>
      train(start, { x, y }, { ...plain, method, frozen }).step(5);
    const still = (run: ReturnType<typeof stepped>) =>
      run.model.layers.map(({ weights, biases }, l) => [
        JSON.stringify(weights) === JSON.stringify(start.layers[l].weights),
        JSON.stringify(biases) === JSON.stringify(start.layers[l].biases),
      ]);
    expect(still(stepped([2]))).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(still(stepped(["weights"]))).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect(still(stepped(["biases", 1]))).toEqual([
      [false, true],
      [true, true],
      [false, true],
    ]);
    const all = stepped([0, 1, 2]);
    expect(all.model).toEqual(start);
    expect(all.status).toBe("converged");
    expect(all.gradient.layers[0].weights.flat().some((value) => value !== 0)).toBe(true);
  });

  test.each([
    [startPlanes(2, 1), "m", 'train: frozen must be an array of names, got "m"'],
    [startPlanes(2, 1), [0], "train: frozen must name intercept, slope, m, b, weight, got 0"],
    [startNetwork([2, 3, 1]), [2], "train: frozen must name weights, biases, 0, 1, got 2"],
    [startNetwork([2, 3, 1]), ["m"], 'train: frozen must name weights, biases, 0, 1, got "m"'],
  ])("%# is refused", (model, frozen, message) => {
    expect(() => train(model as never, { x, y }, { ...plain, frozen } as never)).toThrow(message);
  });
});

describe("rows read anew", () => {
  const all = { x: Float64Array.from(x.flat()), y: Float64Array.from(y) };
  test.each([
    { method: "rows", sizes: [2, 6, 1] },
    { method: "compiled", sizes: [2, 6, 1] },
    { method: "compiled", sizes: [2, 6, 3, 1] },
  ] as const)("$method, $sizes: a window that moves over the rows leads where all of them do", ({ method, sizes }) => {
    const options = { ...plain, method, batchSize: 10 };
    const start = startNetwork(sizes, { seed: 1 });
    const rows = Array.from(y, (_, row) => row);
    const whole = train(start, all, { ...options, order: () => rows }).step(40);
    const window = { x: new Float64Array(2 * 40), y: new Float64Array(40) };
    const order = (turn: number) => {
      const from = 40 * (turn % 3);
      window.x.set(all.x.subarray(2 * from, 2 * (from + 40)));
      window.y.set(all.y.subarray(from, from + 40));
      run.reread();
      return rows.slice(0, 40);
    };
    const run = train(start, window, { ...options, order });
    expect(run.step(40).model).toEqual(whole.model);
    expect(() => train(start, { x, y }, options).reread()).toThrow(
      new TypeError("reread: data must be of Float64Arrays, no share of it held out"),
    );
    window.x[3] = Number.NaN;
    expect(() => run.reread()).toThrow("reread: data: x must hold finite numbers, got NaN in row 1");
  });
});

describe("early stopping", () => {
  test.each(["rows", "compiled"] as const)("%s: stops where the held-out loss was least", (method) => {
    const few = { x: x.slice(0, 24), y: x.slice(0, 24).map(() => normal()) }; // noise: there is nothing to learn
    const held = { x: x.slice(24), y: x.slice(24).map(() => normal()) };
    const seen: number[] = [];
    const options = { ...plain, method, optimizer: adam({ learningRate: 0.03 }) };
    const stopping = { rows: held, every: 5, patience: 4 };
    const run = train(startNetwork([2, 32, 1]), few, { ...options, earlyStopping: stopping });
    seen.push(run.heldOutLoss!);
    while (run.status !== "stopped" && run.steps < 5000) seen.push(run.step(5).heldOutLoss!);
    expect(run.status).toBe("stopped");
    expect(run.heldOutLoss).toBe(Math.min(...seen));
    const { steps } = run;
    expect(run.step(100).steps).toBe(steps);
  });

  test("a share of the rows is held out, and not trained on", () => {
    const marked = { x, y: y.map((value, i) => (i < 60 ? value : value + 1e6)) };
    const share = train(startPlanes(2, 2), marked, { ...plain, earlyStopping: { rows: 0.25 } });
    const all = train(startPlanes(2, 2), marked, plain);
    expect((90 * share.loss + 30 * share.heldOutLoss!) / 120).toBeCloseTo(all.loss, -4);
    expect(share.loss).not.toBe(all.loss);
  });

  test.each([1, 1e30, 1e45])("the loss on held-out rows %d wide, beyond float32 too", (width) => {
    const held = { x: x.slice(24).map((row) => row.map((value) => width * value)), y: y.slice(24) };
    const few = { x: x.slice(0, 24), y: y.slice(0, 24) };
    const run = train(startPlanes(2, 8), few, {
      ...plain,
      method: "compiled",
      batchSize: 8,
      earlyStopping: { rows: held },
    });
    run.step(3);
    const mean = held.x.reduce(
      (sum, row, i) => sum + (Number(evaluate(run.model, row)) - held.y[i]) ** 2 / held.x.length,
      0,
    );
    expect(run.heldOutLoss! / mean).toBeCloseTo(1, 5);
  });
});

describe("status", () => {
  test("a plane that fits has converged", () => {
    const run = train(
      startPlanes(2, 0),
      { x, y: x.map(([a, b]) => 1 + 2 * a - b) },
      { ...plain, optimizer: sgd({ learningRate: 0.3 }) },
    );
    expect(run.status).toBe("running");
    expect(run.step(3000).status).toBe("converged");
    expect(run.model.slope[0]).toBeCloseTo(2, 8);
  });

  test("in float32 a plane has converged where rounding stops it", () => {
    const { uniform } = random(3);
    const rows = Array.from({ length: 40 }, () => [2 * uniform() - 1, 2 * uniform() - 1]);
    const data = { x: rows, y: rows.map(([a, b]) => 3 * a - 2 * b + 1) };
    const zeros = network([{ weights: [[0, 0]], biases: [0] }]);
    const run = train(zeros, data, { loss: mse, optimizer: sgd({ learningRate: 0.5 }), method: "compiled" });
    expect(run.step(20).status).toBe("running");
    const { model } = run.step(400);
    expect(run.step(20).model).toEqual(model);
    expect(run.status).toBe("converged");
  });

  test.each(["rows", "compiled"] as const)("%s: too fast a rate diverges, at the last finite place", (method) => {
    for (const sizes of [
      [2, 8, 1],
      [2, 8, 4, 1],
    ]) {
      const run = train(
        startNetwork(sizes),
        { x, y },
        { ...plain, method, optimizer: sgd({ learningRate: 1e6 }) },
      ).step(500);
      expect(run.status).toBe("diverged");
      expect(run.divergedAt).toBe(run.steps + 1);
      expect(Number.isFinite(packDense(run.model).reduce((sum, v) => sum + v, 0))).toBe(true);
    }
  });
});

test("units that no row reaches are dead", () => {
  const f = reluSum([
    { m: [1, 0], b: -5 },
    { m: [1, 0], b: 5 },
    { m: [1, 1], b: 0 },
  ]) as unknown as PlaneSum;
  const { units } = train(f, { x, y }, plain);
  expect(units.map((layer) => layer.map(({ state }) => state))).toEqual([["dead", "linear", "kinked"]]);
});

describe("what a run tells", () => {
  test("the rate of the next step, as the schedule has it", () => {
    const options = { ...plain, optimizer: sgd({ learningRate: 0.1 }), schedule: step({ every: 2, factor: 0.5 }) };
    const run = train(startPlanes(2, 1), { x, y }, options);
    const line = train(start(1, { x: y, y }), { x: y, y }, { ...options, method: "sorted" });
    const rates = [0, 1, 2].map(() => [run.rate, line.rate, run.step().steps === line.step().steps]);
    expect(rates).toEqual([
      [0.1, 0.1, true],
      [0.1, 0.1, true],
      [0.05, 0.05, true],
    ]);
  });

  test("linear regions: two crossing lines make four, a fold of a fold what it shows", () => {
    const sum = reluSum([
      { m: [1, 0], b: 0 },
      { m: [0, 1], b: 0 },
      { m: [0, 1], b: -50 },
    ]);
    expect(train(sum, { x, y }, plain).regions).toBe(6);
    const across = network([
      {
        weights: [
          [1, 0],
          [0, 1],
        ],
        biases: [0, -50],
      },
      {
        weights: [
          [1, 1],
          [0, 0],
        ],
        biases: [0, 1],
      },
    ]);
    const two = { x, y: y.flatMap((value) => [value, value]) };
    expect(train(across, two, plain).regions).toBe(2); // no row is as far as the other fold
    expect(train(across, { ...two, x: x.map(([a]) => [a, 1]) }, plain).regions).toBeUndefined();
    const line = network([
      { weights: [[1], [-1]], biases: [0, 0] },
      { weights: [[1, 1]], biases: [-0.5] },
      { weights: [[1]], biases: [0] },
    ]);
    expect(train(line, { x: x.map(([a]) => [a]), y }, plain).regions).toBe(3); // max(0, |x| − ½)
    expect(train(startNetwork([3, 4, 1]), { x: [[1, 2, 3]], y: [1] }, plain).regions).toBeUndefined();
    expect(train(startPlanes(9, 30), { x: [[1, 2, 3, 4, 5, 6, 7, 8, 9]], y: [1] }, plain).regions).toBeUndefined();
    expect(
      train(
        reluSum([
          { m: 1, b: 0 },
          { m: 2, b: 0 },
        ]),
        { x: [1, 2], y: [1, 2] },
        { ...plain },
      ).regions,
    ).toBe(2);
  });
});

test("starts: PyTorch's within their reach, He's with their spread", () => {
  const { layers } = startNetwork([100, 400, 3], { seed: 4 });
  const numbers = [...layers[0].weights.flat(), ...layers[0].biases];
  expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(0.1);
  expect(numbers.reduce((sum, w) => sum + w * w, 0) / numbers.length).toBeCloseTo(0.01 / 3, 4);
  const he = startNetwork([100, 400, 3], { kind: "he" }).layers;
  const squares = he[0].weights.flat().reduce((sum, w) => sum + w * w, 0) / 40_000;
  expect(squares).toBeCloseTo(0.02, 3);
  expect(new Set([...he[0].biases, ...he[1].biases])).toEqual(new Set([0]));
  expect(startPlanes(3, 5).units[0].m.length).toBe(3);
});

test("a model folded back gives in the table's units what it gave in standard ones", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.integer({ min: 1, max: 3 }), fc.integer(), (line, outputs, seed) => {
      const form = line ? shape([3, 4, 1], true) : shape([3, 4, outputs], false);
      const { normal } = random(seed);
      const like = unpackDense(form, new Float64Array(form.count).map(normal));
      const width = form.sizes[2];
      const table = {
        x: new Float64Array(60).map((_, i) => [1e3, 0.01, 5][i % 3] * (normal() + 7)),
        y: new Float64Array(20 * width).map(() => 40 + 10 * normal()),
      };
      const { data, y, fold } = standardizedRows(table, like, mse);
      const folded = fold(like);
      expect(shapeOf(folded)).toEqual(form);
      const inside = evaluate(like as never, data.x as Float64Array) as unknown as Float64Array;
      const outside = evaluate(folded as never, table.x) as unknown as Float64Array;
      outside.forEach((value, i) => {
        expect(value).toBeCloseTo(inside[i] * y[i % width].scale + y[i % width].shift, 7);
      });
      const columns = [0, 1, 2].map((c) => (data.x as Float64Array).filter((_, i) => i % 3 === c));
      for (const column of columns) {
        expect(column.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 9);
        expect(column.reduce((sum, v) => sum + v * v, 0) / 20).toBeCloseTo(1, 9);
      }
    }),
    { seed: 1 },
  );
});

test.each([
  [{ x: [[1]], y: [1] }, {}, "train: data: x[0] must have length 2, got 1"],
  [{ x: [[1, 2]], y: [1, 2] }, {}, "train: data: y must have as many rows as x (1), got 2"],
  [{ x: [[1, Number.NaN]], y: [1] }, {}, "train: data: x must hold finite numbers, got NaN in row 0"],
  [{ x: [[1, 2]], y: [1] }, { dropout: 1 }, "train: dropout must be in [0, 1), got 1"],
  [{ x: [[1, 2]], y: [1] }, { weightDecay: -1 }, "train: weightDecay must be finite and >= 0, got -1"],
  [{ x: [[1, 2]], y: [1] }, { l1: Number.NaN }, "train: l1 must be finite and >= 0, got NaN"],
  [{ x: [[1, 2]], y: [1] }, { order: [0], lr: 1 }, /^train: options must have no keys but loss, .+, got "lr"$/],
  [
    { x: [[1, 2]], y: [1] },
    { earlyStopping: {} },
    "train: x must have at least two rows for some to be held out, got 1",
  ],
  [{ x: [[1, 2]], y: [1] }, { loss: crossEntropy }, "train: data: y[0] must be a whole number from 0 to 0, got 1"],
  [{ x: [[1, 2]], y: [1] }, { method: "fast" }, 'train: method must be one of compiled, rows, got "fast"'],
  [{ x: [[1, 2]], y: [1], weigths: [1] }, {}, 'train: data must have no columns but x, y, weights, got "weigths"'],
  [{ X: [[1, 2]], y: [1] }, {}, 'train: data must have no columns but x, y, weights, got "X"'],
  [
    { x: [[1, 2]], y: [1] },
    { earlyStopping: { rows: { x: [[1, 2]], Y: new Float32Array(1) } } },
    'train: earlyStopping.rows must have no columns but x, y, weights, got "Y"',
  ],
  [null, {}, "train: data must be an object with x and y, got null"],
])("%j with %j is refused", (data, options, message) => {
  const call = () => train(startPlanes(2, 1), data as never, { loss: mse, optimizer: momentum(), ...options } as never);
  expect(call).toThrow(message);
});

test("products of units have no layer to be trained in", () => {
  const factors = [
    { m: [1, 0], b: 0 },
    { m: [0, 1], b: 0 },
  ];
  const model = reluSum([], { products: [{ factors }] });
  const data = { x: [[1, 2]], y: [3] };
  const options = { loss: mse, optimizer: sgd({ learningRate: 0.1 }) };
  expect(() => train(model, data, options)).toThrow(new TypeError("train: model must have no products, got 1"));
});
