// descent.ts (AssemblyScript): steps of descent on one problem, and the doors of the module.
import { enter } from "./borders";
import { moments } from "./moments";
import {
  ERRORS, G, GRADIENT, MSE, P, PARAMS, RANGES, RATES, STATE, STATE1, STATE2, even, excess, f, lossRule, meanX, share, total,
  units, w, whole,
} from "./problem";
import { sweep } from "./sweep";
import { MOMENTUM, SGD, descend } from "./updates";

export { setSquares } from "./moments";
export { GRADIENT, PARAMS, RANGES, RATES, STATE, SUMS, U, V, WEIGHT_SUMS, X, layout } from "./problem";

/** The loss at the parameters, after `evaluate` and `advance`. */
export let loss: f64 = 0;

// Of two units: `flip` is the sign bit where m ≤ 0.

/** E₀ or E₁ over the rows where each is on; `before`: over the rows before its border. */
// @ts-ignore
@inline
function errorsOn(whole: v128, before: v128, rising: v128, flip: v128): v128 {
  return f64x2.sub(v128.and(whole, rising), v128.xor(before, flip));
}

/** Goes down the slope along the two parameters at `at`, or leaves it so much farther on. */
// @ts-ignore
@inline
function along(descends: bool, at: usize, value: v128, slope: v128, rates: v128, toGradient: usize): void {
  if (descends) v128.store(at, f64x2.sub(value, f64x2.mul(rates, slope)));
  else v128.store(at + toGradient, slope);
}

/**
 * The gradient at all parameters, from the errors: left in G, or gone down without being stored. Factors that are known before the
 * errors come first, since a step of few units waits for one number after another.
 *
 * @param all [E₀, E₁] over all rows; those over the rows before each border are in ERRORS
 */
// @ts-ignore
@inline
function gradient(descends: bool, all: v128, rate: f64): void {
  const M = P + 16;
  const size8 = <usize>even << 3;
  const B = M + size8;
  const W = B + size8;
  const toGradient = G - P;
  const errors = ERRORS;
  const all0 = v128.shuffle<f64>(all, all, 0, 0);
  const all1 = v128.shuffle<f64>(all, all, 1, 1);
  const shares = f64x2.splat(share);
  const rates = f64x2.splat(rate);
  const center = f64x2.splat(meanX);
  const zero = f64x2.splat(0);
  for (let at: usize = 0; at < size8; at += 16) {
    const m = v128.load(M + at);
    const b = v128.load(B + at);
    const weight = v128.load(W + at);
    const rising = f64x2.gt(m, zero);
    const flip = i64x2.shl(f64x2.le(m, zero), 63);
    const left = v128.load(errors + 2 * at);
    const right = v128.load(errors + 2 * at, 16);
    const e0 = errorsOn(all0, v128.shuffle<f64>(left, right, 0, 2), rising, flip);
    const e1 = errorsOn(all1, v128.shuffle<f64>(left, right, 1, 3), rising, flip);
    const pull = f64x2.mul(shares, weight);
    const height = f64x2.add(f64x2.mul(m, center), b);
    along(descends, M + at, m, f64x2.add(f64x2.mul(pull, e1), f64x2.mul(f64x2.mul(pull, center), e0)), rates, toGradient);
    along(descends, B + at, b, f64x2.mul(pull, e0), rates, toGradient);
    along(descends, W + at, weight, f64x2.mul(shares, f64x2.add(f64x2.mul(m, e1), f64x2.mul(height, e0))), rates, toGradient);
  }
  const e = f64x2.mul(shares, all);
  const ofLine = f64x2.replace_lane(e, 1, f64x2.extract_lane(e, 1) + meanX * f64x2.extract_lane(e, 0));
  along(descends, P, v128.load(P), ofLine, rates, toGradient);
}

function leave(all: v128): void {
  gradient(false, all, 0);
}

/** What `leave` and `sgd` do, without leaving a gradient: so each parameter is loaded and stored once. */
function descendPlainly(all: v128, rate: f64): void {
  gradient(true, all, rate);
}

/** The loss, and the errors from which `leave` makes the gradient. */
function measure(line: v128): v128 {
  return lossRule == MSE ? moments(line) : sweep(line);
}

/** Copies numbers laid out as in PARAMS to where they are laid out as in P, or back. */
function copy(packed: usize, padded: usize, back: bool): void {
  if (packed == padded) return;
  const own = <usize>units << 3;
  const room = <usize>even << 3;
  for (let part: usize = 0; part < 4; part++) {
    const from = part == 0 ? packed : packed + 16 + (part - 1) * own;
    const to = part == 0 ? padded : padded + 16 + (part - 1) * room;
    const bytes = part == 0 ? 16 : own;
    if (back) memory.copy(from, to, bytes);
    else memory.copy(to, from, bytes);
  }
}

function copyState(rule: i32, back: bool): void {
  const count = <usize>(2 + 3 * units) << 3;
  if (rule == SGD) return;
  const first = rule == MOMENTUM ? STATE : STATE + 16;
  copy(first, STATE1, back);
  if (rule > MOMENTUM) copy(first + count, STATE2, back);
}

/** The loss and its gradient at the parameters. */
export function evaluate(): void {
  copy(PARAMS, P, false);
  leave(measure(enter()));
  loss = whole / total;
  copy(GRADIENT, G, true);
}

/** Takes one step for each of RATES in [from, to), but stops after one that ends at a loss that is not finite. */
export function advance(from: i32, to: i32, ranges: i32, rule: i32, beta1: f64, beta2: f64, epsilon: f64): void {
  copy(PARAMS, P, false);
  copy(GRADIENT, G, false);
  copyState(rule, false);
  const plain = rule == SGD && ranges == 1 && w(RANGES, 0) == 0 && w(RANGES, 1) == 2 + 3 * even;
  let all = f64x2.splat(0);
  for (let step = from; step < to; step++) {
    const rate = f(RATES, step);
    // The first step has a gradient and no errors.
    if (plain && step > from) descendPlainly(all, rate);
    else {
      if (step > from) leave(all);
      descend(rate, ranges, rule, beta1, beta2, epsilon);
    }
    all = measure(enter());
    const size = whole * excess;
    if (size - size != 0) break;
  }
  if (from < to) leave(all);
  loss = whole / total;
  copy(PARAMS, P, true);
  copy(GRADIENT, G, true);
  copyState(rule, true);
}
