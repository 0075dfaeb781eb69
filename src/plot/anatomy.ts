// anatomy.ts: one ReLU explained: m as a triangle over 1, b where the line crosses x = 0, its corner, what was cut away.
import type { Unit } from "../core/index.ts";
import type { Hue } from "./figure.ts";
import { type Label, widthOf } from "./labels.ts";
import type { Dots, Stroke } from "./marks.ts";
import type { PlacedHandle } from "./place-handles.ts";
import { decimalsFor, format } from "./ticks.ts";
import { clipped, type Line, type Point, type View } from "./view.ts";

/** From the ring to the words: the gap, the arrow, the gap. */
const ARROW = 40;

/** Smaller triangles say nothing. */
const SMALLEST = 14;

/**
 * The same marks and labels in the same order whatever m and b are, some of them empty.
 *
 * @param handles where the corner's ring and the arm's disc stand, to be told what they do
 */
export function anatomy(
  { m, b, weight }: Unit,
  unit: Hue,
  view: View,
  handles: readonly PlacedHandle[],
): { below: Stroke[]; above: (Stroke | Dots)[]; labels: Label[] } {
  const { toX, toY, xlim, ylim } = view;
  const line = (x: number): number => weight * (m * x + b);
  const shows = (x: number, y: number): boolean => x >= xlim[0] && x <= xlim[1] && y >= ylim[0] && y <= ylim[1];
  const knot = m === 0 ? NaN : -b / m;
  const end = m > 0 ? xlim[0] : xlim[1];
  const cut = Number.isFinite(knot) ? clipped({ x: [end, knot], y: [line(end), 0] }, view) : [];

  const crosses = b >= 0 && weight !== 0 && shows(0, line(0));
  const origin: Point = [toX(0), toY(line(0))];
  const tip: Point = [toX(1), toY(line(1))];
  const triangle = crosses && m + b >= 0 && shows(1, line(1)) && Math.abs(tip[1] - origin[1]) > SMALLEST;
  const under = tip[1] < origin[1] ? 1 : -1;

  const ring = handles.find(({ kind, unit: hue }) => kind === "corner" && hue === unit);
  const disc = handles.find(({ kind, unit: hue }) => kind === "arm" && hue === unit);
  const corner = ring && !Number.isNaN(ring.x) && !ring.beyond;
  const plain = knot === 0 ? 0 : knot;
  const said = `corner at ${format(plain, decimalsFor((xlim[1] - xlim[0]) / 50))}`;
  // Beside the ring, below the arm; on the other side where the picture ends.
  const room = ARROW + widthOf(said);
  const side = corner && (m < 0 ? ring.x - room > 0 : ring.x + room > view.frame.right) ? -1 : 1;
  const saying: Point = corner ? [ring.x + side * 17, Math.min(ring.y + 26, view.frame.bottom - 8)] : [0, 0];
  const turned = disc && !Number.isNaN(disc.x) && !disc.beyond;
  const angle = Math.atan2(toY(line(1)) - toY(line(0)), toX(1) - toX(0));
  // At the arrow that points to the right, or to the left where the picture ends.
  const right = turned && disc.x + 40 + widthOf("arm") < view.frame.right ? 1 : -1;
  const away = right * (Math.sin(angle) > 0 ? -1 : 1);
  const aside: Point = turned ? across(disc, angle, away * 28) : [0, 0];

  const label = (on: boolean | undefined, text: string, [x, y]: Point, rest: Partial<Label> = {}): Label => {
    return { text: on ? text : "", x, y, anchor: "start", style: "plain", ...rest };
  };
  return {
    below: [{ path: "ghost", unit, lines: cut }],
    above: [
      { path: "thin", lines: triangle ? [[origin, [tip[0], origin[1]], tip]] : [] },
      { dots: "knot", unit, points: crosses ? [origin] : [] },
      { path: "hint", lines: corner ? arrows(saying, [saying[0] + side * 16, saying[1]]) : [] },
      { path: "hint", lines: turned ? turning(disc, angle) : [] },
    ],
    labels: [
      label(triangle, "1", [(origin[0] + tip[0]) / 2, origin[1] + under * 13], { anchor: "middle" }),
      label(triangle, "m", [tip[0] + 9, (origin[1] + tip[1]) / 2], { unit, style: "it" }),
      label(crosses, "b", [origin[0] - 10, origin[1] - under * 12], { unit, style: "it", anchor: "end" }),
      label(corner, said, [saying[0] + side * 23, saying[1]], { anchor: side < 0 ? "end" : "start" }),
      label(turned, "arm", [aside[0] + right * 6, aside[1]], { anchor: right < 0 ? "end" : "start" }),
    ],
  };
}

/** A line with an arrowhead at both ends. */
function arrows(from: Point, to: Point): Line[] {
  return [[from, to], head(to, from), head(from, to)];
}

function head([x, y]: Point, [fromX, fromY]: Point): Line {
  const angle = Math.atan2(fromY - y, fromX - x);
  const barb = (by: number): Point => [x + 5 * Math.cos(angle + by), y + 5 * Math.sin(angle + by)];
  return [barb(0.6), [x, y], barb(-0.6)];
}

/** The point `distance` from the disc, square to its arm. */
const across = ({ x, y }: PlacedHandle, angle: number, distance: number): Point => [
  x - distance * Math.sin(angle),
  y + distance * Math.cos(angle),
];

/** Two arrows away from the disc. */
function turning(disc: PlacedHandle, angle: number): Line[] {
  return [-1, 1].flatMap((side) => {
    const [from, to] = [across(disc, angle, side * 15), across(disc, angle, side * 26)];
    return [[from, to], head(to, from)];
  });
}
