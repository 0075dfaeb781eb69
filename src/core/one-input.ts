// one-input.ts: stands in for several-inputs.ts where every function has one input: nothing is handed on.
type Several = typeof import("./several-inputs.ts");

const nothing = (): never => {
  throw new Error("several inputs: left out of this script");
};

export const takesRows = ((_: unknown) => false) as Several["takesRows"];
export const hasVectors: Several["hasVectors"] = () => false;
export const planeSum: Several["planeSum"] = nothing;
export const evaluateRows: Several["evaluateRows"] = nothing;
export const printRows: Several["printRows"] = nothing;
