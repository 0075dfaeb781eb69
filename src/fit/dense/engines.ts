// engines.ts: how steps of dense layers are taken: by the loops that define them, or compiled.
import type { Range } from "../parameters.ts";
import { type CompiledDense, compiledDense } from "./compiled.ts";
import { dropoutMasks } from "./dropout.ts";
import type { DenseProblem } from "./problem.ts";
import { type DenseRows, denseReference } from "./reference.ts";
import type { Shape } from "./shape.ts";
import { sparsity } from "./sparsity.ts";
import { rangesOf } from "./trained.ts";

/** 'rows' is the loop over rows in float64; 'compiled' does the same in WebAssembly, in float32. */
export const DENSE_METHODS = ["compiled", "rows"] as const;

export type DenseMethod = (typeof DENSE_METHODS)[number];

export interface DenseEngine {
  readonly method: DenseMethod;
  /** a copy of the parameters as they stand */
  readonly params: () => Float64Array;
  readonly setParams: (params: Float64Array) => void;
  /**
   * One step down the gradient over these rows, or over all of them in their order. False if it would leave the finite
   * numbers, and then it is not taken.
   */
  readonly step: (batch: Uint32Array | undefined, rate: number) => boolean;
  /** Takes up what now stands in the rows' arrays; true if it has seen that all x are finite. */
  readonly reread: () => boolean;
}

/** Parameters beyond this are as good as infinite. */
const HUGE = 1e100;

/** The engine that is asked for; the loops in TypeScript where the compiled ones cannot do it. */
export function denseEngine(problem: DenseProblem, start: Float64Array, wanted: DenseMethod): DenseEngine {
  const compiled = wanted === "compiled" ? compiledDense(problem) : undefined;
  if (!compiled && problem.team) throw new Error("train: team must have WebAssembly with SIMD, and memory for it");
  const { frozen } = rangesOf(problem.form, problem.trained);
  return compiled ? byModule(compiled, start, frozen) : byRows(problem, start, frozen);
}

function byModule(compiled: CompiledDense, start: Float64Array, frozen: readonly Range[]): DenseEngine {
  compiled.setParams(start);
  let still = true; // nothing has moved from where it was given
  return {
    method: "compiled",
    params() {
      if (still) return start.slice();
      const params = compiled.params();
      // As they were given: the module rounds to float32.
      for (const [from, to] of frozen) params.set(start.subarray(from, to), from);
      return params;
    },
    setParams: compiled.setParams,
    step(batch, rate) {
      const taken = compiled.step(batch, rate);
      if (taken) still = false;
      return taken;
    },
    reread: compiled.reread,
  };
}

function byRows(problem: DenseProblem, start: Float64Array, frozen: readonly Range[]): DenseEngine {
  const { form, rows, loss, optimizer, batchSize, weightDecay, l1, dropout, seed } = problem;
  const { evaluate } = denseReference(form, loss, batchSize);
  const params = start.slice();
  const gradient = new Float64Array(form.count);
  const state = optimizer.init(form.count);
  const before = { params: params.slice(), state: state.slice() };
  const nextMasks = dropout > 0 ? dropoutMasks(form, batchSize, dropout, seed) : undefined;
  const gather = gatherer(rows, batchSize);
  const sparse = l1 > 0 ? sparsity(form, l1) : undefined;
  return {
    method: "rows",
    params: () => params.slice(),
    setParams: (next) => params.set(next),
    reread: () => false,
    step(batch, rate) {
      const value = evaluate(params, batch ? gather(batch) : rows, gradient, nextMasks?.());
      if (weightDecay > 0) addDecay(form, params, weightDecay, gradient);
      sparse?.pull(params, gradient);
      before.params.set(params);
      before.state.set(state);
      optimizer.step(params, gradient, state, rate);
      sparse?.stop(params);
      for (const [from, to] of frozen) params.set(start.subarray(from, to), from);
      if (Number.isFinite(value) && params.every((p) => Math.abs(p) < HUGE)) return true;
      params.set(before.params);
      state.set(before.state);
      return false;
    },
  };
}

/** Weights pull towards 0 by λ times themselves, as PyTorch's `weight_decay` has it; biases do not. */
function addDecay({ places, slope, count }: Shape, params: Float64Array, decay: number, gradient: Float64Array): void {
  for (const { weights, biases } of places) for (let i = weights; i < biases; i++) gradient[i] += decay * params[i];
  if (slope !== undefined) for (let i = slope; i < count; i++) gradient[i] += decay * params[i];
}

/** Copies the rows of a batch together, into arrays that the next call overwrites. */
function gatherer({ x, y, weights, size }: DenseRows, capacity: number): (batch: Uint32Array) => DenseRows {
  const columns = [x, y, ...(weights ? [weights] : [])].map((from) => {
    const width = from.length / size;
    return { from, width, to: new Float64Array(width * capacity) };
  });
  const [batchX, batchY, batchWeights] = columns.map(({ to }) => to);
  return (batch) => {
    for (const { from, width, to } of columns) {
      for (let r = 0, at = 0; r < batch.length; r++) {
        const first = batch[r] * width;
        for (let i = 0; i < width; i++) to[at++] = from[first + i];
      }
    }
    return { x: batchX, y: batchY, weights: batchWeights, size: batch.length };
  };
}
