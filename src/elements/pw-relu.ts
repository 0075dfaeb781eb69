// pw-relu.ts: <pw-relu m b xlim ylim>, one ReLU.
import { interval, number } from "./attributes.ts";
import { figureElement } from "./figure-element.ts";
import { type ReluOptions, reluFigure } from "./relu-figure.ts";

export const pwRelu = () =>
  figureElement("pw-relu", {
    attributes: { m: number, b: number, xlim: interval, ylim: interval },
    make: (options) => reluFigure(options as ReluOptions),
  });
