// live.ts: a figure in a page: its controls, their events, its output, its place in the address.
import { asSpare, create, patch } from "../markup/index.ts";
import { createCalls } from "./calls.ts";
import type { Control, NumberControl } from "./control.ts";
import { same } from "./control.ts";
import { createWriter, readAddress, writeAddress } from "./link.ts";
import type { Model, Propose } from "./model.ts";
import { typed } from "./number.ts";
import { paced } from "./pace.ts";
import { createPlayer } from "./play.ts";
import { type Arrangement, figure, native, readout } from "./rows.ts";
import { createScreen } from "./screen.ts";
import { nearest, nudged, stop } from "./track.ts";
import { accepts, clamped } from "./values.ts";
import { withMembers } from "./view.ts";

type Field = HTMLInputElement | HTMLSelectElement;

const PAGE_STEPS = 10;

export function live(
  fn: (values: unknown) => unknown,
  model: Model,
  arrangement: Arrangement,
  { continuous = true, url }: { readonly continuous?: boolean; readonly url?: string },
): HTMLElement {
  const notes = new Map<string, string>();
  const player = createPlayer(
    model,
    () => !document.hidden && element.isConnected,
    (name, value) => set(name, value, !continuous), // a step of playing is a release where only releases count
    () => {
      render();
      release();
    },
  );
  const warned = new Set<string>();
  let note = url === undefined ? "" : readAddress(model, url);
  /** The readout that is being typed into: it keeps what it says until that is committed. */
  let editing: Field | undefined;

  const tree = () => figure(model, arrangement, { notes, note, playing: player });
  let before = tree();
  const element = create(before) as HTMLElement;
  const [output, controls] = element.children as unknown as [HTMLElement, HTMLElement];
  const { show, fail } = createScreen(output);
  const again = (values: unknown) => (output.firstChild ? asSpare(() => fn(values)) : fn(values));
  const calls = createCalls(again, show, fail);
  const redraw = paced(() => calls.call(model.values));
  const write =
    url === undefined
      ? undefined
      : createWriter(() => {
          say(writeAddress(model, url) ? "" : "These values are too long for the address, which no longer holds them.");
        });

  function render(): void {
    const after = tree();
    patch(element, before, after);
    before = after;
    for (const field of controls.querySelectorAll<Field>("[name]")) showValue(field);
  }

  /** Attributes say what a saved page shall show; what a field shows once it was touched is its property. */
  function showValue(field: Field): void {
    const control = model.control(field.name);
    const value = model.values[field.name];
    if (!control) return;
    if ("min" in control) {
      setText(field, native(control, value as number));
      const box = rowOf(field).querySelector<Field>("[inputmode]")!;
      if (box !== editing) setText(box, readout(control, value as number));
    } else if (control.kind === "checkbox") (field as HTMLInputElement).checked = value === true;
    else if (control.kind === "text") setText(field, String(value));
    else if (control.kind === "dropdown") {
      (field as HTMLSelectElement).selectedIndex = control.options.findIndex((option) => same(option[1], value));
    }
  }

  function say(text: string): void {
    if (text === note) return;
    note = text;
    render();
  }

  const emit = (type: "input" | "change") => element.dispatchEvent(new Event(type, { bubbles: true }));

  /** A change by the reader: `done` if it is also the release. */
  function change(propose: Propose, done: boolean): void {
    notes.clear();
    let changed = false;
    try {
      changed = model.settle(propose);
    } catch (error) {
      fail(error); // a control given as a function threw: the values stay as they were
    }
    render();
    if (changed) {
      if (continuous) redraw();
      write?.();
      emit("input");
    }
    if (done) release();
  }

  function release(): void {
    if (!continuous) redraw();
    write?.(true);
    emit("change");
  }

  const set = (name: string, value: unknown, done: boolean) =>
    change((key) => (key === name ? [value] : undefined), done);

  function take(field: Field, done: boolean): void {
    const control = model.control(field.name);
    if (!control) return; // a tab
    const value = valueIn(field, control, model.values[field.name]);
    if (!same(value, model.values[field.name])) set(field.name, value, done);
    else if (done) release();
  }

  /** A number between two steps stays as typed: whoever types 1.25 means it. */
  function commit(box: Field): void {
    const { name, control, value } = numberIn(box);
    const given = box.value === readout(control, value) ? value : typed(box.value);
    const within = Number.isNaN(given) ? value : clamped(control, given);
    editing = undefined;
    if (same(within, value)) render();
    else set(name, within, true);
    if (same(within, given)) return;
    notes.set(name, `${name} ${accepts(control)}`);
    render();
  }

  function numberIn(field: Element): { name: string; control: NumberControl; value: number } {
    const { name } = mainField(field);
    return { name, control: model.control(name) as NumberControl, value: model.values[name] as number };
  }

  function press(button: HTMLButtonElement): void {
    const name = button.matches(".reset-all") ? undefined : mainField(button).name;
    if (name !== undefined && button.matches(".run")) player.toggle(name);
    else {
      // A button that was reset with is disabled, and would take the focus with it.
      if (name !== undefined && button.matches(":focus")) mainField(button).focus();
      change((key, control) => (name === undefined || key === name ? [control.value] : undefined), true);
    }
  }

  function move({ values = {}, steps = {}, done = false }: Move): void {
    const moved = new Map<string, number>();
    for (const [given, isSteps] of [
      [values, false],
      [steps, true],
    ] as const) {
      for (const [name, amount] of Object.entries(given)) {
        const control = model.control(name);
        if (control && "min" in control && Number.isFinite(amount)) {
          const from = moved.get(name) ?? (model.values[name] as number);
          moved.set(name, isSteps ? nudged(control, from, amount) : nearest(control, amount));
        } else if (!warned.has(name)) {
          warned.add(name);
          console.warn(`interact: pw-move must give finite numbers for sliders, got ${name}: ${amount}`);
        }
      }
    }
    change((name) => (moved.has(name) ? [moved.get(name)] : undefined), done);
  }

  controls.addEventListener("input", (event) => {
    event.stopPropagation();
    const field = event.target as Field;
    if (isReadout(field)) editing = field;
    else take(field, false);
  });
  controls.addEventListener("change", (event) => {
    event.stopPropagation();
    const field = event.target as Field;
    // A readout that had the focus fires once more as it leaves with its row.
    if (!field.closest(".pw-control")) return;
    if (isReadout(field)) commit(field);
    else take(field, true);
  });
  controls.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    if (button) press(button);
  });
  controls.addEventListener("keydown", (event) => {
    const field = event.target as Field;
    if (field.type === "range" && (event.key === "PageUp" || event.key === "PageDown")) {
      const { name, control, value } = numberIn(field);
      event.preventDefault();
      set(name, nudged(control, value, event.key === "PageUp" ? PAGE_STEPS : -PAGE_STEPS), true);
    } else if (isReadout(field) && event.key === "Enter") {
      event.preventDefault();
      commit(field);
    } else if (isReadout(field) && event.key === "Escape") {
      editing = undefined;
      notes.clear();
      render();
    }
  });
  // A finger moves the slider that it comes down on; where it then scrolls the page, what it moved comes back.
  let touched: { readonly name: string; readonly value: number } | undefined;
  controls.addEventListener("pointerdown", ({ target, pointerType }) => {
    const field = target as Field;
    touched = pointerType === "touch" && field.type === "range" ? numberIn(field) : undefined;
  });
  controls.addEventListener("pointercancel", () => {
    if (touched) set(touched.name, touched.value, true);
    touched = undefined;
  });
  output.addEventListener("pw-move", (event) => {
    event.stopPropagation();
    move((event as CustomEvent<Move | null>).detail ?? {});
  });
  if (url !== undefined) {
    addEventListener("popstate", () => {
      if (!element.isConnected) return;
      note = readAddress(model, url);
      render();
      redraw();
      emit("input");
      emit("change");
    });
  }

  calls.call(model.values);
  return withMembers(element, model, calls, () => {
    notes.clear();
    render();
    redraw();
    write?.();
  });
}

interface Move {
  readonly values?: Readonly<Record<string, number>>;
  readonly steps?: Readonly<Record<string, number>>;
  readonly done?: boolean;
}

const isReadout = (field: Element): boolean => field.matches("[inputmode]");

const rowOf = (part: Element): Element => part.closest(".pw-control")!;

const mainField = (part: Element): Field => rowOf(part).querySelector<Field>("[name]")!;

function setText(field: Field, text: string): void {
  if (field.value !== text) field.value = text; // setting it moves the caret
}

function valueIn(field: Field, control: Control, old: unknown): unknown {
  if (control.kind === "checkbox") return (field as HTMLInputElement).checked;
  if (control.kind === "dropdown") return (control.options[(field as HTMLSelectElement).selectedIndex] ?? [])[1];
  if (!("min" in control)) return field.value;
  // The slider stands at the stop nearest to a value typed between two; not moved, it must not snap it.
  if (field.value === native(control, old as number)) return old;
  return control.kind === "log-slider" ? stop(control, Number(field.value)) : nearest(control, Number(field.value));
}
