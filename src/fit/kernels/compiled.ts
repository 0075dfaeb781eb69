// compiled.ts: the same loops from WebAssembly: whole stretches of steps without a line of JavaScript between them.
import { centered, type PrefixSums, prefixSums, SUMS, type TrainingRows } from "../training-rows.ts";
import { MODULE } from "./descent.wasm.ts";
import { instances } from "./instance.ts";

/** What assembly/descent.ts exports; addresses are known once `layout` has run. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly layout: (
    rows: number,
    units: number,
    stretch: number,
    lossRule: number,
    delta: number,
    weighted: boolean,
    meanX: number,
    meanY: number,
    total: number,
  ) => number;
  readonly setSquares: (squares: number) => void;
  readonly evaluate: () => void;
  readonly advance: (
    from: number,
    to: number,
    ranges: number,
    rule: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ) => void;
  readonly loss: WebAssembly.Global;
  readonly [address: string]: unknown;
}

const LOSSES = ["mse", "mae", "huber"] as const;
const OPTIMIZERS = ["sgd", "momentum", "adam"] as const;

/** A problem in the memory of a module of its own; the arrays are views of it. */
export interface Compiled {
  readonly params: Float64Array;
  readonly gradient: Float64Array;
  readonly state: Float64Array;
  readonly rates: Float64Array;
  /** the sums in use, for mean squared error */
  readonly sums: PrefixSums | undefined;
  /** writes the gradient at params, and returns the loss */
  readonly evaluate: () => number;
  /** takes a step for each rate in [from, to), but stops after one that ends at a loss that is not finite */
  readonly advance: (from: number, to: number) => void;
  /** the loss after the last step */
  readonly loss: () => number;
}

export interface CompiledOptions {
  readonly units: number;
  readonly loss: { readonly rule: (typeof LOSSES)[number]; readonly delta: number };
  readonly optimizer: {
    readonly rule: (typeof OPTIMIZERS)[number];
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
  };
  /** [start, end) of the parameters that are trained */
  readonly trained: readonly (readonly [number, number])[];
  /** how many rates there is to be room for */
  readonly stretch: number;
}

const instance = instances<Exports>(MODULE);

/**
 * A problem made ready for the compiled loops; nothing where WebAssembly (with SIMD) is missing or memory has run out, or
 * where rows of an absolute or Huber loss have weights: the TypeScript loops do the same, more slowly.
 */
export function compiled(rows: TrainingRows, options: CompiledOptions): Compiled | undefined {
  const { units, loss, optimizer, trained, stretch } = options;
  const lossRule = LOSSES.indexOf(loss.rule);
  if (loss.rule !== "mse" && rows.weights) return undefined;
  const wasm = instance();
  if (!wasm) return undefined;
  const { size, weights, meanX, meanY, total } = rows;
  if (!wasm.layout(size, units, stretch, lossRule, loss.delta, weights !== undefined, meanX, meanY, total)) {
    return undefined;
  }
  const view = (name: string, length: number) =>
    new Float64Array(wasm.memory.buffer, (wasm[name] as WebAssembly.Global).value >>> 0, length);
  const count = 2 + 3 * units;
  view("X", size).set(rows.x);
  let sums: PrefixSums | undefined;
  if (loss.rule === "mse") {
    const out = { moments: view("SUMS", SUMS * (size + 1)), weights: weights && view("WEIGHT_SUMS", size + 1) };
    sums = prefixSums(rows, out);
    wasm.setSquares(sums.squares);
  } else {
    const { u, v } = centered(rows);
    view("U", size).set(u);
    view("V", size).set(v);
  }
  const spans = joined(trained, units);
  const ranges = new Int32Array(wasm.memory.buffer, (wasm.RANGES as WebAssembly.Global).value, 2 * spans.length);
  ranges.set(spans.flat());
  const { beta1, beta2, epsilon } = optimizer;
  const rule = OPTIMIZERS.indexOf(optimizer.rule);
  return {
    params: view("PARAMS", count),
    gradient: view("GRADIENT", count),
    state: view("STATE", [0, count, 2 + 2 * count][rule]),
    rates: view("RATES", stretch),
    sums,
    evaluate() {
      wasm.evaluate();
      return wasm.loss.value;
    },
    advance: (from, to) => wasm.advance(from, to, spans.length, rule, beta1, beta2, epsilon),
    loss: () => wasm.loss.value,
  };
}

/** The ranges where there is an even number of units, as the module has it; neighbours made one. */
function joined(trained: CompiledOptions["trained"], units: number): [start: number, end: number][] {
  const spare = units % 2;
  // A range [2 + i·units, 2 + (i + 1)·units) has i spare units before it, and ends after one of its own.
  const shift = (index: number) => (index > 2 ? spare * Math.floor((index - 2) / units) : 0);
  const spans: [number, number][] = [];
  for (const [start, end] of trained) {
    const from = start + shift(start);
    const to = end + shift(end);
    const last = spans.at(-1);
    if (last?.[1] === from) last[1] = to;
    else spans.push([from, to]);
  }
  return spans;
}
