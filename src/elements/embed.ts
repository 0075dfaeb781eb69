// embed.ts: the HTML by which a figure of this room stands in another page as it is now.

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/**
 * `<tag … value="…">` and the script that registers it, which has the style sheet in it.
 *
 * @param loaded a file that the script loads by itself, named in a remark
 */
export function embedOf(
  tag: string,
  value: unknown,
  attributes: Readonly<Record<string, string>> = {},
  loaded?: string,
): string {
  const all = Object.entries({ ...attributes, value: JSON.stringify(value) });
  const written = all.map(([name, text]) => ` ${name}="${escaped(text)}"`).join("");
  const remark = loaded ? `<!-- Beside this page: piecewise.global.js and ${loaded}, which it loads. -->\n` : "";
  return `${remark}<${tag}${written}></${tag}>\n<script src="piecewise.global.js"></script>\n`;
}
