// descent-picture.ts: rows, target, the sum and its units in one frame.
import type { ReluSum } from "../../core/index.ts";
import { target } from "../../data/index.ts";
import { type Plot, plot } from "../../plot/index.ts";
import type { DescentState } from "./descent-state.ts";
import type { Columns } from "./problem.ts";

/** An interval, of x or of y. */
export type Domain = readonly [number, number];

/** Of more units than have a hue of their own, the selected one and its neighbours are coloured. */
const HUES = 7;

export function picture(
  state: DescentState,
  model: ReluSum,
  sample: Columns | undefined,
  domain: Domain,
  ylim: Domain,
): Plot {
  const f = target(state.target);
  return plot(
    [
      ...(sample ? [{ kind: "points", x: sample.x, y: sample.y } as const] : []),
      { kind: "target", f: (x: number) => f(x), label: "target" },
      { f: model },
    ],
    { xlim: domain, ylim, units: true, selected: state.units > HUES ? state.selected - 1 : undefined, labels: false },
  );
}

/** So much room that the target fills the middle of it. */
export function room({ y }: Columns): Domain {
  const low = y.reduce((a, b) => Math.min(a, b), 0);
  const high = y.reduce((a, b) => Math.max(a, b), 0);
  const margin = Math.max(0.5, (high - low) * 0.5);
  return [Math.floor(low - margin), Math.ceil(high + margin)];
}
