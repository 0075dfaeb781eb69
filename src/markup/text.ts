// text.ts: markup as HTML or SVG text, every value escaped.
import type { Child } from "./markup.ts";

const VOID = new Set(["input", "br", "img", "meta", "link", "hr"]);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (value: string): string => value.replace(/[&<>"]/g, (character) => ESCAPES[character]);

/**
 * The text that a parser of HTML (or, for an `svg` root with its `xmlns`, of XML) reads back as this tree.
 * Attribute values and text are escaped, so untrusted strings stay data.
 */
export function toText(node: Child): string {
  if (typeof node === "string") return escaped(node);
  const attributes = Object.entries(node.attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => ` ${name}="${value === true ? "" : escaped(String(value))}"`)
    .join("");
  if (VOID.has(node.tag)) return `<${node.tag}${attributes}>`;
  return `<${node.tag}${attributes}>${node.children.map(toText).join("")}</${node.tag}>`;
}
