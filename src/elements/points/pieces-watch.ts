// pieces-watch.ts: the flat pieces of a network that changes, cut in a worker, one network at a time.
import { type Job, openJob } from "../work/job.ts";
import type { PiecesInput } from "../work/pieces-task.ts";
import type { Pieces } from "./pieces.ts";

export interface PiecesWatch {
  /** The last that were cut. */
  readonly now: Pieces | undefined;
  /** Why there are none. */
  readonly problem: string;
  /** Cuts the network of now, or as soon as the one before is done the one of then. */
  want(input: () => PiecesInput): void;
  /** What was cut, or is being cut, is of another network. */
  forget(): void;
  dispose(): void;
}

/** More sides than this are not drawn: lines would be all that is seen, and take a frame's time. */
const MOST_EDGES = 60_000;

/** Networks of more hidden units are not cut: it would take seconds, and tens of thousands of pieces are no picture. */
const MOST_UNITS = 160;

/** Cutting cannot be interrupted, so another network waits until it is done: there is never more than one worker at it. */
export function piecesWatch(onPieces: () => void): PiecesWatch {
  let now: Pieces | undefined;
  let problem = "";
  let job: Job<Pieces> | undefined;
  let next: (() => PiecesInput) | undefined;
  let asked: string | undefined;
  /** The job under way is of a network that is no more. */
  let stale = false;

  function cut(input: PiecesInput): void {
    const key = JSON.stringify(input);
    if (key === asked) return;
    asked = key;
    const units = input.layers.slice(0, -1).reduce((sum, { biases }) => sum + biases.length, 0);
    if (units > MOST_UNITS) {
      now = undefined;
      problem = `Networks of more than ${MOST_UNITS} hidden units have more pieces than can be seen; this one has ${units}.`;
      return;
    }
    stale = false;
    job = openJob<Pieces>("pieces", input);
    job.done.then(
      (found) => end(found, ""),
      (error: Error) => end(undefined, error.message),
    );
  }

  function end(found: Pieces | undefined, text: string): void {
    job = undefined;
    if (!stale) {
      now = found && found.edges.length > 4 * MOST_EDGES ? { ...found, edges: new Float32Array(0) } : found;
      problem = text;
      onPieces();
    }
    const later = next;
    next = undefined;
    if (later) cut(later());
  }

  return {
    get now() {
      return now;
    },
    get problem() {
      return problem || "The pieces are being cut.";
    },
    want(input) {
      if (job) next = input;
      else cut(input());
    },
    forget() {
      stale = true;
      now = next = asked = undefined;
      problem = "";
    },
    dispose() {
      this.forget();
      job?.cancel();
    },
  };
}
