// stepper.ts: as many steps of descent as fit into a slice, and how many that are a second.
import type { Host } from "./serve.ts";

/** Steps between two looks at the clock, at most. */
const MOST = 1024;

/** Work that a speed is measured over, at least: the clock of a page is coarse. */
const LEAST_MS = 5;

export interface Stepper {
  /** Takes up to `steps` steps, and no more than fit into the host's slice; returns how many were taken. */
  advance(steps: number): number;
  /** Steps a second while it was at it; 0 before the first. */
  readonly speed: number;
}

/** @param take takes so many steps, and is false where no more can be taken */
export function stepper(host: Pick<Host, "due">, take: (count: number) => boolean): Stepper {
  let speed = 0;
  let [counted, busy] = [0, 0];
  let chunk = 1;
  return {
    advance(steps) {
      const begin = performance.now();
      let taken = 0;
      let last = begin;
      while (taken < steps) {
        const size = Math.min(chunk, steps - taken);
        const goesOn = take(size);
        taken += size;
        const now = performance.now();
        if (size === chunk)
          chunk = now - last < 0.5 ? Math.min(MOST, chunk * 2) : now - last > 2 ? Math.max(1, chunk >> 1) : chunk;
        last = now;
        if (!goesOn || host.due()) break;
      }
      counted += taken;
      busy += last - begin;
      if (busy >= LEAST_MS) {
        speed = (1000 * counted) / busy;
        counted = busy = 0;
      }
      return taken;
    },
    get speed() {
      return speed;
    },
  };
}
