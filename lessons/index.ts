// The figures of chapters 1 to 3, by the id they have on the page; those of the others are in bench.ts.
import customRelu from "./02-one-relu/figures/custom-relu.figure.ts";
import oneRelu from "./02-one-relu/figures/one-relu.figure.ts";
import rectifiedLinear from "./02-one-relu/figures/rectified-linear.figure.ts";
import reluPlot from "./02-one-relu/figures/relu-plot.figure.ts";
import doubleRelu from "./03-two-three/figures/double-relu.figure.ts";
import threeRelus from "./03-two-three/figures/three-relus.figure.ts";
import twoRelus from "./03-two-three/figures/two-relus.figure.ts";

export const figures = {
  "rectified-linear": rectifiedLinear,
  "custom-relu": customRelu,
  "relu-plot": reluPlot,
  "one-relu": oneRelu,
  "double-relu": doubleRelu,
  "two-relus": twoRelus,
  "three-relus": threeRelus,
};
