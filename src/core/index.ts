// index.ts: the door of `piecewise`.
export { evaluate } from "./evaluate.ts";
export { type Knot, knots, type SortedKnots } from "./knots.ts";
export { linspace } from "./linspace.ts";
export { type CustomRelu, customRelu, doubleRelu, rectifiedLinear, tripleRelu } from "./rectified-linear.ts";
export { type ReluSum, reluSum, type Unit, type UnitInput } from "./relu-sum.ts";
export { type Mapped, toFloat64Array, type Vector } from "./vector.ts";
export { fromVertices, type Point, vertices } from "./vertices.ts";
