// code.ts: TypeScript as highlighted markup, the numbers that controls start from in the colour of their ReLU.
import { createHighlighter } from "shiki";
import { type Child, h, type Markup } from "../src/markup/index.ts";

const highlighter = await createHighlighter({ themes: ["github-light"], langs: ["typescript", "html", "shellscript"] });

/** The look has one colour for keywords and a quiet tone for strings and comments; everything else is ink. */
function tone(scopes: readonly string[]): string | undefined {
  const innermost = scopes.at(-1) ?? "";
  if (scopes.some((scope) => scope.startsWith("comment"))) return "c";
  if (scopes.some((scope) => scope.startsWith("string") || scope.startsWith("punctuation.definition.string")))
    return "s";
  return /^(keyword\.control|storage|keyword\.operator\.new|constant\.language)/.test(innermost) ? "k" : undefined;
}

/**
 * The text is the source, letter for letter: a number there is where a control starts and what its range follows from.
 *
 * @param values the figure's values at the start: wherever the code says `name: value`, the value gets its hue
 */
export function highlighted(code: string, values: Readonly<Record<string, unknown>> = {}, lang = "typescript"): Markup {
  const lines = highlighter.codeToTokensBase(code.trimEnd(), {
    lang: lang as "typescript",
    theme: "github-light",
    includeExplanation: "scopeName",
    tokenizeTimeLimit: 0, // a line given up on a busy machine would break the build
  });
  const children: Child[] = lines.flatMap((line, i) => {
    const pieces = line.flatMap(({ explanation = [] }) =>
      explanation.map(({ content, scopes }) => ({ content, tone: tone(scopes.map(({ scopeName }) => scopeName)) })),
    );
    return [...(i > 0 ? ["\n"] : []), ...withHues(pieces, values)];
  });
  return h("pre", { tabindex: 0 }, h("code", {}, ...children));
}

function withHues(
  pieces: readonly { content: string; tone?: string }[],
  values: Readonly<Record<string, unknown>>,
): Child[] {
  const line = pieces.map(({ content }) => content).join("");
  const spans = [...line.matchAll(/\b(\w+): (-?[\d.]+|true|false)(?=,| \}|$)/g)].filter(
    ([, name, value]) => Object.hasOwn(values, name) && String(values[name]) === value,
  );
  const children: Child[] = [];
  let at = 0;
  for (const { content, tone } of pieces) {
    const end = at + content.length;
    const span = spans.find((match) => {
      const start = match.index + match[1].length + 2;
      return at >= start && at < start + match[2].length;
    });
    if (span && at === span.index + span[1].length + 2) {
      const hue = Number(/\d$/.exec(span[1])?.[0] ?? 1);
      children.push(h("span", { class: `live u${hue}` }, span[2]));
    } else if (!span) {
      children.push(tone ? h("span", { class: tone }, content) : content);
    }
    at = end;
  }
  return children;
}
