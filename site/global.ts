// global.ts: all entry points as one global, `piecewise`, with its styles and elements, for pages opened from disk.
import theme from "../src/elements/theme.css?inline";

import "piecewise/elements/define";

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
