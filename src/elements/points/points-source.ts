// points-source.ts: where the reader says what the points are: a set, the side of a formula, a hand, or a table.
import type { CsvTable } from "../../data/index.ts";
import { choice as choose, interact, log, range } from "../../interact/index.ts";
import { bar, button, enable } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { choice, field, group, wrapped } from "../fit/fields.ts";
import { hear } from "../inner-events.ts";
import { classesOf, MOST_CLASSES, ROWS, type Source } from "./points-state.ts";
import { pointsFrom, readTable } from "./points-table.ts";

export interface SourcePanel {
  readonly element: HTMLElement;
  /** Shows a source that came from elsewhere. */
  show(source: Source): void;
  /** Reads a file that was dropped. */
  take(file: File): void;
  /** The class that a hand lays, or −1 where it erases. */
  readonly pen: number;
}

const KINDS = {
  set: "A known set",
  formula: "The side of a formula",
  own: "Your own points",
  table: "A table",
} as const;

const SETS = {
  circle: "circle",
  xor: "exclusive or",
  gaussians: "gaussians",
  spiral: "spiral",
  plane: "heights: a plane",
  hills: "heights: hills and hollows",
} as const;

/** What is said of points that are drawn by chance. */
const DRAWN = { rows: log(...ROWS), noise: range(0, 0.5, 0.01) };

const whole = <S extends { rows: number }>(source: S): S => ({ ...source, rows: Math.round(source.rows) });

/** Files are read whole. */
const LARGEST_BYTES = 20_000_000;

let count = 0;

/** `onSource` gets what the reader chose; `problem` where a formula or table cannot be used. */
export function sourcePanel(
  start: Source,
  onSource: (source: Source) => void,
  problem: (text: string) => void,
): SourcePanel {
  const last: Partial<Record<Source["kind"], Source>> = {};
  let now = start;
  let table: CsvTable | undefined;
  let pen = 0;
  const name = `pw-points-${++count}`;
  const radios = Object.entries(KINDS).map(([kind, words]) => {
    const input = field("input", { type: "radio", name, value: kind });
    return { kind: kind as Source["kind"], input, label: wrapped(words, input, true) };
  });
  const give = (source: Source): void => {
    show(source);
    onSource(source);
  };

  const first = { set: "circle", rows: 500, noise: 0, classes: 2 };
  const set = interact(
    () => undefined,
    {
      set: choose(Object.entries(SETS).map(([value, words]) => [words, value] as const)),
      classes: range(2, MOST_CLASSES, 1),
      ...DRAWN,
    },
    {
      defaults: first,
      labels: { rows: "points" },
      units: { set: 0, classes: 0, rows: 0, noise: 0 },
      continuous: false,
    },
  );
  const seedOf = (source: Source): number => ("seed" in source ? source.seed : 1);
  const setNow = (seed: number): Source => ({ kind: "set", ...whole(set.value as typeof first), seed });
  const others = (make: (seed: number) => Source) =>
    bar(
      "Points",
      button("Other points", () => give(make(seedOf(now) + 1)), { title: "The next seed" }),
    );

  const formula = field("input", { type: "text", class: "pw-field wide", spellcheck: "false", autocomplete: "off" });
  formula.value = "x^2/4 - y - 1";
  const drawn = interact(() => undefined, DRAWN, {
    defaults: { rows: 500, noise: 0 },
    labels: { rows: "points" },
    units: { rows: 0, noise: 0 },
    continuous: false,
  });
  const formulaNow = (seed: number): Source => ({
    ...{ kind: "formula", text: formula.value, seed },
    ...whole(drawn.value as { rows: number; noise: number }),
  });

  const pens = made("div", "pens");
  pens.setAttribute("role", "radiogroup");
  pens.setAttribute("aria-label", "What the hand lays");
  const ownClasses = choice("Classes", ["2", "3", "4", "5", "6"]);
  const ownNow = (): Source & { kind: "own" } =>
    (now.kind === "own" ? now : (last.own ?? { kind: "own", points: [], classes: 2 })) as Source & { kind: "own" };
  const clear = button("Clear", () => give({ ...ownNow(), points: [] }));
  const own = group(
    made(
      "p",
      "",
      "Click or tap in the plane, or drag with a mouse. With the plane in focus, arrows move a cross and Enter lays a point.",
    ),
    pens,
    wrapped("classes", ownClasses),
    bar("Points", clear),
  );

  const file = field("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
  const paste = field("textarea", {
    class: "pw-field",
    rows: "3",
    spellcheck: "false",
    placeholder: "x,y,kind\n1,2,a\n2,3,b",
  });
  const columns = { x: choice("Column of x", []), y: choice("Column of y", []), of: choice("Column of the class", []) };
  const said = made("p", "pw-note");
  said.setAttribute("role", "status");
  const places = made(
    "div",
    "columns",
    wrapped("x is", columns.x),
    wrapped("y is", columns.y),
    wrapped("the class is", columns.of),
  );
  places.hidden = true;
  const panels: Record<Source["kind"], HTMLElement> = {
    set: group(set, others(setNow)),
    formula: group(wrapped("class 1 where", formula), made("span", "", "> 0"), drawn, others(formulaNow)),
    own,
    table: group(
      wrapped("Open a CSV, or drop it on the figure", file),
      wrapped("or paste one here", paste),
      places,
      said,
    ),
  };
  const element = group(made("div", "kinds", ...radios.map(({ label }) => label)), ...Object.values(panels));
  element.className = "pw-source";
  element.firstElementChild!.setAttribute("role", "radiogroup");
  element.firstElementChild!.setAttribute("aria-label", "What the points are");

  function read(text: string): void {
    try {
      table = readTable(text);
      takeColumns();
    } catch (error) {
      problem((error as Error).message);
    }
  }
  function takeColumns(wanted: Parameters<typeof pointsFrom>[1] = {}): void {
    if (!table) return;
    try {
      const found = pointsFrom(table, wanted);
      for (const role of ["x", "y", "of"] as const) {
        columns[role].replaceChildren(
          ...found.columns.map((name, i) => new Option(name || `column ${i + 1}`, String(i + 1))),
        );
        columns[role].value = String(found.numbers[role]);
      }
      places.hidden = false;
      give(found.source);
      const rows = `${found.source.points.length / 3} points.`;
      said.textContent = found.problems.length > 0 ? `${rows} Left out: ${found.problems.join("; ")}.` : rows;
    } catch (error) {
      problem((error as Error).message);
    }
  }
  async function take(chosen: File): Promise<void> {
    if (chosen.size > LARGEST_BYTES)
      problem(`A file may have up to ${LARGEST_BYTES / 1e6} MB, this one has ${Math.round(chosen.size / 1e6)}.`);
    else read(await chosen.text());
  }

  function show(source: Source): void {
    now = last[source.kind] = source;
    for (const { kind, input } of radios) input.checked = kind === source.kind;
    for (const [kind, panel] of Object.entries(panels)) panel.hidden = kind !== source.kind;
    if (source.kind === "set") {
      const { set: name, rows, noise, classes } = source;
      set.value = { set: name, rows, noise, classes };
    }
    if (source.kind === "formula") {
      formula.value = source.text;
      drawn.value = { rows: source.rows, noise: source.noise };
    }
    if (source.kind === "own") ownClasses.value = String(source.classes);
    enable(clear, source.kind === "own" && source.points.length > 0);
    if (source.kind === "table") said.textContent = `${source.points.length / 3} points.`;
    showPens(classesOf({ source }));
  }
  function showPens(classes: number): void {
    if (pen >= classes) pen = 0;
    const kinds = [
      ...Array.from({ length: classes }, (_, c) => [c, `class ${c + 1}`] as const),
      [-1, "erase"] as const,
    ];
    const labels = kinds.map(([value, words]) => {
      const input = field("input", { type: "radio", name: `${name}-pen`, value: String(value) });
      input.checked = pen === value;
      input.addEventListener("change", () => {
        pen = value;
      });
      const label = wrapped(words, input, true);
      label.className = value < 0 ? "" : `u${value + 1}`;
      return label;
    });
    pens.replaceChildren(...labels);
  }

  set.addEventListener("change", () => give(setNow(seedOf(now))));
  for (const part of [formula, drawn]) part.addEventListener("change", () => onSource(formulaNow(seedOf(now))));
  ownClasses.addEventListener("change", () => {
    const classes = Number(ownClasses.value);
    const { points } = ownNow();
    const kept = points.filter((_, i) => points[i - (i % 3) + 2] < classes);
    give({ kind: "own", points: kept, classes });
  });
  file.addEventListener("change", () => file.files?.[0] && void take(file.files[0]));
  paste.addEventListener("change", () => paste.value.trim() && read(paste.value));
  for (const box of Object.values(columns)) {
    box.addEventListener("change", () => takeColumns({ x: columns.x.value, y: columns.y.value, of: columns.of.value }));
  }
  for (const { kind, input } of radios) {
    input.addEventListener("change", () => {
      const fresh: Partial<Record<Source["kind"], () => Source>> = {
        set: () => setNow(1),
        formula: () => formulaNow(1),
        own: ownNow,
      };
      const known = last[kind] ?? fresh[kind]?.();
      if (known) give(known);
      else {
        for (const [other, panel] of Object.entries(panels)) panel.hidden = other !== kind;
      }
    });
  }
  // These are words about the points, not values of the figure: what they lead to fires events of its own.
  hear(element);
  show(start);
  return {
    element,
    show,
    take: (chosen) => void take(chosen),
    get pen() {
      return pen;
    },
  };
}
