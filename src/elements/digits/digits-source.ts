// digits-source.ts: where the images come from: the small ones are here, the large ones are loaded when the reader asks.
import { button } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { type DigitSet, type SetName, smallSet } from "./images.ts";
import { loadMnist } from "./mnist.ts";

export interface DigitsSource {
  readonly element: HTMLElement;
  /** The images, if they are here. */
  get(name: SetName): DigitSet | undefined;
  /** Shows what there is to say about a set. */
  show(name: SetName): void;
  /** Loads what is not here. */
  ask(): void;
}

/** @param folder where the files of MNIST are, if anywhere; `onLoad` is called when they have come */
export function digitsSource(folder: string | undefined, onLoad: (loaded: DigitSet) => void): DigitsSource {
  const note = made("p", "pw-note");
  note.setAttribute("role", "status");
  const meter = made("progress", "") as HTMLProgressElement;
  meter.setAttribute("aria-label", "Loading MNIST");
  meter.hidden = true;
  const load = button("Load MNIST", ask, { title: "60,000 digits to learn from and 10,000 to be tested with" });
  const element = made("div", "pw-digits-source", note, load, meter);
  element.hidden = true;
  let large: DigitSet | undefined;
  let loading = false;

  function ask(): void {
    if (loading || large || folder === undefined) return;
    loading = true;
    meter.hidden = false;
    load.disabled = true;
    loadMnist(folder, (share) => {
      meter.value = share;
      note.textContent = `Loading: ${Math.round(100 * share)} %.`;
    }).then(
      (loaded) => {
        large = loaded;
        loading = false;
        element.hidden = true;
        onLoad(loaded);
      },
      (error: Error) => {
        loading = load.disabled = false;
        meter.hidden = true;
        note.textContent = `${error.message} The small digits are here all the same.`;
      },
    );
  }

  return {
    element,
    get: (name) => (name === "MNIST" ? large : smallSet()),
    show(name) {
      element.hidden = name !== "MNIST" || large !== undefined;
      if (loading) return;
      load.hidden = folder === undefined;
      note.textContent =
        folder === undefined
          ? "This page came without MNIST. The small digits are here."
          : "70,000 digits of 28 × 28 pixels. They are loaded when you ask: about 9 MB.";
    },
    ask,
  };
}
