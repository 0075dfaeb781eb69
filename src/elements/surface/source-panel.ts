// source-panel.ts: where the reader says what the surface is to be like: a formula of x and y, or a table.
import { type Column, parseCsv, targetHelp } from "../../data/index.ts";
import { create, h } from "../../markup/index.ts";
import { choice, field, group, wrapped } from "../fit/fields.ts";
import { type PlaneSource, planeTable } from "./plane-source.ts";

export interface SourcePanel {
  readonly element: HTMLElement;
  /** Shows a source that came from elsewhere: undone, or from the address. */
  show(source: PlaneSource): void;
  /** Says what is wrong with what was given, where `at` is the character; "" when nothing is. */
  complain(error?: Error & { readonly at?: number; readonly length?: number }): void;
}

/** A table that comes with the figure. */
export interface OfferedPlane {
  readonly name: string;
  readonly names: readonly [string, string, string];
  readonly credit: string;
  readonly columns: () => readonly [Float64Array, Float64Array, Float64Array];
}

const KINDS = { typed: "Type a formula", table: "Take a table" } as const;

/** Larger files are refused: they are read at once. */
const LARGEST = 20_000_000;

/** @param onSource gets what the reader gave; it may throw, and what it throws is shown */
export function sourcePanel(offers: readonly OfferedPlane[], onSource: (source: PlaneSource) => void): SourcePanel {
  const last: { typed?: PlaneSource; table?: PlaneSource } = {};
  let columns: readonly Column[] = [];
  const group1 = `pw-plane-${++count}`;
  const radios = Object.entries(KINDS).map(([kind, words]) => {
    const input = field("input", { type: "radio", name: group1, value: kind });
    return { kind: kind as PlaneSource["kind"], input, label: wrapped(words, input, true) };
  });
  const formula = field("input", { type: "text", class: "pw-field", spellcheck: "false", autocomplete: "off" });
  const examples = choice("Examples", ["Examples", ...targetHelp.planes.map(({ text }) => text)]);
  const fault = create(h("pre", { class: "pw-error", role: "alert", hidden: true })) as HTMLElement;
  const typed = group(wrapped("f(x, y) =", formula), examples);

  const offered = choice("Tables", ["Choose a table", ...offers.map(({ name }) => name)]);
  const file = field("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
  const paste = field("textarea", {
    class: "pw-field",
    rows: "3",
    spellcheck: "false",
    placeholder: "x,y,z\n1,2,3\n2,3,4",
  });
  const chosen = (["x", "y", "z"] as const).map((role) => choice(`Column of ${role}`, []));
  const roles = chosen.map((select, i) => wrapped(["x is", "y is", "height is"][i], select));
  const said = create(h("p", { class: "pw-note", role: "status", hidden: true })) as HTMLElement;
  const table = group(offered, wrapped("Open a CSV", file), wrapped("or paste one here", paste), ...roles, said);
  const element = group(group(...radios.map(({ label }) => label)), typed, table, fault);
  element.className = "pw-source";
  element.firstElementChild!.className = "kinds";

  const say = (text: string): void => {
    said.textContent = text;
    said.hidden = text === "";
  };
  function complain(error?: Error & { readonly at?: number; readonly length?: number }): void {
    const caret =
      error?.at === undefined
        ? ""
        : `${formula.value}\n${" ".repeat(error.at)}${"^".repeat(Math.max(1, error.length ?? 1))}\n`;
    fault.textContent = error ? caret + error.message : "";
    fault.hidden = !error;
    if (error?.at === undefined) formula.removeAttribute("aria-invalid");
    else formula.setAttribute("aria-invalid", "true");
  }
  function give(source: PlaneSource): void {
    try {
      onSource(source);
      complain();
    } catch (error) {
      complain(error as Error);
    }
  }
  function check(kind: PlaneSource["kind"]): void {
    for (const radio of radios) radio.input.checked = radio.kind === kind;
    typed.hidden = kind !== "typed";
    table.hidden = kind !== "table";
    for (const role of roles) role.hidden = columns.length === 0;
  }

  function read(text: string): void {
    try {
      const found = parseCsv(text).columns;
      const numeric = found.filter(({ kind }) => kind === "number");
      if (numeric.length < 3) {
        throw new RangeError(`a surface needs three columns of numbers, and the table has ${numeric.length}`);
      }
      columns = numeric;
      chosen.forEach((select, i) => {
        const options = columns.map(({ name, number }, j) => new Option(name || `column ${number}`, String(j)));
        select.replaceChildren(...options);
        select.value = String(i < 2 ? i : columns.length - 1);
      });
      check("table");
      giveColumns();
    } catch (error) {
      complain(error as Error);
    }
  }
  function giveColumns(): void {
    const [x, y, z] = chosen.map((select) => columns[Number(select.value)]);
    const whole = Array.from(x.values.keys()).filter((i) =>
      [x, y, z].every(({ values }) => Number.isFinite(values[i])),
    );
    const dropped = x.values.length - whole.length;
    if (whole.length < 3) {
      complain(new RangeError("fewer than three rows have a number in each of the three columns; choose others"));
      return;
    }
    const left = dropped === 1 ? "1 row" : `${dropped.toLocaleString("en")} rows`;
    say(dropped > 0 ? `${left} without all three numbers left out.` : "");
    const of = ({ values }: Column) => whole.map((i) => values[i]);
    give(planeTable([of(x), of(y), of(z)], [x.name, y.name, z.name]));
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
  offered.addEventListener("change", () => {
    const offer = offers[offered.selectedIndex - 1];
    if (!offer) return;
    columns = [];
    check("table");
    give(planeTable(offer.columns(), offer.names, offer.credit));
  });
  file.addEventListener("change", async () => {
    const given = file.files?.[0];
    if (!given) return;
    if (given.size > LARGEST) complain(new RangeError("the file has more than 20 MB; take fewer rows"));
    else read(await given.text());
  });
  paste.addEventListener("input", () => paste.value.trim() && read(paste.value));
  for (const select of chosen) select.addEventListener("change", giveColumns);
  // These are words about the source, not values of the figure: what they lead to fires events of its own.
  for (const type of ["input", "change"]) element.addEventListener(type, (event) => event.stopPropagation());
  return {
    element,
    complain,
    show(source) {
      last[source.kind] = source;
      check(source.kind);
      if (source.kind === "typed") formula.value = source.text;
      else if (columns.length === 0) say(source.credit);
      complain();
    },
  };
}

let count = 0;
