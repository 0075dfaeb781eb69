// bar.ts: a row of buttons that are words.

export interface ButtonOptions {
  /** More than the word says; shown on hover. */
  readonly title?: string;
  readonly disabled?: boolean;
  /** Makes it a switch that is on or off; `aria-pressed` says which. */
  readonly pressed?: boolean;
}

/** A button that says `text` and calls `onPress` with itself. */
export function button(
  text: string,
  onPress: (pressed: HTMLButtonElement) => void,
  { title, disabled = false, pressed }: ButtonOptions = {},
): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.disabled = disabled;
  if (title !== undefined) element.title = title;
  if (pressed !== undefined) element.setAttribute("aria-pressed", String(pressed));
  element.addEventListener("click", () => onPress(element));
  return element;
}

/** The buttons in a row that is announced as `label`; each is a stop of the Tab key. */
export function bar(label: string, ...buttons: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = "pw-bar";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  element.append(...buttons);
  return element;
}

/** Two buttons of which one can be pressed at a time, as something goes on or not; none where there is no page. */
export function startAndStop(text: string, onStart: () => void, onStop: () => void) {
  if (typeof document === "undefined") return { buttons: [], show() {} };
  const start = button(text, onStart);
  start.classList.add("main");
  const stop = button("Stop", onStop, { disabled: true });
  return {
    buttons: [start, stop],
    show(going: boolean): void {
      const [first, then] = going ? [stop, start] : [start, stop];
      enable(first, true);
      enable(then, false);
    },
  };
}

/** Enables or disables a button of a bar. One that has the focus hands it to another, so that the Tab key goes on from there. */
export function enable(button: HTMLButtonElement, enabled: boolean): void {
  if (!enabled && button.matches(":focus")) {
    button.parentElement?.querySelector<HTMLElement>("button:enabled:not(:focus)")?.focus();
  }
  button.disabled = !enabled;
}
