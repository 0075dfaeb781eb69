// follow-theme.ts: pixels do not follow a change from light to dark by themselves, nor onto paper, which is light.

/**
 * Calls `redraw` a frame after the reader's preference or the page's theme has changed, and at once when the page goes onto
 * paper or comes back, since a print waits for no frame; until `signal` is aborted.
 */
export function followTheme(redraw: () => void, signal?: AbortSignal): void {
  const later = (): void => void requestAnimationFrame(() => requestAnimationFrame(redraw));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later, { signal });
  matchMedia("print").addEventListener("change", () => redraw(), { signal });
  const themes = new MutationObserver(later);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
  signal?.addEventListener("abort", () => themes.disconnect());
}
