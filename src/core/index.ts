// index.ts: the door of `piecewise`.
export { describe } from "./describe.ts";
export { evaluate } from "./evaluate.ts";
export { fromJson, type ReluSumJson, toJson } from "./json.ts";
export { type Knot, knots, type SortedKnots } from "./knots.ts";
export { type Language, languages } from "./languages.ts";
export { linspace } from "./linspace.ts";
export { partial } from "./partial.ts";
export { type PrintOptions, print } from "./print.ts";
export { type Random, random } from "./random.ts";
export { type CustomRelu, customRelu, doubleRelu, rectifiedLinear, tripleRelu } from "./rectified-linear.ts";
export { type ReluSum, reluSum, type Unit, type UnitInput } from "./relu-sum.ts";
export { type Mapped, toFloat64Array, type Vector } from "./vector.ts";
export { fromVertices, type Point, vertices } from "./vertices.ts";
