// slices.ts: long work on the page's own thread, in slices that leave every frame its room.

/** Work under way. */
export interface Sliced<T> {
  /** Rejects with an AbortError if it was cancelled. */
  readonly done: Promise<T>;
  cancel(): void;
}

/** A frame has 16.7 ms; drawing needs some of them. */
const BUDGET_MS = 6;

/**
 * Runs the generator, which yields the share of the work done, for some milliseconds at a time.
 *
 * @param onProgress told that share after each slice
 */
export function inSlices<T>(steps: Generator<number, T>, onProgress?: (share: number) => void): Sliced<T> {
  let cancelled = false;
  let refuse: (reason: unknown) => void = () => {};
  const done = new Promise<T>((resolve, reject) => {
    refuse = reject;
    const slice = (): void => {
      if (cancelled) return;
      const end = performance.now() + BUDGET_MS;
      try {
        for (;;) {
          const { done: finished, value } = steps.next();
          if (finished) {
            resolve(value);
            return;
          }
          if (performance.now() < end) continue;
          onProgress?.(value);
          break;
        }
      } catch (error) {
        reject(error);
        return;
      }
      setTimeout(slice, 0);
    };
    setTimeout(slice, 0);
  });
  // Who cancels does not wait.
  done.catch(() => {});
  return {
    done,
    cancel() {
      cancelled = true;
      refuse(new DOMException("cancelled", "AbortError"));
    },
  };
}
