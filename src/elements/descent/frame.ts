// frame.ts: what figures that learn have around them: undo and redo, a place in the address, take away, events.
import type { Model } from "../../core/index.ts";
import { keepInAddress } from "../address.ts";
import { button, enable } from "../bar.ts";
import { embedOf } from "../embed.ts";
import { createHistory } from "../history.ts";
import { type TakeAwayOptions, takeAway } from "../take-away.ts";

export interface Framed<S> extends Pick<TakeAwayOptions, "formula" | "json" | "table" | "plot"> {
  readonly name: string;
  /** Whether the state is kept in the page's address, as `?name=…`. */
  readonly url: boolean;
  readonly start: S;
  readonly state: () => S;
  /** Puts the figure at a state from outside, or throws an Error that says what is wrong with it. */
  readonly restore: (state: unknown) => void;
  readonly model: () => Model;
  /** The custom element that is this figure, for its embed; `attributes` what its state does not hold. */
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** A file beside the script that the figure loads, for its embed. */
  readonly loaded?: string;
  /** Aborted when the figure leaves the page for good. */
  readonly signal?: AbortSignal;
}

export interface Frame {
  /** Undo and redo, for a bar. */
  readonly buttons: readonly HTMLElement[];
  /** The note about the address, and the fold-out; they stand at the end of the figure. */
  readonly foot: readonly HTMLElement[];
  /** Something changed, and may go on changing. */
  readonly touched: () => void;
  /** A change is done: one step of the history. */
  readonly commit: () => void;
}

/** The figure's members and what stands around it. `element` gets `value`, `model`, `reset`, `undo` and `redo`. */
export function frame<S>(element: HTMLElement, parts: Framed<S>): Frame {
  const history = createHistory(parts.state());
  const note = document.createElement("p");
  note.className = "pw-note";
  note.setAttribute("role", "status");
  note.hidden = true;
  const take = takeAway({
    name: parts.name,
    model: parts.model,
    formula: parts.formula,
    json: parts.json,
    table: parts.table,
    plot: parts.plot,
    embed: () => embedOf(parts.tag, parts.state(), parts.attributes, parts.loaded),
  });

  const address = parts.url
    ? keepInAddress(parts.name, {
        state: parts.state,
        restore: (state) => {
          parts.restore(state);
          history.push(parts.state());
          show();
          emit("change");
        },
        start: parts.start,
        signal: parts.signal,
        onProblem: (text) => {
          note.textContent = text;
          note.hidden = text === "";
        },
      })
    : undefined;

  const emit = (type: "input" | "change") => element.dispatchEvent(new Event(type, { bubbles: true }));
  const show = () => {
    enable(undo, history.canUndo);
    enable(redo, history.canRedo);
  };
  const goTo = (state: S): void => {
    parts.restore(state);
    show();
    address?.write(true);
    emit("input");
    emit("change");
  };
  const undo = button("Undo", () => goTo(history.undo()), { disabled: true });
  const redo = button("Redo", () => goTo(history.redo()), { disabled: true });

  let told = false; // an input event has gone out since the last change
  const touched = (): void => {
    address?.write();
    emit("input");
    told = true;
  };
  const commit = (): void => {
    const changed = JSON.stringify(parts.state()) !== JSON.stringify(history.now);
    if (changed) history.push(parts.state());
    show();
    address?.write(true);
    if (changed && !told) emit("input");
    told = false;
    emit("change");
  };
  Object.defineProperties(element, {
    value: {
      get: parts.state,
      set(state: object) {
        parts.restore({ ...parts.state(), ...state });
        history.push(parts.state());
        show();
        address?.write();
      },
    },
    model: { get: parts.model },
    reset: {
      value() {
        const before = JSON.stringify(parts.state());
        parts.restore(parts.start);
        history.push(parts.state());
        show();
        address?.write();
        if (JSON.stringify(parts.state()) === before) return;
        emit("input");
        emit("change");
      },
    },
    undo: { value: () => history.canUndo && goTo(history.undo()) },
    redo: { value: () => history.canRedo && goTo(history.redo()) },
  });
  return { buttons: [undo, redo], foot: [note, take], touched, commit };
}

/** Steps a second of a run for readers who asked for less motion. */
const CALM_MS = 100;

/**
 * Calls `work` once a frame until it returns false or the returned function is called. With prefers-reduced-motion it is
 * called ten times a second, and told so. While the page is hidden it rests.
 */
export function eachFrame(work: (calm: boolean) => boolean): () => void {
  let stopped = false;
  let last = Number.NEGATIVE_INFINITY;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const frame = (now: number): void => {
    if (stopped) return;
    if (!calm || now - last >= CALM_MS) {
      last = now;
      if (!work(calm)) return;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return () => {
    stopped = true;
  };
}

/** A new element with a class and children. */
export function made(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}
