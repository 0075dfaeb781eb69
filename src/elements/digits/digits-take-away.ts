// digits-take-away.ts: a network of digits as a formula, and what it says of the test images as a table.
import { type Language, type Network, print } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import type { DigitsState as Learned } from "../work/digits-task.ts";
import type { Images } from "./images.ts";
import { greatest } from "./reader.ts";

/** A network of more numbers is no formula to read. */
const MOST_NUMBERS = 12_000;

/**
 * The score of one digit as a formula of the pixels: of the one that is named now, 0 where there is none.
 *
 * @throws {RangeError} if the network has too many numbers to be read, or `print` refuses it
 */
export function digitsFormula(f: Network, language: Language, chances: Float64Array | undefined): string {
  const numbers = f.layers.reduce((sum, { weights, biases }) => sum + (weights[0].length + 1) * biases.length, 0);
  if (numbers > MOST_NUMBERS) {
    throw new RangeError(`${numbers.toLocaleString("en")} numbers are too many for a formula; take JSON or ONNX.`);
  }
  const output = chances ? greatest(chances) : 0;
  // There a name is one letter and an index.
  const name = language === "desmos" || language === "latex" ? `s_${output}` : `score_of_${output}`;
  return print(f, language, { output, name, digits: 4 });
}

/** Each test image: its number, what it is, and what the network names it. */
export function digitsTable({ labels }: Images, { names }: Learned): string {
  const rows = Array.from(labels, (label, i) => csvRow([i + 1, label, names[i]].map(String)));
  return [csvRow(["image", "label", "named"]), ...rows].join("");
}
