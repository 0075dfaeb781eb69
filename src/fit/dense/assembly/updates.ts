// updates.ts (AssemblyScript): the optimizers' rules, and what keeps weights at 0.
import { madd } from "./vectors";

/** The bits of the least float32 of full precision, and of 2⁻¹¹⁰: a parameter below that pulls with less than the former. */
const NORMAL: i32 = 0x00800000;
const FELT: i32 = 17 << 23;

/**
 * Numbers below the least are 0: a processor takes a hundred times as long over one below full precision, and what a dead unit
 * leaves behind, its means under Adam or its weights under decay, shrinks to such numbers and stays there.
 */
// @ts-ignore
@inline
function orZero(values: v128, least: i32): v128 {
  return v128.and(values, i32x4.ge_s(v128.and(values, i32x4.splat(0x7fffffff)), i32x4.splat(least)));
}

/** v ← β·v + g;  p ← p − rate·v */
export function momentum(p: usize, g: usize, v: usize, bytes: usize, rate: f32, beta: f32): void {
  const keep = f32x4.splat(beta);
  const rates = f32x4.splat(-rate);
  for (const end = p + bytes; p < end; p += 16, g += 16, v += 16) {
    const velocity = orZero(madd(keep, v128.load(v), v128.load(g)), NORMAL);
    v128.store(v, velocity);
    v128.store(p, orZero(madd(rates, velocity, v128.load(p)), FELT));
  }
}

/** Adam as in ../../optimizers.ts: p ← p − size·m/(√v/root + ε) */
export function adam(
  p: usize, g: usize, m: usize, v: usize, bytes: usize, size: f32, root: f32, beta1: f32, beta2: f32, epsilon: f32,
): void {
  const keep1 = f32x4.splat(beta1);
  const keep2 = f32x4.splat(beta2);
  const take1 = f32x4.splat(1 - beta1);
  const take2 = f32x4.splat(1 - beta2);
  const sizes = f32x4.splat(size);
  const roots = f32x4.splat(1 / root);
  const epsilons = f32x4.splat(epsilon);
  for (const end = p + bytes; p < end; p += 16, g += 16, m += 16, v += 16) {
    const slope = v128.load(g);
    const mean = orZero(madd(keep1, v128.load(m), f32x4.mul(take1, slope)), NORMAL);
    const square = orZero(madd(keep2, v128.load(v), f32x4.mul(take2, f32x4.mul(slope, slope))), NORMAL);
    v128.store(m, mean);
    v128.store(v, square);
    const reach = madd(f32x4.sqrt(square), roots, epsilons);
    v128.store(p, orZero(f32x4.sub(v128.load(p), f32x4.div(f32x4.mul(sizes, mean), reach)), FELT));
  }
}

/** What λ·Σ|w| pulls, added to g, and the side of 0 that each weight may be on after the step, as in ../sparsity.ts. */
export function pullToZero(w: usize, g: usize, sides: usize, bytes: usize, lambda: f32): void {
  const zero = f32x4.splat(0);
  const pull = f32x4.splat(lambda);
  const push = f32x4.splat(-lambda);
  const sign = i32x4.splat(0x80000000);
  for (const end = w + bytes; w < end; w += 16, g += 16, sides += 16) {
    const weight = v128.load(w);
    const slope = v128.load(g);
    const atZero = f32x4.eq(weight, zero);
    const least = f32x4.sub(slope, f32x4.min(pull, f32x4.max(push, slope)));
    const next = v128.bitselect(least, f32x4.add(slope, v128.or(pull, v128.and(weight, sign))), atZero);
    v128.store(g, next);
    v128.store(sides, v128.bitselect(f32x4.neg(next), weight, atZero));
  }
}

/** A weight that is not on its side of 0 stands at 0. */
export function stopAtZero(w: usize, sides: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (const end = w + bytes; w < end; w += 16, sides += 16) {
    const weight = v128.load(w);
    v128.store(w, v128.andnot(weight, f32x4.le(f32x4.mul(weight, v128.load(sides)), zero)));
  }
}
