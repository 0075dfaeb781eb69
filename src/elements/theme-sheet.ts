// theme-sheet.ts: theme.css in shadow roots, and its tokens as defaults that any page can set.
import theme from "./theme.css?inline";

let sheet: CSSStyleSheet | undefined;

/** Gives the shadow root the rules of theme.css, whether or not the page has linked it. */
export function adoptTheme(root: ShadowRoot): void {
  if (!sheet) {
    const tokens = /:root\s*\{([^}]*)\}/.exec(theme)!;
    registerTokens(tokens[1]);
    registerAngles();
    sheet = new CSSStyleSheet();
    sheet.replaceSync(theme.replace(tokens[0], ""));
  }
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/**
 * Registers each token with its value as the initial one: it is then inherited from wherever the page sets it, :root, body or
 * the element itself, and has the theme's value where nobody does. A rule on :host would come between.
 */
function registerTokens(tokens: string): void {
  for (const [, name, initialValue] of tokens.matchAll(/(--pw-[\w-]+)\s*:\s*([^;]+)/g)) {
    register({ name, syntax: "*", inherits: true, initialValue });
  }
}

/** Registers what the theme does by @property, which has no effect in shadow roots. */
function registerAngles(): void {
  const rules = theme.matchAll(/@property\s+(--[\w-]+)\s*\{\s*syntax:\s*"<angle>"[^}]*initial-value:\s*([^;}\s]+)/g);
  for (const [, name, initialValue] of rules) register({ name, syntax: "<angle>", inherits: false, initialValue });
}

function register(property: PropertyDefinition): void {
  try {
    CSS.registerProperty(property);
  } catch (error) {
    // Another copy of this script on the page was first.
    if ((error as DOMException).name !== "InvalidModificationError") throw error;
  }
}
