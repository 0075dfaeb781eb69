// screen.ts: the output of a figure: one node that is patched or swapped, and the error that stands below it.
import { create, h, type Markup, toText } from "../markup/index.ts";

/** A node that can show what another of its kind shows; true if it now does. */
type Patchable = Element & { patch?(next: Node): boolean };

/** Shows results and errors inside `output`. What is there stays until what follows is ready. */
export function createScreen(output: HTMLElement): { show(result: unknown): void; fail(error: unknown): void } {
  let content: Patchable | undefined;
  let alert: Element | undefined;

  function show(result: unknown): void {
    const next = elementOf(result);
    if (content?.parentNode !== output) content = undefined;
    if (!next || !content) {
      content?.remove();
      if (next) output.prepend(next);
      content = next;
    } else if (next !== content && !content.patch?.(next)) {
      content.replaceWith(next);
      content = next;
    }
    content?.classList.remove("dim");
    alert?.remove();
    alert = undefined;
  }

  function fail(error: unknown): void {
    content?.classList.add("dim");
    const next = errorMarkup(error);
    if (alert?.textContent === next.children[0]) return; // the same again: say it once
    alert?.remove();
    alert = create(next);
    output.append(alert);
    console.error(error);
  }
  return { show, fail };
}

/** The message of whatever was thrown, as a paragraph. */
export function errorMarkup(error: unknown): Markup {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return h("p", { class: "pw-error", role: "alert" }, message);
}

/** What a function returned as HTML text: SVG of a plot as it is, anything else as escaped text. */
export function outputText(result: unknown): string {
  const { html, svg } = (result ?? {}) as { html?: unknown; svg?: unknown };
  if (typeof html === "string") return html;
  if (typeof svg === "string") return svg;
  return isNothing(result) ? "" : toText(plain(result));
}

function elementOf(result: unknown): Element | undefined {
  if (isNothing(result)) return undefined;
  if (result instanceof Element) return result;
  if (!(result instanceof Node)) return create(plain(result));
  const wrapper = document.createElement("div");
  wrapper.append(result);
  return wrapper;
}

/** Text as it is, but for the line break that a template literal opens with, which HTML would drop too. */
const plain = (result: unknown): Markup => h("pre", { class: "pw-text" }, String(result).replace(/^\n/, ""));

const isNothing = (result: unknown): boolean => result === undefined || result === null;
