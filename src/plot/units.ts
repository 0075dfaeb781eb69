// units.ts: the units of a sum, each in its own colour, and where each bends the sum.
import { evaluate, type ReluSum } from "../core/index.ts";
import { HUES, type Hue, hueOf } from "./figure.ts";
import type { LabelRequest } from "./labels.ts";
import type { Dots, Stroke } from "./marks.ts";
import { format } from "./ticks.ts";
import { clipped, type Line, segment, type View } from "./view.ts";

/** So many lines are as many as can be told apart: of more than that, one is drawn for all that are close together. */
const CROWD = 125;

/**
 * Below the sum: every unit from its knot onward, coloured or (of more than seven, but for the selected one and its
 * neighbours) in one grey path, thinned where they crowd, and dotted stems from the knots to the
 * sum. Above it: feet on the zero line, and rings on the sum, but for the hues in `held`, whose ring is a handle.
 * `names`: "2.0 × ReLU 2", and without the weight where all are 1 or there is little room.
 * Each coloured unit gives the same marks in the same order, empty or not, so that nodes stay while numbers move.
 */
export function unitMarks(
  f: ReluSum,
  selected: number,
  view: View,
  held: readonly Hue[],
  narrow: boolean,
): { below: Stroke[]; above: Dots[]; names: LabelRequest[] } {
  const below: Stroke[] = [];
  const above: Dots[] = [];
  const names: LabelRequest[] = [];
  const rest = new Map<number, Line>();
  const plain = narrow || f.units.every(({ weight }) => weight === 1);
  f.units.forEach(({ m, b, weight }, i) => {
    const [lo, hi] = view.xlim;
    const knot = m === 0 ? NaN : -b / m;
    const from = m > 0 ? Math.max(lo, knot) : lo;
    const to = m < 0 ? Math.min(hi, knot) : hi;
    const value = (x: number) => weight * Math.max(0, m * x + b);
    const off = weight === 0 || from >= to || (m === 0 && b <= 0);
    const line = off ? undefined : segment([from, value(from)], [to, value(to)], view);
    if (f.units.length > HUES && !(Math.abs(i - selected) <= 1)) {
      if (line) rest.set(cells(line, f.units.length / CROWD), line);
      return;
    }
    const lines = line ? [line] : [];
    const unit = hueOf(i);
    const bends = weight !== 0 && knot >= lo && knot <= hi;
    const bend = bends ? evaluate(f, knot) : NaN;
    const x = view.toX(knot);
    const inside = bend >= view.ylim[0] && bend <= view.ylim[1];
    const stem = Math.abs(view.toY(bend) - view.toY(0)) > 4 && view.ylim[0] <= 0 && view.ylim[1] >= 0;
    const name = `${plain ? "" : `${format(weight, 1)} × `}ReLU ${i + 1}`;
    names.push({ text: name, unit, style: "name", kind: "line", lines, prefer: 0.75 });
    below.push({ path: "unit", unit, lines });
    below.push({ path: "stem", unit, lines: stem ? clipped({ x: [knot, knot], y: [0, bend] }, view) : [] });
    above.push({ dots: "foot", unit, points: stem ? [[x, view.toY(0)]] : [] });
    above.push({ dots: "knot", unit, points: inside && !held.includes(unit) ? [[x, view.toY(bend)]] : [] });
  });
  return { below: [{ path: "rest", lines: [...rest.values()] }, ...below], above, names };
}

/** The same for lines whose ends lie in the same cells of so many pixels. */
const cells = ([[x0, y0], [x1, y1]]: Line, size: number): number => {
  const cell = (pixel: number) => Math.round(pixel / size) % 8192;
  return ((cell(x0) * 8192 + cell(y0)) * 8192 + cell(x1)) * 8192 + cell(y1);
};
