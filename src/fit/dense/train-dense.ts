// train-dense.ts: training runs of sums of several inputs and of networks.
import { batches, type RowOrder, shuffled } from "../batches.ts";
import { nonNegative, numberThat, record, show, wholeFrom } from "../check.ts";
import type { Loss } from "../losses.ts";
import type { Optimizer } from "../optimizers.ts";
import type { Range } from "../parameters.ts";
import { constant, type Schedule } from "../schedules.ts";
import type { UnitState } from "../unit-states.ts";
import { checkedStopping, type EarlyStopping, split, watching } from "./early-stopping.ts";
import { DENSE_METHODS, type DenseMethod, denseEngine } from "./engines.ts";
import { linearRegions } from "./linear-regions.ts";
import type { ClassLoss } from "./output-losses.ts";
import { overRows } from "./over-rows.ts";
import { quickLoss } from "./quick-loss.ts";
import type { DenseRows } from "./reference.ts";
import { checkedRows, type RowsTable } from "./rows-table.ts";
import {
  checkedDense,
  type DenseGradient,
  type DenseModel,
  denseFields,
  packDense,
  shapeOf,
  unpackDense,
} from "./shape.ts";
import type { Team } from "./team.ts";
import { type Frozen, rangesOf, trainedOf } from "./trained.ts";

export interface DenseTrainOptions<M extends DenseModel = DenseModel> {
  readonly loss: Loss | ClassLoss;
  readonly optimizer: Optimizer;
  /**
   * what stays as it is, to the last bit, decay or not; none unless said. Of a sum kinds of parameter, `["m", "b"]`; of a
   * network layers, counted from 0, as PyTorch's `requires_grad_(False)` on them, or all its `"weights"` or `"biases"`
   */
  readonly frozen?: readonly Frozen<M>[];
  /** rows a step; all of them unless said */
  readonly batchSize?: number;
  /** what the optimizer's learning rate is multiplied by at each step; 1 unless said */
  readonly schedule?: Schedule;
  /** determines the order of rows, which are held out, and what dropout leaves out; 0 unless said */
  readonly seed?: number;
  /** the rows of each epoch in the order to take them, in place of a seeded shuffle; counted without those held out */
  readonly order?: RowOrder;
  /** λ: λ·w is added to the derivative by each weight w, biases and intercept left out; 0 unless said */
  readonly weightDecay?: number;
  /**
   * λ: what descent lowers is the loss + λ·Σ|w| over the weights w, biases and intercept left out; weights that the loss has
   * less use for than λ come to stand at 0; 0 unless said
   */
  readonly l1?: number;
  /** the chance with which each hidden value is left out of a step; 0 unless said */
  readonly dropout?: number;
  /** stop where the loss on held-out rows no longer falls, and go back to where it was least */
  readonly earlyStopping?: EarlyStopping;
  /** 'compiled' unless said: WebAssembly in float32, or as 'rows' where it cannot; 'rows' loops over the rows in float64 */
  readonly method?: DenseMethod;
  /**
   * makes this one of several runs on threads of their own, all with the same model, data and other options, that take the same
   * steps: each works on its share of every batch. 'compiled' only. `teamMember` makes one
   */
  readonly team?: Team;
}

/** 'stopped' where early stopping has ended the run; it is then at the parameters whose held-out loss was least. */
export type DenseStatus = "running" | "converged" | "stopped" | "diverged";

export interface DenseRun<M extends DenseModel = DenseModel> {
  /** Takes n more steps (fewer if it stops or diverges), and returns the run. */
  readonly step: (n?: number) => DenseRun<M>;
  /**
   * Goes on with what now stands in the data's x, y and weights, Float64Arrays that are read where they are: so that rows may
   * be others in each epoch, or too many to be held at once. `order` may call it.
   *
   * @throws {TypeError} if the data is not of Float64Arrays, or a share of it is held out
   * @throws {RangeError} if a number is not finite or no class: other rows must be read before the next step
   */
  readonly reread: () => void;
  /** the model as it now stands */
  readonly model: M;
  /** its loss over all rows that are trained on, without dropout and what shrinks weights */
  readonly loss: number;
  /** its loss over the rows held out, to about six digits where the steps are compiled; nothing without early stopping */
  readonly heldOutLoss: number | undefined;
  /** the derivative of `loss` by each parameter, frozen or not */
  readonly gradient: DenseGradient<M>;
  readonly steps: number;
  readonly status: DenseStatus;
  /** the number of the step that could not be taken because it diverged */
  readonly divergedAt: number | undefined;
  /** how the steps are taken */
  readonly method: DenseMethod;
  /** the learning rate of the next step */
  readonly rate: number;
  /** what the data can see of each unit, hidden layer after hidden layer */
  readonly units: readonly (readonly UnitState[])[];
  /**
   * how many linear regions the model has: a sum in the whole space; a network of two inputs in the rectangle of the rows,
   * of one input on the whole line. Exact, counted when asked for; undefined for networks of more inputs, and where there
   * may be too many: more than 100,000 of a sum, 1,000,000 of a network
   */
  readonly regions: number | undefined;
}

const OPTIONS = [
  ...["loss", "optimizer", "frozen", "batchSize", "schedule", "seed", "order"],
  ...["weightDecay", "l1", "dropout", "earlyStopping", "method", "team"],
];

/** `train` of a model that takes rows. */
export function trainDense<M extends DenseModel>(model: M, data: RowsTable, given: DenseTrainOptions<M>): DenseRun<M> {
  const checked = checkedDense(model);
  const form = shapeOf(checked);
  const { loss, optimizer, frozen, schedule, seed, weightDecay, l1, dropout, method, stopping } = checkedOptions(given);
  const all = checkedRows("train: data", data, form, loss);
  const { kept: rows, held } = split(all, form, loss, stopping, seed);
  const full = given.batchSize === undefined && given.order === undefined;
  const batchSize = Math.min(rows.size, wholeFrom(1, given.batchSize ?? rows.size, "train: batchSize"));
  const order = given.order ?? shuffled(rows.size, seed);
  if (typeof order !== "function")
    throw new TypeError(`train: order must be a function of the epoch, got ${show(order)}`);
  const next = full || (batchSize === rows.size && !given.order) ? undefined : batches(rows.size, batchSize, order);
  const trained = trainedOf(form, frozen);
  const problem = { form, rows, loss, optimizer, trained, batchSize, weightDecay, l1, dropout, seed, team: given.team };
  const ranges = rangesOf(form, trained).trained;
  const engine = denseEngine(problem, packDense(checked), method);
  const measures = overRows(form, loss);
  const quick = held && engine.method === "compiled" ? quickLoss(form, held, loss) : undefined;
  const heldLoss = (params: Float64Array): number => {
    const value = quick?.(params);
    return value !== undefined && Number.isFinite(value) ? value : measures.loss(params, held!);
  };
  const watch = held && watching(heldLoss, stopping!, Math.ceil(rows.size / batchSize));
  watch?.look(engine.params(), 0);
  let steps = 0;
  let stopped = false;
  let divergedAt: number | undefined;
  let seen: { params?: Float64Array; loss?: number; gradient?: Float64Array } = {};
  const params = (): Float64Array => {
    seen.params ??= engine.params();
    return seen.params;
  };
  const gradient = (): Float64Array => {
    seen.gradient ??= measures.gradient(params(), rows, new Float64Array(form.count));
    return seen.gradient;
  };

  const run: DenseRun<M> = {
    step(n = 1) {
      wholeFrom(0, n, "step: n");
      if (n > 0) seen = {};
      for (let left = n; left > 0 && !stopped && divergedAt === undefined; left--) {
        if (!engine.step(next?.(), run.rate)) {
          divergedAt = steps + 1;
          break;
        }
        steps++;
        if (!watch || steps % watch.every !== 0 || watch.look(engine.params(), steps)) continue;
        engine.setParams(watch.best());
        stopped = true;
      }
      return run;
    },
    reread() {
      const same = data.x === rows.x && data.y === rows.y && data.weights === rows.weights;
      if (!same) throw new TypeError("reread: data must be of Float64Arrays, no share of it held out");
      const finite = engine.reread();
      checkedRows("reread: data", data, form, loss, finite);
      seen = {};
    },
    get model() {
      return unpackDense(form, params()) as M;
    },
    get loss() {
      seen.loss ??= measures.loss(params(), rows);
      return seen.loss;
    },
    get heldOutLoss() {
      return held && heldLoss(params());
    },
    get gradient() {
      return denseFields(
        form,
        gradient().map((g) => g + 0), // no negative zeros
      ) as DenseGradient<M>;
    },
    get steps() {
      return steps;
    },
    get status() {
      if (divergedAt !== undefined) return "diverged";
      if (stopped) return "stopped";
      if (next || weightDecay > 0 || l1 > 0 || dropout > 0) return "running";
      if (run.loss <= nothing(loss, rows, engine.method)) return "converged";
      return atRest(ranges, params(), gradient(), run.loss, AT_REST[engine.method]) ? "converged" : "running";
    },
    get divergedAt() {
      return divergedAt;
    },
    method: engine.method,
    get rate() {
      return optimizer.learningRate * schedule(steps);
    },
    get units() {
      return measures
        .active(params(), rows)
        .map((layer, l) => Array.from(layer, (count) => stateOf(count, rows.size, l)));
    },
    get regions() {
      return linearRegions(run.model, rows);
    },
  };
  return run;
}

/** Residuals below this share of the targets' size are rounding. */
const ROUNDING: Readonly<Record<DenseMethod, number>> = { rows: 2 ** -50, compiled: 2 ** -20 };

/** The loss of residuals that are all rounding. */
function nothing(loss: Loss | ClassLoss, { y }: DenseRows, method: DenseMethod): number {
  if ("ofClasses" in loss) return 0;
  return loss.of(ROUNDING[method] * Math.sqrt(y.reduce((sum, value) => sum + value * value, 0) / y.length));
}

/** Shares of the loss that all parameters' derivatives, each times their size, may come to where descent has arrived. */
const AT_REST: Readonly<Record<DenseMethod, number>> = { rows: 1e-10, compiled: 1e-6 };

/**
 * Whether descent has nothing left to do: Σ |∂loss/∂p|·(root mean square of its layer's weights or biases) over what is
 * trained is a negligible share of the loss. No change of units alters that.
 */
function atRest(
  ranges: readonly Range[],
  params: Float64Array,
  gradient: Float64Array,
  loss: number,
  share: number,
): boolean {
  let reach = 0;
  for (const [from, to] of ranges) {
    let squares = 0;
    let slopes = 0;
    for (let i = from; i < to; i++) {
      squares += params[i] * params[i];
      slopes += Math.abs(gradient[i]);
    }
    // All zeros say nothing of the size that they will have: only no slope at all is rest there.
    reach += slopes === 0 ? 0 : slopes * (squares === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / (to - from)));
  }
  return reach <= share * loss;
}

function stateOf(count: number, rows: number, layer: number): UnitState {
  if (count === 0) {
    return { state: "dead", reason: `off at every row, so that nothing reaches it through layer ${layer + 1}` };
  }
  if (count === rows) return { state: "linear", reason: "on at every row" };
  return { state: "kinked", reason: `on at ${count} of ${rows} rows` };
}

function checkedOptions(given: object) {
  const options = record(given, "train: options", OPTIONS) as unknown as DenseTrainOptions;
  const { loss, optimizer, frozen = [], schedule = constant(), seed = 0, method = "compiled" } = options;
  if (typeof loss !== "function" || !("ofClasses" in loss || typeof loss.derivative === "function")) {
    throw new TypeError(`train: loss must be mse, mae, huber(delta) or crossEntropy, got ${show(loss)}`);
  }
  if (typeof optimizer?.step !== "function") {
    throw new TypeError(`train: optimizer must be made by sgd, momentum or adam, got ${show(optimizer)}`);
  }
  if (typeof schedule !== "function") {
    throw new TypeError(`train: schedule must be a function of the step, got ${show(schedule)}`);
  }
  if (!DENSE_METHODS.includes(method)) {
    throw new RangeError(`train: method must be one of ${DENSE_METHODS.join(", ")}, got ${show(method)}`);
  }
  if (options.team && (typeof options.team.exchange !== "function" || method !== "compiled")) {
    throw new TypeError("train: team must be made by teamMember, and method be 'compiled'");
  }
  numberThat(seed, "train: seed", "a whole number", Number.isSafeInteger);
  const weightDecay = nonNegative(options.weightDecay ?? 0, "train: weightDecay");
  const l1 = nonNegative(options.l1 ?? 0, "train: l1");
  const dropout = numberThat(options.dropout ?? 0, "train: dropout", "in [0, 1)", (v) => v >= 0 && v < 1);
  const stopping = options.earlyStopping && checkedStopping(options.earlyStopping);
  return { loss, optimizer, frozen, schedule, seed, method, weightDecay, l1, dropout, stopping };
}
