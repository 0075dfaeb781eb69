// sweep.ts (AssemblyScript): other losses and their slopes, as ../sweep.ts but for rounding: rows are added two at a time.
import { sort } from "./borders";
import { AT, ERRORS, HEIGHTS, MAE, ORDER, SLOPES, U, V, changed, delta, f, lossRule, size, units, w, whole } from "./problem";

let P0: f64 = 0;
let P1: f64 = 0;
let sweepSum: f64 = 0;

/** Adds the rows [from, to) to sweepSum, P0 and P1 (whose signs are turned), where f is the line s·u + t. */
function absolute(from: i32, to: i32, s: f64, t: f64): void {
  const line = f64x2.splat(s);
  const height = f64x2.splat(t);
  const one = f64x2.splat(1);
  let sums = f64x2.splat(0);
  let signs = f64x2.splat(0);
  let signsX = f64x2.splat(0);
  let i = from;
  for (; i + 1 < to; i += 2) {
    const at = <usize>i << 3;
    const u = v128.load(U + at);
    const r = f64x2.sub(v128.load(V + at), f64x2.add(f64x2.mul(line, u), height));
    const zero = f64x2.splat(0);
    const sign = f64x2.sub(v128.and(f64x2.gt(r, zero), one), v128.and(f64x2.lt(r, zero), one));
    sums = f64x2.add(sums, f64x2.abs(r));
    signs = f64x2.add(signs, sign);
    signsX = f64x2.add(signsX, f64x2.mul(sign, u));
  }
  sweepSum += f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  P0 += f64x2.extract_lane(signs, 0) + f64x2.extract_lane(signs, 1);
  P1 += f64x2.extract_lane(signsX, 0) + f64x2.extract_lane(signsX, 1);
  if (i < to) {
    const u = f(U, i);
    const r = f(V, i) - (s * u + t);
    const sign = <f64>(<i32>(r > 0) - <i32>(r < 0));
    sweepSum += abs(r);
    P0 += sign;
    P1 += sign * u;
  }
}

/** As `absolute`: with c = r held within ±δ, the loss of a row is c·(r − c/2) and its derivative c. */
function rounded(from: i32, to: i32, s: f64, t: f64): void {
  const line = f64x2.splat(s);
  const height = f64x2.splat(t);
  const most = f64x2.splat(delta);
  const least = f64x2.splat(-delta);
  const half = f64x2.splat(0.5);
  let sums = f64x2.splat(0);
  let pulls = f64x2.splat(0);
  let pullsX = f64x2.splat(0);
  let i = from;
  for (; i + 1 < to; i += 2) {
    const at = <usize>i << 3;
    const u = v128.load(U + at);
    const r = f64x2.sub(v128.load(V + at), f64x2.add(f64x2.mul(line, u), height));
    const c = f64x2.max(least, f64x2.min(most, r));
    sums = f64x2.add(sums, f64x2.mul(c, f64x2.sub(r, f64x2.mul(half, c))));
    pulls = f64x2.add(pulls, c);
    pullsX = f64x2.add(pullsX, f64x2.mul(c, u));
  }
  sweepSum += f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  P0 += f64x2.extract_lane(pulls, 0) + f64x2.extract_lane(pulls, 1);
  P1 += f64x2.extract_lane(pullsX, 0) + f64x2.extract_lane(pullsX, 1);
  if (i < to) {
    const u = f(U, i);
    const r = f(V, i) - (s * u + t);
    const c = max(-delta, min(delta, r));
    sweepSum += c * (r - 0.5 * c);
    P0 += c;
    P1 += c * u;
  }
}

export function sweep(line: v128): v128 {
  if (changed > 0) sort();
  changed = 0;
  let s = f64x2.extract_lane(line, 0);
  let t = f64x2.extract_lane(line, 1);
  let from = 0;
  P0 = 0;
  P1 = 0;
  sweepSum = 0;
  for (let q = 0; q <= units; q++) {
    const j = q < units ? w(ORDER, q) : 0;
    const border = q < units ? w(AT, j) : size;
    if (border > from) {
      if (lossRule == MAE) absolute(from, border, s, t);
      else rounded(from, border, s, t);
      from = border;
    }
    if (q == units) break;
    v128.store(ERRORS + (<usize>j << 4), f64x2.replace_lane(f64x2.splat(P0), 1, P1));
    s += f(SLOPES, j);
    t += f(HEIGHTS, j);
  }
  whole = sweepSum;
  return f64x2.replace_lane(f64x2.splat(P0), 1, P1);
}
