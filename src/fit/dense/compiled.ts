// compiled.ts: steps of dense layers from WebAssembly, in float32.
import { dropoutMasks } from "./dropout.ts";
import { exchange, fours, type Kernels, kernels, LARGE, type PaddedPlace, padded, type Room } from "./memory.ts";
import { narrowSteps } from "./narrow.ts";
import { outputMeasure } from "./output-losses.ts";
import type { DenseProblem, Stepper } from "./problem.ts";
import { numbersOf, type Team } from "./team.ts";
import { updater } from "./updater.ts";

export interface CompiledDense extends Stepper {
  readonly params: () => Float64Array;
  readonly setParams: (params: Float64Array) => void;
}

/** Rows whose values are held at once: those of a few hundred units stay in the cache. */
const TOGETHER = 256;

const NO_ROOM = new Error("no memory left");

/** A problem in the memory of a module of its own; nothing where that is not to be had or its rules are one's own. */
export function compiledDense(problem: DenseProblem): CompiledDense | undefined {
  if (!problem.optimizer.kernel) return undefined;
  const wasm = kernels();
  if (!wasm) return undefined;
  const room: Room = (count) => {
    const at = wasm.take(4 * count) >>> 0;
    if (at === 0) throw NO_ROOM;
    return at;
  };
  try {
    return ready(problem, wasm, room);
  } catch (error) {
    if (error === NO_ROOM || error instanceof RangeError) return undefined;
    throw error;
  }
}

function ready(problem: DenseProblem, wasm: Kernels, room: Room): CompiledDense {
  const { form, optimizer } = problem;
  const layout = padded(form);
  const P = room(layout.bytes / 4);
  const { step, reread } = narrowSteps(problem, wasm, room, layout, P) ?? layerSteps(problem, wasm, room, P);
  const block = () => new Float32Array(wasm.memory.buffer, P, layout.bytes / 4);
  return {
    params() {
      const params = new Float64Array(form.count);
      exchange(layout, params, block(), false);
      return params;
    },
    setParams: (params) => exchange(layout, params, block(), true),
    step: (batch, rate) => step(batch, rate ?? optimizer.learningRate),
    reread,
  };
}

/** Layer by layer, some hundred rows at a time. */
function layerSteps(problem: DenseProblem, wasm: Kernels, room: Room, P: number): Stepper {
  const { form, rows, loss, batchSize, trained, dropout, seed, team } = problem;
  const layout = padded(form);
  const { layers, line } = layout;
  const last = layers.length - 1;
  const learns = trained.layers.map(({ weights, biases }) => weights || biases);
  const lowest = learns.includes(true) ? learns.indexOf(true) : last; // pulls go no further down
  const inputs = layers[0].inputs;
  const together = fours(Math.min(TOGETHER, batchSize));
  const outputs = form.sizes[form.sizes.length - 1];
  const outWidth = layers[last].units;
  const X = room(fours(rows.size) * inputs);
  const chosenAt = room(together);
  const batchX = room(together * inputs);
  const values = layers.map(({ units }) => room(together * units));
  const pulls = layers.map(({ units }) => room(together * units));
  const masks = dropout > 0 ? layers.slice(0, last).map(({ units }) => room(together * units)) : undefined;
  const lineOut = line && room(together * outWidth);
  const noBiases = room(Math.max(4, outWidth));
  const numbers = team ? numbersOf(layout.bytes) : layout.bytes / 4;
  const G = room(numbers);
  const others = team ? room(layout.bytes / 4) : 0;
  const update = updater(problem, wasm, room, layout, P, G);
  // No more room is taken from here on, so that views of the memory stay what they are.
  const { buffer } = wasm.memory;
  const outView = new Float32Array(buffer, values[last], together * outWidth);
  const pullView = new Float32Array(buffer, pulls[last], together * outWidth);
  const chosen = new Uint32Array(buffer, chosenAt, together);
  const allX = new Float32Array(buffer, X, rows.size * inputs);
  let largestX = 0;
  const reread = (): boolean => {
    fill(allX, inputs, rows.x, form.sizes[0], rows.size);
    largestX = wasm.largest(X, 4 * allX.length);
    return Number.isFinite(largestX);
  };
  reread();
  const gradient = new Float32Array(buffer, G, numbers);
  const other = new Float32Array(buffer, others, layout.bytes / 4);

  const yWidth = rows.y.length / rows.size;
  const measure = outputMeasure(loss);
  const out = new Float64Array(together * outputs);
  const pull = new Float64Array(together * outputs);
  const y = new Float64Array(together * yWidth);
  const weights = rows.weights && new Float64Array(together);
  const nextMasks = masks && dropoutMasks(form, batchSize, dropout, seed);
  const maskViews = masks?.map((at, l) => new Float32Array(buffer, at, together * layers[l].units));

  /** Loss and pulls of rows whose x lies at `x`; NaN where they might leave float32. */
  const passes = (x: number, count: number): number => {
    const padding = fours(count);
    layers.forEach(({ units, inputs, weights, biases }, l) => {
      const from = l === 0 ? x : values[l - 1];
      wasm.forward(from, P + weights, P + biases, values[l], padding, units, 4 * inputs, l < last);
      if (masks && l < last) wasm.multiply(values[l], masks[l], 4 * padding * units);
    });
    if (line && lineOut !== undefined) {
      wasm.forward(x, P + line.weights, noBiases, lineOut, padding, line.units, 4 * line.inputs, false);
      wasm.addScaled(values[last], lineOut, 4 * padding * outWidth, 1);
    }
    for (let r = 0, at = 0; r < count; r++) for (let o = 0; o < outputs; o++) out[at++] = outView[r * outWidth + o];
    const value = measure(out, y, weights, count, outputs, pull);
    pullView.fill(0, count * outWidth, padding * outWidth);
    for (let r = 0, at = 0; r < count; r++) for (let o = 0; o < outputs; o++) pullView[r * outWidth + o] = pull[at++];
    for (let l = last; l > lowest; l--) {
      const { units, inputs, weights } = layers[l];
      wasm.back(pulls[l], P + weights, values[l - 1], pulls[l - 1], padding, units, inputs);
      if (masks) wasm.multiply(pulls[l - 1], masks[l - 1], 4 * padding * inputs);
    }
    for (let l = lowest; l <= last; l++) {
      const reach = l === 0 ? largestX : wasm.largest(values[l - 1], 4 * padding * layers[l].inputs);
      const steep = wasm.largest(pulls[l], 4 * padding * layers[l].units);
      if (!(count * steep * Math.max(1, reach) < LARGE)) return Number.NaN;
    }
    return value;
  };

  /** Adds `scale` times their gradient to what lies from `to` on. */
  const leave = (x: number, count: number, to: number, scale: number): void => {
    const padding = fours(count);
    const add = (
      { units, inputs, weights, biases }: PaddedPlace,
      pullsAt: number,
      from: number,
      biasesAt = to + biases,
    ) => wasm.accumulate(pullsAt, from, to + weights, biasesAt, padding, units, 4 * inputs, scale);
    layers.forEach((layer, l) => {
      if (learns[l]) add(layer, pulls[l], l === 0 ? x : values[l - 1]);
    });
    if (line && trained.line) add(line, pulls[last], x);
  };

  /** Makes what lies at G the sum over the team, by each member in the same order; false if a share of one was not `fine`. */
  const summed = ({ exchange, index, size }: Team, fine: boolean): boolean => {
    const flag = layout.bytes / 4;
    gradient[flag] = fine ? 0 : Number.NaN;
    const all = exchange(gradient);
    const first = size > 2 ? 0 : index; // of two the order does not matter, and one's own stand there
    if (first !== index) gradient.set(all[first]);
    all.forEach((values, member) => {
      if (member === first) return;
      other.set(values.subarray(0, flag));
      wasm.addScaled(G, others, layout.bytes, 1);
    });
    return all.every((values) => values[flag] === 0);
  };

  const step: Stepper["step"] = (batch, rate) => {
    const size = batch?.length ?? rows.size;
    const fused = !team && size <= together && update.fused;
    const [begin, end] = team ? shareOf(size, team) : [0, size];
    let fine = true;
    const total = fused ? 1 : weightOf(rows.weights, batch, 0, size) || 1;
    if (!fused) wasm.clear(G, layout.bytes);
    const drawn = nextMasks?.();
    for (let from = begin; from < end && fine; from += together) {
      const count = Math.min(together, end - from);
      const at = batch ? batchX : X + 4 * inputs * from;
      for (let r = 0; r < count; r++) {
        const row = batch ? batch[from + r] : from + r;
        chosen[r] = row;
        for (let o = 0; o < yWidth; o++) y[r * yWidth + o] = rows.y[row * yWidth + o];
        if (weights) weights[r] = rows.weights![row];
      }
      const share = fused ? 1 : weightOf(rows.weights, batch, from, from + count) / total;
      if (share === 0) continue;
      drawn?.forEach((mask, l) => {
        const { units, place } = layers[l];
        fill(maskViews![l], units, mask.subarray(from * place.units), place.units, count);
      });
      if (batch) {
        wasm.gather(X, 4 * inputs, chosenAt, count, batchX);
        if (count < fours(count)) wasm.clear(batchX + 4 * inputs * count, 4 * inputs * (fours(count) - count));
      }
      fine = Number.isFinite(passes(at, count));
      if (!fine) break;
      if (fused) leave(at, count, P, -rate);
      else leave(at, count, G, share);
    }
    if (team) fine = summed(team, fine);
    return fine && (fused || update.step(rate));
  };
  return { step, reread };
}

/** The rows [from, to) of a batch that are a member's own: fours, as many as the others'. */
function shareOf(rows: number, { index, size }: Team): [number, number] {
  const upTo = (index: number) => Math.min(rows, fours((rows * index) / size));
  return [upTo(index), upTo(index + 1)];
}

/** Copies rows of `from` numbers each to rows of `to` numbers; of as many, all at once. */
function fill(out: Float32Array, to: number, values: Float64Array, from: number, rows: number): void {
  // One loop where it can be, since V8's own `set` from float64 to float32 takes half as long again.
  if (to === from) for (let i = 0; i < from * rows; i++) out[i] = values[i];
  else for (let r = 0; r < rows; r++) for (let i = 0; i < from; i++) out[r * to + i] = values[r * from + i];
}

/** Σ weights of the rows [from, to) of a batch. */
function weightOf(weights: Float64Array | undefined, batch: Uint32Array | undefined, from: number, to: number): number {
  if (!weights) return to - from;
  let sum = 0;
  for (let i = from; i < to; i++) sum += weights[batch ? batch[i] : i];
  return sum;
}
