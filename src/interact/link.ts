// link.ts: keeps a figure's state in the page's address, and the figure at what the address says.
import { decodeState, encodeState, parameter, withParameter } from "./address.ts";
import { atStart, type Model } from "./model.ts";
import { accepts, readBack, short, written } from "./values.ts";

/** Browsers refuse more than about three writes a second over a longer time. */
const PAUSE_MS = 250;
const MOST_NAMED = 3;

/** Puts the model at what the address says; says what of it could not be used ("" if nothing). */
export function readAddress(model: Model, name: string): string {
  const { state, ignored } = decodeState(parameter(location.search, name));
  const refused = new Set<string>();
  try {
    model.settle((key, control) => {
      const text = state.get(key);
      const value = text === undefined ? undefined : readBack(control, text);
      if (text !== undefined && !value) refused.add(key);
      else refused.delete(key);
      return value ?? [control.value];
    });
  } catch (error) {
    // A control given as a function cannot make one of these values: nobody's address may break the page.
    return `Ignored in the address: all of it (${short(String(error))}).`;
  }
  for (const [key, text] of state) {
    const control = model.control(key);
    if (control && control.kind !== "fixed" && !refused.has(key)) continue;
    ignored.push(`${short(`${key}:${text}`)} (${control ? accepts(control) : "no such control"})`);
  }
  const more = ignored.length > MOST_NAMED ? ` and ${ignored.length - MOST_NAMED} more` : "";
  return ignored.length > 0 ? `Ignored in the address: ${ignored.slice(0, MOST_NAMED).join("; ")}${more}.` : "";
}

/** Writes the model into the address: what differs from the start, nothing if all is there. False if it is too long. */
export function writeAddress(model: Model, name: string): boolean {
  const moved = model.names.filter((key) => !atStart(model, key));
  const raw = encodeState(moved.map((key) => [key, written(model.control(key)!, model.values[key])]));
  const search = withParameter(location.search, name, raw ?? "");
  if (search !== location.search) {
    const target = new URL(location.href);
    target.search = search;
    try {
      history.replaceState(history.state, "", target);
    } catch {
      // A sandboxed frame or a page opened as a file may not write its address; the figure works without.
    }
  }
  return raw !== undefined;
}

/** Calls `write` when changes pause, or soon if asked; at most four times a second, and before the page goes. */
export function createWriter(write: () => void): (soon?: boolean) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    write();
  };
  addEventListener("pagehide", flush);
  return (soon = false) => {
    clearTimeout(timer);
    const rest = Math.max(0, last + PAUSE_MS - performance.now());
    timer = setTimeout(flush, soon ? rest : PAUSE_MS);
    if (soon && rest === 0) flush();
  };
}
