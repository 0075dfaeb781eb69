// mistakes.ts: test images that are named wrong: in words, and as pictures that can be pressed.
import { create } from "../../markup/index.ts";
import { button } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { svg } from "../drawing.ts";
import { count } from "../numbers.ts";
import { CLASSES, type Images, imageAt, inputsOf } from "./images.ts";
import { squares } from "./squares.ts";

/** Pictures at first, and as many more each time that the reader asks. */
const TOGETHER = 60;
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
  /** Those of another network: the first of them again. */
  begin(): void;
  /** Shows those of a network; what is on the page already stays. */
  show(names: Uint8Array, images: Images): void;
}

/** @param onPick called with the number of a test image */
export function mistakesList(onPick: (image: number) => void): Mistakes {
  const list = made("div", "pw-mistakes");
  list.setAttribute("role", "group");
  let shown = "";
  let most = TOGETHER;
  const all = () => [...list.children] as HTMLElement[];
  // One stop of the tab key: arrows go on from there.
  list.addEventListener("keydown", (event) => {
    const tiles = all();
    const from = tiles.indexOf(event.target as HTMLElement);
    const across = tiles.filter(({ offsetTop }) => offsetTop === tiles[0].offsetTop).length;
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across },
      ...{ Home: -from, End: tiles.length - 1 - from },
    };
    if (from < 0 || !Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    tiles[from + steps[event.key]]?.focus();
  });
  list.addEventListener("focusin", ({ target }) => {
    for (const tile of all()) tile.tabIndex = tile === target ? 0 : -1;
  });

  function lay(wrong: readonly number[], names: Uint8Array, images: Images): void {
    const tiles = wrong.slice(0, most).map((i) => mistake(images, i, names[i], onPick));
    const rest = wrong.length - tiles.length;
    const part = rest > 0 ? `, the first ${count(tiles.length)} of ${count(wrong.length)}` : "";
    list.setAttribute("aria-label", `Test images that are named wrong${part}`);
    const more = (): void => {
      most += TOGETHER;
      lay(wrong, names, images);
      all()[tiles.length].focus();
    };
    list.replaceChildren(...tiles, ...(rest > 0 ? [button(`${count(rest)} more`, more)] : []));
    for (const tile of all().slice(1)) tile.tabIndex = -1;
  }

  return {
    element: list,
    begin() {
      most = TOGETHER;
    },
    show(names, images) {
      const wrong = wrongOnes(names, images.labels);
      const now = wrong.map((i) => `${i}:${names[i]}`).join();
      // A button under the reader's hand stays.
      if (now === shown || list.matches(":focus-within, :hover")) return;
      shown = now;
      lay(wrong, names, images);
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
  const tile = made("button", "", picture, made("span", "", `${labels[index]} as ${name}`)) as HTMLButtonElement;
  tile.type = "button";
  tile.title = `Test image ${index + 1}: a ${labels[index]} that is named ${name}`;
  tile.addEventListener("click", () => onPick(index));
  return tile;
}
