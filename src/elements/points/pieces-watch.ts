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
  forget(): void;
}

/** More sides than this are not drawn: lines would be all that is seen, and take a frame's time. */
const MOST_EDGES = 60_000;

export function piecesWatch(onPieces: () => void): PiecesWatch {
  let now: Pieces | undefined;
  let problem = "";
  let job: Job<Pieces> | undefined;
  let next: (() => PiecesInput) | undefined;
  let asked = "";

  function cut(input: PiecesInput): void {
    const key = JSON.stringify(input);
    if (key === asked) return;
    asked = key;
    const mine = openJob<Pieces>("pieces", input);
    job = mine;
    const end = (found: Pieces | undefined, text: string): void => {
      if (job !== mine) return;
      job = undefined;
      now = found && found.edges.length > 4 * MOST_EDGES ? { ...found, edges: new Float32Array(0) } : found;
      problem = text;
      onPieces();
      const later = next;
      next = undefined;
      if (later) cut(later());
    };
    mine.done.then(
      (found) => end(found, ""),
      (error: Error) => error.name !== "AbortError" && end(undefined, error.message),
    );
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
      job?.cancel();
      job = next = now = undefined;
      asked = problem = "";
    },
  };
}
