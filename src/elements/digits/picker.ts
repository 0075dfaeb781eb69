// picker.ts: a slider that chooses a test image: with a pointer, or with keys in place of drawing.
import { interact, range } from "../../interact/index.ts";
import { made } from "../descent/frame.ts";
import { hear } from "../inner-events.ts";

export interface Picker {
  readonly element: HTMLElement;
  /** Another set of so many images, at one of them, from 0. */
  begin(images: number, image: number): void;
  show(image: number): void;
}

/** @param onPick called with the number of an image, from 0, as the slider moves, and once more, `done`, when it is let go */
export function imagePicker(onPick: (image: number, done: boolean) => void): Picker {
  const element = made("div", "pw-picker");
  let view: (HTMLElement & { value: { image: number } }) | undefined;
  let count = 0;
  const show = (image: number): void => {
    if (view && count > 0) view.value = { image: 1 + (image % count) };
  };
  return {
    element,
    begin(images, image) {
      if (images !== count) {
        count = images;
        view = interact(
          () => undefined,
          { image: range(1, images, 1) },
          { defaults: { image: 1 + (image % images) }, labels: { image: "test image" }, units: { image: 0 } },
        ) as unknown as typeof view & HTMLElement;
        const pick = (done: boolean) => () => onPick(view!.value.image - 1, done);
        hear(view!, { input: pick(false), change: pick(true) });
        element.replaceChildren(view!);
      }
      show(image);
    },
    show,
  };
}
