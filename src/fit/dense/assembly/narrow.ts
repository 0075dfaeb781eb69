// narrow.ts (AssemblyScript): one hidden layer over two inputs, whose rows lie four by four.
import { madd, sums } from "./vectors";

/** Bytes of four rows of a narrow problem: four numbers each of x₁, x₂, f (and then its pull), y and the rows' shares. */
const GROUP: usize = 80;

/** Adds two units to f of the rows [at, end), and writes where they are on, in two bytes a number. */
function addUnits(at: usize, end: usize, m: usize, b: usize, weight: usize, on: usize): void {
  const zero = f32x4.splat(0);
  const m1 = v128.load32_splat(m);
  const m2 = v128.load32_splat(m, 4);
  const bias = v128.load32_splat(b);
  const w = v128.load32_splat(weight);
  const n1 = v128.load32_splat(m, 16);
  const n2 = v128.load32_splat(m, 20);
  const other = v128.load32_splat(b, 4);
  const u = v128.load32_splat(weight, 4);
  while (at < end) {
    const x1 = v128.load(at);
    const x2 = v128.load(at, 16);
    // pmax(0, z) is one instruction, where max takes care of NaN in several; NaN reaches the loss by the line.
    const z = f32x4.pmax(zero, madd(m2, x2, madd(m1, x1, bias)));
    const t = f32x4.pmax(zero, madd(n2, x2, madd(n1, x1, other)));
    v128.store(on, i16x8.narrow_i32x4_s(f32x4.gt(z, zero), f32x4.gt(t, zero)));
    v128.store(at, madd(u, t, madd(w, z, v128.load(at, 32))), 32);
    at += GROUP; on += 16;
  }
}

/**
 * Adds to the gradients of two units: Σ pull·[1, x₁, x₂] over the rows where each is on gives all four of each. Groups of rows
 * take turns in two sums where one would wait for its last product; a branch lies between them since V8 moves all loads of
 * a block to its beginning, and there are no more than fifteen registers for them and the sums.
 */
function leaveUnits(at: usize, end: usize, m: usize, b: usize, weight: usize, toGradient: usize, on: usize): void {
  const zero = f32x4.splat(0);
  let e0 = zero, e1 = zero, e2 = zero, f1 = zero, f2 = zero;
  let g0 = zero, g1 = zero, g2 = zero, h1 = zero, h2 = zero;
  while (at < end) {
    let x1 = v128.load(at);
    let x2 = v128.load(at, 16);
    let pull = v128.load(at, 32);
    let p = v128.and(pull, v128.load16x4_s(on));
    e0 = f32x4.add(e0, p);
    e1 = madd(p, x1, e1);
    e2 = madd(p, x2, e2);
    p = v128.and(pull, v128.load16x4_s(on, 8));
    g0 = f32x4.add(g0, p);
    g1 = madd(p, x1, g1);
    g2 = madd(p, x2, g2);
    at += GROUP;
    if (at == end) break;
    x1 = v128.load(at);
    x2 = v128.load(at, 16);
    pull = v128.load(at, 32);
    p = v128.and(pull, v128.load16x4_s(on, 16));
    e0 = f32x4.add(e0, p);
    f1 = madd(p, x1, f1);
    f2 = madd(p, x2, f2);
    p = v128.and(pull, v128.load16x4_s(on, 24));
    g0 = f32x4.add(g0, p);
    h1 = madd(p, x1, h1);
    h2 = madd(p, x2, h2);
    at += GROUP; on += 32;
  }
  leaveUnit(sums(e0, f32x4.add(e1, f1), f32x4.add(e2, f2), zero), m, b, weight, toGradient);
  leaveUnit(sums(g0, f32x4.add(g1, h1), f32x4.add(g2, h2), zero), m + 16, b + 4, weight + 4, toGradient);
}

function add(at: usize, value: f32): void {
  store<f32>(at, load<f32>(at) + value);
}

function leaveUnit(e: v128, m: usize, b: usize, weight: usize, toGradient: usize): void {
  const e0 = f32x4.extract_lane(e, 0);
  const e1 = f32x4.extract_lane(e, 1);
  const e2 = f32x4.extract_lane(e, 2);
  const w = load<f32>(weight);
  add(m + toGradient, w * e1);
  add(m + toGradient + 4, w * e2);
  add(b + toGradient, w * e0);
  add(weight + toGradient, load<f32>(m) * e1 + load<f32>(m, 4) * e2 + load<f32>(b) * e0);
}

/**
 * Σ share·(f − y)² of a sum of two inputs, and its gradient added where the parameters lie plus `toGradient`. The rows lie in
 * `groups` of four, from `first` on; those that fill the last one up have the share 0. m: four numbers a unit, the first two
 * used; b and weight: one. `on` has room for 8 bytes a group and unit.
 */
export function narrow(
  first: usize, groups: i32, m: usize, b: usize, weight: usize, units: i32, intercept: usize, line: usize,
  toGradient: usize, on: usize,
): f32 {
  const end = first + GROUP * <usize>groups;
  const onBytes = <usize>groups << 3;
  const s1 = f32x4.splat(line != 0 ? load<f32>(line) : 0);
  const s2 = f32x4.splat(line != 0 ? load<f32>(line, 4) : 0);
  const c = v128.load32_splat(intercept);
  for (let at = first; at < end; at += GROUP) {
    v128.store(at, madd(s1, v128.load(at), madd(s2, v128.load(at, 16), c)), 32);
  }
  for (let j: usize = 0; j < <usize>units; j += 2) {
    addUnits(first, end, m + (j << 4), b + (j << 2), weight + (j << 2), on + j * onBytes);
  }
  let squares = f32x4.splat(0), e0 = squares, e1 = squares, e2 = squares;
  for (let at = first; at < end; at += GROUP) {
    const error = f32x4.sub(v128.load(at, 32), v128.load(at, 48));
    const half = f32x4.mul(error, v128.load(at, 64));
    const pull = f32x4.add(half, half);
    v128.store(at, pull, 32);
    squares = madd(half, error, squares);
    e0 = f32x4.add(e0, pull);
    e1 = madd(pull, v128.load(at), e1);
    e2 = madd(pull, v128.load(at, 16), e2);
  }
  for (let j: usize = 0; j < <usize>units; j += 2) {
    leaveUnits(first, end, m + (j << 4), b + (j << 2), weight + (j << 2), toGradient, on + j * onBytes);
  }
  const e = sums(e0, e1, e2, squares);
  add(intercept + toGradient, f32x4.extract_lane(e, 0));
  if (line != 0) {
    add(line + toGradient, f32x4.extract_lane(e, 1));
    add(line + toGradient + 4, f32x4.extract_lane(e, 2));
  }
  return f32x4.extract_lane(e, 3);
}
