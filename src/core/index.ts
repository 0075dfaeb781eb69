// index.ts: the door of `piecewise`.
export { type Crease, creases } from "./creases.ts";
export { describe } from "./describe.ts";
export { evaluate } from "./evaluate.ts";
export {
  fromJson,
  type Model,
  type Names,
  type NetworkJson,
  namesOf,
  type PlaneSumJson,
  type ReluSumJson,
  toJson,
} from "./json.ts";
export { type Knot, knots, type SortedKnots } from "./knots.ts";
export { type Language, languages } from "./languages.ts";
export { linspace } from "./linspace.ts";
export { type Layer, type LayerInput, type Network, network } from "./network.ts";
export { toOnnx } from "./onnx.ts";
export { partial } from "./partial.ts";
export { partialSum } from "./partial-sum.ts";
export type { PlaneFactor, PlaneProduct, PlaneProductInput, PlaneSum, PlaneUnit, PlaneUnitInput } from "./planes.ts";
export type { Rectangle } from "./polygon.ts";
export { type PrintOptions, print, type RowsPrintOptions } from "./print.ts";
export { type Random, random } from "./random.ts";
export { type CustomRelu, customRelu, doubleRelu, rectifiedLinear, tripleRelu } from "./rectified-linear.ts";
export { regionCount } from "./region-count.ts";
export { type Region, regionBound, regions } from "./regions.ts";
export { type ReluSum, reluSum, type Unit, type UnitInput } from "./relu-sum.ts";
export type { Rows } from "./rows.ts";
export { type FixedInputs, slice } from "./slices.ts";
export { type ColumnVariable, defaultVariables, legalNames, variableName } from "./variables.ts";
export { type Mapped, toFloat64Array, type Vector } from "./vector.ts";
export { fromVertices, type Point, vertices } from "./vertices.ts";
