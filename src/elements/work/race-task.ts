// race-task.ts: one way of training, timed; and a core's share of a run that is spread over several.
import { mse, reference } from "../../fit/index.ts";
import type { Columns } from "../descent/problem.ts";
import {
  type Finish,
  MOST_MS,
  RATE,
  type RaceProblem,
  raceGoal,
  raceRows,
  raceRun,
  STEPS,
  WAYS,
  type WayName,
} from "../faster/ways.ts";
import type { Host, Outcome } from "./serve.ts";

export interface RaceInput {
  readonly problem: RaceProblem;
  readonly way: Exclude<WayName, "cores">;
}

/** Steps of mini-batches between two looks at the loss over all rows. Looks are not counted. */
const EVERY = 10;

/** The time until the loss is as low as it must be: with what comes before the first step, without making the rows. */
export async function raceTask({ problem, way }: RaceInput, host: Host): Promise<Outcome<Finish>> {
  const rows = raceRows(problem);
  const chosen = WAYS[way];
  const counted = "method" in chosen;
  const goal = counted ? 0 : raceGoal(problem);
  await host.turn();
  let ms = 0;
  const timed = <T>(work: () => T): T => {
    const begun = performance.now();
    const result = work();
    ms += performance.now() - begun;
    return result;
  };
  const run = timed(() => raceRun(chosen, problem, rows));
  const arrived = () => (counted ? run.steps >= STEPS : run.loss <= goal);
  let chunk = counted ? 1 : EVERY;
  let there = arrived();
  while (!there && ms < MOST_MS && run.divergedAt === undefined) {
    const before = ms;
    timed(() => run.step(counted ? Math.min(chunk, STEPS - run.steps) : chunk));
    // Few looks at the clock where a step is short, and some a second where it is long.
    if (counted && ms - before < 5) chunk *= 2;
    there = arrived();
    host.progress(counted ? run.steps / STEPS : ms / MOST_MS);
    if (host.due()) await host.turn();
  }
  return { result: { way, ms, steps: run.steps, loss: run.loss, reached: there } };
}

export interface ShardInput {
  readonly problem: RaceProblem;
  /** Which part of the rows this is, from 0, of how many. */
  readonly part: number;
  readonly parts: number;
}

export interface ShardState {
  /** Of the mean squared error over this part, by each number of the sum as `pack` lays them out. Empty at first. */
  readonly gradient: Float64Array;
  readonly loss: number;
  readonly rows: number;
}

/** One of so many parts of the rows, from 0: as many as the others, or one more or less. */
export function partOf(problem: RaceProblem, part: number, parts: number): Columns {
  const { x, y } = raceRows(problem);
  const end = (index: number) => Math.round((index * x.length) / parts);
  const mine = (column: Float64Array) => column.slice(end(part), end(part + 1));
  return { x: mine(x), y: mine(y) };
}

const rowsOfAll = (states: readonly ShardState[]): number => states.reduce((sum, { rows }) => sum + rows, 0);

/** The step down the gradient over all rows, of which the states tell their parts. */
export function stepDown(numbers: Float64Array, states: readonly ShardState[]): void {
  const total = rowsOfAll(states);
  for (const { gradient, rows } of states) {
    for (let i = 0; i < numbers.length; i++) numbers[i] -= (RATE * gradient[i] * rows) / total;
  }
}

/** The loss over all rows. */
export const lossOf = (states: readonly ShardState[]): number =>
  states.reduce((sum, { loss, rows }) => sum + loss * rows, 0) / rowsOfAll(states);

/** Tells that its rows are ready, and then, for each sum that it is given, the gradient of them. */
export async function shardTask(
  { problem, part, parts }: ShardInput,
  host: Host<{ readonly numbers: Float64Array }, ShardState>,
): Promise<Outcome<undefined>> {
  const rows = partOf(problem, part, parts);
  const evaluate = reference(rows, mse);
  host.state({ gradient: new Float64Array(), loss: Number.NaN, rows: rows.x.length });
  for (;;) {
    const { numbers } = await host.message();
    const gradient = new Float64Array(numbers.length);
    const loss = evaluate(numbers, gradient);
    host.state({ gradient, loss, rows: rows.x.length });
  }
}
