// study.ts: a figure that shows what its controls say: a picture, words beside it, and all that figures have around them.
import type { Language, Model } from "../../core/index.ts";
import { type Controls, interact } from "../../interact/index.ts";
import type { Plot } from "../../plot/index.ts";
import { announce } from "../announce.ts";
import { bar } from "../bar.ts";
import { frame, made } from "../descent/frame.ts";
import { checkedFields } from "../descent/quadratic-state.ts";
import type { Drawing } from "../drawing.ts";
import { pictureFiles } from "../picture-files.ts";
import { wordsOf } from "../rules.ts";

export interface StudyParts<S extends object> {
  /** The function's name in errors, and the element's tag. */
  readonly name: string;
  readonly tag: string;
  readonly start: S;
  readonly kinds: Readonly<Record<keyof S, (value: never) => boolean>>;
  readonly controls: Controls;
  readonly labels?: Readonly<Record<string, string>>;
  /** The picture at the start. */
  readonly picture: (state: S) => Drawing | Plot;
  /** Pictures that stand beside it. */
  readonly charts?: readonly Drawing[];
  /** Shows a state in the picture and the charts. */
  readonly show: (state: S) => void;
  readonly model: (state: S) => Model;
  readonly formula?: (model: Model, language: Language) => string;
  readonly table?: (state: S) => string;
  /** The number that the figure is about, what it is, and what is to be said of it. */
  readonly words: (state: S) => StudyWords;
  /** What stands between the picture and the controls. */
  readonly above?: readonly HTMLElement[];
  /** What stands between the controls and the buttons. */
  readonly below?: readonly HTMLElement[];
  /** Whether something goes on that changes the words many times a second; nothing does unless said. */
  readonly going?: () => boolean;
  /** Buttons of its own. */
  readonly buttons?: readonly HTMLElement[];
}

export interface StudyWords {
  readonly what: string;
  readonly value: string;
  /** Whether the number is an error, and so in red. */
  readonly error?: boolean;
  readonly more: readonly string[];
}

/** What every study takes. */
export interface StudyOptions {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good. */
  readonly signal?: AbortSignal;
}

export interface StudyFigure<S> extends HTMLElement {
  value: S;
  readonly model: Model;
  reset(): void;
  undo(): void;
  redo(): void;
}

/**
 * The options of a figure, for it to take apart.
 *
 * @throws {TypeError} if they are no object
 */
export function studyOptions<O extends object>(name: string, options: O): O {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${name}: options must be an object, got ${options}`);
  }
  return options;
}

/** What a figure may be given beside `url` and `signal`: fields of its state. */
export function studyStart<S extends object>(parts: Pick<StudyParts<S>, "name" | "start" | "kinds">, given: object): S {
  return checkedFields(parts.name, given, parts.start, parts.kinds);
}

/** The figure; where there is no page, an object with `value`, `model` and `toString()`. `redraw` shows the state of now again. */
export function study<S extends object>(parts: StudyParts<S>, { url, signal }: StudyOptions) {
  const { start, kinds, controls, labels, charts = [], words } = parts;
  const settings = {
    defaults: pick(start, Object.keys(controls)),
    labels,
    units: Object.fromEntries(Object.keys(controls).map((name) => [name, 0])),
  };
  const shown = parts.picture(start);
  parts.show(start);
  if (typeof document === "undefined") {
    const view = interact(() => shown, controls, settings as never);
    const still = Object.defineProperty({ value: start, toString: () => String(view) }, "model", {
      get: () => parts.model(start),
    });
    return { figure: still as unknown as StudyFigure<S>, redraw: () => {} };
  }
  let state = start;
  const view = interact(() => undefined, controls, settings as never) as HTMLElement & { value: object };
  const what = made("span", "soft");
  const value = made("output", "value");
  const more = made("div", "words");
  more.setAttribute("role", "status");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;

  const draw = (): void => {
    parts.show(state);
    announce(element, parts.going?.() ?? false);
    const said = words(state);
    what.textContent = said.what;
    value.textContent = said.value;
    value.classList.toggle("plain", !said.error);
    const lines = said.more.map((text) => {
      const line = made("p", "pw-note");
      line.textContent = text;
      return line;
    });
    more.replaceChildren(...lines);
  };
  const complain = (text: string): void => {
    problem.textContent = text;
    problem.hidden = text === "";
  };
  const element = made("div", `pw-learn study ${parts.tag}`);
  const { buttons, foot, touched, commit } = frame<S>(element, {
    name: url ?? parts.tag.replace("pw-", ""),
    url: url !== undefined,
    signal,
    start,
    state: () => state,
    restore(given) {
      state = checkedFields(parts.name, given, start, kinds);
      view.value = pick(state, Object.keys(controls));
      complain("");
      draw();
    },
    model: () => parts.model(state),
    formula: parts.formula,
    table: parts.table && (() => parts.table!(state)),
    plot: () => ("scene" in shown ? shown : pictureFiles(() => shown.querySelector("svg")!)),
    tag: parts.tag,
  });
  for (const type of ["input", "change"]) {
    view.addEventListener(type, (event) => {
      event.stopPropagation();
      try {
        state = checkedFields(parts.name, { ...state, ...view.value }, start, kinds);
        complain("");
      } catch (error) {
        // What was right before stays.
        complain(wordsOf(error));
        return;
      }
      draw();
      if (type === "input") touched();
      else commit();
    });
  }
  const tools = bar("Study", ...(parts.buttons ?? []), ...buttons);
  tools.classList.add("pw-run");
  const side = made("div", "pw-side", made("div", "readout", what, value), more, ...charts);
  element.append(
    made(
      "div",
      "pw-learn-body",
      made("div", "pw-main", shown, ...(parts.above ?? []), view, problem, ...(parts.below ?? []), tools),
      side,
    ),
    ...foot,
  );
  draw();
  const redraw = (): void => {
    draw();
    touched();
  };
  return { figure: element as StudyFigure<S>, redraw };
}

const pick = (state: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(state).filter(([name]) => names.includes(name)));
