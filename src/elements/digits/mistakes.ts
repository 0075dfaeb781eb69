// mistakes.ts: test images that are named wrong: in words, and as pictures that can be pressed.
import { create } from "../../markup/index.ts";
import { made } from "../descent/frame.ts";
import { svg } from "../drawing.ts";
import { count } from "../numbers.ts";
import { CLASSES, type Images, imageAt, inputsOf } from "./images.ts";
import { squares } from "./squares.ts";

/** Pictures at most. */
const MOST = 60;
const SIZE = 40;

/** Which test images are named wrong. */
export const wrongOnes = (names: Uint8Array, labels: Uint8Array): number[] =>
  Array.from(names, (_, i) => i).filter((i) => names[i] !== labels[i]);

/** How many of each digit (row) are named what (column). */
export function confusionOf(names: Uint8Array, labels: Uint8Array): Uint32Array {
  const table = new Uint32Array(CLASSES * CLASSES);
  names.forEach((name, i) => {
    table[labels[i] * CLASSES + name]++;
  });
  return table;
}

/** The confusion in a sentence or two. */
export function confusionWords(names: Uint8Array, labels: Uint8Array): string {
  const table = confusionOf(names, labels);
  const wrong = wrongOnes(names, labels).length;
  if (wrong === 0) return `All ${count(labels.length)} test images are named right.`;
  const pairs = Array.from(table, (times, at) => ({ times, of: Math.floor(at / CLASSES), as: at % CLASSES }))
    .filter(({ times, of, as }) => of !== as && times > 0)
    .sort((a, b) => b.times - a.times);
  const often = pairs.slice(0, 3).map(({ times, of, as }) => `${of} taken for ${as} (${times} ×)`);
  return `${count(wrong)} of ${count(labels.length)} test images ${wrong === 1 ? "is" : "are"} named wrong. Most often: ${often.join(", ")}.`;
}

export interface Mistakes {
  readonly element: HTMLElement;
  /** Shows those of a network; what is on the page already stays. */
  show(names: Uint8Array, images: Images): void;
}

/** @param onPick called with the number of a test image */
export function mistakesList(onPick: (image: number) => void): Mistakes {
  const list = made("div", "pw-mistakes");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "Test images that are named wrong");
  let shown = "";
  const all = () => [...list.children] as HTMLElement[];
  // One stop of the tab key: arrows go on from there.
  list.addEventListener("keydown", (event) => {
    const buttons = all();
    const from = buttons.indexOf(event.target as HTMLElement);
    const across = buttons.filter(({ offsetTop }) => offsetTop === buttons[0].offsetTop).length;
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across },
      ...{ Home: -from, End: buttons.length - 1 - from },
    };
    if (from < 0 || !Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    buttons[from + steps[event.key]]?.focus();
  });
  list.addEventListener("focusin", ({ target }) => {
    for (const button of all()) button.tabIndex = button === target ? 0 : -1;
  });
  return {
    element: list,
    show(names, images) {
      const wrong = wrongOnes(names, images.labels).slice(0, MOST);
      const now = wrong.map((i) => `${i}:${names[i]}`).join();
      // A button under the reader's hand stays.
      if (now === shown || list.matches(":focus-within, :hover")) return;
      shown = now;
      list.replaceChildren(...wrong.map((i) => mistake(images, i, names[i], onPick)));
      for (const button of all().slice(1)) button.tabIndex = -1;
    },
  };
}

function mistake(images: Images, index: number, name: number, onPick: (image: number) => void): HTMLElement {
  const { side, ink, labels } = images;
  const pixels = imageAt(images, index);
  const values = inputsOf(pixels, ink, new Float64Array(pixels.length));
  const picture = create(svg(SIZE, SIZE, "", ...squares([{ values, side, x: 0, y: 0, size: SIZE }])));
  picture.removeAttribute("role");
  picture.removeAttribute("aria-label");
  picture.setAttribute("aria-hidden", "true");
  const button = made("button", "", picture, made("span", "", `${labels[index]} as ${name}`)) as HTMLButtonElement;
  button.type = "button";
  button.title = `Test image ${index + 1}: a ${labels[index]} that is named ${name}`;
  button.addEventListener("click", () => onPick(index));
  return button;
}
