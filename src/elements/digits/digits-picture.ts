// digits-picture.ts: what the network is shown, and the chance that it gives each digit; what its units look for.
import { h, type Markup } from "../../markup/index.ts";
import { type Draw, px, svg } from "../drawing.ts";
import { CLASSES } from "./images.ts";
import { greatest } from "./reader.ts";
import { type Picture, squares, toUnit } from "./squares.ts";

export interface Shown {
  readonly side: number;
  /** 0 for paper, 1 for ink. */
  readonly inputs: Float64Array;
  /** For each digit; nothing while there is no network. */
  readonly chances: Float64Array | undefined;
  /** What it is; nothing of what was drawn. */
  readonly label: number | undefined;
  /** Where it comes from: “test image 3”. */
  readonly title: string;
}

const ROW = 21;
const TOP = 24;
const HEIGHT = TOP + CLASSES * ROW;

/** Room for a bar's digit before it, and for its per cent behind. */
const [BEFORE, BEHIND] = [22, 48];

export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`;

/** The picture and a bar for each digit. */
export function shownPicture(shown: Shown): Draw {
  const { side, inputs, chances, label, title } = shown;
  return (width) => {
    const size = Math.min(HEIGHT - TOP, Math.floor(width * 0.38));
    const left = size + 24;
    const length = width - left - BEFORE - BEHIND;
    const best = chances && greatest(chances);
    const bar = (digit: number): Markup[] => {
      const chance = chances?.[digit] ?? 0;
      const y = TOP + digit * ROW;
      const own = digit === best;
      const words = chances ? percent(chance) : "";
      return [
        h("text", { x: left, y: px(y + 15), class: own ? "name" : undefined }, String(digit)),
        h("rect", {
          x: left + BEFORE,
          y: y + 3,
          width: px(Math.max(1, chance * length)),
          height: ROW - 6,
          style: `fill:var(--pw-${own ? "ink" : "grey"})`,
        }),
        h(
          "text",
          { x: px(left + BEFORE + Math.max(1, chance * length) + 6), y: px(y + 15), class: own ? "name" : undefined },
          words,
        ),
      ];
    };
    return svg(
      width,
      HEIGHT,
      describe(shown),
      h("text", { x: 0, y: 14 }, title),
      h("text", { x: left, y: 14 }, label === undefined ? "it says" : `it says; it is a ${label}`),
      ...squares([{ values: inputs, side, x: 0, y: TOP, size }]),
      h("rect", { x: 0.5, y: TOP + 0.5, width: size - 1, height: size - 1, style: "stroke:var(--pw-grey)" }),
      ...Array.from({ length: CLASSES }, (_, digit) => bar(digit)).flat(),
    );
  };
}

function describe({ chances, label, title }: Shown): string {
  const what = label === undefined ? title : `${title}, a ${label}`;
  if (!chances) return `${what}.`;
  const order = Array.from(chances, (_, digit) => digit).sort((a, b) => chances[b] - chances[a]);
  const [first, second] = order.map((digit) => `${digit} with ${percent(chances[digit])}`);
  return `${what}: the network says ${first}, then ${second}.`;
}

/** Pictures of the first layer that are shown, by the pixels of a side: a page draws so many squares at ease. */
export const picturesShown = (side: number, units: number): number => Math.min(units, side > 8 ? 24 : 48);

/** What the pictures are of. */
export function lookingFor(units: number, shown: number): string {
  if (units === 0)
    return "What the score of each digit looks for, 0 first: blue where ink raises it, orange where ink lowers it.";
  const what = shown < units ? `the first ${shown} of ${units} ReLUs look` : `each of ${units} ReLUs looks`;
  return `What ${what} for: blue where ink raises it, orange where ink lowers it. Below, the digit that it speaks for most, and the one that it speaks against.`;
}

/** The digit whose score a ReLU of the first layer raises most, and the one whose score it lowers most. */
export function speaksFor(unit: number, units: number, inputs: number, parameters: Float64Array) {
  const weights = Float64Array.from({ length: CLASSES }, (_, digit) => parameters[units * (inputs + 1 + digit) + unit]);
  return { most: greatest(weights), least: greatest(weights.map((weight) => -weight)) };
}

const GAP = 4;
const NAME = 18;

/**
 * The weights of the first units of the first layer, as the pixels that they belong to, and what each is for.
 *
 * @param units of the layer; 0 where there is none, and the scores of the digits stand in its place
 */
export function unitsPicture(side: number, units: number, parameters: Float64Array): Draw {
  const count = parameters.length === 0 ? 0 : picturesShown(side, units || CLASSES);
  return (width) => {
    const columns = Math.min(12, Math.max(4, Math.floor(width / (side > 8 ? 56 : 44))));
    const cell = Math.min(68, (width + GAP) / columns);
    const size = cell - GAP;
    const inputs = side * side;
    const pictures: Picture[] = Array.from({ length: count }, (_, j) => ({
      values: toUnit(parameters.subarray(j * inputs, (j + 1) * inputs)),
      ...{ side, size, x: (j % columns) * cell, y: Math.floor(j / columns) * (cell + NAME) },
    }));
    const nameOf = (unit: number): string => {
      if (units === 0) return String(unit);
      const { most, least } = speaksFor(unit, units, inputs, parameters);
      return `+${most} −${least}`;
    };
    const frames = pictures.map(({ x, y }) => `M${px(x)},${px(y)}h${px(size)}v${px(size)}h${px(-size)}z`).join("");
    return svg(
      width,
      px(Math.ceil(count / columns) * (cell + NAME)),
      `What each of ${count} looks for: blue where ink raises it, orange where ink lowers it. ${pictures.map((_, unit) => nameOf(unit)).join(", ")}.`,
      ...squares(pictures, { signed: true }),
      h("path", { d: frames, style: "stroke:var(--pw-hair);stroke-width:1" }),
      ...pictures.map(({ x, y }, unit) =>
        h("text", { x: px(x + size / 2), y: px(y + size + 14), "text-anchor": "middle" }, nameOf(unit)),
      ),
    );
  };
}
