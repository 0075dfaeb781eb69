// points-source.ts: where the reader says what the points are: a set, the side of a formula, a hand, or a table.
import { HEIGHT_SETS } from "../../data/index.ts";
import { choice as choose, fixed, interact, range } from "../../interact/index.ts";
import { bar, button, enable } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { choice, field, group, wrapped } from "../fit/fields.ts";
import { hear } from "../inner-events.ts";
import { classMark } from "./class-marks.ts";
import { DRAWN, seedOf, whole } from "./points-drawn.ts";
import { formulaPanel } from "./points-formula.ts";
import { classesOf, MOST_CLASSES, type Source } from "./points-state.ts";
import { pointsTablePanel } from "./points-table-panel.ts";

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

const isHeights = (set: unknown): boolean => HEIGHT_SETS.some((name) => name === set);

let count = 0;

/** @param onSource gets what the reader chose; what it throws is said beside the formula */
export function sourcePanel(start: Source, onSource: (source: Source) => void): SourcePanel {
  const last: Partial<Record<Source["kind"], Source>> = {};
  let now = start;
  let pen = 0;
  const name = `pw-points-${++count}`;
  const radios = Object.entries(KINDS).map(([kind, words]) => {
    const input = field("input", { type: "radio", name, value: kind });
    return { kind: kind as Source["kind"], input, label: wrapped(words, input, true) };
  });
  const give = (source: Source): void => {
    onSource(source);
    show(source);
  };

  const first = { set: "circle", rows: 500, noise: 0, classes: 2 };
  const set = interact(
    () => undefined,
    {
      set: choose(Object.entries(SETS).map(([value, words]) => [words, value] as const)),
      // Heights have no classes.
      classes: ({ set }: { readonly set?: unknown }) => (isHeights(set) ? fixed(2) : range(2, MOST_CLASSES, 1)),
      ...DRAWN,
    },
    {
      defaults: first,
      labels: { rows: "points" },
      units: { set: 0, classes: 0, rows: 0, noise: 0 },
      continuous: false,
    },
  );
  const setNow = (seed: number): Source => {
    const value = whole(set.value as typeof first);
    const { classes } = isHeights(value.set) && last.set?.kind === "set" ? last.set : value;
    return { kind: "set", ...value, classes, seed };
  };
  const others = bar(
    "Points",
    button("Other points", () => give(setNow(seedOf(now) + 1)), { title: "The next seed" }),
  );

  const formula = formulaPanel(() => now, giveFormula);
  function giveFormula(source: Source): void {
    try {
      give(source);
    } catch (error) {
      formula.complain(error as Error);
    }
  }

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
      "Click or tap in the plane, or drag; a finger draws where it begins sideways, and scrolls up and down. With the plane in focus, arrows move a cross and Enter lays a point. Hollow points are kept back for the test.",
    ),
    pens,
    wrapped("classes", ownClasses),
    bar("Points", clear),
  );

  const table = pointsTablePanel(give);
  const panels: Record<Source["kind"], HTMLElement> = {
    ...{ set: group(set, others), formula: formula.element, own, table: table.element },
  };
  const element = group(made("div", "kinds", ...radios.map(({ label }) => label)), ...Object.values(panels));
  element.className = "pw-source";
  element.firstElementChild!.setAttribute("role", "radiogroup");
  element.firstElementChild!.setAttribute("aria-label", "What the points are");

  function check(kind: Source["kind"]): void {
    for (const radio of radios) radio.input.checked = radio.kind === kind;
    for (const [each, panel] of Object.entries(panels)) panel.hidden = each !== kind;
  }
  function show(source: Source): void {
    now = last[source.kind] = source;
    check(source.kind);
    if (source.kind === "set") {
      const { set: name, rows, noise, classes } = source;
      set.value = { set: name, rows, noise, classes };
    }
    if (source.kind === "formula") formula.show(source);
    if (source.kind === "own") ownClasses.value = String(source.classes);
    enable(clear, source.kind === "own" && source.points.length > 0);
    if (source.kind === "table") table.show(source);
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
      if (value >= 0) label.append(classMark(value));
      return label;
    });
    pens.replaceChildren(...labels);
  }

  set.addEventListener("change", () => give(setNow(seedOf(now))));
  ownClasses.addEventListener("change", () => {
    const classes = Number(ownClasses.value);
    const { points } = ownNow();
    const kept = points.filter((_, i) => points[i - (i % 3) + 2] < classes);
    give({ kind: "own", points: kept, classes });
  });
  for (const { kind, input } of radios) {
    input.addEventListener("change", () => {
      check(kind);
      if (kind === "formula") giveFormula(last.formula ?? formula.now(1));
      else if (kind === "table") last.table && give(last.table);
      else give(last[kind] ?? (kind === "set" ? setNow(1) : ownNow()));
    });
  }
  // These are words about the points, not values of the figure: what they lead to fires events of its own.
  hear(element);
  show(start);
  return {
    element,
    show,
    take: (chosen) => {
      check("table");
      void table.take(chosen);
    },
    get pen() {
      return pen;
    },
  };
}
