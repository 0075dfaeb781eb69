// panel-figure.ts: a panel of sliders as a figure: what it shows, its events, its way back, what can be taken away.
import type { ReluSum } from "../core/index.ts";
import type { Plot } from "../plot/index.ts";
import { bar, button, enable } from "./bar.ts";
import { embedOf } from "./embed.ts";
import type { ElementFigure } from "./figure-element.ts";
import { createHistory } from "./history.ts";
import type { SliderPanel } from "./sliders.ts";
import { takeAway } from "./take-away.ts";

/** An element; in Node an object with `value`, `model`, `html` and `toString()`. */
export interface PanelFigure extends ElementFigure {
  readonly model: ReluSum;
  /** Markup for pages without script. */
  readonly html: string;
  reset(): void;
  undo(): void;
  redo(): void;
}

export interface PanelFigureParts<V> {
  /** What files are called, and the tag of the embed without its `pw-`. */
  readonly name: string;
  readonly value: () => V;
  /** Shows a value of before. */
  readonly show: (value: V) => void;
  /** Attributes of the embed, beside its value. */
  readonly attributes: () => Readonly<Record<string, string>>;
}

export interface PanelHolder {
  readonly target: PanelFigure;
  /** Puts another panel in the place of the one that stands there. */
  replace(next: SliderPanel): void;
  /** What is shown now was set from code: a step of its own to undo. */
  record(): void;
}

/** A figure around a panel. Events of the panel become the figure's own; a drag is one step to undo. */
export function panelFigure<V>(
  first: SliderPanel,
  { name, value, show, attributes }: PanelFigureParts<V>,
): PanelHolder {
  let panel = first;
  const live = typeof document !== "undefined";
  const states = createHistory(value());
  const record = (): void => {
    states.push(value());
    follow();
  };
  const tell = (type: string) => live && target.dispatchEvent(new Event(type, { bubbles: true }));
  const done = (): void => {
    follow();
    tell("input");
    tell("change");
  };
  const step = (way: "undo" | "redo") => (): void => {
    if (way === "undo" ? !states.canUndo : !states.canRedo) return;
    show(states[way]());
    done();
  };
  let follow = (): void => {};
  const element = live ? document.createElement("div") : {};
  const target = Object.defineProperties(element, {
    model: { get: () => panel.model },
    html: { get: () => String(panel.element) },
    toString: { value: () => String(panel.element) },
    reset: {
      value() {
        panel.reset();
        states.push(value());
        done();
      },
    },
    undo: { value: step("undo") },
    redo: { value: step("redo") },
  }) as PanelFigure;
  if (!live) return { target, replace: () => {}, record };

  const undo = button("Undo", step("undo"), { title: "Ctrl+Z" });
  const redo = button("Redo", step("redo"), { title: "Ctrl+Shift+Z" });
  const taken = takeAway({
    name,
    model: () => panel.model,
    plot: () => target.querySelector<Plot>(".pw-plot")!,
    embed: () => embedOf(`pw-${name}`, value(), attributes()),
  });
  follow = () => {
    // First what can be pressed: it is where the focus goes from what cannot.
    if (states.canRedo) enable(redo, true);
    enable(undo, states.canUndo);
    enable(redo, states.canRedo);
    if (taken.open) taken.update();
  };
  let dragging = false;
  for (const type of ["input", "change"]) {
    target.addEventListener(type, (event) => {
      if (event.target === target) return;
      event.stopPropagation();
      if (event.target !== panel.element) return;
      if (type === "change") dragging = false;
      else {
        states[dragging ? "replace" : "push"](value());
        dragging = true;
      }
      follow();
      tell(type);
    });
  }
  target.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
    if ((event.target as Element).matches("input[type=text]")) return;
    event.preventDefault();
    step(event.shiftKey ? "redo" : "undo")();
  });
  target.append(panel.element, bar("Sliders", undo, redo), taken);
  follow();
  return {
    target,
    replace(next) {
      panel.element.replaceWith(next.element);
      panel = next;
    },
    record,
  };
}

/** Limits as an attribute has them; nothing of those that nobody gave. */
export const limitsOf = (
  limits: Readonly<Partial<Record<"xlim" | "ylim", readonly [number, number]>>>,
): Record<string, string> =>
  Object.fromEntries(
    (["xlim", "ylim"] as const).flatMap((name) => (limits[name] ? [[name, limits[name].join(" ")]] : [])),
  );
