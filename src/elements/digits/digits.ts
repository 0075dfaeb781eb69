// digits.ts: a figure in which a network learns to read handwritten digits, and reads the reader's own.
import { network } from "../../core/index.ts";
import { parametersOf } from "../../fit/index.ts";
import { h, toText } from "../../markup/index.ts";
import { drawing } from "../drawing.ts";
import type { StudyFigure } from "../folding/study.ts";
import { readerRun } from "../work/digits-task.ts";
import { digitsLive } from "./digits-live.ts";
import { lookingFor, picturesShown, shownPicture, unitsPicture } from "./digits-picture.ts";
import { checkedDigits, type DigitsState, OF_SET } from "./digits-state.ts";
import { imageAt, inputsOf, type SetName, smallSet } from "./images.ts";
import { probabilities, readerSizes } from "./reader.ts";

export interface DigitsOptions extends Partial<Omit<DigitsState, "steps" | "strokes">> {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good. */
  readonly signal?: AbortSignal;
  /** The folder with the files of MNIST, with its last slash; where there is none, only the small images can be learned. */
  readonly mnist?: string;
}

const first = (set: SetName): DigitsState => ({
  ...{ set, units: 128, optimizer: "adam", rate: 0.003, batch: 32, ...OF_SET[set] },
  ...{ seed: 1, steps: 0, image: 0, strokes: [] },
});

/**
 * A network that takes pixels, through a layer of ReLUs, to the name of a digit. It learns in a worker; the reader draws a
 * digit and sees it named. Shows what each unit looks for, and which test images are named wrong.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function digitsFigure(options: DigitsOptions = {}): StudyFigure<DigitsState> {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`digitsFigure: options must be an object, got ${options}`);
  }
  const { url, signal, mnist, ...rest } = options;
  const start = checkedDigits(rest, first(rest.set === "MNIST" ? rest.set : "8×8"));
  const figure = typeof document === "undefined" ? still(start) : digitsLive(start, { url, signal, mnist });
  return figure as StudyFigure<DigitsState>;
}

/** The figure after it has learned the small images, as a picture. */
function still(start: DigitsState): object {
  const { train: images, test } = smallSet();
  const { side, ink } = images;
  const units = Math.max(1, start.units);
  const { optimizer, rate, batch, vary, seed } = start;
  const run = readerRun({ train: images, units, optimizer, rate, batch, vary, seed });
  run.step(OF_SET["8×8"].until * Math.ceil(images.labels.length / batch));
  const parameters = parametersOf(run.model);
  const index = start.image % test.labels.length;
  const pixels = imageAt(test, index);
  const inputs = inputsOf(pixels, ink, new Float64Array(pixels.length));
  const chances = probabilities(readerSizes(side, units), parameters, inputs);
  const shown = drawing(
    shownPicture({ side, inputs, chances, label: test.labels[index], title: `test image ${index + 1}` }),
    552,
  );
  const looks = drawing(unitsPicture(side, units, parameters), 552);
  const html =
    shown.html + toText(h("p", { class: "pw-note" }, lookingFor(units, picturesShown(side, units)))) + looks.html;
  const figure = { value: start, html, toString: () => html };
  return Object.defineProperty(figure, "model", { get: () => network(run.model.layers) });
}
