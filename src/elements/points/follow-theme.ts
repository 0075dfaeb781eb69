// follow-theme.ts: pixels do not follow a change from light to dark by themselves.

/** Calls `redraw` a frame after the reader's preference or the page's theme has changed, until `signal` is aborted. */
export function followTheme(redraw: () => void, signal?: AbortSignal): void {
  const later = (): void => void requestAnimationFrame(() => requestAnimationFrame(redraw));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later, { signal });
  const themes = new MutationObserver(later);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
  signal?.addEventListener("abort", () => themes.disconnect());
}
