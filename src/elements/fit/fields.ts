// fields.ts: native inputs with their words.
import { create, h } from "../../markup/index.ts";

export function field<T extends "input" | "textarea">(
  tag: T,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[T] {
  return create(h(tag, attributes)) as HTMLElementTagNameMap[T];
}

export function choice(label: string, options: readonly string[]): HTMLSelectElement {
  return create(
    h("select", { "aria-label": label }, ...options.map((text) => h("option", {}, text))),
  ) as HTMLSelectElement;
}

export function wrapped(words: string, control: HTMLElement, after = false): HTMLElement {
  const label = document.createElement("label");
  label.append(...(after ? [control, ` ${words}`] : [`${words} `, control]));
  return label;
}

export function group(...children: readonly (HTMLElement | false)[]): HTMLElement {
  const element = document.createElement("div");
  element.append(...children.filter((child): child is HTMLElement => child !== false));
  return element;
}
