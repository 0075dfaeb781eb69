// regions.ts: the pieces that a function of two inputs is put together from, and how many there can be.
import { record, show } from "./check.ts";
import { roundingOf } from "./creases.ts";
import { foldsOf, largestOf } from "./folds.ts";
import { inputsOf, isNetwork, type Layer, type Network, outputOf } from "./network.ts";
import { checkFlat, type PlaneSum } from "./planes.ts";
import { areaOf, cornersOf, cut, middleOf, passes, type Rectangle } from "./polygon.ts";
import { type Affine, identity, rectified, through, unitAt } from "./through.ts";
import type { Point } from "./vertices.ts";

/** A convex polygon on which the function is flat: gradient·x + intercept. */
export interface Region {
  /** Its corners, counter-clockwise. */
  readonly polygon: readonly Point[];
  readonly gradient: readonly [number, number];
  readonly intercept: number;
  readonly area: number;
}

/** More regions than this are refused: a network may have more than any memory. */
const MOST = 1_000_000;

/**
 * The linear regions of a sum or network of two inputs within a rectangle, as convex polygons with the affine function that
 * f is on each. A sum is cut along its creases. A network is cut layer by layer, along the lines where a unit whose output
 * is used switches; on either side of a cut f may be the same, where the layers above do not let the unit through.
 * What is cut off by less than rounding (2⁻⁴⁶ of the terms that decide it) is not. Cutting takes about O(regions · log lines)
 * where lines lie as at random, O(lines · regions) at worst; what f is on them O(lines · regions).
 *
 * @param options.output of a network with several outputs: which one, from 0
 * @throws {TypeError} if f is no sum or network of two inputs, has products, or the rectangle not [[lo, hi], [lo, hi]]
 * @throws {RangeError} if an end is not finite, lo ≥ hi, there is no such output, or there are more than 1,000,000 regions
 */
export function regions(
  f: PlaneSum | Network,
  rectangle: Rectangle,
  options: { readonly output?: number } = {},
): readonly Region[] {
  if (!isNetwork(f)) checkFlat("regions", f, 2);
  else if (inputsOf(f) !== 2) {
    throw new TypeError(`regions: f must have two inputs, got a network of ${inputsOf(f)}`);
  }
  const output = outputOf(f, record(options, "regions: options", ["output"]).output, "regions");
  const corners = cornersOf(rectangle, "regions");
  const cells = isNetwork(f) ? networkCells(f, corners, output) : sumCells(f, corners);
  return Object.freeze(cells);
}

const region = (polygon: readonly Point[], gradient: ArrayLike<number>, intercept: number): Region =>
  Object.freeze({ polygon, gradient: [gradient[0], gradient[1]] as const, intercept, area: areaOf(polygon) });

/** A line m·x + b = 0, which passes through corners where its value is at most `tolerance`. */
interface Cutting {
  readonly m: ArrayLike<number>;
  readonly b: number;
  readonly tolerance: number;
}

/**
 * The polygon cut along all lines, in their order. Of the lines that pass through a polygon, a half is asked about those
 * alone: few lines pass through what is small.
 */
function cutAll(whole: readonly Point[], lines: readonly Cutting[]): (readonly Point[])[] {
  const parts: (readonly Point[])[] = [];
  const divide = (polygon: readonly Point[], passing: readonly Cutting[]): void => {
    for (let i = 0; i < passing.length; i++) {
      const { m, b, tolerance } = passing[i];
      const halves = cut(polygon, m, b, tolerance);
      if (!halves) continue;
      for (const half of [halves.above, halves.below]) {
        const rest: Cutting[] = [];
        for (let j = i + 1; j < passing.length; j++) {
          const line = passing[j];
          if (passes(half, line.m, line.b, line.tolerance)) rest.push(line);
        }
        divide(half, rest);
      }
      return;
    }
    if (parts.push(polygon) > MOST) {
      throw new RangeError(`regions: f must have at most ${MOST} regions here, got more`);
    }
  };
  divide(whole, lines);
  return parts;
}

function sumCells(f: PlaneSum, corners: readonly Point[]): Region[] {
  const folds = foldsOf(f);
  const polygons = cutAll(
    corners,
    folds.map(({ m, b }) => ({ m, b, tolerance: roundingOf(m, b, corners) })),
  );
  const folding = new Set(folds.flatMap(({ units }) => units));
  // What folds nowhere is the same on both sides of its line, on which a middle may lie: it is taken on one.
  const line = { gradient: [...f.slope], intercept: f.intercept };
  f.units.forEach(({ m, b, weight }, i) => {
    if (folding.has(i) || !((largestOf(m) || b) > 0)) return;
    line.gradient = line.gradient.map((slope, j) => slope + weight * m[j]);
    line.intercept += weight * b;
  });
  // Flat, and without branches below, for it is gone through once for each polygon.
  const flat = Float64Array.from(
    f.units.flatMap(({ m: [mx, my], b, weight }, i) =>
      folding.has(i) ? [mx, my, b, weight * mx, weight * my, weight * b] : [],
    ),
  );
  return polygons.map((polygon) => {
    const [x, y] = middleOf(polygon);
    let [gx, gy, intercept] = [line.gradient[0], line.gradient[1], line.intercept];
    for (let i = 0; i < flat.length; i += 6) {
      const on = Number(flat[i] * x + flat[i + 1] * y + flat[i + 2] > 0);
      gx += on * flat[i + 3];
      gy += on * flat[i + 4];
      intercept += on * flat[i + 5];
    }
    return region(polygon, [gx, gy], intercept);
  });
}

interface Cell {
  readonly polygon: readonly Point[];
  readonly below: Affine;
}

function networkCells({ layers }: Network, corners: readonly Point[], output: number): Region[] {
  let cells: Cell[] = [{ polygon: corners, below: identity(2) }];
  layers.slice(0, -1).forEach((layer, l) => {
    const used = usedUnits(layers[l + 1], l + 2 === layers.length ? output : undefined);
    const next: Cell[] = [];
    for (const { polygon, below } of cells) {
      const lines = through(layer, below);
      const cuttings = lines.gradient.flatMap((m, i) => {
        const tolerance = roundingOf(lines.sizes[i], lines.sizes[i][2], corners);
        return used[i] ? [{ m, b: lines.offset[i], tolerance }] : [];
      });
      for (const part of cutAll(polygon, cuttings)) {
        const middle = middleOf(part);
        const on = used.map((used, i) => used && unitAt(lines, i, middle) > 0);
        next.push({ polygon: part, below: rectified(lines, on) });
      }
      if (next.length > MOST) throw new RangeError(`regions: f must have at most ${MOST} regions here, got more`);
    }
    cells = next;
  });
  const last = layers[layers.length - 1];
  const only = { weights: [last.weights[output]], biases: [last.biases[output]] };
  return cells.map(({ polygon, below }) => {
    const { gradient, offset } = through(only, below);
    return region(polygon, gradient[0], offset[0]);
  });
}

/** Which units the layer above reads at all; if it is the last, for the output that is meant. */
export function usedUnits(above: Layer, output: number | undefined): boolean[] {
  const rows = output === undefined ? above.weights : [above.weights[output]];
  return rows[0].map((_, i) => rows.some((row) => row[i] !== 0));
}

/**
 * The most regions that so many units of so many inputs can make: Σ_{j ≤ inputs} C(units, j), which lines, planes,
 * hyperplanes in general position reach (Zaslavsky 1975; Montúfar et al. 2014, arXiv:1402.1869).
 *
 * @throws {TypeError} if an argument is no number
 * @throws {RangeError} if units is not a whole number ≥ 0, or inputs not one ≥ 1
 */
export function regionBound(units: number, inputs: number): number {
  const whole = (value: number, name: string, least: number): void => {
    const rule = `regionBound: ${name} must be a whole number ≥ ${least}, got ${show(value)}`;
    if (typeof value !== "number") throw new TypeError(rule);
    if (!Number.isInteger(value) || value < least) throw new RangeError(rule);
  };
  whole(units, "units", 0);
  whole(inputs, "inputs", 1);
  let total = 1;
  for (let j = 1, choices = 1; j <= Math.min(inputs, units); j++) {
    choices = (choices * (units - j + 1)) / j;
    total += choices;
  }
  return total;
}
