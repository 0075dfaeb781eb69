// source-panel.ts: where the reader says what the surface is to be like: a formula of x and y, or a table.
import { targetHelp } from "../../data/index.ts";
import { choice, field, group, wrapped } from "../fit/fields.ts";
import { formulaFault } from "../fit/formula-help.ts";
import { hear } from "../inner-events.ts";
import type { PlaneSource } from "./plane-source.ts";
import type { OfferedPlane } from "./plane-tables.ts";
import { tablePanel } from "./table-panel.ts";

export interface SourcePanel {
  readonly element: HTMLElement;
  /** Takes a file that is dropped on a place beside the panel. */
  acceptDrops(place: HTMLElement): void;
  /** Shows a source that came from elsewhere: undone, or from the address. */
  show(source: PlaneSource): void;
  /** Says what is wrong with what was given, where `at` is the character; "" when nothing is. */
  complain(error?: Error & { readonly at?: number; readonly length?: number }): void;
}

const KINDS = { typed: "Type a formula", table: "Take a table" } as const;

/** @param onSource gets what the reader gave; it may throw, and what it throws is shown */
export function sourcePanel(offers: readonly OfferedPlane[], onSource: (source: PlaneSource) => void): SourcePanel {
  const last: { typed?: PlaneSource; table?: PlaneSource } = {};
  const group1 = `pw-plane-${++count}`;
  const radios = Object.entries(KINDS).map(([kind, words]) => {
    const input = field("input", { type: "radio", name: group1, value: kind });
    return { kind: kind as PlaneSource["kind"], input, label: wrapped(words, input, true) };
  });
  const formula = field("input", { type: "text", class: "pw-field", spellcheck: "false", autocomplete: "off" });
  const examples = choice("Examples", ["Examples", ...targetHelp.planes.map(({ text }) => text)]);
  const fault = formulaFault(formula);
  const typed = group(wrapped("f(x, y) =", formula), examples);

  const table = tablePanel(offers, give);
  const element = group(group(...radios.map(({ label }) => label)), typed, table.element, fault.element);
  element.className = "pw-source";
  element.firstElementChild!.className = "kinds";

  function give(source: PlaneSource): void {
    try {
      onSource(source);
      fault.show();
    } catch (error) {
      fault.show(error as Error);
    }
  }
  function check(kind: PlaneSource["kind"]): void {
    for (const radio of radios) radio.input.checked = radio.kind === kind;
    typed.hidden = kind !== "typed";
    table.element.hidden = kind !== "table";
  }

  for (const { kind, input } of radios) {
    input.addEventListener("change", () => {
      check(kind);
      const known = last[kind];
      if (known) give(known);
    });
  }
  formula.addEventListener("change", () => give({ kind: "typed", text: formula.value }));
  examples.addEventListener("change", () => {
    const example = targetHelp.planes[examples.selectedIndex - 1];
    if (example) {
      formula.value = example.text;
      give({ kind: "typed", text: example.text });
    }
    examples.selectedIndex = 0;
  });
  // These are words about the source, not values of the figure: what they lead to fires events of its own.
  hear(element);
  return {
    element,
    acceptDrops: table.acceptDrops,
    complain: fault.show,
    show(source) {
      last[source.kind] = source;
      check(source.kind);
      if (source.kind === "typed") formula.value = source.text;
      else table.show(source);
      fault.show();
    },
  };
}

let count = 0;
