// global.ts: all entry points as one global, `piecewise`, with its styles and elements, for pages opened from disk.

import { define } from "piecewise/elements";
import theme from "../src/elements/theme.css?inline";

export * from "piecewise";
export * from "piecewise/data";
export * from "piecewise/elements";
export * from "piecewise/fit";
export * from "piecewise/interact";
export * from "piecewise/plot";

// First in the head, so that the page's own rules win.
if (typeof document !== "undefined") {
  const style = document.createElement("style");
  style.textContent = theme;
  document.head.prepend(style);
}

// Called by name: an import for its side effect alone would be left out, as package.json says that modules here have none.
define();
