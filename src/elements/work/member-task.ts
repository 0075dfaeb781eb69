// member-task.ts: what a further core runs: the steps of a run, as one of its team.
import { dismissTeam, type Team, teamMember } from "../../fit/index.ts";
import { denseRun } from "./dense-task.ts";
import { readerRun } from "./digits-task.ts";
import { raceShare } from "./race-team.ts";
import type { Host, Outcome } from "./serve.ts";

/** How each run begins, from the same input on every thread. */
const RUNS = { digits: readerRun, dense: denseRun, race: raceShare } as const;

export interface MemberInput {
  readonly run: keyof typeof RUNS;
  readonly input: unknown;
  readonly memory: SharedArrayBuffer;
  readonly index: number;
}

/** Tells when its run is ready, and takes every step that the first of the team takes, until that dismisses it. */
export async function memberTask({ run, input, memory, index }: MemberInput, host: Host): Promise<Outcome<undefined>> {
  const begin = RUNS[run] as (input: unknown, team: Team) => { step(): unknown; readonly divergedAt?: number };
  try {
    // However long the first of them rests, this one waits for it.
    const taken = begin(input, teamMember(memory, index, Number.POSITIVE_INFINITY));
    host.state(undefined);
    while (taken.divergedAt === undefined) taken.step();
  } catch (error) {
    dismissTeam(memory); // nobody is to wait for this one
    if (!(error instanceof Error && error.name === "DismissalError")) throw error;
  }
  return { result: undefined };
}
