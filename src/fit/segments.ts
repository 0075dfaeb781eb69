// segments.ts: moments of runs of rows, and what it costs a straight line to end at given values over such a run.

/** Numbers in one record of moments: weight, mean x, mean y, and the centred sums Σw·dx², Σw·dx·dy, Σw·dy². */
export const MOMENTS = 6;

/** Numbers in one segment form; see `writeForm`. */
export const FORM = 7;

/**
 * Adds the rows of one record of moments to another, in place.
 * With d the difference of the means and f = w₁w₂/(w₁+w₂): Sxx ← Sxx₁ + Sxx₂ + f·dx², and so on; nothing is subtracted,
 * so a short run far from the origin keeps its digits (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance").
 */
export function absorb(into: Float64Array, i: number, from: Float64Array, j: number): void {
  const added = from[j];
  if (added === 0) return;
  const weight = into[i] + added;
  const share = added / weight;
  const dx = from[j + 1] - into[i + 1];
  const dy = from[j + 2] - into[i + 2];
  const factor = into[i] * share;
  into[i] = weight;
  into[i + 1] += dx * share;
  into[i + 2] += dy * share;
  into[i + 3] += from[j + 3] + factor * dx * dx;
  into[i + 4] += from[j + 4] + factor * dx * dy;
  into[i + 5] += from[j + 5] + factor * dy * dy;
}

/** `absorb` for a single row: weight, x, y. */
export function absorbRow(into: Float64Array, i: number, added: number, x: number, y: number): void {
  const weight = into[i] + added;
  const share = added / weight;
  const dx = x - into[i + 1];
  const dy = y - into[i + 2];
  const factor = into[i] * share;
  into[i] = weight;
  into[i + 1] += dx * share;
  into[i + 2] += dy * share;
  into[i + 3] += factor * dx * dx;
  into[i + 4] += factor * dx * dy;
  into[i + 5] += factor * dy * dy;
}

/** The squared error that the best straight line leaves: Syy − Sxy²/Sxx, never below 0. */
export function lineLoss(m: Float64Array, i: number): number {
  const explained = m[i + 3] > 0 ? (m[i + 4] * m[i + 4]) / m[i + 3] : 0;
  return Math.max(0, m[i + 5] - explained);
}

/**
 * The squared error over a run of rows of the line that has value p at x = left and q at x = right, as a quadratic form:
 * loss + ll·(p − P)² + 2·lr·(p − P)(q − Q) + rr·(q − Q)²,
 * where P and Q are the ends of the run's own least-squares line and `loss` is what that line leaves.
 * With u = (x − left)/(right − left): ll = Σw(1−u)², lr = Σw·u(1−u), rr = Σw·u², and their determinant is w·Suu exactly.
 * Written in order: loss, ll, lr, rr, determinant, P, Q.
 */
export function writeForm(m: Float64Array, i: number, left: number, right: number, out: Float64Array, o: number): void {
  const weight = m[i];
  if (weight === 0) {
    out.fill(0, o, o + FORM);
    return;
  }
  const width = right - left;
  const mean = (m[i + 1] - left) / width;
  const rest = (right - m[i + 1]) / width;
  const spread = m[i + 3] / width / width;
  const slope = m[i + 3] > 0 ? m[i + 4] / m[i + 3] : 0;
  out[o] = Math.max(0, m[i + 5] - slope * m[i + 4]);
  out[o + 1] = spread + weight * rest * rest;
  out[o + 2] = weight * mean * rest - spread;
  out[o + 3] = spread + weight * mean * mean;
  out[o + 4] = weight * spread;
  out[o + 5] = m[i + 2] - slope * (m[i + 1] - left);
  out[o + 6] = m[i + 2] + slope * (right - m[i + 1]);
}

/**
 * Carries a parabola over a segment. `curvature·(p − centre)² + least` is the least loss of all rows left of the
 * segment if f has value p at its left end; written to `out` at o is the same for its right end, segment included.
 * Every term is a sum of terms that are not negative: no cancellation.
 */
export function carryRight(
  form: Float64Array,
  f: number,
  curvature: number,
  centre: number,
  least: number,
  out: Float64Array,
  o: number,
): void {
  const near = form[f + 1];
  const far = form[f + 3];
  carry(form, f, near, far, form[f + 5], form[f + 6], curvature, centre, least, out, o);
}

/** `carryRight` from the right end of the segment to its left end. */
export function carryLeft(
  form: Float64Array,
  f: number,
  curvature: number,
  centre: number,
  least: number,
  out: Float64Array,
  o: number,
): void {
  const near = form[f + 3];
  const far = form[f + 1];
  carry(form, f, near, far, form[f + 6], form[f + 5], curvature, centre, least, out, o);
}

function carry(
  form: Float64Array,
  f: number,
  near: number,
  far: number,
  nearLine: number,
  farLine: number,
  curvature: number,
  centre: number,
  least: number,
  out: Float64Array,
  o: number,
): void {
  const sum = curvature + near;
  const cross = curvature * far + form[f + 4];
  const pull = curvature * (centre - nearLine);
  if (cross > 0) {
    out[o] = cross / sum;
    out[o + 1] = farLine - (form[f + 2] * pull) / cross;
    out[o + 2] = least + form[f] + (pull * (centre - nearLine) * form[f + 4]) / cross;
  } else {
    // The far value is free (no row depends on it) or stands alone (nothing depends on the near one).
    out[o] = sum > 0 ? 0 : far;
    out[o + 1] = farLine;
    out[o + 2] = least + form[f] + (sum > 0 ? pull * (near / sum) * (centre - nearLine) : 0);
  }
}

/** The value at the left end that goes with `value` at the right one, for the parabola that arrived at the left end. */
export function nearValue(form: Float64Array, f: number, curvature: number, centre: number, value: number): number {
  return otherValue(form[f + 1], form[f + 5], form[f + 2], form[f + 6], curvature, centre, value);
}

/** The value at the right end that goes with `value` at the left one, for the parabola that arrived at the right end. */
export function farValue(form: Float64Array, f: number, curvature: number, centre: number, value: number): number {
  return otherValue(form[f + 3], form[f + 6], form[f + 2], form[f + 5], curvature, centre, value);
}

function otherValue(
  own: number,
  ownLine: number,
  cross: number,
  line: number,
  curvature: number,
  centre: number,
  value: number,
): number {
  const sum = curvature + own;
  return sum > 0 ? ownLine + (curvature * (centre - ownLine) - cross * (value - line)) / sum : centre;
}

/** The least of the sum of two parabolas in the same variable. */
export function meet(
  curvatureA: number,
  centreA: number,
  leastA: number,
  curvatureB: number,
  centreB: number,
  leastB: number,
): number {
  const sum = curvatureA + curvatureB;
  const gap = centreA - centreB;
  return leastA + leastB + (sum > 0 ? curvatureA * (curvatureB / sum) * gap * gap : 0);
}
