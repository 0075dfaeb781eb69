// embed.ts: the HTML by which a figure of this room stands in another page as it is now.

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** `<tag … value="…">` and the script that registers it, which has the style sheet in it. */
export function embedOf(tag: string, value: unknown, attributes: Readonly<Record<string, string>> = {}): string {
  const all = Object.entries({ ...attributes, value: JSON.stringify(value) });
  const written = all.map(([name, text]) => ` ${name}="${escaped(text)}"`).join("");
  return `<${tag}${written}></${tag}>\n<script src="piecewise.global.js"></script>\n`;
}
