// several-inputs.ts: what the functions of one input hand on when they are given several.
// The lesson's first script knows one input only: its build puts one-input.ts in this file's place (tools/classic.ts).
import { isNetwork, type Network } from "./network.ts";
import type { PlaneSum } from "./planes.ts";

export { hasVectors, planeSum } from "./planes.ts";
export { printRows } from "./print-rows.ts";
export { evaluateRows } from "./rows.ts";

/** Whether a model takes rows: a network, or a sum whose coefficients are vectors. */
export const takesRows = (f: unknown): f is PlaneSum | Network =>
  Array.isArray((f as PlaneSum | undefined)?.slope) || isNetwork(f);
