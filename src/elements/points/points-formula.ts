// points-formula.ts: where the reader types a formula; where it is above 0 is one class, the rest the other.
import { interact } from "../../interact/index.ts";
import { bar, button } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { field, group, wrapped } from "../fit/fields.ts";
import { type FormulaFault, formulaFault, formulaHelp } from "../fit/formula-help.ts";
import { DRAWN, seedOf, whole } from "./points-drawn.ts";
import type { Source } from "./points-state.ts";

type Formula = Source & { readonly kind: "formula" };

export interface FormulaPanel {
  readonly element: HTMLElement;
  /** The source that stands in it, drawn by the seed. */
  now(seed: number): Formula;
  show(source: Formula): void;
  /** Says what is wrong with it. */
  readonly complain: FormulaFault["show"];
}

/** @param onSource gets what the reader typed, `last` the source of before */
export function formulaPanel(last: () => Source, onSource: (source: Formula) => void): FormulaPanel {
  const formula = field("input", { type: "text", class: "pw-field wide", spellcheck: "false", autocomplete: "off" });
  formula.value = "x^2/4 - y - 1";
  const fault = formulaFault(formula);
  const drawn = interact(() => undefined, DRAWN, {
    defaults: { rows: 500, noise: 0 },
    labels: { rows: "points" },
    units: { rows: 0, noise: 0 },
    continuous: false,
  });
  const now = (seed: number): Formula => ({
    ...{ kind: "formula", text: formula.value, seed },
    ...whole(drawn.value as { rows: number; noise: number }),
  });
  const others = bar(
    "Points",
    button("Other points", () => onSource(now(seedOf(last()) + 1)), { title: "The next seed" }),
  );
  for (const part of [formula, drawn]) part.addEventListener("change", () => onSource(now(seedOf(last()))));
  return {
    element: group(
      wrapped("class 1 where", formula),
      made("span", "", "> 0"),
      fault.element,
      drawn,
      others,
      formulaHelp(),
    ),
    now,
    show(source) {
      formula.value = source.text;
      drawn.value = { rows: source.rows, noise: source.noise };
      fault.show();
    },
    complain: fault.show,
  };
}
