// on-screen.ts: what is out of sight need not be drawn.

/** Drawn a little before it comes into sight. */
const MARGIN = "200px";

/**
 * Whether `element` is in sight, or was never looked at; `onSeen` is called when it comes into sight again. Where there are
 * no observers everything is in sight.
 */
export function onScreen(element: Element, onSeen: () => void): () => boolean {
  let seen = true;
  if (typeof IntersectionObserver === "undefined") return () => true;
  const observer = new IntersectionObserver(
    (entries) => {
      const now = entries.at(-1)!.isIntersecting;
      if (now && !seen) onSeen();
      seen = now;
    },
    { rootMargin: MARGIN },
  );
  observer.observe(element);
  return () => seen;
}
