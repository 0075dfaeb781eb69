// address.ts: keeps a figure's state in the page's address, and the figure at what the address says.
import { pack, unpack } from "./packed.ts";
import { parameter, withParameter } from "./query.ts";
import { wordsOf } from "./rules.ts";

/** Browsers refuse more than about three writes a second over a longer time. */
const PAUSE_MS = 350;

/** A problem in a note has at most this many characters. */
const LONGEST = 200;

export interface Kept {
  /** The state of now, as JSON can hold it. */
  state(): unknown;
  /** Puts the figure at a state that came from outside: nothing of it is checked yet. Throws an Error that says what is wrong. */
  restore(state: unknown): void;
  /** The state at which the address stays clean. */
  readonly start: unknown;
  /** Called with what could not be read or written, in a sentence for the reader; with "" when that is over. */
  onProblem?(text: string): void;
  /** Aborted when the figure leaves the page: nothing is read or written any more. */
  readonly signal?: AbortSignal;
}

export interface InAddress {
  /** Call it whenever the state changes: it writes when changes pause, with `final` (a release) as soon as it may. */
  write(final?: boolean): void;
  /** What of the address could not be used, "" if nothing. */
  readonly problem: string;
  /** Resolves when the address has been read for the first time. */
  readonly ready: Promise<void>;
}

/**
 * Reads `?name=…` now and whenever the reader goes back or forward, and keeps it at `figure.state()`, packed (`pack`). The
 * history gets no entries. What cannot be read leaves the figure as it is, or puts it back to its start, and is told to
 * `onProblem`.
 */
export function keepInAddress(name: string, figure: Kept): InAddress {
  let problem = "";
  /** The value of the parameter as it was last read or written: a change of anything else in the address is not ours. */
  let known = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let reading = true;
  let turn = 0;
  const gone = (): boolean => figure.signal?.aborted ?? false;

  const report = (text: string): void => {
    if (text === problem) return;
    problem = text;
    figure.onProblem?.(text);
  };

  async function read(): Promise<void> {
    const mine = ++turn;
    known = parameter(location.search, name);
    clearTimeout(timer);
    timer = undefined;
    try {
      const state = known === "" ? figure.start : await unpack(known);
      if (mine !== turn || gone()) return;
      figure.restore(state);
      report("");
    } catch (error) {
      if (mine !== turn || gone()) return;
      report(
        `The address's part “${name}” was not used: ${sentence(error)} Open the whole link again, or go on from here.`,
      );
    }
  }

  async function put(): Promise<void> {
    timer = undefined;
    last = performance.now();
    const mine = ++turn;
    const state = figure.state();
    try {
      const clean = JSON.stringify(state) === JSON.stringify(figure.start);
      const text = clean ? "" : await pack(state);
      if (mine !== turn || gone()) return;
      show(text);
      report("");
    } catch (error) {
      if (mine !== turn || gone()) return;
      // An old state in the address would be a wrong one.
      show("");
      const large = error instanceof RangeError;
      report(`This state is ${large ? "too large for" : "not in"} the address${large ? "." : `: ${sentence(error)}`}`);
    }
  }

  function show(text: string): void {
    known = text;
    const target = new URL(location.href);
    target.search = withParameter(location.search, name, text);
    if (target.href === location.href) return;
    try {
      history.replaceState(history.state, "", target);
    } catch {
      // A sandboxed frame may not write its address; the figure works without.
    }
  }

  const begin = parameter(location.search, name) === "" ? Promise.resolve() : read();
  const ready = begin.then(() => {
    reading = false;
  });
  addEventListener(
    "popstate",
    () => {
      if (parameter(location.search, name) !== known) void read();
    },
    { signal: figure.signal },
  );
  figure.signal?.addEventListener("abort", () => clearTimeout(timer));

  return {
    write(final = false) {
      // Before the address is read, there is only the start to write, over what the reader asked for.
      if (reading || gone()) return;
      clearTimeout(timer);
      const rest = Math.max(0, last + PAUSE_MS - performance.now());
      if (final && rest === 0) void put();
      else timer = setTimeout(put, final ? rest : PAUSE_MS);
    },
    get problem() {
      return problem;
    },
    ready,
  };
}

function sentence(error: unknown): string {
  const text = wordsOf(error);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : `${text}.`;
}
