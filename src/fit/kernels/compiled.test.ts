import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { random } from "../../core/index.ts";
import { huber, type Loss, mae, mse } from "../losses.ts";
import { adam, momentum, type Optimizer, sgd } from "../optimizers.ts";
import { KINDS, parameterRanges } from "../parameters.ts";
import { prefixSums, trainingRows } from "../training-rows.ts";
import { type Compiled, compiled } from "./compiled.ts";
import { moments } from "./moments.ts";
import { sweep } from "./sweep.ts";
import { leastResidual, type Problem, problems, sizeOf, unitsOf } from "./test-problems.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const STRETCH = 8;

function setUp(problem: Problem, loss: Loss, optimizer: Optimizer, frozen: readonly (typeof KINDS)[number][] = []) {
  const units = unitsOf(problem);
  const rows = trainingRows(problem.columns);
  const ranges = parameterRanges(units, frozen);
  const options = {
    units,
    loss: loss.kernel!,
    optimizer: optimizer.kernel!,
    trained: ranges.trained,
    stretch: STRETCH,
  };
  const wasm = compiled(rows, options) as Compiled;
  wasm.params.set(problem.params);
  wasm.state.set(optimizer.init(problem.params.length));
  return { rows, units, ranges, wasm };
}

const optimizers = fc.constantFrom(sgd({ learningRate: 0.01 }), momentum({ learningRate: 0.01 }), adam());
const frozenKinds = fc.subarray([...KINDS]);

test("compiled steps by moments equal the TypeScript's to the last bit", () => {
  fc.assert(
    fc.property(problems, optimizers, frozenKinds, (problem, optimizer, frozen) => {
      const { rows, units, ranges, wasm } = setUp(problem, mse, optimizer, frozen);
      const { evaluate } = moments(rows, prefixSums(rows), units);
      const params = problem.params.slice();
      const gradient = new Float64Array(params.length);
      const state = optimizer.init(params.length);
      let loss = evaluate(params, gradient);
      expect(wasm.evaluate()).toBe(loss);
      expect(wasm.gradient.every((g, i) => g === gradient[i])).toBe(true);
      for (let i = 0; i < STRETCH; i++) {
        const rate = 1e-4 / (i + 1);
        wasm.rates[i] = rate;
        const before = params.slice();
        optimizer.step(params, gradient, state, rate);
        for (const [start, end] of ranges.frozen) params.set(before.subarray(start, end), start);
        loss = evaluate(params, gradient);
      }
      wasm.advance(0, STRETCH);
      expect(wasm.loss()).toBe(loss);
      expect(wasm.params.every((p, i) => p === params[i])).toBe(true);
      expect(wasm.gradient.every((g, i) => g === gradient[i])).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test.each([
  ["no two rows alike", (x: number) => x],
  ["many rows at one x", (x: number) => Math.round(8 * x) / 8],
])("borders that go far at every step are found as the TypeScript finds them: %s", (_, place) => {
  const { normal, uniform } = random(3);
  const x = Float64Array.from({ length: 20_000 }, () => place(4 * uniform() - 2));
  const y = x.map((value) => Math.sin(3 * value) + normal() / 10);
  const params = Float64Array.from({ length: 2 + 3 * 25 }, normal);
  params[2] = 0;
  const optimizer = sgd({ learningRate: 0.01 });
  const { rows, units, wasm } = setUp({ columns: { x, y }, params }, mse, optimizer);
  const { evaluate } = moments(rows, prefixSums(rows), units);
  const gradient = new Float64Array(params.length);
  const state = optimizer.init(params.length);
  let loss = evaluate(params, gradient);
  wasm.evaluate();
  for (let step = 0; step < 400; step++) {
    const rate = step === 200 ? -0.3 : 0.01; // all turn round once
    wasm.rates[0] = rate;
    optimizer.step(params, gradient, state, rate);
    loss = evaluate(params, gradient);
    wasm.advance(0, 1);
    expect(wasm.loss()).toBe(loss);
  }
  expect(wasm.params).toEqual(params);
});

test.each([
  [40, 7],
  [40, 30],
  [100, 64],
  [3, 33],
  [60, 131],
  [40_000, 7],
  [40_000, 40],
])(
  "borders of %i rows and %i units that move and pass each other step for step are those of the TypeScript",
  (n, k) => {
    const { normal, uniform, integer } = random(n + k);
    const x = Float64Array.from({ length: n }, () => (n < 1000 ? Math.round(20 * normal()) / 10 : 2 * normal()));
    const y = x.map((value) => Math.sin(3 * value) + normal() / 10);
    const weights = Float64Array.from({ length: n }, uniform);
    const params = Float64Array.from({ length: 2 + 3 * k }, normal);
    const { rows, units, wasm } = setUp({ columns: { x, y, weights }, params }, mse, sgd());
    const { evaluate } = moments(rows, prefixSums(rows), units);
    const gradient = new Float64Array(params.length);
    evaluate(params, gradient);
    wasm.evaluate();
    for (let stretch = 0; stretch < 200; stretch++) {
      const taken = 1 + integer(STRETCH);
      let loss = 0;
      for (let i = 0; i < taken; i++) {
        const rate = (0.1 * uniform() ** 4) / k;
        wasm.rates[i] = rate;
        params.forEach((_, p) => {
          params[p] -= rate * gradient[p];
        });
        loss = evaluate(params, gradient);
      }
      wasm.advance(0, taken);
      expect(wasm.loss()).toBe(loss);
    }
    expect(wasm.params).toEqual(params);
    expect(wasm.gradient).toEqual(gradient);
  },
);

test.each([momentum(), adam()])(
  "what a dead unit's gradients leave is 0 after a while, in TypeScript as well: $name",
  (optimizer) => {
    const columns = { x: Float64Array.of(0, 1, 2, 3), y: Float64Array.of(1, 0, 2, 1) };
    for (const k of [1, 2]) {
      const params = new Float64Array(2 + 3 * k).fill(1).fill(-9, 2 + k, 2 + 2 * k); // 1·max(0, x − 9), never on
      const { rows, units, wasm } = setUp({ columns, params }, mse, optimizer);
      const { evaluate } = moments(rows, prefixSums(rows), units);
      const gradient = new Float64Array(params.length);
      const state = optimizer.init(params.length).fill(1e-300, optimizer.name === "adam" ? 2 : 0);
      wasm.state.set(state);
      evaluate(params, gradient);
      wasm.evaluate();
      for (let stretch = 0; stretch < 40; stretch++) {
        for (let i = 0; i < STRETCH; i++) {
          optimizer.step(params, gradient, state, 0.01);
          evaluate(params, gradient);
        }
        wasm.rates.fill(0.01);
        wasm.advance(0, STRETCH);
      }
      expect(wasm.params).toEqual(params);
      expect(wasm.state).toEqual(state);
      const of = optimizer.name === "adam" ? 4 : 2; // where the dead units' means begin
      expect([...state.subarray(of, of + 3 * k)]).toEqual(new Array(3 * k).fill(0));
    }
  },
);

test.each([mae, huber(0.7)])("the compiled sweep equals the TypeScript's but for rounding ($name)", (loss) => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { columns, params } = problem;
      fc.pre(columns.weights === undefined && leastResidual(problem) > 1e-12 * sizeOf(problem));
      const { rows, units, wasm } = setUp(problem, loss, sgd());
      const gradient = new Float64Array(params.length);
      const size = sizeOf(problem);
      const reach = Math.max(1, ...columns.x.map(Math.abs), ...params.map(Math.abs));
      expect(Math.abs(wasm.evaluate() - sweep(rows, loss, units)(params, gradient))).toBeLessThan(1e-13 * size);
      expect(Math.max(...gradient.map((g, i) => Math.abs(g - wasm.gradient[i])))).toBeLessThan(1e-13 * size * reach);
    }),
    { seed: 2, numRuns: 300 },
  );
});

test.each([
  { missing: "WebAssembly", stub: undefined },
  {
    missing: "SIMD",
    stub: {
      Module: class {
        constructor() {
          throw new Error("no SIMD here");
        }
      },
    },
  },
])("without $missing the same steps are taken in TypeScript", async ({ stub }) => {
  const run = async () => {
    const { train, mse, adam } = await import("../index.ts");
    const { reluSum } = await import("../../core/index.ts");
    const model = reluSum([
      { m: 1, b: 0.5 },
      { m: -1, b: 0.25, weight: -2 },
    ]);
    const options = { loss: mse, optimizer: adam({ learningRate: 0.1 }) };
    return train(model, { x: [-2, -1, 0, 1, 2], y: [4, 1, 0, 1, 4] }, options).step(50);
  };
  const compiledRun = await run();
  vi.resetModules();
  vi.stubGlobal("WebAssembly", stub);
  const plainRun = await run();
  expect([compiledRun.method, plainRun.method]).toEqual(["compiled", "sorted"]);
  expect(plainRun.model).toEqual(compiledRun.model);
});
