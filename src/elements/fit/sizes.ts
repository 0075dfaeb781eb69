// sizes.ts: the best sum for each number of ReLUs, worked out in a worker and kept as long as its source.
import type { BestFit } from "../../fit/index.ts";
import type { Job } from "../work/job.ts";
import { fitJob } from "../work/jobs.ts";
import type { Rows } from "./source.ts";

const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 40, 50, 64, 80, 100];

export interface Sizes {
  /** What is known so far, by the number of units. */
  readonly best: ReadonlyMap<number, BestFit>;
  /** Asks for one size, before all others. */
  want(units: number): void;
  /** Leaves the machine to others, or goes on. */
  rest(resting: boolean): void;
  cancel(): void;
}

/** Fits `rows` with each number of units up to `most`, smallest first; `onFit` is told of each. */
export function fitSizes(
  { x, y, weights }: Rows,
  most: number,
  onFit: (units: number) => void,
  onProgress: (units: number, share: number) => void,
): Sizes {
  const best = new Map<number, BestFit>();
  const asked: number[] = [];
  let job: Job<BestFit> | undefined;
  let cancelled = false;
  let resting = false;
  const next = (): void => {
    const waiting = [...asked, ...SIZES.filter((n) => n <= most)];
    const units = waiting.find((n) => !best.has(n));
    if (cancelled || resting || units === undefined || x.length < 2) return;
    job = fitJob({ x, y, weights }, { units }, (share) => onProgress(units, share));
    job.done.then(
      (fit) => {
        // A larger sum is never worse than a smaller one, which it contains.
        const smaller = [...best].filter(([n]) => n < units).map(([, found]) => found);
        best.set(
          units,
          smaller.reduce((a, b) => (b.loss < a.loss ? b : a), fit),
        );
        onFit(units);
        next();
      },
      () => {},
    );
  };
  next();
  return {
    best,
    want(units) {
      if (best.has(units)) return;
      asked.unshift(units);
      job?.cancel();
      next();
    },
    rest(now) {
      if (resting === now) return;
      resting = now;
      if (resting) job?.cancel();
      else next();
    },
    cancel() {
      cancelled = true;
      job?.cancel();
    },
  };
}
