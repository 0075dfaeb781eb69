// inner-events.ts: what is told inside a figure stays inside: a figure fires events of its own.

/** Listens to a part's `input` and `change`, and lets neither reach those who listen to the figure. */
export function hear(
  part: EventTarget,
  { input, change }: { readonly input?: () => void; readonly change?: () => void } = {},
): void {
  for (const [type, then] of [
    ["input", input],
    ["change", change],
  ] as const) {
    part.addEventListener(type, (event) => {
      event.stopPropagation();
      then?.();
    });
  }
}
