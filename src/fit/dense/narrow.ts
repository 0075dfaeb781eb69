// narrow.ts: compiled steps of one hidden layer over one or two inputs, whose rows lie four by four.
import type { Kernels, Padded, Room } from "./memory.ts";
import type { DenseProblem, Stepper } from "./problem.ts";
import { updater } from "./updater.ts";

/** Groups of four rows at a time: where units are on at them stays in a near cache. */
const TOGETHER = 64;

/** Numbers of a group, as in assembly/narrow.ts: four each of x₁, x₂, f, y and the rows' shares. */
const GROUP = 20;

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
  const capacity = groupsOf(Math.min(batchSize, rows.size));
  const groupsAt = room(GROUP * capacity);
  const on = room(2 * Math.min(TOGETHER, capacity) * layers[0].units);
  const G = room(layout.bytes / 4);
  const update = updater(problem, wasm, room, layout, P, G);
  const groups = new Float32Array(wasm.memory.buffer, groupsAt, GROUP * capacity);
  let filled = 0; // groups that stand there now

  const write = (batch: Uint32Array | undefined): void => {
    const size = batch?.length ?? rows.size;
    let total = size;
    if (rows.weights) {
      total = 0;
      for (let r = 0; r < size; r++) total += rows.weights[batch ? batch[r] : r];
    }
    filled = groupsOf(size);
    groups.fill(0, GROUP * (filled - 1), GROUP * filled);
    for (let r = 0; r < size; r++) {
      const row = batch ? batch[r] : r;
      const at = GROUP * (r >> 2) + (r & 3);
      groups[at] = rows.x[row * inputs];
      groups[at + 4] = inputs > 1 ? rows.x[row * inputs + 1] : 0;
      groups[at + 12] = rows.y[row];
      groups[at + 16] = rows.weights ? rows.weights[row] / (total || 1) : 1 / total;
    }
  };
  let whole = false; // whether those are all rows, in their order

  const [first, last] = layers;
  const step: Stepper["step"] = (batch, rate) => {
    if (batch || !whole) write(batch);
    whole = !batch;
    wasm.clear(G, layout.bytes);
    let value = 0;
    for (let from = 0; from < filled; from += TOGETHER) {
      value += wasm.narrow(
        groupsAt + 4 * GROUP * from,
        Math.min(TOGETHER, filled - from),
        P + first.weights,
        P + first.biases,
        P + last.weights,
        first.units,
        P + last.biases,
        line ? P + line.weights : 0,
        G - P,
        on,
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

const groupsOf = (rows: number): number => Math.ceil(rows / 4);
