// copy.ts: a button that copies a text, and says whether it worked.
import { button } from "./bar.ts";

const SAID_MS = 2000;

/** Says for two seconds, in the button itself, whether the browser has copied `content()`. */
export function copyButton(text: string, content: () => string): HTMLButtonElement {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return button(text, async (pressed) => {
    pressed.textContent = (await copy(content(), pressed)) ? "Copied" : "Copying was refused";
    clearTimeout(timer);
    timer = setTimeout(() => {
      pressed.textContent = text;
    }, SAID_MS);
  });
}

async function copy(text: string, pressed: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages opened from disk, and browsers that ask first and were told no: the older way may still work.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    pressed.focus({ preventScroll: true });
    return copied;
  }
}
