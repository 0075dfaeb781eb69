import fc from "fast-check";
import { afterAll, expect, test, vi } from "vitest";
import { allowFusedProducts } from "../../cli/fused-products.ts";
import { random } from "../../core/index.ts";
import { huber, mae, mse } from "../losses.ts";
import { adam, momentum, sgd } from "../optimizers.ts";
import type { denseEngine } from "./engines.ts";
import { crossEntropy } from "./output-losses.ts";
import type { DenseProblem } from "./problem.ts";
import { shape } from "./shape.ts";
import { rangesOf } from "./trained.ts";

const problems = fc.record({
  hidden: fc.array(fc.oneof(fc.integer({ min: 1, max: 13 }), fc.constant(35)), { maxLength: 3 }),
  inputs: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(28, 61, 257)),
  outputs: fc.integer({ min: 1, max: 5 }),
  line: fc.boolean(),
  rows: fc.constantFrom(1, 3, 8, 21, 300, 1100),
  batch: fc.constantFrom(1, 5, 16, 400),
  weighted: fc.boolean(),
  decay: fc.constantFrom(0, 0.1),
  l1: fc.constantFrom(0, 0.1, 20),
  dropout: fc.constantFrom(0, 0.3),
  /** of ten times, how often a block of numbers is frozen */
  frozen: fc.constantFrom(0, 0, 3, 8),
  loss: fc.constantFrom(mse, mae, huber(0.4), crossEntropy),
  optimizer: fc.constantFrom(
    sgd({ learningRate: 0.01 }),
    momentum({ learningRate: 0.01 }),
    adam({ learningRate: 0.01 }),
  ),
  seed: fc.integer(),
});

type Drawn = typeof problems extends fc.Arbitrary<infer P> ? P : never;

function setUp(drawn: Drawn): { problem: DenseProblem; start: Float64Array } {
  const {
    hidden,
    inputs,
    outputs,
    line,
    rows: size,
    batch,
    weighted,
    decay,
    l1,
    dropout,
    loss,
    optimizer,
    seed,
  } = drawn;
  const sum = line && loss !== crossEntropy;
  const form = shape(sum ? [inputs, hidden[0] ?? 0, 1] : [inputs, ...hidden, outputs], sum);
  const { normal, uniform, integer } = random(seed);
  const values = (count: number) => new Float64Array(count).map(() => Math.fround(normal()));
  const classes = loss === crossEntropy;
  const rows = {
    x: values(size * inputs),
    y: classes ? new Float64Array(size).map(() => integer(outputs)) : values(size * form.sizes.at(-1)!),
    weights: weighted ? new Float64Array(size).map(() => 0.1 + uniform()) : undefined,
    size,
  };
  const start = values(form.count).map((value) => value / 3); // more bits than float32 has
  const batchSize = Math.min(batch, size);
  const free = () => integer(10) >= drawn.frozen;
  const trained = { layers: form.places.map(() => ({ weights: free(), biases: free() })), line: free() };
  return { problem: { form, rows, loss, optimizer, trained, batchSize, weightDecay: decay, l1, dropout, seed }, start };
}

allowFusedProducts();

type Modules = typeof import("./dense.wasm.ts");

/** Engines whose products are of the kind that is said, where this Node can compile them. */
async function enginesWith(products: "plain" | "fused"): Promise<typeof denseEngine> {
  vi.resetModules();
  vi.doMock("./dense.wasm.ts", async (original) => {
    const { MODULE, FUSED_MODULE } = await original<Modules>();
    const wanted = products === "plain" ? MODULE : FUSED_MODULE;
    return { MODULE: wanted, FUSED_MODULE: wanted };
  });
  return (await import("./engines.ts")).denseEngine;
}

afterAll(() => {
  vi.doUnmock("./dense.wasm.ts");
  vi.resetModules();
});

test.each(["plain", "fused"] as const)(
  "compiled steps with %s products are those of the loop over rows, to float32's precision",
  async (products) => {
    const denseEngine = await enginesWith(products);
    fc.assert(
      fc.property(problems, (drawn) => {
        const { problem, start } = setUp(drawn);
        const { size } = problem.rows;
        const [rows, compiled] = [denseEngine(problem, start, "rows"), denseEngine(problem, start, "compiled")];
        expect(compiled.method).toBe("compiled");
        const { integer } = random(drawn.seed);
        for (let step = 0; step < 3; step++) {
          const whole = problem.batchSize === size;
          const batch = whole ? undefined : Uint32Array.from({ length: problem.batchSize }, () => integer(size));
          const before = rows.params();
          // From the same place each time: where a unit is about to switch, rounding decides, and paths may part.
          compiled.setParams(before);
          expect(rows.step(batch, 0.01)).toBe(true);
          expect(compiled.step(batch, 0.01)).toBe(true);
          const [expected, seen] = [rows.params(), compiled.params()];
          for (const [from, to] of rangesOf(problem.form, problem.trained).frozen) {
            expect(expected.subarray(from, to)).toEqual(start.subarray(from, to));
            expect(seen.subarray(from, to)).toEqual(start.subarray(from, to));
          }
          const reach = Math.max(...expected.map((value, i) => Math.abs(value - before[i])), 1e-3);
          const off = seen.map((value, i) => Math.abs(value - expected[i]));
          // Adam divides by the gradient's size, and sign flips of one that is all rounding are whole steps.
          const median = off.slice().sort()[off.length >> 1];
          expect(median).toBeLessThan(1e-6 + 1e-3 * reach);
          if (drawn.optimizer.name !== "adam") expect(Math.max(...off)).toBeLessThan(2e-6 + 1e-3 * reach);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  },
);
