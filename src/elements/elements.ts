// elements.ts: the custom elements by their tags, and how they are registered.

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {};

/**
 * Registers all custom elements: `import "piecewise/elements/define"` calls it. Again, or where a tag is taken, it changes nothing;
 * in Node there is nothing to register with, and nothing happens.
 */
export function define(): void {
  if (typeof customElements === "undefined") return;
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
