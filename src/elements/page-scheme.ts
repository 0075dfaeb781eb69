// page-scheme.ts: light or dark, on pages that have no color-scheme rule.

/**
 * Keeps the rule of `sheet`, which the shadow root of `host` has adopted: where the page leaves `color-scheme` alone and writes light
 * text, which is how pages without that rule are dark, the figure is dark as well. Looked at now and whenever the reader's
 * preference changes; `signal` ends that.
 */
export function followPageScheme(host: HTMLElement, sheet: CSSStyleSheet, signal: AbortSignal): void {
  const look = (): void => {
    sheet.replaceSync("");
    const { colorScheme, color } = getComputedStyle(host);
    if (colorScheme === "normal" && isLight(color)) sheet.replaceSync(":host{color-scheme:dark}");
  };
  look();
  // The page's own answer to the change comes with the next frame.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(look), { signal });
}

/** Whether a computed colour is nearer to white than to black: by its lightness, or the relative luminance of WCAG 2. */
function isLight(color: string): boolean {
  const numbers = (color.match(/(?<=[\s(])[\d.]+/g) ?? []).map(Number);
  if (/^ok/.test(color)) return numbers[0] > 0.6;
  if (/^l/.test(color)) return numbers[0] > 60;
  const [r, g, b] = numbers.map((part) => (color.startsWith("rgb") ? part / 255 : part) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18;
}
