// dom.ts: markup as live nodes, and the difference between two trees carried out on them in place.
import type { Child, Markup } from "./markup.ts";

const SVG = "http://www.w3.org/2000/svg";

/** New nodes for the tree; `svg` and what it holds are made in the SVG namespace. */
export function create(node: Markup, inSvg = false): Element {
  const svg = inSvg || node.tag === "svg";
  const element = svg ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attributes)) setAttribute(element, name, value);
  element.append(...node.children.map((child) => createChild(child, svg)));
  return element;
}

/**
 * Makes `element`, which shows `before`, show `after`, touching only what differs. Nodes stay where their place and
 * tag stay, so focus, pointer capture and listeners survive. Both trees must have the same root tag.
 *
 * @throws {TypeError} if the root tags differ: a root cannot be patched into another element
 */
export function patch(element: Element, before: Markup, after: Markup): void {
  if (before === after) return;
  if (before.tag !== after.tag) throw new TypeError(`patch: after must be a <${before.tag}>, got <${after.tag}>`);
  for (const name of Object.keys(before.attributes)) {
    if (!Object.hasOwn(after.attributes, name)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(after.attributes)) {
    if (value !== before.attributes[name]) setAttribute(element, name, value);
  }
  patchChildren(element, before.children, after.children);
}

function patchChildren(element: Element, before: readonly Child[], after: readonly Child[]): void {
  const inSvg = element.namespaceURI === SVG;
  for (let i = after.length; i < before.length; i++) element.lastChild!.remove();
  for (let i = 0; i < after.length; i++) {
    const old = before[i];
    const next = after[i];
    if (i >= before.length) element.append(createChild(next, inSvg));
    else if (typeof old === "string" || typeof next === "string" || old.tag !== next.tag) {
      if (typeof old === "string" && typeof next === "string") {
        if (old !== next) element.childNodes[i].nodeValue = next;
      } else element.childNodes[i].replaceWith(createChild(next, inSvg));
    } else patch(element.childNodes[i] as Element, old, next);
  }
}

function createChild(child: Child, inSvg: boolean): Node {
  return typeof child === "string" ? document.createTextNode(child) : create(child, inSvg);
}

function setAttribute(element: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  // A page's policy may refuse attributes of style, and never what a script gives the style itself.
  else if (name === "style") (element as HTMLElement).style.cssText = String(value);
  else element.setAttribute(name, value === true ? "" : String(value));
}
