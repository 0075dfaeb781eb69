// race-team.ts: the loop over rows on several cores that share memory: each has its part of the rows, and all take every step.
import { mse, pack, reference, type Team, teamMemory } from "../../fit/index.ts";
import { type Finish, MOST_MS, type RaceProblem, raceStart, STEPS } from "../faster/ways.ts";
import { assemble, type Members } from "./members.ts";
import { lossOf, partOf, type ShardState, stepDown } from "./race-task.ts";
import type { Host, Outcome } from "./serve.ts";

export interface TeamRaceInput {
  readonly problem: RaceProblem;
  readonly size: number;
}

/** What each tells the others beside its gradient: its loss, and of how many rows. */
const BESIDE = 2;

/** The time of the run, timed as the one by messages is; nothing where no team comes about. */
export async function teamRaceTask({ problem, size }: TeamRaceInput, host: Host): Promise<Outcome<Finish | undefined>> {
  const doubles = pack(raceStart(problem)).length + BESIDE;
  const members = await assemble(teamMemory(2 * doubles, size), size, "race", { problem });
  if (!members) return { result: undefined };
  try {
    return { result: await raced(problem, members, host) };
  } finally {
    members.dismiss();
  }
}

async function raced(problem: RaceProblem, { team }: Members, host: Host): Promise<Finish> {
  const share = raceShare({ problem }, team);
  const begun = performance.now();
  let [steps, ms] = [0, 0];
  while (steps < STEPS && ms < MOST_MS) {
    share.step();
    steps++;
    ms = performance.now() - begun;
    host.progress(steps / STEPS);
    if (host.due()) await host.turn();
  }
  return { way: "cores", ms, steps, loss: share.step(), reached: steps === STEPS, through: "shared memory" };
}

/** One core's part of the run; `step` returns the loss over all rows before the step. */
export function raceShare({ problem }: Pick<TeamRaceInput, "problem">, { index, size, exchange }: Team) {
  const rows = partOf(problem, index, size);
  const evaluate = reference(rows, mse);
  const numbers = pack(raceStart(problem));
  const count = numbers.length;
  const own = new Float64Array(count + BESIDE);
  const gradient = own.subarray(0, count);
  // In an exchange each float64 goes as two halves of its bits.
  const halves = new Float32Array(own.buffer);
  const told = ({ buffer, byteOffset }: Float32Array): ShardState => {
    const values = new Float64Array(buffer, byteOffset, own.length);
    return { gradient: values.subarray(0, count), loss: values[count], rows: values[count + 1] };
  };
  return {
    step(): number {
      own[count] = evaluate(numbers, gradient);
      own[count + 1] = rows.x.length;
      const all = exchange(halves).map(told);
      stepDown(numbers, all);
      return lossOf(all);
    },
  };
}
