// learn-task.ts: gradient descent that is told when to go on, and tells how far it has come.
import type { ReluSum } from "../../core/index.ts";
import { bestFitSteps, type Gradient, type RunStatus, train, type UnitState } from "../../fit/index.ts";
import {
  type Columns,
  fromNumbers,
  LOSSES,
  OPTIMIZERS,
  type Problem,
  rowsOf,
  SCHEDULES,
  startOf,
} from "../descent/problem.ts";
import { evenly } from "../evenly.ts";
import { type Host, inSlices, type Outcome } from "./serve.ts";
import { stepper } from "./stepper.ts";

export interface LearnInput {
  readonly problem: Problem;
  readonly domain: readonly [number, number];
  /** Rows of the author's own, in place of the target's. */
  readonly table?: Columns;
  /** Where to go on, as `toNumbers` has it, after so many steps; empty: at the problem's start. */
  readonly numbers: readonly number[];
  readonly steps: number;
}

/** Take up to so many steps, and no more than fit into a slice. */
export interface Advance {
  readonly steps: number;
}

export interface LearnState {
  readonly model: Pick<ReluSum, "intercept" | "slope" | "units">;
  readonly gradient: Gradient;
  readonly loss: number;
  readonly steps: number;
  readonly status: RunStatus;
  readonly units: readonly UnitState[];
  /** Steps a second while it was at it; 0 before the first. */
  readonly speed: number;
  /** Some of the rows, evenly, in the first state only. */
  readonly sample?: Columns;
}

/** Rows that are shown, at most. */
const SHOWN = 200;

/** Learns until it is cancelled: each message asks for some steps, and is answered with a state. */
export async function learnTask(input: LearnInput, host: Host<Advance, LearnState>): Promise<Outcome<undefined>> {
  const { problem, domain } = input;
  const rows = input.table ?? rowsOf(problem, domain);
  const model = input.numbers.length > 0 ? fromNumbers(input.numbers) : startOf(problem, rows);
  const run = runOf(problem, model, rows, input.steps);
  const pace = stepper(host, (count) => {
    run.step(count);
    return run.divergedAt === undefined;
  });
  const tell = (sample?: Columns) => {
    const { intercept, slope, units } = run.model;
    const { gradient, loss, status } = run;
    host.state({
      ...{ model: { intercept, slope, units }, gradient, loss, status, speed: pace.speed, sample },
      units: run.units,
      steps: input.steps + run.steps,
    });
  };
  tell(sampled(rows));
  for (;;) {
    const { steps } = await host.message();
    if (run.divergedAt === undefined) pace.advance(steps);
    tell();
  }
}

function runOf(problem: Problem, model: ReluSum, rows: Columns, before: number) {
  const { optimizer, rate, loss, schedule, batch, seed } = problem;
  return train(model, rows, {
    optimizer: OPTIMIZERS[optimizer](rate),
    loss: LOSSES[loss],
    schedule: (t) => SCHEDULES[schedule](t + before),
    batchSize: batch > 0 ? Math.min(batch, rows.x.length) : undefined,
    seed,
  });
}

function sampled({ x, y }: Columns): Columns {
  const count = Math.min(SHOWN, x.length);
  return { x: evenly(x, x.length, count), y: evenly(y, x.length, count) };
}

export interface StartsInput {
  readonly problem: Problem;
  readonly domain: readonly [number, number];
  readonly table?: Columns;
  readonly seeds: number;
  readonly steps: number;
}

export interface Starts {
  /** The loss that each seed ends at. */
  readonly losses: readonly number[];
  /** That of the best sum of as many units, by mean squared error; NaN where another loss is lowered. */
  readonly best: number;
}

/** What share of the work the descents are, the best sum being the rest. */
const DESCENTS = 0.5;

/** The same problem from several starts, and the best sum beside them. */
export async function startsTask(input: StartsInput, host: Host<never, never>): Promise<Outcome<Starts>> {
  const { problem, seeds, steps } = input;
  const rows = input.table ?? rowsOf(problem, input.domain);
  const losses: number[] = [];
  for (let i = 0; i < seeds; i++) {
    const one = { ...problem, seed: problem.seed + i };
    const run = runOf(one, startOf(one, rows), rows, 0);
    while (run.steps < steps && run.divergedAt === undefined) {
      run.step(Math.min(problem.loss === "mse" ? 100 : 5, steps - run.steps));
      host.progress((DESCENTS * (i + run.steps / steps)) / seeds);
      if (host.due()) await host.turn();
    }
    losses.push(run.loss);
  }
  if (problem.loss !== "mse") return { result: { losses, best: Number.NaN } };
  const { loss: best } = await inSlices(bestFitSteps(rows, { units: problem.units }), host, DESCENTS, 1);
  return { result: { losses, best } };
}
