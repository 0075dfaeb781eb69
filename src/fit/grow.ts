// grow.ts: a sum grown unit by unit, by descent between one unit and the next.
import { knots as knotsOf, type ReluSum } from "../core/index.ts";
import { bestInsertion, createBench } from "./best-fit-local.ts";
import { type Columns, writeModel } from "./best-fit-model.ts";
import { mse } from "./losses.ts";
import { adam } from "./optimizers.ts";
import { balanced } from "./scaled.ts";
import { cosine } from "./schedules.ts";
import { prepareRows, type Rows } from "./segments-rows.ts";
import { trainOn } from "./train.ts";
import { type TrainingRows, trainingRows } from "./training-rows.ts";

/** Places that a new knot may take, at most. */
const PLACES = 600;

/** Steps of Adam after each change, and their learning rate on scaled data. */
const STEPS = 600;
const LEARNING_RATE = 3e-3;

/** How often a unit is tried elsewhere, at most; and the share of the loss that makes it worth while. */
const TRIES = 64;
const GAIN = 1e-4;

/** Rows beyond this many are pooled while a sum grows. */
const POOL = 4096;

interface Grown {
  readonly model: ReluSum;
  readonly loss: number;
}

/**
 * A sum of k units, grown: each new unit's knot goes where it lowers the squared error most, the coefficients are
 * refitted by least squares, and Adam moves everything for a while. Then each unit in turn is taken out and put where
 * it helps most, for as long as that lowers the loss. Fewer units than k if the data has no room for more.
 *
 * @param columns scaled: x and y some units wide, and not far from 0
 */
export function grow(k: number, columns: Columns): ReluSum {
  const table = pooled(columns);
  const rows = prepareRows(table.x, table.y, table.weights);
  const bench = createBench(rows, k, 0);
  const places = placesAmong(rows);
  const training = trainingRows(table);
  const insert = (knots: Float64Array): Float64Array => {
    const { knot } = bestInsertion(bench, knots, places);
    return Number.isNaN(knot) ? knots : Float64Array.of(...knots, knot).sort();
  };
  const settle = (knots: Float64Array): Grown => settled(training, writeModel(rows, knots, table, mse).model);

  let best = settle(new Float64Array(0));
  for (let units = 1; units <= k; units++) {
    const before = innerKnots(best.model, rows);
    const knots = insert(before);
    if (knots.length === before.length) break;
    best = settle(knots);
  }
  let idle = 0; // tries since the last that helped
  for (let tried = 0; tried < TRIES && idle < k; tried++) {
    let knots: Float64Array = innerKnots(best.model, rows).filter((_, j) => j !== tried % k);
    for (let missing = k - knots.length; missing > 0; missing--) knots = insert(knots);
    const moved = settle(knots);
    if (moved.loss < best.loss * (1 - GAIN)) {
      best = moved;
      idle = 0;
    } else idle++;
  }
  return best.model;
}

function settled(rows: TrainingRows, model: ReluSum): Grown {
  const optimizer = adam({ learningRate: LEARNING_RATE });
  const start = balanced(model);
  // Not compiled: a growing sum takes dozens of short runs, and each would claim memory for a module of its own.
  const run = trainOn(start, rows, { loss: mse, optimizer, schedule: cosine({ steps: STEPS }), method: "sorted" });
  const before = run.loss;
  run.step(STEPS);
  return run.loss < before ? run : { model: start, loss: before };
}

/** The knots of f between the first and the last x, in the scale of `rows`. */
function innerKnots(f: ReluSum, { x, size, xShift, xScale }: Rows): Float64Array {
  const inner = knotsOf(f).map((knot) => (knot.x - xShift) / xScale);
  return Float64Array.from(inner.filter((t) => t > x[0] && t < x[size - 1]));
}

/** Rows at evenly spaced ranks, the first and the last left out. */
function placesAmong({ size }: Rows): Int32Array {
  const inner = Math.max(0, size - 2);
  const count = Math.min(PLACES, inner);
  return Int32Array.from({ length: count }, (_, i) => 1 + Math.floor((i * inner) / count));
}

/** The table, or where it is long its means over runs of neighbouring rows, with their weights. */
function pooled(columns: Columns): Columns {
  if (columns.x.length <= POOL) return columns;
  const { size, x, y, weights } = trainingRows(columns);
  const pool = { x: new Float64Array(POOL), y: new Float64Array(POOL), weights: new Float64Array(POOL) };
  for (let p = 0; p < POOL; p++) {
    for (let i = Math.floor((p * size) / POOL); i < Math.floor(((p + 1) * size) / POOL); i++) {
      const weight = weights === undefined ? 1 : weights[i];
      if (weight === 0) continue;
      pool.weights[p] += weight;
      const share = weight / pool.weights[p];
      pool.x[p] += (x[i] - pool.x[p]) * share;
      pool.y[p] += (y[i] - pool.y[p]) * share;
    }
  }
  return pool;
}
