// engine.ts: how a run takes its steps; the fastest exact way that loss and optimizer allow.
import { batches, type RowOrder } from "./batches.ts";
import { compiled } from "./kernels/compiled.ts";
import { evaluateRows } from "./kernels/reference.ts";
import type { Loss } from "./losses.ts";
import { lossByMoments, lossFromRows, measureByRows, measureSorted } from "./measures.ts";
import type { Optimizer } from "./optimizers.ts";
import { type parameterRanges, unitCount } from "./parameters.ts";
import type { TrainingRows } from "./training-rows.ts";

/** 'rows' loops over rows and units as the definition does; 'sorted' uses that x is sorted; 'compiled' does so in WebAssembly. */
export const METHODS = ["compiled", "sorted", "rows"] as const;

export type Method = (typeof METHODS)[number];

export interface Problem {
  readonly rows: TrainingRows;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly ranges: ReturnType<typeof parameterRanges>;
}

/** Where a run stands. The arrays are changed in place. */
export interface Position {
  readonly params: Float64Array;
  readonly state: Float64Array;
  /** of the loss over all rows, at params; stale while loss is undefined */
  readonly gradient: Float64Array;
  loss: number | undefined;
}

export interface Engine {
  readonly position: Position;
  readonly method: Method;
  /** the learning rates of the next steps, for the caller to fill */
  readonly rates: Float64Array;
  /**
   * Takes one step for each of the first `count` rates, and returns how many it took. Fewer than asked: the next one
   * would have left the finite numbers, and the position is the last that did not.
   */
  readonly advance: (count: number) => number;
  /** makes the position's gradient current, and returns the loss over all rows */
  readonly evaluate: () => number;
  /** that loss, right to 1e-6 of itself however small it is */
  readonly exactLoss: () => number;
}

/** The most steps that are taken between two looks at whether all numbers are still finite. */
const STRETCH = 1024;

/** Parameters beyond this are as good as infinite: their squares, times the rows', would be. */
const HUGE = 1e100;

/** Steps down the gradient over all rows. Falls back from 'compiled' to 'sorted' where the compiled loops cannot do it. */
export function fullBatch(problem: Problem, start: Float64Array, wanted: Method): Engine {
  const engine = wanted === "compiled" ? compiledEngine(problem, start) : undefined;
  if (engine) return engine;
  const { optimizer, ranges } = problem;
  const parts = measured(problem, start, wanted);
  const { position, rates, evaluate } = parts;
  const { params, gradient, state } = position;
  const still = ranges.frozen.map(([start, end]) => params.slice(start, end));
  const advance = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      optimizer.step(params, gradient, state, rates[i]);
      for (const [r, [start]] of ranges.frozen.entries()) params.set(still[r], start);
      position.loss = evaluate();
      if (!Number.isFinite(position.loss)) return;
    }
  };
  return { ...parts, advance: guarded(position, advance) };
}

/** Steps down the gradient over a few rows at a time, by the loop over them. */
export function miniBatch(
  problem: Problem,
  start: Float64Array,
  wanted: Method,
  batchSize: number,
  order: RowOrder,
): Engine {
  const { rows, loss, optimizer, ranges } = problem;
  const parts = measured(problem, start, wanted);
  const { position, rates } = parts;
  const { params, state } = position;
  const { given } = rows;
  const next = batches(rows.size, batchSize, order);
  const x = new Float64Array(batchSize);
  const y = new Float64Array(batchSize);
  const weights = given.weights && new Float64Array(batchSize);
  const gradient = new Float64Array(params.length);
  const before = { params: params.slice(), state: state.slice() };
  const advance = (count: number): number => {
    position.loss = undefined;
    for (let i = 0; i < count; i++) {
      const batch = next();
      for (let r = 0; r < batch.length; r++) {
        x[r] = given.x[batch[r]];
        y[r] = given.y[batch[r]];
        if (weights) weights[r] = given.weights![batch[r]];
      }
      before.params.set(params);
      before.state.set(state);
      const value = evaluateRows({ x, y, weights }, batch.length, loss, params, gradient);
      optimizer.step(params, gradient, state, rates[i]);
      for (const [start, end] of ranges.frozen) params.set(before.params.subarray(start, end), start);
      if (Number.isFinite(value) && params.every((p) => Math.abs(p) < HUGE)) continue;
      params.set(before.params);
      state.set(before.state);
      return i;
    }
    return count;
  };
  return { ...parts, advance };
}

/** The parts of an engine in TypeScript, but for its steps. */
function measured({ rows, loss, optimizer }: Problem, params: Float64Array, wanted: Method): Omit<Engine, "advance"> {
  const method = wanted === "rows" ? "rows" : "sorted";
  const measure = (method === "rows" ? measureByRows : measureSorted)(rows, loss, unitCount(params));
  const gradient = new Float64Array(params.length);
  return {
    method,
    position: { params, gradient, state: optimizer.init(params.length), loss: measure.evaluate(params, gradient) },
    rates: new Float64Array(STRETCH),
    evaluate: () => measure.evaluate(params, gradient),
    exactLoss: () => measure.exactLoss(params),
  };
}

function compiledEngine({ rows, loss, optimizer, ranges }: Problem, start: Float64Array): Engine | undefined {
  if (!loss.kernel || !optimizer.kernel) return undefined;
  const units = unitCount(start);
  const wasm = compiled(rows, {
    units,
    loss: loss.kernel,
    optimizer: optimizer.kernel,
    trained: ranges.trained,
    stretch: STRETCH,
  });
  if (!wasm) return undefined;
  const { params, gradient, state, rates, sums, evaluate } = wasm;
  params.set(start);
  state.set(optimizer.init(params.length));
  const position: Position = { params, gradient, state, loss: evaluate() };
  const byMoments = sums && lossByMoments(rows, loss, sums, units);
  const advance = (from: number, to: number): void => {
    wasm.advance(from, to);
    position.loss = wasm.loss();
  };
  return {
    position,
    method: "compiled",
    rates,
    evaluate,
    exactLoss: () => byMoments?.(params) ?? lossFromRows(rows, loss, params),
    advance: guarded(position, advance),
  };
}

/**
 * Makes an engine's `advance` of one that may overrun: it goes through rates [from, to) until the loss is no longer
 * finite, but is then past the last position that was. Steps are deterministic, so they are taken again, up to that one.
 */
function guarded(position: Position, advance: (from: number, to: number) => void): Engine["advance"] {
  const { params, gradient, state, loss } = position;
  // Made once: a step may take less time than an allocation.
  const begin: Position = { params: params.slice(), gradient: gradient.slice(), state: state.slice(), loss };
  const before: Position = { params: params.slice(), gradient: gradient.slice(), state: state.slice(), loss };
  const finite = (): boolean => {
    if (!Number.isFinite(position.loss)) return false;
    for (let i = 0; i < params.length; i++) if (!Number.isFinite(params[i])) return false;
    return true;
  };
  const copy = (from: Position, to: Position): void => {
    to.params.set(from.params);
    to.gradient.set(from.gradient);
    to.state.set(from.state);
    to.loss = from.loss;
  };
  return (count) => {
    copy(position, begin);
    advance(0, count);
    if (finite()) return count;
    copy(begin, position);
    for (let i = 0; i < count; i++) {
      copy(position, before);
      advance(i, i + 1);
      if (finite()) continue;
      copy(before, position);
      return i;
    }
    return count;
  };
}
