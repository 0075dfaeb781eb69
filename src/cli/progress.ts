// progress.ts: how far long work has come, on stderr. Short work stays silent.
import type { Io } from "./io.ts";

export interface Progress {
  /** Says how far the work has come: a share from 0 to 1, or a count of something without an end in sight. */
  readonly report: (done: number) => Promise<void>;
  /** Takes the bar away. */
  readonly end: () => Promise<void>;
}

/** Work shorter than this shows nothing. */
const QUIET_MS = 700;
/** Between two looks of a bar, and between two lines where no terminal can erase one. */
const BAR_MS = 80;
const LINE_MS = 5000;
const WIDTH = 24;
const CLEAR_LINE = "\r\u001b[K";

/** @param unit what is counted, if `report` gets counts and no shares */
export function progress({ stderr, now, env }: Io, label: string, unit?: string): Progress {
  const bars = stderr.isTTY && env.TERM !== "dumb";
  const every = bars ? BAR_MS : LINE_MS;
  let next = now() + (bars ? QUIET_MS : LINE_MS);
  let shown = false;
  return {
    async report(done) {
      if (now() < next) return;
      next = now() + every;
      shown = true;
      const amount = unit === undefined ? `${Math.floor(100 * done)} %` : `${done.toLocaleString("en")} ${unit}`;
      if (!bars) return stderr.write(`${label}: ${amount}\n`);
      const filled = Math.round(WIDTH * Math.min(1, Math.max(0, done)));
      const bar = unit === undefined ? `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ` : "";
      return stderr.write(`${CLEAR_LINE}${label} ${bar}${amount}`);
    },
    async end() {
      if (shown && bars) await stderr.write(CLEAR_LINE);
    },
  };
}

/** Work this long goes on between two looks at the outside world. */
const STRETCH_MS = 40;

/** Runs work that comes in steps, with a progress bar, until it is done or the user interrupts. */
export async function watched<T>(steps: Generator<number, T>, label: string, io: Io): Promise<T> {
  const bar = progress(io, label);
  try {
    for (let last = io.now(); ; ) {
      io.signal.throwIfAborted();
      const { done, value } = steps.next();
      if (done) {
        // The last steps may have been long, and what came meanwhile is heard only now.
        await io.breath();
        io.signal.throwIfAborted();
        return value;
      }
      if (io.now() - last < STRETCH_MS) continue;
      await bar.report(value);
      await io.breath();
      last = io.now();
    }
  } finally {
    await bar.end();
  }
}
