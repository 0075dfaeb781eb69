// checks.ts: a row of checkboxes, one for each part of a picture.
import { hear } from "../inner-events.ts";

export interface Checks<Name extends string> {
  readonly element: HTMLElement;
  /** Shows which are on. */
  show(on: Readonly<Record<Name, boolean>>): void;
}

/** @param onChange called when the reader has switched one */
export function checks<Name extends string>(
  names: readonly Name[],
  onChange: (name: Name, on: boolean) => void,
): Checks<Name> {
  const element = document.createElement("div");
  element.className = "kinds";
  const boxes = names.map((name) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    const label = document.createElement("label");
    label.append(box, ` ${name}`);
    element.append(label);
    hear(box, { change: () => onChange(name, box.checked) });
    return { name, box };
  });
  return {
    element,
    show(on) {
      for (const { name, box } of boxes) box.checked = on[name];
    },
  };
}
