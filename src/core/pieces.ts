// pieces.ts: a network of one input as the sum that it is.
import type { Network } from "./network.ts";
import { usedUnits } from "./regions.ts";
import { type ReluSum, reluSum, type UnitInput } from "./relu-sum.ts";
import { type Affine, identity, rectified, through, unitAt } from "./through.ts";

/** A stretch, perhaps without an end, on which every unit is on or off. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly below: Affine;
}

/** More pieces than this are refused: folds double them. */
const MOST = 1_000_000;

/** How near two places where units switch may be, relative to the terms that decide them, and still be one. */
const ROUNDING = 16 * Number.EPSILON;

/** The sum that a network of one input is: on each stretch between the places where its units switch it is a line. */
export function sumOf({ layers }: Network, output: number, name: string): ReluSum {
  let pieces: Piece[] = [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, below: identity(1) }];
  layers.slice(0, -1).forEach((layer, l) => {
    const used = usedUnits(layers[l + 1], l + 2 === layers.length ? output : undefined);
    pieces = pieces.flatMap(({ from, to, below }) => {
      const lines = through(layer, below);
      const ends = [...switches(lines, used, from, to), to];
      return ends.map((end, i): Piece => {
        const start = i === 0 ? from : ends[i - 1];
        const at = [inside(start, end)];
        return {
          from: start,
          to: end,
          below: rectified(
            lines,
            used.map((used, u) => used && unitAt(lines, u, at) > 0),
          ),
        };
      });
    });
    if (pieces.length > MOST) throw new RangeError(`${name}: f must have at most ${MOST} pieces, got more`);
  });
  const last = layers[layers.length - 1];
  const lines = pieces.map(({ from, to, below }) => {
    const { gradient, offset } = through({ weights: [last.weights[output]], biases: [last.biases[output]] }, below);
    return { from, to, slope: gradient[0][0], intercept: offset[0] };
  });
  return joined(lines);
}

/** Where the units that are used switch between the ends, ascending; those that differ by rounding are one. */
function switches({ gradient, offset, sizes }: Affine, used: readonly boolean[], from: number, to: number): number[] {
  const places = gradient.flatMap(([slope], i) => {
    const [size, constant] = sizes[i];
    if (!used[i] || Math.abs(slope) <= ROUNDING * size) return [];
    const x = -offset[i] / slope + 0;
    const rounding = (ROUNDING * (constant + size * Math.abs(x))) / Math.abs(slope);
    return x - rounding > from && x + rounding < to ? [{ x, rounding }] : [];
  });
  places.sort((one, other) => one.x - other.x);
  const merged: number[] = [];
  for (const { x, rounding } of places) if (!(x - merged[merged.length - 1] <= rounding)) merged.push(x);
  return merged;
}

/** A place within the stretch, also where it has no end. */
function inside(from: number, to: number): number {
  if (Number.isFinite(from) && Number.isFinite(to)) return from * 0.5 + to * 0.5;
  if (Number.isFinite(from)) return from + Math.max(1, Math.abs(from));
  return Number.isFinite(to) ? to - Math.max(1, Math.abs(to)) : 0;
}

/**
 * Lines end to end as one sum. The line at 0 is the sum's own, and the units to its right face right, those to its left
 * left, so that what is summed up at x is only what lies between 0 and x. A change of slope lost in rounding adds no unit.
 */
function joined(lines: readonly { from: number; to: number; slope: number; intercept: number }[]): ReluSum {
  const middle = lines.findIndex(({ to }) => to > 0);
  const { slope, intercept } = lines[middle];
  const units: UnitInput[] = [];
  for (let i = 1; i < lines.length; i++) {
    const t = lines[i].from;
    const kink = lines[i].slope - lines[i - 1].slope;
    if (Math.abs(kink) <= ROUNDING * Math.max(Math.abs(lines[i].slope), Math.abs(lines[i - 1].slope))) continue;
    units.push(i <= middle ? { m: -1, b: t, weight: kink } : { m: 1, b: -t, weight: kink });
  }
  return reluSum(units, { intercept, slope });
}
