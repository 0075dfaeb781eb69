import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, linspace, type ReluSum, random, reluSum } from "../core/index.ts";
import {
  adam,
  cosine,
  huber,
  mae,
  momentum,
  mse,
  type Optimizer,
  type ParameterKind,
  sgd,
  step,
  type TrainOptions,
  train,
} from "./index.ts";

const { normal, uniform } = random(1);
const x = Float64Array.from({ length: 60 }, () => 4 * uniform() - 2);
const y = x.map((v) => Math.sin(2 * v) + 0.1 * normal());
const model = reluSum(
  Array.from({ length: 6 }, () => ({ m: normal(), b: normal(), weight: normal() / 2 })),
  { intercept: 0.1, slope: -0.2 },
);
const plain: TrainOptions = { loss: mse, optimizer: sgd({ learningRate: 0.01 }) };

const numbers = (f: ReluSum) => [f.intercept, f.slope, ...f.units.flatMap(({ m, b, weight }) => [m, b, weight])];

function expectClose(seen: ReluSum, expected: ReluSum, tolerance: number): void {
  const worst = Math.max(...numbers(seen).map((value, i) => Math.abs(value - numbers(expected)[i])));
  expect(worst).toBeLessThan(tolerance);
}

test("a step goes down the gradient that the run shows, by the learning rate", () => {
  const run = train(model, { x, y }, plain);
  const { gradient } = run;
  expect(run.step()).toBe(run);
  expect(run.steps).toBe(1);
  expect(run.model.intercept).toBe(model.intercept - 0.01 * gradient.intercept);
  expect(run.model.slope).toBe(model.slope - 0.01 * gradient.slope);
  for (const [j, { m, b, weight }] of run.model.units.entries()) {
    expect(m).toBe(model.units[j].m - 0.01 * gradient.units[j].m);
    expect(b).toBe(model.units[j].b - 0.01 * gradient.units[j].b);
    expect(weight).toBe(model.units[j].weight - 0.01 * gradient.units[j].weight);
  }
});

// Worked by hand: f(x) = 2·max(0, x − 1) + 1 on (0, 0), (2, 4), (3, 4); residuals −1, 1, −1.
test("loss and gradient of a sum small enough for paper", () => {
  const small = reluSum([{ m: 1, b: -1, weight: 2 }], { intercept: 1 });
  const data = { x: [3, 0, 2], y: [4, 0, 4] };
  const squared = train(small, data, plain);
  expect(squared.loss).toBeCloseTo(1, 14);
  expect(squared.gradient.intercept).toBeCloseTo(2 / 3, 14);
  expect(squared.gradient.slope).toBeCloseTo(2 / 3, 14);
  expect(squared.gradient.units[0].m).toBeCloseTo(4 / 3, 14);
  expect(squared.gradient.units[0].b).toBeCloseTo(0, 14);
  expect(squared.gradient.units[0].weight).toBeCloseTo(2 / 3, 14);
  const absolute = train(small, data, { ...plain, loss: mae });
  expect(absolute.loss).toBeCloseTo(1, 14);
  expect(absolute.gradient.intercept).toBeCloseTo(1 / 3, 14);
  expect(absolute.gradient.units[0].m).toBeCloseTo(2 / 3, 14);
});

test("n may be 0, and the loss is that of the model as it stands", () => {
  const run = train(model, { x, y }, plain);
  expect(run.step(0).steps).toBe(0);
  expect(run.model).toEqual(model);
  expect(run.loss).toBeCloseTo(mse(evaluate(model, x), y), 14);
  run.step(25);
  expect(run.loss).toBeCloseTo(mse(evaluate(run.model, x), y), 14);
});

const OPTIMIZERS = [sgd({ learningRate: 0.02 }), momentum({ learningRate: 0.01 }), adam({ learningRate: 0.02 })];
const SCHEDULES = [undefined, step({ every: 7, factor: 0.5 }), cosine({ steps: 30 })];
const runs = fc.record({
  loss: fc.constantFrom(mse, mae, huber(0.3)),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  schedule: fc.constantFrom(...SCHEDULES),
  frozen: fc.subarray<ParameterKind>(["intercept", "slope", "m", "b", "weight"]),
  batchSize: fc.constantFrom(undefined, 1, 16, 60, 1000),
  seed: fc.integer(),
});

test("ten steps and ten more are twenty, and the same seed gives the same run", () => {
  fc.assert(
    fc.property(runs, fc.integer({ min: 0, max: 20 }), (options, first) => {
      const once = train(model, { x, y }, options).step(20);
      const twice = train(model, { x, y }, options).step(first);
      twice.step(20 - first);
      expect(twice.model).toEqual(once.model);
      expect(twice.loss).toBe(once.loss);
    }),
    { seed: 1 },
  );
});

test("what is frozen stays, what is not moves", () => {
  fc.assert(
    fc.property(runs, (options) => {
      const run = train(model, { x, y }, options).step(3);
      const moved = {
        intercept: run.model.intercept !== model.intercept,
        slope: run.model.slope !== model.slope,
        m: run.model.units.some(({ m }, j) => m !== model.units[j].m),
        b: run.model.units.some(({ b }, j) => b !== model.units[j].b),
        weight: run.model.units.some(({ weight }, j) => weight !== model.units[j].weight),
      };
      for (const [kind, changed] of Object.entries(moved)) {
        expect(changed, kind).toBe(!options.frozen.includes(kind as ParameterKind));
      }
    }),
    { seed: 2 },
  );
});

test("each way goes where the loop over rows goes", () => {
  fc.assert(
    fc.property(runs, (options) => {
      const rows = train(model, { x, y }, { ...options, method: "rows" }).step(30);
      for (const method of ["compiled", "sorted"] as const) {
        const run = train(model, { x, y }, { ...options, method }).step(30);
        expect(run.method).toBe(options.batchSize === 1 || options.batchSize === 16 ? "sorted" : method);
        expectClose(run.model, rows.model, 1e-11);
        expect(Math.abs(run.loss - rows.loss)).toBeLessThan(1e-11);
      }
    }),
    { seed: 3 },
  );
});

test("weights count as repeated rows do", () => {
  const weights = x.map((_, i) => i % 4);
  const repeated = [...x.keys()].flatMap((i) => Array<number>(weights[i]).fill(i));
  for (const loss of [mse, mae, huber(0.3)]) {
    const options = { ...plain, loss };
    const seen = train(model, { x, y, weights }, options).step(50);
    const expected = train(model, { x: repeated.map((i) => x[i]), y: repeated.map((i) => y[i]) }, options).step(50);
    expectClose(seen.model, expected.model, 1e-12);
    expect(seen.loss).toBeCloseTo(expected.loss, 12);
  }
});

describe("mini-batches", () => {
  test("a batch whose rows have no weight leaves the model where it is", () => {
    const run = train(
      model,
      { x: [1, 2], y: [3, -1], weights: [0, 1] },
      { ...plain, batchSize: 1, order: () => [0, 1] },
    );
    expect(run.step().model).toEqual(model);
    expect(run.step().status).toBe("running");
    expect(run.model).not.toEqual(model);
  });

  test("one step is a full-batch step on the batch's rows", () => {
    const rows = [5, 0, 17];
    const run = train(model, { x, y }, { ...plain, batchSize: 3, order: () => rows }).step();
    const expected = train(model, { x: rows.map((i) => x[i]), y: rows.map((i) => y[i]) }, plain).step();
    expectClose(run.model, expected.model, 1e-14);
    expect(run.loss).toBeCloseTo(mse(evaluate(run.model, x), y), 14);
    // An order may leave rows out, whatever the batch's size.
    const whole = train(model, { x, y }, { ...plain, order: () => rows }).step();
    expectClose(whole.model, expected.model, 1e-14);
  });

  test("the seed decides the order", () => {
    const run = (seed: number) => train(model, { x, y }, { ...plain, batchSize: 7, seed }).step(5).model;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });
});

describe("status", () => {
  test("running, then converged on the mean, which T15 says is the best constant", () => {
    const run = train(reluSum([]), { x: [0, 1, 2], y: [1, 2, 9] }, { ...plain, frozen: ["slope"] });
    expect(run.status).toBe("running");
    run.step(3000);
    expect(run.status).toBe("converged");
    expect(run.model.intercept).toBeCloseTo(4, 7);
  });

  test("under absolute errors, converged on the median", () => {
    const start = reluSum([], { intercept: 1.75 });
    const options: TrainOptions = { loss: mae, optimizer: sgd({ learningRate: 0.75 }), frozen: ["slope"] };
    const run = train(start, { x: [0, 1, 2], y: [1, 2, 9] }, options).step();
    expect(run.model.intercept).toBe(2);
    expect(run.status).toBe("converged");
  });

  test("T15: one outlier moves the mean and not the median", () => {
    const outlying = { x: [0, 1, 2], y: [1, 2, 900] };
    const squared = train(reluSum([]), outlying, { ...plain, frozen: ["slope"] }).step(3000);
    expect(squared.model.intercept).toBeCloseTo(301, 5);
    const options: TrainOptions = { loss: mae, optimizer: sgd({ learningRate: 0.75 }), frozen: ["slope"] };
    expect(train(reluSum([], { intercept: 1.75 }), outlying, options).step().model.intercept).toBe(2);
  });

  test("a perfect model has converged", () => {
    const line = reluSum([{ m: 1, b: 0 }], { intercept: 2 });
    const run = train(line, { x: [-1, 0, 1, 2], y: [2, 2, 3, 4] }, plain);
    expect(run.loss).toBe(0);
    expect(run.status).toBe("converged");
  });

  test.each(["compiled", "sorted", "rows"] as const)(
    "too large a step diverges, and says at which step (%s)",
    (method) => {
      for (const optimizer of [sgd({ learningRate: 4 }), momentum({ learningRate: 4 })]) {
        const options: TrainOptions = { loss: mse, optimizer, method };
        const run = train(model, { x, y }, options).step(5000);
        expect(run.status).toBe("diverged");
        expect(run.divergedAt).toBe(run.steps + 1);
        expect(numbers(run.model).every(Number.isFinite)).toBe(true);
        expect(run.loss).toBeGreaterThan(1e10);
        expect(Number.isFinite(run.loss)).toBe(true);
        expect(run.step(10).steps).toBe(run.divergedAt! - 1);
        // One step at a time gets to the same place.
        const slow = train(model, { x, y }, options);
        while (slow.status !== "diverged") slow.step();
        expect(slow.divergedAt).toBe(run.divergedAt);
        expect(slow.model).toEqual(run.model);
      }
    },
  );

  test("mini-batches diverge too", () => {
    const run = train(model, { x, y }, { loss: mse, optimizer: sgd({ learningRate: 50 }), batchSize: 8 }).step(500);
    expect(run.status).toBe("diverged");
    expect(numbers(run.model).every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(run.loss)).toBe(true);
  });

  test("a start whose loss is no number has diverged at step 0", () => {
    const run = train(reluSum([], { slope: 1e200 }), { x: [1, 2], y: [0, 0] }, plain).step(3);
    expect([run.status, run.divergedAt, run.steps]).toEqual(["diverged", 0, 0]);
  });
});

describe("units", () => {
  test("T9: a ReLU with no data on its active side is dead: its gradient is exactly 0", () => {
    const dead = reluSum([
      { m: 1, b: -3, weight: 2 },
      { m: -1, b: 0, weight: 1 },
      { m: 0.1, b: 3, weight: 1 },
    ]);
    const run = train(dead, { x, y }, plain);
    expect(run.units.map(({ state }) => state)).toEqual(["dead", "kinked", "linear"]);
    expect(run.gradient.units[0]).toEqual({ m: 0, b: 0, weight: 0 });
    expect(run.step(100).model.units[0]).toEqual(dead.units[0]);
  });

  // Standard error of a share of 20,000 is below 0.0036; the tolerance is five of them.
  test("T9: of units with m, b ~ U(−1, 1), 1/4 are dead, 1/4 linear, 1/2 have their knot inside [−1, 1]", () => {
    const stream = random(9);
    const draw = () => 2 * stream.uniform() - 1;
    const many = reluSum(Array.from({ length: 20_000 }, () => ({ m: draw(), b: draw() })));
    const run = train(many, { x: [-1, 1], y: [0, 0] }, plain);
    const share = (state: string) => run.units.filter((unit) => unit.state === state).length / 20_000;
    expect(Math.abs(share("dead") - 0.25)).toBeLessThan(0.018);
    expect(Math.abs(share("linear") - 0.25)).toBeLessThan(0.018);
    expect(Math.abs(share("kinked") - 0.5)).toBeLessThan(0.018);
  });
});

test("T11: Adam's first step changes every parameter that has a gradient by the learning rate", () => {
  const run = train(model, { x, y }, { loss: mse, optimizer: adam({ learningRate: 0.01 }) });
  const gradient = numbers(run.gradient as ReluSum);
  const before = numbers(model);
  for (const [i, after] of numbers(run.step().model).entries()) {
    const expected = gradient[i] === 0 ? 0 : -0.01 * Math.sign(gradient[i]);
    expect(after - before[i]).toBeCloseTo(expected, 7);
  }
});

// The figures of TRUTHS.md are those of one seed; the order is what is claimed.
test("T12: low frequencies are learned first", () => {
  const frequencies = [1, 3, 5, 9];
  const grid = linspace(-Math.PI, Math.PI, 401).slice(0, 400);
  const target = grid.map((v) => frequencies.reduce((sum, f) => sum + Math.sin(f * v), 0));
  const stream = random(12);
  const units = Array.from({ length: 200 }, () => {
    const m = (stream.uniform() < 0.5 ? -1 : 1) * (0.5 + stream.uniform());
    return { m, b: -m * Math.PI * (2 * stream.uniform() - 1), weight: stream.normal() / 20 };
  });
  const run = train(reluSum(units), { x: grid, y: target }, { loss: mse, optimizer: adam({ learningRate: 0.003 }) });
  const values = evaluate(run.step(500).model, grid);
  // sin(f·v) has mean square ½ on whole periods.
  const amplitudes = frequencies.map(
    (f) => (2 / 400) * values.reduce((sum, v, i) => sum + v * Math.sin(f * grid[i]), 0),
  );
  expect(amplitudes[0]).toBeGreaterThan(0.9);
  for (const i of [1, 2, 3]) expect(amplitudes[i]).toBeLessThan(amplitudes[i - 1] - 0.05);
  expect(amplitudes[3]).toBeLessThan(0.5);
});

test("T13: (m, b, a) → (c·m, c·b, a/c) is the same function; for c a power of two the loss is equal to the last bit", () => {
  const scaled = (c: number) =>
    reluSum(
      model.units.map(({ m, b, weight }) => ({ m: c * m, b: c * b, weight: weight / c })),
      { intercept: model.intercept, slope: model.slope },
    );
  const { loss } = train(model, { x, y }, plain);
  for (const c of [2, 0.25, 1024]) {
    expect(train(scaled(c), { x, y }, plain).loss).toBe(loss);
  }
  const reversed = reluSum([...model.units].reverse(), { intercept: model.intercept, slope: model.slope });
  expect(Math.abs(train(reversed, { x, y }, plain).loss / loss - 1)).toBeLessThan(1e-14);
});

// The exact loss is known: every residual is ±r by construction, on values that floats hold exactly.
test.each([1e-3, 1e-6, 1e-9])("the reported loss is right to 1e-6 of itself where residuals are %s", (size) => {
  const units = [-0.75, -0.5, 0.125, 0.5].map((t, j) => ({ m: 1, b: -t, weight: [3, -5, 4, -2][j] }));
  const f = reluSum(units, { intercept: 0.25, slope: 1 });
  const residual = 2 ** Math.round(Math.log2(size));
  const grid = Float64Array.from({ length: 257 }, (_, i) => i / 128 - 1);
  const target = evaluate(f, grid).map((v, i) => v + (i % 2 ? residual : -residual));
  expect(Math.abs(train(f, { x: grid, y: target }, plain).loss / residual ** 2 - 1)).toBeLessThan(1e-6);
  expect(Math.abs(train(f, { x: grid, y: target }, { ...plain, loss: mae }).loss / residual - 1)).toBeLessThan(1e-6);
});

test("an optimizer of one's own works, and cannot move what is frozen", () => {
  const signs: Optimizer = {
    name: "signs",
    learningRate: 0.01,
    init: () => new Float64Array(0),
    step(params, gradient, _state, rate = 0.01) {
      for (let i = 0; i < params.length; i++) params[i] -= rate * (gradient[i] < 0 ? -1 : 1);
    },
  };
  const run = train(model, { x, y }, { loss: mse, optimizer: signs, frozen: ["m", "slope"] }).step(2);
  expect(run.model.slope).toBe(model.slope);
  expect(run.model.units.map(({ m }) => m)).toEqual(model.units.map(({ m }) => m));
  expect(run.model.intercept).not.toBe(model.intercept);
});

test.each([
  { call: () => train(model, { x: [1], y: [] }, plain), message: "train: y must be as long as x (1), got 0" },
  { call: () => train(model, { x: [], y: [] }, plain), message: "train: x must have at least one row, got 0" },
  {
    call: () => train(model, { x: [1, Number.NaN], y: [0, 0] }, plain),
    message: "train: x[1] must be a finite number, got NaN",
  },
  { call: () => train(model, { x, y }, plain).step(-1), message: "step: n must be a whole number >= 0, got -1" },
  { call: () => train(model, { x, y }, plain).step(1.5), message: "step: n must be a whole number >= 0, got 1.5" },
  {
    call: () => train(model, { x, y }, { ...plain, frozen: ["bias" as ParameterKind] }),
    message: 'train: frozen must name intercept, slope, m, b, weight, got "bias"',
  },
  {
    call: () => train(model, { x, y }, { ...plain, batchSize: 0 }),
    message: "train: batchSize must be a whole number >= 1, got 0",
  },
  {
    call: () => train(model, { x: [1, 2], y: [0, 0], weights: [1, -1] }, plain),
    message: "train: weights[1] must be >= 0, got -1",
  },
])("$message", ({ call, message }) => {
  expect(call).toThrow(new RangeError(message));
});

test.each([
  {
    call: () => train(model, { x, y, weigths: y } as never, plain),
    message: 'train: data must have no columns but x, y, weights, got "weigths"',
  },
  {
    call: () => train(model, { X: x, y } as never, plain),
    message: 'train: data must have no columns but x, y, weights, got "X"',
  },
  {
    call: () => train({} as ReluSum, { x, y }, plain),
    message: "train: model must be a sum made by reluSum, got an object with no keys",
  },
  {
    call: () => train(model, { x, y }, { optimizer: sgd() } as unknown as TrainOptions),
    message: "train: loss must be mse, mae or huber(delta), got undefined",
  },
  {
    call: () => train(model, { x, y }, { ...plain, epochs: 3 } as TrainOptions),
    message:
      'train: options must have no keys but loss, optimizer, frozen, batchSize, schedule, seed, order, method, got "epochs"',
  },
])("$message", ({ call, message }) => {
  expect(call).toThrow(new TypeError(message));
});
