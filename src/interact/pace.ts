// pace.ts: work at most once a frame.

const FRAME_MS = 16;
const LATE_MS = 500;

/**
 * A function that asks for `work` before the next frame; asking again before then changes nothing. Where frames stand still
 * (a hidden page, an embedding that draws none) a timer takes over, so that work asked for is always done.
 */
export function paced(work: () => void): () => void {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    work();
  };
  return () => {
    if (timer !== undefined) return;
    frame = document.hidden ? undefined : globalThis.requestAnimationFrame?.(run);
    timer = setTimeout(run, frame === undefined ? FRAME_MS : LATE_MS);
  };
}
