// updates.ts (AssemblyScript): the optimizers' rules, as ../../optimizers.ts.
import { G, P, RANGES, STATE, STATE1, STATE2, f, put, w } from "./problem";

export const SGD: i32 = 0;
export const MOMENTUM: i32 = 1;

function sgd(start: i32, end: i32, rate: f64): void {
  const rates = f64x2.splat(rate);
  const toGradient = G - P;
  const from = P + (<usize>start << 3);
  const to = P + (<usize>end << 3);
  let at = from;
  for (; at + 8 < to; at += 16) {
    v128.store(at, f64x2.sub(v128.load(at), f64x2.mul(rates, v128.load(at + toGradient))));
  }
  if (at < to) store<f64>(at, load<f64>(at) - rate * load<f64>(at + toGradient));
}

/** The bits of the least number of full precision; below it a mean is 0, as in ../../optimizers.ts. */
const NORMAL: i64 = 0x0010000000000000;

// @ts-ignore
@inline
function orZero(values: v128): v128 {
  const sizes = v128.and(values, i64x2.splat(0x7fffffffffffffff));
  return v128.and(values, i64x2.ge_s(sizes, i64x2.splat(NORMAL)));
}

// @ts-ignore
@inline
function oneOrZero(value: f64): f64 {
  return (reinterpret<i64>(value) & 0x7fffffffffffffff) >= NORMAL ? value : 0;
}

function momentum(start: i32, end: i32, rate: f64, beta: f64): void {
  const rates = f64x2.splat(rate);
  const keep = f64x2.splat(beta);
  let i = start;
  for (; i + 1 < end; i += 2) {
    const at = <usize>i << 3;
    const velocity = orZero(f64x2.add(f64x2.mul(keep, v128.load(STATE1 + at)), v128.load(G + at)));
    v128.store(STATE1 + at, velocity);
    v128.store(P + at, f64x2.sub(v128.load(P + at), f64x2.mul(rates, velocity)));
  }
  if (i < end) {
    const velocity = oneOrZero(beta * f(STATE1, i) + f(G, i));
    put(STATE1, i, velocity);
    put(P, i, f(P, i) - rate * velocity);
  }
}

/** Two parameters at a time: square roots and quotients are what Adam costs. */
function adam(start: i32, end: i32, step: f64, root: f64, beta1: f64, beta2: f64, epsilon: f64): void {
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
    const g = v128.load(G + at);
    const mean = orZero(f64x2.add(f64x2.mul(keep1, v128.load(STATE1 + at)), f64x2.mul(take1, g)));
    const square = orZero(f64x2.add(f64x2.mul(keep2, v128.load(STATE2 + at)), f64x2.mul(f64x2.mul(take2, g), g)));
    v128.store(STATE1 + at, mean);
    v128.store(STATE2 + at, square);
    const size = f64x2.add(f64x2.div(f64x2.sqrt(square), roots), epsilons);
    v128.store(P + at, f64x2.sub(v128.load(P + at), f64x2.mul(steps, f64x2.div(mean, size))));
  }
  if (i < end) {
    const g = f(G, i);
    const mean = oneOrZero(beta1 * f(STATE1, i) + (1 - beta1) * g);
    const square = oneOrZero(beta2 * f(STATE2, i) + (1 - beta2) * g * g);
    put(STATE1, i, mean);
    put(STATE2, i, square);
    put(P, i, f(P, i) - step * (mean / (sqrt(square) / root + epsilon)));
  }
}

/** One step down the gradient in G. */
export function descend(rate: f64, ranges: i32, rule: i32, beta1: f64, beta2: f64, epsilon: f64): void {
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
}
