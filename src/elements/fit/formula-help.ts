// formula-help.ts: what may stand in a formula, and where one that cannot be read goes wrong.
import { targetHelp } from "../../data/index.ts";
import { create, h } from "../../markup/index.ts";

/** Operators, functions and constants with what they mean, folded away. */
export function formulaHelp(): HTMLElement {
  const all = [...targetHelp.operators, ...targetHelp.functions, ...targetHelp.constants];
  return create(
    h(
      "details",
      { class: "pw-take" },
      h("summary", {}, "What may stand in a formula"),
      h(
        "dl",
        {},
        all.flatMap((each) => [
          h("dt", {}, h("code", {}, "form" in each ? each.form : each.name)),
          h("dd", {}, each.meaning),
        ]),
      ),
    ),
  ) as HTMLElement;
}

export interface FormulaFault {
  readonly element: HTMLElement;
  /** Says what is wrong with the formula, a caret under the place of a `TargetError`; nothing when all is right. */
  show(error?: Error & { readonly at?: number; readonly length?: number }): void;
}

/** What is wrong with what stands in a field. */
export function formulaFault(formula: HTMLInputElement): FormulaFault {
  const element = create(h("pre", { class: "pw-error", role: "alert", hidden: true })) as HTMLElement;
  return {
    element,
    show(error) {
      const { at, length = 1 } = error ?? {};
      const caret = at === undefined ? "" : `${formula.value}\n${" ".repeat(at)}${"^".repeat(Math.max(1, length))}\n`;
      element.textContent = error ? caret + error.message : "";
      element.hidden = !error;
      if (at === undefined) formula.removeAttribute("aria-invalid");
      else formula.setAttribute("aria-invalid", "true");
    },
  };
}
