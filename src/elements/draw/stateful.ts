// stateful.ts: what figures of this room share: one plain state, its past, its place in the address, its keys.
import { keepInAddress } from "../address.ts";
import { createHistory } from "../history.ts";

export interface StatefulOptions<S> {
  readonly element: HTMLElement;
  readonly start: S;
  /** The state from outside, as one of ours. Throws an Error that says what is wrong. */
  readonly checked: (value: unknown) => S;
  /** Shows the state. Called once a frame at most, when it has changed. */
  readonly show: (state: S, settled: boolean) => void;
  /** The name in the address; none, and the address is left alone. */
  readonly url?: string;
  /** Aborted when the figure leaves the page for good. */
  readonly signal?: AbortSignal;
  /** Told what of the address could not be used. */
  readonly onProblem: (text: string) => void;
}

export interface Stateful<S> {
  readonly state: S;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The next state. Until `done` all changes since the last one are one step to undo. */
  change(next: S, done?: boolean): void;
  /** Ends a change under way as if it had not been. */
  abandon(): void;
  undo(): void;
  redo(): void;
  reset(): void;
}

/**
 * Gives the element `value`, `reset`, `undo` and `redo`, fires `input` as the state changes and `change` when it has,
 * and heeds Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac) wherever no text is being typed.
 */
export function stateful<S extends object>(options: StatefulOptions<S>): Stateful<S> {
  const { element, start, checked, show, url, signal, onProblem } = options;
  const past = createHistory(start);
  let open = false;
  const shown = soon(() => show(past.now, !open));

  const tell = (done: boolean): void => {
    shown();
    element.dispatchEvent(new Event("input", { bubbles: true }));
    if (done) element.dispatchEvent(new Event("change", { bubbles: true }));
    address?.write(done);
  };
  const change = (next: S, done = true): void => {
    if (open) past.replace(next);
    else past.push(next);
    open = !done;
    tell(done);
  };
  const step = (way: "undo" | "redo"): void => {
    if (way === "undo" ? !past.canUndo : !past.canRedo) return;
    open = false;
    past[way]();
    tell(true);
  };
  const address =
    url === undefined
      ? undefined
      : keepInAddress(url, {
          state: () => past.now,
          restore(state) {
            past.push(checked(state));
            shown();
            element.dispatchEvent(new Event("input", { bubbles: true }));
          },
          start,
          onProblem,
          signal,
        });
  const figure: Stateful<S> = {
    get state() {
      return past.now;
    },
    get canUndo() {
      return past.canUndo;
    },
    get canRedo() {
      return past.canRedo;
    },
    change,
    abandon() {
      if (!open) return;
      open = false;
      past.undo();
      tell(false);
    },
    undo: () => step("undo"),
    redo: () => step("redo"),
    reset: () => change(start),
  };
  element.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
    if ((event.target as Element).matches("textarea, input:not([type]), input[type=text]")) return;
    event.preventDefault();
    step(event.shiftKey ? "redo" : "undo");
  });
  Object.defineProperties(element, {
    value: {
      configurable: true,
      enumerable: true,
      get: () => past.now,
      set(value: unknown) {
        const names = Object.keys(start);
        const odd = Object.keys(Object(value)).find((name) => !names.includes(name));
        if (odd !== undefined) throw new TypeError(`value must have fields among ${names.join(", ")}, got ${odd}`);
        open = false;
        past.push(checked(value));
        shown();
        address?.write(true);
      },
    },
    reset: { configurable: true, value: figure.reset },
    undo: { configurable: true, value: figure.undo },
    redo: { configurable: true, value: figure.redo },
  });
  return figure;
}

/** `work` before the next frame, however often it is asked for; by a timer where frames stand still. */
function soon(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const run = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    work();
  };
  return () => {
    if (timer !== undefined) return;
    frame = requestAnimationFrame(run);
    timer = setTimeout(run, document.hidden ? 16 : 500);
  };
}
