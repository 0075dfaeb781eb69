// elements.ts: the custom elements by their tags, and how they are registered.
import { pwRelu } from "./pw-relu.ts";
import { pwSum } from "./pw-sum.ts";

/** Classes are made when they are registered, so that importing this room does nothing. */
const ELEMENTS: Readonly<Record<string, () => CustomElementConstructor>> = {
  "pw-relu": pwRelu,
  "pw-sum": pwSum,
};

/**
 * Registers all custom elements: `import "piecewise/elements/define"` calls it. Again, or where a tag is taken, it changes nothing;
 * in Node there is nothing to register with, and nothing happens.
 */
export function define(): void {
  if (typeof customElements === "undefined") return;
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element());
  }
}
