// panel.ts: where the reader says what is to be fitted: a formula, a drawing, or a table.
import { target, targetHelp } from "../../data/index.ts";
import { create, h } from "../../markup/index.ts";
import { bar, button } from "../bar.ts";
import { blank, type Drawing } from "../draw/strokes.ts";
import { hear } from "../inner-events.ts";
import type { Job } from "../work/job.ts";
import { readJob } from "../work/jobs.ts";
import { choice, field, group, wrapped } from "./fields.ts";
import { formulaFault, formulaHelp } from "./formula-help.ts";
import { averagedSource, MOST, type Source, tableSource } from "./source.ts";

/** A table that comes with the figure. */
export interface OfferedTable {
  readonly name: string;
  readonly x: { readonly name: string; readonly unit?: string };
  readonly y: { readonly name: string; readonly unit?: string };
  readonly source: string;
  readonly licence: string;
  readonly rows: () => { readonly x: Float64Array; readonly y: Float64Array };
}

export interface Panel {
  readonly element: HTMLElement;
  /** Shows a source that came from elsewhere: undone, or from the address. */
  show(source: Source): void;
  /** From now on a file or a text that is dropped on `place` is read. */
  acceptDrops(place: HTMLElement): void;
}

const KINDS = { typed: "Type a formula", drawn: "Draw it", table: "Take a table" } as const;

export function panel(
  tables: readonly OfferedTable[],
  onSource: (source: Source) => void,
  onReading: (reading: boolean) => void,
): Panel {
  let last: Partial<Record<Source["kind"], Source>> = {};
  let from: File | string | undefined;
  let job: Job<unknown> | undefined;
  let columnsKnown = false;
  const radios = Object.entries(KINDS).map(([kind, words]) => {
    const input = field("input", { type: "radio", name: `pw-source-${++count}`, value: kind });
    return { kind: kind as Source["kind"], input, label: wrapped(words, input, true) };
  });
  for (const { input } of radios) input.setAttribute("name", radios[0].input.name);

  const formula = field("input", { type: "text", class: "pw-field", spellcheck: "false", autocomplete: "off" });
  const [lo, hi] = ["from", "to"].map(() => field("input", { type: "text", class: "pw-field", inputmode: "decimal" }));
  const examples = choice("Examples", ["Examples", ...targetHelp.examples.map(({ text }) => text)]);
  const fault = formulaFault(formula);
  const typed = group(
    wrapped("f(x) =", formula),
    wrapped("for x from", lo),
    wrapped("to", hi),
    examples,
    fault.element,
    formulaHelp(),
  );

  const offered = choice("Tables", ["Choose a table", ...tables.map(({ name }) => name)]);
  const file = field("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
  const paste = field("textarea", { class: "pw-field", rows: "3", spellcheck: "false", placeholder: "x,y\n1,2\n2,3" });
  const columns = { x: choice("Column of x", []), y: choice("Column of y", []) };
  const said = create(h("p", { class: "pw-note", role: "status" })) as HTMLElement;
  const cancel = bar(
    "Reading",
    button("Cancel", () => job?.cancel()),
  );
  cancel.hidden = true;
  const table = group(
    tables.length > 0 && offered,
    wrapped("Open a CSV, or drop it on the figure", file),
    wrapped("or paste one here", paste),
    wrapped("x is", columns.x),
    wrapped("y is", columns.y),
    said,
    cancel,
  );
  const drawnPanel = group(create(h("p", {}, "Draw in the plot, from side to side.")) as HTMLElement);
  const element = group(group(...radios.map(({ label }) => label)), typed, drawnPanel, table);
  element.className = "pw-source";
  element.firstElementChild!.className = "kinds";
  element.firstElementChild!.setAttribute("role", "radiogroup");
  element.firstElementChild!.setAttribute("aria-label", "What is to be fitted");

  const give = (source: Source): void => {
    show(source);
    onSource(source);
  };
  /** The formula as it is being typed; what cannot be read is pointed at, and the last one stays. */
  const readFormula = (): void => {
    try {
      target(formula.value);
      const domain = [Number(lo.value.replace("−", "-")), Number(hi.value.replace("−", "-"))] as const;
      if (
        !domain.every(Number.isFinite) ||
        !(domain[0] < domain[1]) ||
        lo.value.trim() === "" ||
        hi.value.trim() === ""
      ) {
        throw new RangeError("x must go from a number to a larger one");
      }
      fault.show();
      last.typed = { kind: "typed", text: formula.value, domain };
      onSource(last.typed);
    } catch (error) {
      fault.show(error as Error);
    }
  };
  const load = async (wanted: { readonly x?: string; readonly y?: string } = {}): Promise<void> => {
    if (from === undefined) return;
    job?.cancel();
    const begun = performance.now();
    const mine = readJob(from, { ...wanted, most: MOST }, (share) => {
      if (performance.now() - begun > 100) said.textContent = `Reading, ${Math.round(100 * share)} %.`;
    });
    job = mine;
    cancel.hidden = false;
    onReading(true);
    try {
      const found = await mine.done;
      const { x, y, weights, scatter = 0, names, numbers, rows, dropped } = found;
      for (const role of ["x", "y"] as const) {
        const options = found.columns.map((name, i) => new Option(name || `column ${i + 1}`, String(i + 1)));
        columns[role].replaceChildren(...options);
        columns[role].value = String(numbers[role]);
      }
      columnsKnown = true;
      check("table");
      last.table = weights
        ? averagedSource({ x, y, weights, scatter }, rows - dropped, names)
        : tableSource({ x, y }, names);
      said.textContent = dropped > 0 ? `${dropped} rows without both numbers were left out.` : "";
      onSource(last.table);
    } catch (error) {
      if (job !== mine) return;
      check("table");
      said.textContent = (error as Error).name === "AbortError" ? "Reading was cancelled." : (error as Error).message;
    } finally {
      if (job === mine) {
        cancel.hidden = true;
        onReading(false);
      }
    }
  };
  const take = (given: File | string): void => {
    from = given;
    void load();
  };
  const check = (kind: Source["kind"]): void => {
    for (const radio of radios) radio.input.checked = radio.kind === kind;
    typed.hidden = kind !== "typed";
    drawnPanel.hidden = kind !== "drawn";
    table.hidden = kind !== "table";
    for (const each of Object.values(columns)) each.parentElement!.hidden = !columnsKnown;
  };
  function show(source: Source): void {
    last = { ...last, [source.kind]: source };
    check(source.kind);
    if (
      source.kind === "typed" &&
      (formula.value !== source.text || Number(lo.value) !== source.domain[0] || Number(hi.value) !== source.domain[1])
    ) {
      formula.value = source.text;
      [lo.value, hi.value] = source.domain.map(String);
      fault.show();
    }
    if (source.kind === "table") said.textContent = source.credit;
  }

  for (const { kind, input } of radios) {
    input.addEventListener("change", () => {
      check(kind);
      const known = last[kind] ?? (kind === "drawn" ? { kind, drawing: emptyLike(last) } : undefined);
      if (known) give(known);
    });
  }
  for (const each of [formula, lo, hi]) each.addEventListener("input", readFormula);
  examples.addEventListener("change", () => {
    const { text, domain } = targetHelp.examples[examples.selectedIndex - 1] ?? {};
    if (text && domain) give({ kind: "typed", text, domain });
    examples.selectedIndex = 0;
  });
  offered.addEventListener("change", () => {
    const found = tables[offered.selectedIndex - 1];
    if (!found) return;
    const named = ({ name, unit }: OfferedTable["x"]) => (unit ? `${name} (${unit})` : name);
    give(tableSource(found.rows(), { x: named(found.x), y: named(found.y) }, `${found.source}; ${found.licence}.`));
  });
  file.addEventListener("change", () => file.files?.[0] && take(file.files[0]));
  paste.addEventListener("input", () => paste.value.trim() && take(paste.value));
  for (const each of Object.values(columns))
    each.addEventListener("change", () => void load({ x: columns.x.value, y: columns.y.value }));
  // These are words about the source, not values of the figure: what they lead to fires events of its own.
  hear(element);
  const acceptDrops = (place: HTMLElement): void => {
    place.addEventListener("dragover", (event) => event.preventDefault());
    place.addEventListener("drop", (event) => {
      const dropped = event.dataTransfer?.files[0] ?? event.dataTransfer?.getData("text/plain");
      if (!dropped) return;
      event.preventDefault();
      take(dropped);
    });
  };
  return { element, show, acceptDrops };
}

/** Paper as wide as what was fitted before. */
function emptyLike(last: Partial<Record<Source["kind"], Source>>): Drawing {
  return blank(last.typed?.kind === "typed" ? last.typed.domain : [-4, 4]);
}

let count = 0;
