// dense-task.ts: a network, or a sum of several inputs, that learns when it is told to, and tells how far it has come.
import type { Network, PlaneSum } from "../../core/index.ts";
import {
  crossEntropy,
  type DenseModel,
  type DenseRun,
  type DenseStatus,
  parametersOf,
  type Score,
  scorer,
  standardizedRows,
  type Team,
  train,
} from "../../fit/index.ts";
import { LOSSES, OPTIMIZERS, SCHEDULES } from "../descent/problem.ts";
import type { Host, Outcome } from "./serve.ts";
import { stepper } from "./stepper.ts";
import { teamRun } from "./team-run.ts";

/** Rows one after the other: `x` all inputs of each, `y` its outputs, or the number of its class. */
export interface DenseColumns {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export const DENSE_LOSSES = { ...LOSSES, "cross-entropy": crossEntropy } as const;

export interface DenseInput {
  /** Where it begins: a network, or a sum of several inputs, as plain data. */
  readonly model: Pick<Network, "layers"> | Pick<PlaneSum, "intercept" | "slope" | "units">;
  readonly rows: DenseColumns;
  /** Rows that are never trained on. */
  readonly test?: DenseColumns;
  readonly loss: keyof typeof DENSE_LOSSES;
  readonly optimizer: keyof typeof OPTIMIZERS;
  readonly rate: number;
  /** A name of `SCHEDULES`; constant unless said. */
  readonly schedule?: string;
  /** Rows a step; 0 for all. */
  readonly batch: number;
  /** Steps that were taken before, by which the schedule counts on; 0 unless said. */
  readonly steps?: number;
  readonly seed: number;
  readonly weightDecay?: number;
  readonly l1?: number;
  readonly dropout?: number;
  /** Learn in units in which every column has mean 0 and spread 1. The model begins and is told in the table's own. */
  readonly standardize?: boolean;
}

/**
 * Up to so many steps, and no more than fit into a slice; or so many epochs, however long they take; or back to where the
 * input began. Each message is answered with one state.
 */
export type DenseMessage = { readonly steps: number } | { readonly epochs: number } | { readonly rewind: true };

export interface DenseState {
  /** The model's numbers, as `parametersOf` lays them out. */
  readonly parameters: Float64Array;
  /** Over all rows that are trained on, without dropout and decay. */
  readonly train: Score;
  readonly test?: Score;
  readonly steps: number;
  /** Passes over the rows, with its part of the one under way. */
  readonly epoch: number;
  readonly status: DenseStatus;
  /** Steps a second while it was at it; 0 before the first. */
  readonly speed: number;
  /** Cores that take the steps. */
  readonly cores: number;
  /** Another core took part and failed: its steps were taken again. */
  readonly lost: boolean;
}

/** Whether a run has arrived takes longer to say than many steps: it is looked at once in so many milliseconds. */
const ARRIVAL_MS = 200;

/** Learns until it is cancelled. Its first state comes without being asked for. */
export async function denseTask(input: DenseInput, host: Host<DenseMessage, DenseState>): Promise<Outcome<undefined>> {
  const { rows, test, loss, batch, steps: before = 0 } = input;
  const { model, scale, size } = problemOf(input);
  const epoch = batch > 0 ? Math.ceil(size / batch) : 1;
  const score = scorer(model, rows, DENSE_LOSSES[loss]);
  const testScore = test && scorer(model, test, DENSE_LOSSES[loss]);
  const { test: _, ...given } = input;
  const begin = () =>
    teamRun(host, model, Math.min(batch || size, size), "dense", given, (team) => denseRun(given, team));
  let run = await begin();
  const goesOn = () => run.now.divergedAt === undefined;
  const steps = stepper(host, (count) => run.step(count));
  let status: DenseStatus = "running";
  let looked = Number.NEGATIVE_INFINITY;
  const look = (): void => {
    const time = performance.now();
    if (goesOn() && time - looked < ARRIVAL_MS) return;
    status = run.now.status;
    looked = time;
  };
  const tell = (): void => {
    look();
    // Steps are taken in float32; before the first one the model is what was given, to the last bit.
    const learned = run.now.steps === 0 ? model : (scale?.fold(run.now.model) ?? run.now.model);
    const parameters = parametersOf(learned);
    const taken = before + run.now.steps;
    host.state({
      ...{ parameters, steps: taken, epoch: taken / epoch, status, speed: steps.speed },
      ...{ cores: run.cores, lost: run.lost },
      train: score(parameters),
      test: testScore?.(parameters),
    });
  };

  try {
    tell();
    for (;;) {
      const message = await host.message();
      if ("rewind" in message) {
        run.end();
        run = await begin();
        looked = Number.NEGATIVE_INFINITY;
      } else if ("steps" in message) {
        steps.advance(goesOn() ? message.steps : 0);
        await run.regain();
      } else {
        for (let left = Math.round(message.epochs * epoch); left > 0 && goesOn(); ) {
          left -= steps.advance(left);
          await run.regain();
          if (host.due()) await host.turn();
        }
      }
      tell();
    }
  } finally {
    run.end();
  }
}

/** The run that an input asks for, alone or as a member of a team. */
export function denseRun(input: Omit<DenseInput, "test">, team?: Team): DenseRun<DenseModel> {
  const { optimizer, rate, loss, schedule = "constant", batch, steps = 0, seed, weightDecay, l1, dropout } = input;
  const { model, scale, size } = problemOf(input);
  return train(scale?.unfold(model) ?? model, scale?.data ?? input.rows, {
    optimizer: OPTIMIZERS[optimizer](rate),
    loss: DENSE_LOSSES[loss],
    schedule: (t) => SCHEDULES[schedule](t + steps),
    batchSize: batch > 0 ? Math.min(batch, size) : undefined,
    ...{ seed, weightDecay, l1, dropout, team },
  });
}

/** Where a run begins, in which units, and how many rows it has. */
function problemOf({ rows, loss, standardize, ...input }: Omit<DenseInput, "test">) {
  const model = input.model as DenseModel;
  const size = rows.y.length / (loss === "cross-entropy" ? 1 : outputsOf(model));
  return { model, size, scale: standardize ? standardizedRows(rows, model, DENSE_LOSSES[loss]) : undefined };
}

const outputsOf = (model: DenseModel): number => ("layers" in model ? model.layers.at(-1)!.biases.length : 1);
