// history.ts: the states of a figure, one after another, to go back to and forward again.

/** The states that `createHistory` keeps. States are shared, not copied: give plain values that nobody changes. */
export interface History<T> {
  readonly now: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** A new state after the one of now; what had been undone is forgotten. */
  push(next: T): void;
  /** Puts `next` in the place of now, so that undoing goes to what was before both: for the course of one drag. */
  replace(next: T): void;
  /** Goes back one state and returns it; where there is none, the one of now. */
  undo(): T;
  /** Goes forward one state and returns it; where there is none, the one of now. */
  redo(): T;
}

/**
 * A history that starts at `first`. A drag is one step: `push` its first state, `replace` it until the release.
 *
 * @param limit how many states can be undone; older ones are forgotten
 * @throws {RangeError} if limit is not a whole number ≥ 1
 */
export function createHistory<T>(first: T, limit = 200): History<T> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`createHistory: limit must be a whole number ≥ 1, got ${limit}`);
  }
  let now = first;
  const past: T[] = [];
  let future: T[] = [];
  return {
    get now() {
      return now;
    },
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
    push(next) {
      past.push(now);
      if (past.length > limit) past.shift();
      future = [];
      now = next;
    },
    replace(next) {
      future = [];
      now = next;
    },
    undo() {
      if (past.length > 0) {
        future.push(now);
        now = past.pop() as T;
      }
      return now;
    },
    redo() {
      if (future.length > 0) {
        past.push(now);
        now = future.pop() as T;
      }
      return now;
    },
  };
}
