// dense.ts (AssemblyScript): steps of dense layers in float32, four numbers at a time.
export { addScaled, clear, gather, largest, multiply, take } from "./blocks";
export { accumulate, back, forward } from "./layers";
export { narrow } from "./narrow";
export { adam, momentum, pullToZero, stopAtZero } from "./updates";
