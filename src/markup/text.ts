// text.ts: markup as HTML or SVG text, every value escaped.
import type { Child } from "./markup.ts";

const VOID = new Set(["input", "br", "img", "meta", "link", "hr"]);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// XML, and so an SVG in a file, has no control characters, and no way to write them.
const escaped = (value: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  value.replace(/[&<>"\0-\x08\v\f\x0e-\x1f]/g, (character) => ESCAPES[character] ?? "\ufffd");

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
