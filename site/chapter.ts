// chapter.ts: a chapter's Markdown, with figures, formulas and asides named in lines of their own, as HTML.
import katex from "katex";
import MarkdownIt from "markdown-it";
import { toText } from "../src/markup/index.ts";
import { pixels } from "./pixels.ts";

const markdown = new MarkdownIt({ html: false, typographer: true });

export interface FigureSlot {
  readonly id: string;
  readonly flags: readonly string[];
  readonly caption: string;
}

export interface Chapter {
  readonly title: string;
  readonly html: string;
}

/**
 * Blocks are separated by blank lines. A block that begins with `@` is a directive:
 * `@figure id flags…` (then its caption), `@live id`, `@formula $…$`, `@aside …`, `@lead …`, `@pixels id` (rows, then caption).
 *
 * @throws {Error} for a directive that is not one of these
 */
export function chapter(text: string, figure: (slot: FigureSlot) => string, live: (id: string) => string): Chapter {
  const [title, ...blocks] = text.trim().split(/\n{2,}/);
  const html = blocks.map((block) => {
    const directive = /^@(\w+) ?(.*)\n?([\s\S]*)$/.exec(block);
    if (!directive)
      return markdown.render(withMath(block)).replace(/\uE000(\d+)\uE001/g, (_, i) => formulas[Number(i)]);
    const [, name, first, rest] = directive;
    const [id, ...flags] = first.split(" ");
    switch (name) {
      case "figure":
        return figure({ id, flags, caption: inline(rest) });
      case "live":
        return live(id);
      case "formula":
        // A line may break between two formulas that only a space keeps apart: they are parts of one.
        return `<p class="pw-formula">${first
          .split(/(?<=\$) (?=\$)/)
          .map(inline)
          .join("<wbr>")}</p>`;
      case "aside":
        return `<p class="side aside" role="note">${inline([first, rest].join(" "))}</p>`;
      case "lead":
        return `<p class="lead wide">${inline(first)}</p>`;
      case "pixels": {
        const rows = rest.split("\n").filter((line) => /^\d+$/.test(line));
        const caption = rest.split("\n").filter((line) => !/^\d+$/.test(line));
        const picture = toText(pixels(rows, "The face of a cat, drawn in numbers."));
        return `<figure class="pw-figure" id="${id}">${picture}<figcaption><span>${inline(caption.join(" "))}</span></figcaption></figure>`;
      }
      default:
        throw new Error(
          `chapter: there is no directive @${name}; use @figure, @live, @formula, @aside, @lead or @pixels`,
        );
    }
  });
  return { title: title.replace(/^# /, ""), html: html.join("\n") };
}

const formulas: string[] = [];

/** Formulas are set now, as MathML: no script, no style sheet and no font of their own in the reader's browser. */
function math(tex: string): string {
  const html = katex.renderToString(tex, { output: "mathml", strict: "error" });
  return html
    .replace(/<mi>(\w{2,})<\/mi>/g, '<mi class="op">$1</mi>')
    .replace(/<mo>([+=])<\/mo>/g, '<mo form="infix">$1</mo>'); // at either end of a part of a formula, too
}

// Set before Markdown is read, so that underscores in formulas stay theirs; put back after.
function withMath(block: string): string {
  return block.replace(/\$([^$]+)\$/g, (_, tex) => `\uE000${formulas.push(math(tex)) - 1}\uE001`);
}

function inline(text: string): string {
  return markdown.renderInline(withMath(text)).replace(/\uE000(\d+)\uE001/g, (_, i) => formulas[Number(i)]);
}
