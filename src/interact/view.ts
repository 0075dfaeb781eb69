// view.ts: what every figure has, in a page or not: its value, output, error and reset.
import { toText } from "../markup/index.ts";
import { type Calls, createCalls } from "./calls.ts";
import { type Model, toStart } from "./model.ts";
import { type Arrangement, figure } from "./rows.ts";
import { errorMarkup, outputText } from "./screen.ts";

/** Gives `target` the members of a view; `redraw` is called when code has changed the values. */
export function withMembers<T extends object>(target: T, model: Model, calls: Calls, redraw: () => void): T {
  return Object.defineProperties(target, {
    value: {
      configurable: true,
      enumerable: true,
      get: () => model.values,
      set(values: unknown) {
        model.assign(values);
        redraw();
      },
    },
    output: { configurable: true, get: () => calls.output },
    error: { configurable: true, get: () => calls.error },
    reset: {
      configurable: true,
      value() {
        model.settle(toStart);
        redraw();
      },
    },
  });
}

/** A figure where there is no page: its function is called now and whenever code sets a value; `toString()` is its HTML. */
export function still(fn: (values: unknown) => unknown, model: Model, arrangement: Arrangement): object {
  const ignore = () => {}; // calls keeps what was returned and thrown
  const calls = createCalls(fn, ignore, ignore);
  const redraw = () => calls.call(model.values);
  const html = () => {
    const shown = calls.error === undefined ? outputText(calls.output) : toText(errorMarkup(calls.error));
    const tree = figure(model, arrangement, { notes: new Map(), note: "", playing: new Map() });
    // The output is empty in the tree, and the first element that closes as soon as it opens.
    return toText(tree).replace("></div>", () => `>${shown}</div>`);
  };
  redraw();
  return withMembers({ toString: html }, model, calls, redraw);
}
