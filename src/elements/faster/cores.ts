// cores.ts: gradient descent whose rows lie in parts on several workers: each step asks all of them and averages their gradients.
import { pack } from "../../fit/index.ts";
import { type OpenJob, openJob } from "../work/job.ts";
import type { ShardState } from "../work/race-task.ts";
import { type Finish, MOST_MS, RATE, type RaceProblem, raceStart, STEPS } from "./ways.ts";

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
  const shards = Array.from({ length: workers }, (_, part) => shard(problem, part, workers));
  const stop = (): void => {
    for (const { job } of shards) job.cancel();
  };
  signal.addEventListener("abort", stop);
  try {
    const sizes = (await Promise.all(shards.map((each) => each.next()))).map(({ rows }) => rows);
    const total = sizes.reduce((a, b) => a + b);
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
      const answers = await ask();
      answers.forEach(({ gradient, rows }) => {
        for (let i = 0; i < numbers.length; i++) numbers[i] -= (RATE * gradient[i] * rows) / total;
      });
      steps++;
      ms = performance.now() - begun;
      onProgress(steps / STEPS);
    }
    const last = await ask();
    const loss = last.reduce((sum, { loss, rows }) => sum + (loss * rows) / total, 0);
    return { way: "cores", ms, steps, loss, reached: steps === STEPS };
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
