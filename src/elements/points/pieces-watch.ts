// pieces-watch.ts: the flat pieces of a network that changes, cut in a worker, one network at a time.
import { type Job, openJob } from "../work/job.ts";
import type { PiecesInput } from "../work/pieces-task.ts";
import { MOST_CELLS, type Pieces } from "./pieces.ts";

export interface PiecesWatch {
  /** The last that were cut. */
  readonly now: Pieces | undefined;
  /** How many there are and what of them is not drawn, or why there are none. */
  readonly words: string;
  /** Cuts the network of now, or as soon as the one before is done the one of then; other numbers are another array. */
  want(input: () => PiecesInput): void;
  /** What was cut, or is being cut, is of another network. */
  forget(): void;
  dispose(): void;
}

/** More sides than this are not drawn: lines would be all that is seen, and take many frames' time. */
const MOST_EDGES = 60_000;

const TOO_MANY = `More than ${MOST_CELLS.toLocaleString("en")} flat pieces in the window: they are left out, and so is the line between classes.`;

/** Cutting cannot be interrupted, so another network waits until it is done: there is never more than one worker at it. */
export function piecesWatch(onPieces: () => void): PiecesWatch {
  let now: Pieces | undefined;
  let problem = "";
  let job: Job<Pieces> | undefined;
  let next: (() => PiecesInput) | undefined;
  let asked: Float64Array | undefined;
  /** The job under way is of a network that is no more. */
  let stale = false;

  function cut(input: PiecesInput): void {
    if (input.parameters === asked) return;
    asked = input.parameters;
    stale = false;
    job = openJob<Pieces>("pieces", input);
    job.done.then(
      (found) => end(found, ""),
      (error: Error) => end(undefined, error instanceof RangeError ? TOO_MANY : error.message),
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
    get words() {
      if (problem !== "") return problem;
      if (!now) return "The pieces are being cut.";
      const left = now.cells > 1 && now.edges.length === 0;
      const counted = `${now.cells.toLocaleString("en")} flat pieces in the window, counted.`;
      return left ? `${counted} Too many for lines between them: the decision’s border alone is drawn.` : counted;
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
