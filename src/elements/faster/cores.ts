// cores.ts: gradient descent whose rows lie in parts on several workers: each step asks all of them and averages their gradients, through shared memory where the page has it, else by messages.
import { pack } from "../../fit/index.ts";
import { type OpenJob, openJob } from "../work/job.ts";
import { lossOf, type ShardState, stepDown } from "../work/race-task.ts";
import type { TeamRaceInput } from "../work/race-team.ts";
import { sharesMemory } from "../work/shares-memory.ts";
import { type Finish, MOST_MS, type RaceProblem, raceStart, STEPS } from "./ways.ts";

/** Cores that this machine says it has. */
export const coresHere = (): number => (typeof navigator === "undefined" ? 1 : (navigator.hardwareConcurrency ?? 1));

/** More workers than this share so few rows each that their messages cost more. */
const MOST_WORKERS = 8;

export const workersFor = (cores: number): number => Math.min(MOST_WORKERS, cores);

interface Shard {
  readonly job: OpenJob<undefined, { readonly numbers: Float64Array }>;
  /** The state that comes next. */
  next(): Promise<ShardState>;
}

/**
 * The run, timed from the first question to the last answer; the workers have their rows before.
 *
 * @throws an AbortError from the promise once `signal` is aborted
 */
export async function raceCores(
  problem: RaceProblem,
  workers: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Finish> {
  const shared = sharesMemory() ? await raceTeam({ problem, size: workers }, signal, onProgress) : undefined;
  return shared ?? raceMessages(problem, workers, signal, onProgress);
}

async function raceTeam(
  input: TeamRaceInput,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Finish | undefined> {
  const job = openJob<Finish | undefined>("teamRace", input, { onProgress });
  signal.addEventListener("abort", job.cancel);
  try {
    return await job.done;
  } finally {
    signal.removeEventListener("abort", job.cancel);
  }
}

async function raceMessages(
  problem: RaceProblem,
  workers: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Finish> {
  const shards = Array.from({ length: workers }, (_, part) => shard(problem, part, workers));
  const stop = (): void => {
    for (const { job } of shards) job.cancel();
  };
  signal.addEventListener("abort", stop);
  try {
    await Promise.all(shards.map((each) => each.next()));
    const numbers = pack(raceStart(problem));
    const ask = async (): Promise<ShardState[]> => {
      const answers = shards.map((each) => each.next());
      for (const { job } of shards) job.send({ numbers });
      return Promise.all(answers);
    };
    const begun = performance.now();
    let steps = 0;
    let ms = 0;
    while (steps < STEPS && ms < MOST_MS) {
      stepDown(numbers, await ask());
      steps++;
      ms = performance.now() - begun;
      onProgress(steps / STEPS);
    }
    return { way: "cores", ms, steps, loss: lossOf(await ask()), reached: steps === STEPS, through: "messages" };
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

function shard(problem: RaceProblem, part: number, parts: number): Shard {
  let settle: { resolve(state: ShardState): void; reject(error: Error): void } | undefined;
  const job = openJob<undefined, { readonly numbers: Float64Array }, ShardState>(
    "shard",
    { problem, part, parts },
    { onState: (state) => settle?.resolve(state) },
  );
  job.done.catch((error: Error) => settle?.reject(error));
  return {
    job,
    next: () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
  };
}
