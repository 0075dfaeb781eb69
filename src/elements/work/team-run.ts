// team-run.ts: a run of descent in a worker, on a second core where that pays, and alone again should that fail.
import { type DenseModel, type DenseRun, type Team, teamMemory, teamSize } from "../../fit/index.ts";
import type { MemberInput } from "./member-task.ts";
import { assemble } from "./members.ts";
import type { Host } from "./serve.ts";

export interface TeamRun<M extends DenseModel> {
  readonly now: DenseRun<M>;
  /** How many cores take its steps. */
  readonly cores: number;
  /** Whether another core took part and failed. */
  readonly lost: boolean;
  /** Takes up to so many steps; false if it can take no more, or has lost what it took and must `regain` it. */
  step(count: number): boolean;
  /** Takes the steps again that it had taken when another core failed, in slices. */
  regain(): Promise<void>;
  /** Lets the other cores go. */
  end(): void;
}

/**
 * @param start where the run begins, by which its team is measured
 * @param rows of a step
 * @param begin makes the run, as a member of a team or alone; so does `name` on the other threads, from the same input
 */
export async function teamRun<M extends DenseModel>(
  host: Pick<Host, "cores" | "due" | "turn">,
  start: DenseModel,
  rows: number,
  name: MemberInput["run"],
  input: unknown,
  begin: (team?: Team) => DenseRun<M>,
): Promise<TeamRun<M>> {
  const size = host.cores > 1 ? teamSize(start, rows, host.cores) : 1;
  let members = size > 1 ? await assemble(teamMemory(start, size), size, name, input) : undefined;
  let now = begin(members?.team);
  let lostAt = 0;
  const end = (): void => {
    members?.dismiss();
    members = undefined;
  };
  return {
    get now() {
      return now;
    },
    get cores() {
      return members ? size : 1;
    },
    get lost() {
      return lostAt > 0;
    },
    step(count) {
      const goal = now.steps + count;
      try {
        now.step(count);
      } catch (error) {
        if (!members) throw error;
        end();
        lostAt = goal;
        now = begin();
        return false;
      }
      return now.divergedAt === undefined;
    },
    async regain() {
      while (now.steps < lostAt && now.divergedAt === undefined) {
        now.step();
        if (host.due()) await host.turn();
      }
    },
    end,
  };
}
