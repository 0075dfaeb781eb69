// global.ts: functions, controls and plots as one global, `piecewise`, with its styles, for pages opened from disk.
import theme from "../src/elements/theme.css?inline";

export * from "piecewise";
export * from "piecewise/interact";
export * from "piecewise/plot";

// First in the head, so that the page's own rules win.
if (typeof document !== "undefined") {
  const style = document.createElement("style");
  style.textContent = theme;
  document.head.prepend(style);
}
