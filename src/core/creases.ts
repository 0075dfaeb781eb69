// creases.ts: where a sum of two inputs folds.
import { type Fold, foldsOf } from "./folds.ts";
import { checkFlat, type PlaneSum } from "./planes.ts";
import { cornersOf, cut, type Rectangle } from "./polygon.ts";
import type { Point } from "./vertices.ts";

/** A stretch of a line along which the surface folds: across it the gradient jumps by `fold`, towards either side. */
export interface Crease {
  readonly from: Point;
  readonly to: Point;
  /** Σ weight·|m| of its units: above 0 a valley, below 0 a ridge. */
  readonly fold: number;
  /** Which units of the sum fold here. */
  readonly units: readonly number[];
}

/** How far a line's value may be from 0 at a corner that it passes through, relative to the terms it is added up from. */
const ROUNDING = 64 * Number.EPSILON;

/** The rounding of the value of m·x + b at a corner of the polygon. */
export const roundingOf = (m: ArrayLike<number>, b: number, corners: readonly Point[]): number =>
  ROUNDING * corners.reduce((most, [x, y]) => Math.max(most, Math.abs(m[0] * x) + Math.abs(m[1] * y) + Math.abs(b)), 0);

/**
 * The creases of a sum of two inputs within a rectangle: for each line m·x + b = 0 of its units the stretch inside. Lines
 * that coincide are one, whose folds add up; left out are units without weight or m, folds that cancel to no more than
 * their rounding, and lines that only touch the rectangle.
 *
 * @throws {TypeError} if f is no sum of two inputs, has products, or the rectangle not [[lo, hi], [lo, hi]]
 * @throws {RangeError} if an end is not finite, or lo ≥ hi
 */
export function creases(f: PlaneSum, rectangle: Rectangle): readonly Crease[] {
  checkFlat("creases", f, 2);
  const corners = cornersOf(rectangle, "creases");
  const crease = ({ m, b, fold, units }: Fold): Crease[] => {
    const halves = cut(corners, m, b, roundingOf(m, b, corners));
    return halves ? [Object.freeze({ from: halves.chord[0], to: halves.chord[1], fold, units })] : [];
  };
  return Object.freeze(foldsOf(f).flatMap(crease));
}
