// tasks.ts: every task that a worker knows, by its name.
import { fitTask } from "./fit-task.ts";
import { readTask } from "./read-task.ts";

export const TASKS = { fit: fitTask, read: readTask } as const;

export type TaskName = keyof typeof TASKS;
