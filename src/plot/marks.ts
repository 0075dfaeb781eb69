// marks.ts: the series of a figure as lines and dots in the frame, and the names they ask to bear.
import { evaluate, type ReluSum, reluSum, type UnitInput } from "../core/index.ts";
import { anatomy } from "./anatomy.ts";
import { type Checked, type Curve, type Figure, type Hue, isSum } from "./figure.ts";
import type { Label, LabelRequest } from "./labels.ts";
import { type Held, type PlacedHandle, placeHandles } from "./place-handles.ts";
import type { Columns } from "./sample.ts";
import { unitMarks } from "./units.ts";
import { clipped, type Line, type Point, type View } from "./view.ts";

/** Lines in one style: a class of the look, or `rest` (units without a colour), `stem` (dotted), `thin`. */
export interface Stroke {
  readonly path: "sum" | "unit" | "target" | "ghost" | "error" | "hint" | "rest" | "stem" | "thin";
  readonly unit?: Hue;
  readonly lines: readonly Line[];
}

/** Marks at points: a `datum`; a `knot`, open, on a curve; a `foot`, filled, on the zero line. */
export interface Dots {
  readonly dots: "datum" | "knot" | "foot";
  readonly unit?: Hue;
  readonly points: readonly Point[];
}

export type Mark = Stroke | Dots;

export interface Marked {
  /** In the order in which they are drawn. */
  readonly marks: readonly Mark[];
  readonly handles: readonly PlacedHandle[];
  /** The names of the curves, in search of a place. */
  readonly names: readonly LabelRequest[];
  /** Labels whose place is given. */
  readonly fixed: readonly Label[];
}

/** Below, to above. */
const LAYERS = ["error", "target", "ghost", "line", "points"] as const;

/** Lines of more points than this are thinned to what pixels can show. */
const DENSE = 4000;

export function marked(
  { series, options }: Figure,
  data: readonly Columns[],
  view: View,
  narrow: boolean,
  held?: Held,
): Marked {
  const sums = series.map(({ f }) => f).filter(isSum);
  const height = options.units && sums.length > 0 ? (x: number) => evaluate(sums[0], x) : undefined;
  const handles = placeHandles(options.handles ?? [], view, height, held);
  const ringed = handles.flatMap(({ kind, unit, x }) => (kind === "corner" && !Number.isNaN(x) ? [unit] : []));
  const layers: Mark[][] = LAYERS.map(() => []);
  const top: Mark[] = [];
  const names: LabelRequest[] = [];
  const fixed: Label[] = [];

  const explained = explainedUnit(options.anatomy, sums[0]);
  const hue = options.handles?.[0]?.unit ?? series[0]?.unit ?? 1;
  series.forEach((each, i) => {
    const layer = layers[LAYERS.indexOf(each.kind)];
    const lines = clipped(data[i], view).map(thinned);
    const split = options.units && each.kind === "line" && isSum(each.f) ? each.f : undefined;
    const unit = each.unit ?? (explained && each.kind === "line" ? hue : split && isOneUnit(split) ? 1 : undefined);
    if (split && !isOneUnit(split)) {
      const units = unitMarks(split, options.selected ?? NaN, view, ringed, narrow);
      layer.push(...units.below);
      top.push(...units.above);
      names.push(...(options.labels === "sparse" ? oneOf(units.names) : units.names));
    }
    if (each.kind === "points") layer.push({ dots: "datum", unit, points: points(data[i], view) });
    else if (each.kind === "error" && each.f) layer.push({ path: "error", unit, lines: threads(each, each.f, view) });
    else layer.push({ path: each.kind === "line" ? "sum" : each.kind, unit, lines });
    const text = (narrow ? each.short : each.label) || (split && !isOneUnit(split) ? sumName(split, narrow) : "");
    const style = each.kind === "target" || each.kind === "ghost" ? "plain" : "name";
    if (text) names.push({ text, unit, style, kind: each.kind, lines, prefer: split ? 0.4 : 0.75 });
  });

  if (explained) {
    const { below, above, labels } = anatomy(explained, hue, view, handles);
    layers[0].push(...below);
    top.push(...above);
    fixed.push(...labels);
  }
  return { marks: [...layers.flat(), ...top], handles, names, fixed };
}

/** One name for whichever unit has the most room. */
function oneOf(units: readonly LabelRequest[]): LabelRequest[] {
  const lines = units.flatMap(({ lines }) => lines);
  const hues = units.flatMap(({ unit, lines }) => lines.map(() => unit!));
  return lines.length > 0 ? [{ ...units[0], text: "one ReLU", lines, hues }] : [];
}

const isOneUnit = ({ units, intercept, slope }: ReluSum): boolean =>
  units.length === 1 && intercept === 0 && slope === 0;

function explainedUnit(given: boolean | UnitInput | undefined, f: ReluSum | undefined) {
  if (typeof given === "object") return reluSum([given]).units[0];
  return given && f?.units.length === 1 ? f.units[0] : undefined;
}

/** What the sum holds besides the units is said, for the units that are shown do not add up to it. */
function sumName({ intercept, slope }: ReluSum, narrow: boolean): string {
  const besides = (slope !== 0 ? " + a line" : "") || (intercept !== 0 ? " + a constant" : "");
  return narrow ? "sum" : `their sum${besides}`;
}

/** From each point straight to the curve. */
function threads({ x, y }: Checked, f: Curve, view: View): Line[] {
  const at = isSum(f) ? evaluate(f, x!) : x!.map(f);
  return Array.from(x!).flatMap((value, i) => clipped({ x: [value, value], y: [y![i], at[i]] }, view));
}

/** The points inside the frame, no two of them on the same half pixel. */
function points({ x, y }: Columns, { frame, toX, toY }: View): Point[] {
  const seen = new Map<string, Point>();
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [toX(x[i]), toY(y[i])];
    if (!(px >= frame.left && px <= frame.right && py >= frame.top && py <= frame.bottom)) continue;
    const key = `${Math.round(px * 2)},${Math.round(py * 2)}`;
    if (!seen.has(key)) seen.set(key, [px, py]);
  }
  return [...seen.values()];
}

/** Of a run of points in one pixel column: the first, lowest, highest and last. */
function thinned(line: Line): Line {
  if (line.length < DENSE) return line;
  const kept: Point[] = [];
  for (let i = 0; i < line.length; ) {
    const column = Math.round(line[i][0]);
    let [j, low, high] = [i, i, i];
    for (; j < line.length && Math.round(line[j][0]) === column; j++) {
      if (line[j][1] < line[low][1]) low = j;
      if (line[j][1] > line[high][1]) high = j;
    }
    kept.push(...[...new Set([i, low, high, j - 1])].sort((a, b) => a - b).map((k) => line[k]));
    i = j;
  }
  return kept;
}
