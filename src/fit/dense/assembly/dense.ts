// dense.ts (AssemblyScript): steps of dense layers in float32, four numbers at a time.
//
// Rows of weights and of values are padded with zeros to whole fours of numbers, batches to whole fours of rows; what is
// padded stays 0. Inner loops are functions of their own, with pointers that move and nothing unrolled by hand: V8 does
// that itself, and better (ENGINE: 41-46 against 28-30 GFLOP/s).

let top: usize = (__heap_base + 63) & ~63;

/** The address of fresh room, all zeros; 0 if there is none. */
export function take(bytes: usize): usize {
  const address = top;
  const end = (top + bytes + 63) & ~63;
  const pages = <i32>((end + 0xffff) >>> 16);
  if (end < top || (pages > memory.size() && memory.grow(pages - memory.size()) < 0)) return 0;
  top = end;
  return address;
}

/** a·b + c, rounded once in the fused module, twice in the plain one. */
// @ts-ignore: decorators are AssemblyScript's
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** The sums of four vectors, as one. */
// @ts-ignore
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const s = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const t = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(s, t, 0, 1, 4, 5), v128.shuffle<f32>(s, t, 2, 3, 6, 7));
}

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

/** out = x·wᵀ + biases, rectified if said; `rows` and `units` in whole fours, widths in bytes. */
export function forward(
  x: usize, w: usize, biases: usize, out: usize, rows: i32, units: i32, width: usize, rectify: bool,
): void {
  const outWidth = <usize>units << 2;
  for (let i: usize = 0; i < <usize>rows; i += 4) {
    for (let j: usize = 0; j < <usize>units; j += 2) {
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

/**
 * Adds scale·Σ pull·x to each unit's row of weights at `to`, and scale·Σ pull to its bias: to a gradient of zeros with
 * scale 1, or at once to the parameters with −rate. Rows whose pull is 0 are left out: more than half of them, where units
 * are off. `scratch` has room for 8,256 bytes.
 */
export function accumulate(
  pulls: usize, x: usize, to: usize, biases: usize, rows: i32, units: i32, width: usize, scale: f32, scratch: usize,
): void {
  for (let i = 0; i < rows; i += LISTED_ROWS) {
    const some = min(LISTED_ROWS, rows - i);
    accumulateSome(pulls + <usize>(i * units << 2), x + <usize>i * width, to, biases, some, units, width, scale, scratch);
  }
}

function accumulateSome(
  pulls: usize, x: usize, to: usize, biases: usize, rows: i32, units: i32, width: usize, scale: f32, scratch: usize,
): void {
  const listBytes = <usize>rows << 3;
  const ends = scratch + LISTED_UNITS * listBytes;
  const tiled = width - width % TILE;
  for (let j: usize = 0; j < <usize>units; j += LISTED_UNITS) {
    const count = min(LISTED_UNITS, <usize>units - j);
    for (let k: usize = 0; k < count; k += 4) {
      list4(pulls + ((j + k) << 2), x, biases + ((j + k) << 2), rows, units, width, scale, scratch + k * listBytes, ends + (k << 2));
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

/** p ← p + scale·q, over whole fours. */
export function addScaled(p: usize, q: usize, bytes: usize, scale: f32): void {
  const s = f32x4.splat(scale);
  for (const end = p + bytes; p < end; p += 16, q += 16) v128.store(p, madd(s, v128.load(q), v128.load(p)));
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

/** p ← p·q, over whole fours. */
export function multiply(p: usize, q: usize, bytes: usize): void {
  for (const end = p + bytes; p < end; p += 16, q += 16) v128.store(p, f32x4.mul(v128.load(p), v128.load(q)));
}

export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** The greatest size among numbers in whole fours; NaN if one is. */
export function largest(at: usize, bytes: usize): f32 {
  const withoutSign = i32x4.splat(0x7fffffff);
  let most = i32x4.splat(0);
  for (const end = at + bytes; at < end; at += 16) most = i32x4.max_s(most, v128.and(v128.load(at), withoutSign));
  const one = i32x4.max_s(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  return reinterpret<f32>(max(i32x4.extract_lane(one, 0), i32x4.extract_lane(one, 1)));
}

/** Copies rows of `width` bytes together, those whose numbers lie at `chosen`. */
export function gather(from: usize, width: usize, chosen: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    memory.copy(to, from + <usize>load<u32>(chosen + (<usize>i << 2)) * width, width);
    to += width;
  }
}

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
