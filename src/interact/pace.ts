// pace.ts: work at most once a frame.

const HIDDEN_MS = 16;
const LATE_MS = 500;

/**
 * A function that asks for `work` before the next frame; asking again before then changes nothing. Where frames stand still
 * (a hidden page, an embedding that draws none) a timer takes over, so that work asked for is always done.
 */
export function paced(work: () => void): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    work();
  };
  return () => {
    if (timer !== undefined) return;
    if (!document.hidden) frame = requestAnimationFrame(run);
    timer = setTimeout(run, document.hidden ? HIDDEN_MS : LATE_MS);
  };
}
