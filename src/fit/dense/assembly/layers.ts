// layers.ts (AssemblyScript): values, pulls and gradients of dense layers.
//
// Rows of weights and of values are padded with zeros to whole fours of numbers, batches to whole fours of rows; what is
// padded stays 0. Inner loops are functions of their own, with pointers that move and nothing unrolled by hand: V8 does
// that itself, and better (ENGINE: 41-46 against 28-30 GFLOP/s).

import { SCRATCH, scratch } from "./blocks";
import { madd, sums } from "./vectors";

/** Four rows from `x` times two rows from `w`, both of `width` bytes, and their biases; to four rows at `out`. */
function productTile(x: usize, w: usize, width: usize, biases: usize, out: usize, outWidth: usize, rectify: bool): void {
  const zero = f32x4.splat(0);
  let x0 = x;
  let x1 = x0 + width;
  let x2 = x1 + width;
  let x3 = x2 + width;
  let w0 = w;
  let w1 = w + width;
  const end = x1;
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  while (x0 < end) {
    const p = v128.load(w0);
    const q = v128.load(w1);
    let v = v128.load(x0);
    c00 = madd(v, p, c00);
    c01 = madd(v, q, c01);
    v = v128.load(x1);
    c10 = madd(v, p, c10);
    c11 = madd(v, q, c11);
    v = v128.load(x2);
    c20 = madd(v, p, c20);
    c21 = madd(v, q, c21);
    v = v128.load(x3);
    c30 = madd(v, p, c30);
    c31 = madd(v, q, c31);
    x0 += 16; x1 += 16; x2 += 16; x3 += 16; w0 += 16; w1 += 16;
  }
  const bias = v128.load64_splat(biases);
  let r0 = f32x4.add(sums(c00, c01, c10, c11), bias);
  let r1 = f32x4.add(sums(c20, c21, c30, c31), bias);
  if (rectify) {
    r0 = f32x4.max(r0, zero);
    r1 = f32x4.max(r1, zero);
  }
  v128.store64_lane(out, r0, 0);
  v128.store64_lane(out + outWidth, r0, 1);
  v128.store64_lane(out + 2 * outWidth, r1, 0);
  v128.store64_lane(out + 3 * outWidth, r1, 1);
}

/**
 * Three rows from `x` times three rows from `w`: nine sums take turns, as many as registers are left for. A fused product waits four
 * cycles for the sum that it adds to, and two begin in each, so that the eight sums of a tile are hardly enough.
 */
function productSquare(x: usize, w: usize, width: usize, biases: usize, out: usize, outWidth: usize, rectify: bool): void {
  const zero = f32x4.splat(0);
  let x0 = x;
  let x1 = x0 + width;
  let x2 = x1 + width;
  let w0 = w;
  let w1 = w0 + width;
  let w2 = w1 + width;
  const end = x1;
  let c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero, c20 = zero, c21 = zero, c22 = zero;
  while (x0 < end) {
    const p = v128.load(w0);
    const q = v128.load(w1);
    const r = v128.load(w2);
    let v = v128.load(x0);
    c00 = madd(v, p, c00);
    c01 = madd(v, q, c01);
    c02 = madd(v, r, c02);
    v = v128.load(x1);
    c10 = madd(v, p, c10);
    c11 = madd(v, q, c11);
    c12 = madd(v, r, c12);
    v = v128.load(x2);
    c20 = madd(v, p, c20);
    c21 = madd(v, q, c21);
    c22 = madd(v, r, c22);
    x0 += 16; x1 += 16; x2 += 16; w0 += 16; w1 += 16; w2 += 16;
  }
  leaveThree(c00, c01, c02, biases, out, rectify);
  leaveThree(c10, c11, c12, biases, out + outWidth, rectify);
  leaveThree(c20, c21, c22, biases, out + 2 * outWidth, rectify);
}

function leaveThree(p: v128, q: v128, r: v128, biases: usize, out: usize, rectify: bool): void {
  const zero = f32x4.splat(0);
  const bias = v128.load32_lane(biases, v128.load64_zero(biases), 2, 8);
  let sum = f32x4.add(sums(p, q, r, zero), bias);
  if (rectify) sum = f32x4.max(sum, zero);
  v128.store64_lane(out, sum, 0);
  v128.store32_lane(out, sum, 2, 8);
}

/** Bytes of a row from which on products in threes pay, if they are fused: those of 256 numbers. */
const LONG: usize = 1024;

/** The most of `count` that is whole threes, if what is left is whole steps. */
function inThrees(count: usize, step: usize): usize {
  let threes = count;
  while (threes % 3) threes -= step;
  return threes;
}

/** out = x·wᵀ + biases, rectified if said; `rows` and `units` in whole fours, widths in bytes. */
export function forward(
  x: usize, w: usize, biases: usize, out: usize, rows: i32, units: i32, width: usize, rectify: bool,
): void {
  const outWidth = <usize>units << 2;
  const threes = ASC_FEATURE_RELAXED_SIMD && width >= LONG;
  const byThree: usize = threes ? inThrees(<usize>rows, 4) : 0;
  const ofThree: usize = byThree > 0 ? inThrees(<usize>units, 2) : 0;
  for (let i: usize = 0; i < byThree; i += 3) {
    for (let j: usize = 0; j < ofThree; j += 3) {
      productSquare(x + i * width, w + j * width, width, biases + (j << 2), out + i * outWidth + (j << 2), outWidth, rectify);
    }
  }
  for (let i: usize = 0; i < <usize>rows; i += 4) {
    for (let j: usize = i < byThree ? ofThree : 0; j < <usize>units; j += 2) {
      productTile(x + i * width, w + j * width, width, biases + (j << 2), out + i * outWidth + (j << 2), outWidth, rectify);
    }
  }
}

/**
 * The pulls on four rows of eight numbers: Σ pull·w where the values are above 0. The second four are `next` bytes on: 16, or 0,
 * so that they are the first once more, where there are none.
 */
function pullTile(
  pulls: usize, pullWidth: usize, w: usize, values: usize, out: usize, width: usize, next: usize,
): void {
  let z0 = pulls;
  let z1 = z0 + pullWidth;
  let z2 = z1 + pullWidth;
  let z3 = z2 + pullWidth;
  const end = z1;
  const zero = f32x4.splat(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  while (z0 < end) {
    const p = v128.load(w);
    const q = v128.load(w + next);
    let z = v128.load32_splat(z0);
    c00 = madd(z, p, c00);
    c01 = madd(z, q, c01);
    z = v128.load32_splat(z1);
    c10 = madd(z, p, c10);
    c11 = madd(z, q, c11);
    z = v128.load32_splat(z2);
    c20 = madd(z, p, c20);
    c21 = madd(z, q, c21);
    z = v128.load32_splat(z3);
    c30 = madd(z, p, c30);
    c31 = madd(z, q, c31);
    z0 += 4; z1 += 4; z2 += 4; z3 += 4;
    w += width;
  }
  leavePulls(c00, c01, values, out, next);
  leavePulls(c10, c11, values + width, out + width, next);
  leavePulls(c20, c21, values + 2 * width, out + 2 * width, next);
  leavePulls(c30, c31, values + 3 * width, out + 3 * width, next);
}

function leavePulls(p: v128, q: v128, values: usize, out: usize, next: usize): void {
  const zero = f32x4.splat(0);
  v128.store(out, v128.and(p, f32x4.gt(v128.load(values), zero)));
  v128.store(out + next, v128.and(q, f32x4.gt(v128.load(values + next), zero)));
}

/** The pulls on the layer before: pulls·w where its values are above 0; `inputs` and `units` in whole fours. */
export function back(pulls: usize, w: usize, values: usize, out: usize, rows: i32, units: i32, inputs: i32): void {
  const width = <usize>inputs << 2;
  const pullWidth = <usize>units << 2;
  for (let i: usize = 0; i < <usize>rows; i += 4) {
    for (let at: usize = 0; at < width; at += 32) {
      const here = i * width + at;
      pullTile(pulls + i * pullWidth, pullWidth, w + at, values + here, out + here, width, at + 16 < width ? 16 : 0);
    }
  }
}

/** Bytes of seven times four numbers: with as many sums and a scale there are no more than the registers. */
const TILE: usize = 112;

/** Adds rows, from the `offset` on, to a tile at `to`; scales and rows take turns in the list [from, end). */
function addTile(to: usize, from: usize, end: usize, offset: usize): void {
  let c0 = v128.load(to);
  let c1 = v128.load(to, 16);
  let c2 = v128.load(to, 32);
  let c3 = v128.load(to, 48);
  let c4 = v128.load(to, 64);
  let c5 = v128.load(to, 80);
  let c6 = v128.load(to, 96);
  while (from < end) {
    const scale = v128.load32_splat(from);
    const row = <usize>load<u32>(from, 4) + offset;
    c0 = madd(scale, v128.load(row), c0);
    c1 = madd(scale, v128.load(row, 16), c1);
    c2 = madd(scale, v128.load(row, 32), c2);
    c3 = madd(scale, v128.load(row, 48), c3);
    c4 = madd(scale, v128.load(row, 64), c4);
    c5 = madd(scale, v128.load(row, 80), c5);
    c6 = madd(scale, v128.load(row, 96), c6);
    from += 8;
  }
  v128.store(to, c0);
  v128.store(to, c1, 16);
  v128.store(to, c2, 32);
  v128.store(to, c3, 48);
  v128.store(to, c4, 64);
  v128.store(to, c5, 80);
  v128.store(to, c6, 96);
}

/** Adds eight rows to all that is left of a row. */
function addEight(to: usize, end: usize, list: usize, offset: usize): void {
  const s0 = v128.load32_splat(list);
  const s1 = v128.load32_splat(list, 8);
  const s2 = v128.load32_splat(list, 16);
  const s3 = v128.load32_splat(list, 24);
  const s4 = v128.load32_splat(list, 32);
  const s5 = v128.load32_splat(list, 40);
  const s6 = v128.load32_splat(list, 48);
  const s7 = v128.load32_splat(list, 56);
  let r0 = <usize>load<u32>(list, 4) + offset;
  let r1 = <usize>load<u32>(list, 12) + offset;
  let r2 = <usize>load<u32>(list, 20) + offset;
  let r3 = <usize>load<u32>(list, 28) + offset;
  let r4 = <usize>load<u32>(list, 36) + offset;
  let r5 = <usize>load<u32>(list, 44) + offset;
  let r6 = <usize>load<u32>(list, 52) + offset;
  let r7 = <usize>load<u32>(list, 60) + offset;
  while (to < end) {
    let a = madd(s0, v128.load(r0), v128.load(to));
    let b = f32x4.mul(s1, v128.load(r1));
    a = madd(s2, v128.load(r2), a);
    b = madd(s3, v128.load(r3), b);
    a = madd(s4, v128.load(r4), a);
    b = madd(s5, v128.load(r5), b);
    a = madd(s6, v128.load(r6), a);
    b = madd(s7, v128.load(r7), b);
    v128.store(to, f32x4.add(a, b));
    to += 16;
    r0 += 16; r1 += 16; r2 += 16; r3 += 16; r4 += 16; r5 += 16; r6 += 16; r7 += 16;
  }
}

function addFour(to: usize, end: usize, list: usize, offset: usize): void {
  const s0 = v128.load32_splat(list);
  const s1 = v128.load32_splat(list, 8);
  const s2 = v128.load32_splat(list, 16);
  const s3 = v128.load32_splat(list, 24);
  let r0 = <usize>load<u32>(list, 4) + offset;
  let r1 = <usize>load<u32>(list, 12) + offset;
  let r2 = <usize>load<u32>(list, 20) + offset;
  let r3 = <usize>load<u32>(list, 28) + offset;
  while (to < end) {
    let a = madd(s0, v128.load(r0), v128.load(to));
    let b = f32x4.mul(s1, v128.load(r1));
    a = madd(s2, v128.load(r2), a);
    b = madd(s3, v128.load(r3), b);
    v128.store(to, f32x4.add(a, b));
    to += 16;
    r0 += 16; r1 += 16; r2 += 16; r3 += 16;
  }
}

/** Lists scale·pull and the row, of four units, for the rows that pull, and where the lists end; adds scale·Σ pull to the biases. */
function list4(
  pulls: usize, x: usize, biases: usize, rows: i32, units: i32, width: usize, scale: f32, list: usize, ends: usize,
): void {
  const scales = f32x4.splat(scale);
  const zero = f32x4.splat(0);
  const listBytes = <usize>rows << 3;
  let e0 = list;
  let e1 = e0 + listBytes;
  let e2 = e1 + listBytes;
  let e3 = e2 + listBytes;
  let row = <u32>x;
  let sum = zero;
  for (let i = 0; i < rows; i++) {
    const pull = v128.load(pulls);
    const scaled = f32x4.mul(scales, pull);
    const bits = <usize>i32x4.bitmask(f32x4.ne(pull, zero));
    sum = f32x4.add(sum, pull);
    v128.store32_lane(e0, scaled, 0);
    v128.store32_lane(e1, scaled, 1);
    v128.store32_lane(e2, scaled, 2);
    v128.store32_lane(e3, scaled, 3);
    store<u32>(e0, row, 4);
    store<u32>(e1, row, 4);
    store<u32>(e2, row, 4);
    store<u32>(e3, row, 4);
    e0 += (bits & 1) << 3;
    e1 += (bits & 2) << 2;
    e2 += (bits & 4) << 1;
    e3 += bits & 8;
    pulls += <usize>units << 2;
    row += <u32>width;
  }
  v128.store(biases, madd(scales, sum, v128.load(biases)));
  fillUp(list, e0, x, ends);
  fillUp(list + listBytes, e1, x, ends + 4);
  fillUp(list + 2 * listBytes, e2, x, ends + 8);
  fillUp(list + 3 * listBytes, e3, x, ends + 12);
}

/** Notes where a list ends, and makes its entries whole fours: rows are, so there is room. */
function fillUp(list: usize, end: usize, x: usize, ends: usize): void {
  store<u32>(ends, <u32>end);
  for (; (end - list) & 31; end += 8) {
    store<f32>(end, 0);
    store<u32>(end, <u32>x, 4);
  }
}

/** Units whose rows are listed at once, and how many rows: a tile of these stays in the nearest cache for all of those. */
const LISTED_UNITS: usize = 16;
const LISTED_ROWS: i32 = 64;
// The lists and where each ends; told when this is compiled.
if (LISTED_UNITS * (<usize>LISTED_ROWS * 8 + 4) > SCRATCH) ERROR("the lists must have room in scratch");

/**
 * Adds scale·Σ pull·x to each unit's row of weights at `to`, and scale·Σ pull to its bias: to a gradient of zeros with
 * scale 1, or at once to the parameters with −rate. Rows whose pull is 0 are left out: more than half of them, where units
 * are off.
 */
export function accumulate(
  pulls: usize, x: usize, to: usize, biases: usize, rows: i32, units: i32, width: usize, scale: f32,
): void {
  for (let i = 0; i < rows; i += LISTED_ROWS) {
    const some = min(LISTED_ROWS, rows - i);
    accumulateSome(pulls + <usize>(i * units << 2), x + <usize>i * width, to, biases, some, units, width, scale);
  }
}

function accumulateSome(
  pulls: usize, x: usize, to: usize, biases: usize, rows: i32, units: i32, width: usize, scale: f32,
): void {
  const listBytes = <usize>rows << 3;
  const ends = scratch + LISTED_UNITS * listBytes;
  const tiled = width - width % TILE;
  for (let j: usize = 0; j < <usize>units; j += LISTED_UNITS) {
    const count = min(LISTED_UNITS, <usize>units - j);
    for (let k: usize = 0; k < count; k += 4) {
      const unit = (j + k) << 2;
      list4(pulls + unit, x, biases + unit, rows, units, width, scale, scratch + k * listBytes, ends + (k << 2));
    }
    const first = to + j * width;
    for (let offset: usize = 0; offset < tiled; offset += TILE) {
      for (let k: usize = 0; k < count; k++) {
        addTile(first + k * width + offset, scratch + k * listBytes, <usize>load<u32>(ends + (k << 2)), offset);
      }
    }
    if (tiled == width) continue;
    for (let k: usize = 0; k < count; k++) {
      const row = first + k * width;
      const end = <usize>load<u32>(ends + (k << 2));
      let list = scratch + k * listBytes;
      for (; list + 32 < end; list += 64) addEight(row + tiled, row + width, list, tiled);
      for (; list < end; list += 32) addFour(row + tiled, row + width, list, tiled);
    }
  }
}
