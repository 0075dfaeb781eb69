// narrow.ts: compiled steps of one hidden layer over one or two inputs, whose rows lie column by column.
import type { Kernels, Padded, Room } from "./memory.ts";
import type { DenseProblem, Stepper } from "./problem.ts";
import { updater } from "./updater.ts";

/** Rows at a time: their five columns stay in the nearest cache. */
const TOGETHER = 1024;

/** Steps of the squared error of such a sum or network; nothing for others. */
export function narrowSteps(
  problem: DenseProblem,
  wasm: Kernels,
  room: Room,
  layout: Padded,
  P: number,
): Stepper | undefined {
  const { form, rows, loss, batchSize, dropout } = problem;
  const { layers, line } = layout;
  const [inputs, units, outputs] = form.sizes;
  const fits = !problem.team && inputs <= 2 && units > 0 && outputs === 1 && layers.length === 2 && dropout === 0;
  if (!fits || "ofClasses" in loss || loss.kernel?.rule !== "mse") return undefined;
  const capacity = eights(Math.min(batchSize, rows.size));
  const columns = [room(capacity), room(capacity), room(capacity), room(capacity)];
  const pulls = room(capacity);
  const G = room(layout.bytes / 4);
  const update = updater(problem, wasm, room, layout, P, G);
  const { buffer } = wasm.memory;
  const [x1, x2, y, shares] = columns.map((at) => new Float32Array(buffer, at, capacity));
  let filled = 0; // rows that stand there now

  const write = (batch: Uint32Array | undefined): void => {
    const size = batch?.length ?? rows.size;
    let total = size;
    if (rows.weights) {
      total = 0;
      for (let r = 0; r < size; r++) total += rows.weights[batch ? batch[r] : r];
    }
    for (let r = 0; r < size; r++) {
      const row = batch ? batch[r] : r;
      x1[r] = rows.x[row * inputs];
      x2[r] = inputs > 1 ? rows.x[row * inputs + 1] : 0;
      y[r] = rows.y[row];
      shares[r] = rows.weights ? rows.weights[row] / (total || 1) : 1 / total;
    }
    for (const column of [x1, x2, y, shares]) column.fill(0, size);
    filled = size;
  };
  let whole = false; // whether those are all rows, in their order

  const [first, last] = layers;
  const step: Stepper["step"] = (batch, rate) => {
    if (batch || !whole) write(batch);
    whole = !batch;
    wasm.clear(G, layout.bytes);
    let value = 0;
    for (let from = 0; from < filled; from += TOGETHER) {
      const count = eights(Math.min(TOGETHER, filled - from));
      const [a, b, c, d] = columns;
      const at = 4 * from;
      value += wasm.narrow(
        a + at,
        b + at,
        c + at,
        d + at,
        pulls + at,
        count,
        P + first.weights,
        P + first.biases,
        P + last.weights,
        first.units,
        P + last.biases,
        line ? P + line.weights : 0,
        G - P,
      );
    }
    return Number.isFinite(value) && update.step(rate);
  };
  const reread = (): boolean => {
    whole = false;
    return false;
  };
  return { step, reread };
}

const eights = (count: number): number => Math.ceil(count / 8) * 8;
