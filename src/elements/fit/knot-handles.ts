// knot-handles.ts: the knots of a sum as handles: pulled along x, the rest is solved anew.
import { evaluate, type ReluSum } from "../../core/index.ts";
import type { Handle, Hue } from "../../plot/index.ts";
import { concise } from "../numbers.ts";

/** Each has its own handle up to so many; of more, the selected one. */
const FEW = 7;

/** Where the sum's units have their knots, in the order of the units. */
export const placesOf = (f: ReluSum): number[] => f.units.map(({ m, b }) => -b / m + 0);

/** Arrows left and right move a knot (as `k3`), up and down select another (as `other`). */
export function knotHandles(f: ReluSum, selected: number, xlim: readonly [number, number]): Handle[] {
  return placesOf(f).flatMap((x, i): Handle[] => {
    if (f.units.length > FEW && i !== selected) return [];
    const y = evaluate(f, x);
    return [
      {
        kind: "point",
        unit: ((i % FEW) + 1) as Hue,
        x,
        y,
        label: `knot ${i + 1} of ${f.units.length}`,
        value: x,
        min: xlim[0],
        max: xlim[1],
        text: `knot ${i + 1} at x = ${concise(x)}, height ${concise(y)}`,
        moves: (to) => ({ [`k${i}`]: to }),
        steps: {
          ArrowLeft: { [`k${i}`]: -1 },
          ArrowRight: { [`k${i}`]: 1 },
          ArrowUp: { other: 1 },
          ArrowDown: { other: -1 },
        },
      },
    ];
  });
}

/** The knots after knot i was moved to x: it stays between its neighbours. */
export function moved(places: readonly number[], i: number, x: number, [lo, hi]: readonly [number, number]): number[] {
  const gap = (hi - lo) * 1e-4;
  const least = (i > 0 ? places[i - 1] : lo) + gap;
  const most = (i + 1 < places.length ? places[i + 1] : hi) - gap;
  return places.map((place, j) => (j === i ? Math.min(Math.max(x, Math.min(least, most)), most) : place));
}
