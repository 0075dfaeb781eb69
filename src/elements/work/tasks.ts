// tasks.ts: every task that a worker knows, by its name.
import { denseTask } from "./dense-task.ts";
import { depthsTask } from "./depths-task.ts";
import { descendTask } from "./descend-task.ts";
import { digitsTask } from "./digits-task.ts";
import { fitTask } from "./fit-task.ts";
import { hingesTask } from "./hinges-task.ts";
import { learnTask, startsTask } from "./learn-task.ts";
import { memberTask } from "./member-task.ts";
import { piecesTask } from "./pieces-task.ts";
import { raceTask, shardTask } from "./race-task.ts";
import { teamRaceTask } from "./race-team.ts";
import { readTask } from "./read-task.ts";
import { severalTask } from "./several-task.ts";

export const TASKS = {
  fit: fitTask,
  read: readTask,
  several: severalTask,
  hinges: hingesTask,
  learn: learnTask,
  starts: startsTask,
  descend: descendTask,
  dense: denseTask,
  depths: depthsTask,
  pieces: piecesTask,
  digits: digitsTask,
  race: raceTask,
  shard: shardTask,
  teamRace: teamRaceTask,
  member: memberTask,
} as const;

export type TaskName = keyof typeof TASKS;
