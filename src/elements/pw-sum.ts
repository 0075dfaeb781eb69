// pw-sum.ts: <pw-sum units intercept slope xlim ylim weights>, a sum of ReLUs; its units may also be <pw-unit m b weight> inside it.
import { reluSum, type UnitInput } from "../core/index.ts";
import { flag, interval, json, number } from "./attributes.ts";
import { figureElement, type Options } from "./figure-element.ts";
import { type SumOptions, sumFigure } from "./sum-figure.ts";

const NUMBERS = ["m", "b", "weight"];

export const pwSum = () =>
  figureElement("pw-sum", {
    attributes: {
      units: json((value) => reluSum(value as UnitInput[]).units),
      intercept: number,
      slope: number,
      xlim: interval,
      ylim: interval,
      weights: flag,
    },
    children: unitsIn,
    childAttributes: NUMBERS,
    make: (options) => sumFigure(options as SumOptions),
  });

function unitsIn(host: HTMLElement): Options {
  const children = [...host.children].filter(({ localName }) => localName === "pw-unit");
  if (children.length === 0) return {};
  const units = children.map((child, i) =>
    Object.fromEntries(
      NUMBERS.filter((name) => name !== "weight" || child.hasAttribute(name)).map((name) => {
        try {
          return [name, number.read(child.getAttribute(name) ?? "")];
        } catch (error) {
          throw new RangeError(`pw-unit ${i + 1}: ${name} ${(error as Error).message}`);
        }
      }),
    ),
  );
  return { units };
}
