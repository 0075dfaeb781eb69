// announce.ts: which words of a figure a screen reader says by itself.

/**
 * Numbers that change many times a second are not said while they do; those where it comes to rest are, if this is called
 * before they are written.
 *
 * @param going whether a run goes on in the figure
 */
export function announce(figure: Element, going: boolean): void {
  const live = going ? "off" : "polite";
  for (const words of figure.querySelectorAll("output, [role=status]")) {
    if (words.getAttribute("aria-live") !== live) words.setAttribute("aria-live", live);
  }
}
