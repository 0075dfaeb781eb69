// descent.ts (AssemblyScript): the loops of ../moments.ts, ../sweep.ts, ../borders.ts and ../../optimizers.ts, compiled.
//
// One instance holds one problem: `layout` makes room for it and sets the addresses below, the caller fills them in, and
// `advance` takes steps. Sums are made in the order in which the TypeScript makes them, so that moments agree to the last
// bit; sweeps add two rows at a time, and agree but for rounding.

/** Addresses, in bytes, and what lies there. */
export let X: usize = 0; // f64 × size, ascending
export let U: usize = 0; // f64 × size, x − meanX; for sweeps alone, as V
export let V: usize = 0; // f64 × size, y − meanY
export let SUMS: usize = 0; // f64 × 4·(size + 1): Σwu, Σwu², Σwv, Σwuv; for moments alone
export let WEIGHT_SUMS: usize = 0; // f64 × (size + 1): Σw; where there are weights
export let PARAMS: usize = 0; // f64 × (2 + 3·units): intercept, slope, m, b, weight
export let GRADIENT: usize = 0; // f64 × (2 + 3·units)
export let STATE: usize = 0; // f64 × (2 + 2·(2 + 3·units)), as the optimizer's `init` lays it out
export let RATES: usize = 0; // f64 × stretch
export let RANGES: usize = 0; // i32 × 10: [start, end) of the parameters that are trained
let ERRORS: usize = 0; // f64 × units
let ERRORS_X: usize = 0; // f64 × units
let SLOPES: usize = 0; // f64 × units: how much the slope of f rises at each border
let HEIGHTS: usize = 0; // f64 × units: and its value at u = 0
let BEFORE: usize = 0; // f64 × units: the x of the row before each border, −∞ if none
let AFTER: usize = 0; // f64 × units: and of the row after it, ∞ if none
let AT: usize = 0; // i32 × units
let ORDER: usize = 0; // i32 × units

/** The loss at the parameters, after `evaluate` and `advance`. */
export let loss: f64 = 0;

const MSE: i32 = 0;
const MAE: i32 = 1;
const SGD: i32 = 0;
const MOMENTUM: i32 = 1;

let size: i32 = 0;
let units: i32 = 0;
let lossRule: i32 = 0;
let delta: f64 = 0;
let meanX: f64 = 0;
let meanY: f64 = 0;
let total: f64 = 0;

let top: usize = 0;

function take(bytes: usize): usize {
  const address = top;
  top = (top + bytes + 63) & ~63;
  return address;
}

/** Makes room; false if there is none. */
export function layout(
  rows: i32, unitCount: i32, stretch: i32, rule: i32, huberDelta: f64, weighted: bool, centerX: f64, centerY: f64, weight: f64,
): bool {
  size = rows; units = unitCount; lossRule = rule; delta = huberDelta; meanX = centerX; meanY = centerY; total = weight;
  const count = 2 + 3 * units;
  top = (__heap_base + 63) & ~63;
  PARAMS = take(8 * count);
  GRADIENT = take(8 * count);
  STATE = take(8 * (2 + 2 * count));
  RATES = take(8 * stretch);
  RANGES = take(4 * 10);
  ERRORS = take(8 * units);
  ERRORS_X = take(8 * units);
  SLOPES = take(8 * units);
  HEIGHTS = take(8 * units);
  BEFORE = take(8 * units);
  AFTER = take(8 * units);
  AT = take(4 * units);
  ORDER = take(4 * units);
  X = take(8 * <usize>rows);
  if (rule == MSE) {
    SUMS = take(32 * (<usize>rows + 1));
    if (weighted) WEIGHT_SUMS = take(8 * (<usize>rows + 1));
  } else {
    U = take(8 * <usize>rows);
    V = take(8 * <usize>rows);
  }
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return false;
  for (let j = 0; j < units; j++) {
    putWhole(ORDER, j, j);
    put(BEFORE, j, NaN); // no border is known yet: NaN fails every test of it
    put(AFTER, j, NaN);
  }
  return true;
}

@inline function f(address: usize, i: i32): f64 { return load<f64>(address + (<usize>i << 3)); }
@inline function w(address: usize, i: i32): i32 { return load<i32>(address + (<usize>i << 2)); }
@inline function put(address: usize, i: i32, value: f64): void { store<f64>(address + (<usize>i << 3), value); }
@inline function putWhole(address: usize, i: i32, value: i32): void { store<i32>(address + (<usize>i << 2), value); }

/** As `find` in ../borders.ts, for one unit whose border has moved. */
function search(m: f64, b: f64, from: i32): i32 {
  const rising = m > 0;
  let low = from;
  let high = from;
  for (let stride = 1; low > 0 && m * f(X, low - 1) + b > 0 == rising; stride <<= 1) {
    high = low - 1;
    low = max(0, low - stride);
  }
  if (high == low) {
    for (let stride = 1; high < size && m * f(X, high) + b > 0 != rising; stride <<= 1) {
      low = high + 1;
      high = min(size, high + stride);
    }
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (m * f(X, middle) + b > 0 == rising) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Finds the border of one unit anew; true if it has moved. */
function findOne(m: f64, b: f64, j: i32): bool {
  const from = w(AT, j);
  const at = m == 0 ? (b > 0 ? size : 0) : search(m, b, from);
  put(BEFORE, j, at > 0 ? f(X, at - 1) : -Infinity);
  put(AFTER, j, at < size ? f(X, at) : Infinity);
  if (at == from) return false;
  putWhole(AT, j, at);
  return true;
}

/** Two units at a time: most borders stay where they were, between the same two rows. */
function find(): void {
  const M = PARAMS + 16;
  const B = M + (<usize>units << 3);
  const zero = f64x2.splat(0);
  let moved = false;
  let j = 0;
  for (; j + 1 < units; j += 2) {
    const at = <usize>j << 3;
    const m = v128.load(M + at);
    const b = v128.load(B + at);
    const rising = f64x2.gt(m, zero);
    const before = v128.xor(f64x2.gt(f64x2.add(f64x2.mul(m, v128.load(BEFORE + at)), b), zero), rising);
    const after = v128.xor(f64x2.gt(f64x2.add(f64x2.mul(m, v128.load(AFTER + at)), b), zero), rising);
    if (i64x2.all_true(v128.andnot(before, after))) continue;
    if (findOne(f64x2.extract_lane(m, 0), f64x2.extract_lane(b, 0), j)) moved = true;
    if (findOne(f64x2.extract_lane(m, 1), f64x2.extract_lane(b, 1), j + 1)) moved = true;
  }
  if (j < units && findOne(f(M, j), f(B, j), j)) moved = true;
  if (!moved) return;
  for (let q = 1; q < units; q++) {
    const unit = w(ORDER, q);
    const border = w(AT, unit);
    let r = q - 1;
    if (w(AT, w(ORDER, r)) <= border) continue;
    for (; r >= 0 && w(AT, w(ORDER, r)) > border; r--) putWhole(ORDER, r + 1, w(ORDER, r));
    putWhole(ORDER, r + 1, unit);
  }
}

let S: f64 = 0;
let T: f64 = 0;

/** What f's line changes by at each border, and the line left of all borders: S·u + T is the error but for −v. */
function enter(): void {
  const M = PARAMS + 16;
  const B = M + (<usize>units << 3);
  const W = B + (<usize>units << 3);
  const zero = f64x2.splat(0);
  const sign = f64x2.splat(-0.0);
  const center = f64x2.splat(meanX);
  let j = 0;
  for (; j + 1 < units; j += 2) {
    const at = <usize>j << 3;
    const m = v128.load(M + at);
    // The sign bit where a unit falls: what its line loses there.
    const turn = v128.andnot(sign, f64x2.gt(m, zero));
    const weight = v128.xor(v128.load(W + at), turn);
    v128.store(SLOPES + at, f64x2.mul(weight, m));
    v128.store(HEIGHTS + at, f64x2.mul(weight, f64x2.add(f64x2.mul(m, center), v128.load(B + at))));
  }
  if (j < units) {
    const m = f(M, j);
    const weight = m > 0 ? f(W, j) : -f(W, j);
    put(SLOPES, j, weight * m);
    put(HEIGHTS, j, weight * (m * meanX + f(B, j)));
  }
  let s = load<f64>(PARAMS, 8);
  let t = load<f64>(PARAMS) + s * meanX - meanY;
  for (j = 0; j < units; j++) {
    if (f(M, j) > 0) continue;
    if (w(AT, j) == 0) {
      put(SLOPES, j, 0);
      put(HEIGHTS, j, 0);
      continue;
    }
    s -= f(SLOPES, j);
    t -= f(HEIGHTS, j);
  }
  S = s;
  T = t;
}

/** The gradient from sums over all rows and, in ERRORS and ERRORS_X, over those before each border. */
function leave(E0: f64, E1: f64, share: f64): void {
  const M = PARAMS + 16;
  const B = M + (<usize>units << 3);
  const W = B + (<usize>units << 3);
  const toGradient = GRADIENT - PARAMS;
  const all0 = f64x2.splat(E0);
  const all1 = f64x2.splat(E1);
  const shares = f64x2.splat(share);
  const center = f64x2.splat(meanX);
  const zero = f64x2.splat(0);
  let j = 0;
  for (; j + 1 < units; j += 2) {
    const at = <usize>j << 3;
    const m = v128.load(M + at);
    const b = v128.load(B + at);
    const weight = v128.load(W + at);
    const rising = f64x2.gt(m, zero);
    const before0 = v128.load(ERRORS + at);
    const before1 = v128.load(ERRORS_X + at);
    const e0 = f64x2.mul(shares, v128.bitselect(f64x2.sub(all0, before0), before0, rising));
    const e1 = f64x2.mul(shares, v128.bitselect(f64x2.sub(all1, before1), before1, rising));
    v128.store(M + at + toGradient, f64x2.mul(weight, f64x2.add(e1, f64x2.mul(center, e0))));
    v128.store(B + at + toGradient, f64x2.mul(weight, e0));
    const height = f64x2.add(f64x2.mul(m, center), b);
    v128.store(W + at + toGradient, f64x2.add(f64x2.mul(m, e1), f64x2.mul(height, e0)));
  }
  if (j < units) {
    const m = f(M, j);
    const weight = f(W, j);
    const before0 = f(ERRORS, j);
    const before1 = f(ERRORS_X, j);
    const e0 = share * (m > 0 ? E0 - before0 : before0);
    const e1 = share * (m > 0 ? E1 - before1 : before1);
    put(M + toGradient, j, weight * (e1 + meanX * e0));
    put(B + toGradient, j, weight * e0);
    put(W + toGradient, j, m * e1 + (m * meanX + f(B, j)) * e0);
  }
  store<f64>(GRADIENT, share * E0);
  store<f64>(GRADIENT, share * E1 + meanX * (share * E0), 8);
}

/** Σwv² over all rows, for moments. */
let squares: f64 = 0;
export function setSquares(value: f64): void { squares = value; }

function moments(): void {
  const weighted = WEIGHT_SUMS != 0;
  let s = S;
  let t = T;
  let E0: f64 = 0;
  let E1: f64 = 0;
  let lossSum: f64 = 0;
  let u0: f64 = 0;
  let uu0: f64 = 0;
  let v0: f64 = 0;
  let uv0: f64 = 0;
  let w0: f64 = 0;
  for (let q = 0; q <= units; q++) {
    const j = q < units ? w(ORDER, q) : 0;
    const border = q < units ? w(AT, j) : size;
    const row = SUMS + (<usize>border << 5);
    const u1 = load<f64>(row);
    const uu1 = load<f64>(row, 8);
    const v1 = load<f64>(row, 16);
    const uv1 = load<f64>(row, 24);
    const w1 = weighted ? f(WEIGHT_SUMS, border) : <f64>border;
    const u = u1 - u0;
    const uu = uu1 - uu0;
    const v = v1 - v0;
    const uv = uv1 - uv0;
    const e0 = s * u + (t * (w1 - w0) - v);
    const e1 = s * uu + (t * u - uv);
    E0 += e0;
    E1 += e1;
    lossSum += s * (e1 - uv) + t * (e0 - v);
    if (q == units) break;
    u0 = u1;
    uu0 = uu1;
    v0 = v1;
    uv0 = uv1;
    w0 = w1;
    put(ERRORS, j, E0);
    put(ERRORS_X, j, E1);
    s += f(SLOPES, j);
    t += f(HEIGHTS, j);
  }
  leave(E0, E1, 2 / total);
  loss = (lossSum + squares) / total;
}

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

function sweep(): void {
  let s = S;
  let t = T;
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
    put(ERRORS, j, P0);
    put(ERRORS_X, j, P1);
    s += f(SLOPES, j);
    t += f(HEIGHTS, j);
  }
  leave(P0, P1, -1 / total);
  loss = sweepSum / total;
}

/** The loss and its gradient at the parameters. */
export function evaluate(): void {
  find();
  enter();
  if (lossRule == MSE) moments();
  else sweep();
}

function sgd(start: i32, end: i32, rate: f64): void {
  const rates = f64x2.splat(rate);
  let i = start;
  for (; i + 1 < end; i += 2) {
    const at = <usize>i << 3;
    const move = f64x2.mul(rates, v128.load(GRADIENT + at));
    v128.store(PARAMS + at, f64x2.sub(v128.load(PARAMS + at), move));
  }
  if (i < end) put(PARAMS, i, f(PARAMS, i) - rate * f(GRADIENT, i));
}

function momentum(start: i32, end: i32, rate: f64, beta: f64): void {
  const rates = f64x2.splat(rate);
  const keep = f64x2.splat(beta);
  let i = start;
  for (; i + 1 < end; i += 2) {
    const at = <usize>i << 3;
    const velocity = f64x2.add(f64x2.mul(keep, v128.load(STATE + at)), v128.load(GRADIENT + at));
    v128.store(STATE + at, velocity);
    v128.store(PARAMS + at, f64x2.sub(v128.load(PARAMS + at), f64x2.mul(rates, velocity)));
  }
  if (i < end) {
    const velocity = beta * f(STATE, i) + f(GRADIENT, i);
    put(STATE, i, velocity);
    put(PARAMS, i, f(PARAMS, i) - rate * velocity);
  }
}

/** Two parameters at a time: square roots and quotients are what Adam costs. */
function adam(start: i32, end: i32, step: f64, root: f64, beta1: f64, beta2: f64, epsilon: f64): void {
  const MEAN = STATE + 16;
  const SQUARE = MEAN + (<usize>(2 + 3 * units) << 3);
  const keep1 = f64x2.splat(beta1);
  const keep2 = f64x2.splat(beta2);
  const take1 = f64x2.splat(1 - beta1);
  const take2 = f64x2.splat(1 - beta2);
  const roots = f64x2.splat(root);
  const steps = f64x2.splat(step);
  const epsilons = f64x2.splat(epsilon);
  let i = start;
  for (; i + 1 < end; i += 2) {
    const at = <usize>i << 3;
    const g = v128.load(GRADIENT + at);
    const mean = f64x2.add(f64x2.mul(keep1, v128.load(MEAN + at)), f64x2.mul(take1, g));
    const square = f64x2.add(f64x2.mul(keep2, v128.load(SQUARE + at)), f64x2.mul(f64x2.mul(take2, g), g));
    v128.store(MEAN + at, mean);
    v128.store(SQUARE + at, square);
    const size = f64x2.add(f64x2.div(f64x2.sqrt(square), roots), epsilons);
    v128.store(PARAMS + at, f64x2.sub(v128.load(PARAMS + at), f64x2.mul(steps, f64x2.div(mean, size))));
  }
  if (i < end) {
    const g = f(GRADIENT, i);
    const mean = beta1 * f(MEAN, i) + (1 - beta1) * g;
    const square = beta2 * f(SQUARE, i) + (1 - beta2) * g * g;
    put(MEAN, i, mean);
    put(SQUARE, i, square);
    put(PARAMS, i, f(PARAMS, i) - step * (mean / (sqrt(square) / root + epsilon)));
  }
}

/** Takes one step for each of RATES in [from, to), but stops after one that ends at a loss that is not finite. */
export function advance(from: i32, to: i32, ranges: i32, rule: i32, beta1: f64, beta2: f64, epsilon: f64): void {
  for (let step = from; step < to; step++) {
    const rate = f(RATES, step);
    let size: f64 = 0;
    let root: f64 = 0;
    if (rule > MOMENTUM) {
      const power1 = load<f64>(STATE) * beta1;
      const power2 = load<f64>(STATE, 8) * beta2;
      store<f64>(STATE, power1);
      store<f64>(STATE, power2, 8);
      size = rate / (1 - power1);
      root = sqrt(1 - power2);
    }
    for (let r = 0; r < ranges; r++) {
      const start = w(RANGES, 2 * r);
      const end = w(RANGES, 2 * r + 1);
      if (rule == SGD) sgd(start, end, rate);
      else if (rule == MOMENTUM) momentum(start, end, rate, beta1);
      else adam(start, end, size, root, beta1, beta2, epsilon);
    }
    evaluate();
    if (!(abs(loss) < Infinity)) return;
  }
}
