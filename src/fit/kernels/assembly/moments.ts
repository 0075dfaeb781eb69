// moments.ts (AssemblyScript): the squared error and its slopes from sums between borders, as ../moments.ts, to the last bit.
import { moving, sort, touch } from "./borders";
import {
  AT, CHANGED, ERRORS, HEIGHTS, MANY, MANY_CHANGED, ORDER, RANK, SEGMENTS, SLOPES, SPANS, SUMS, WEIGHT_SUMS, changed, f,
  putWhole, size, units, w, whole,
} from "./problem";

/** Σwv² over all rows, for moments. */
let squares: f64 = 0;
export function setSquares(value: f64): void { squares = value; }

/** Makes SEGMENTS of all rows between neighbouring borders; false where the borders are not in order. */
function cutAll(): bool {
  const sums = SUMS;
  const order = ORDER;
  const borders = AT;
  const ranks = RANK;
  const count = units;
  let before = sums;
  for (let q = 0; q <= count; q++) {
    let border = size;
    if (q < count) {
      const j = w(order, q);
      border = w(borders, j);
      putWhole(ranks, j, q);
    }
    const row = sums + (<usize>border << 5);
    if (row < before) return false;
    cut(q, before, row);
    before = row;
  }
  return true;
}

/** Makes the one segment that ends at the q-th border, between two rows of SUMS. */
// @ts-ignore
@inline
function cut(q: i32, from: usize, to: usize): void {
  const segment = SEGMENTS + 48 * <usize>q;
  const us = f64x2.sub(v128.load(to), v128.load(from));
  v128.store(segment, us);
  v128.store(segment, f64x2.sub(v128.load(to, 16), v128.load(from, 16)), 16);
  const first = <i32>((from - SUMS) >>> 5);
  const end = <i32>((to - SUMS) >>> 5);
  const weight = WEIGHT_SUMS != 0 ? f(WEIGHT_SUMS, end) - f(WEIGHT_SUMS, first) : <f64>(end - first);
  v128.store(segment, v128.shuffle<f64>(f64x2.splat(weight), us, 0, 2), 32);
}

/** Puts a unit in its place in ORDER, past those next to it, and tells in SPANS which places that concerns. */
function reorder(j: i32, span: usize): void {
  const order = ORDER;
  const ranks = RANK;
  const borders = AT;
  const border = w(borders, j);
  const last = units - 1;
  const from = w(ranks, j);
  let q = from;
  for (; q > 0; q--) {
    const other = w(order, q - 1);
    if (w(borders, other) <= border) break;
    putWhole(order, q, other);
    putWhole(ranks, other, q);
  }
  for (; q < last; q++) {
    const other = w(order, q + 1);
    if (w(borders, other) >= border) break;
    putWhole(order, q, other);
    putWhole(ranks, other, q);
  }
  if (q != from) {
    putWhole(order, q, j);
    putWhole(ranks, j, q);
  }
  store<i32>(span, min(from, q));
  store<i32>(span, max(from, q), 4);
}

/** The row of SUMS at the q-th border. */
// @ts-ignore
@inline
function rowAt(q: i32): usize {
  return SUMS + (<usize>(q < units ? w(AT, w(ORDER, q)) : size) << 5);
}

/** The same where a few borders have moved: the segments to both sides of the places that this concerns. */
function cutChanged(): bool {
  const count = changed;
  for (let i = 0; i < count; i++) reorder(w(CHANGED, i), SPANS + (<usize>i << 3));
  for (let i = 0; i < count; i++) {
    const first = w(SPANS, 2 * i);
    const last = w(SPANS, 2 * i + 1) + 1;
    let before = first == 0 ? SUMS : rowAt(first - 1);
    for (let q = first; q <= last; q++) {
      const row = rowAt(q);
      if (row < before) return false; // one that has moved was in the way of another
      cut(q, before, row);
      before = row;
    }
  }
  return true;
}

/** Whether the borders were in order when last they were gone through. */
let inOrder: bool = true;

/**
 * A pair of vectors as in ../moments.ts: [Σwu, Σwu²] and [Σwv, Σwuv] give [E₀, E₁]. `cutting`: of segments that are made on the way
 * and not kept, up to where borders turn out not to be in order.
 */
// @ts-ignore
@inline
function sumUp(cutting: bool, line: v128): v128 {
  const sums = SUMS;
  const weights = WEIGHT_SUMS;
  const order = ORDER;
  const borders = AT;
  const errors = ERRORS;
  const slopes = SLOPES;
  const heights = HEIGHTS;
  const last = units;
  let segment = SEGMENTS;
  let border = 0;
  let us = v128.load(sums);
  let vs = v128.load(sums, 16);
  let s = v128.shuffle<f64>(line, line, 0, 0);
  let t = v128.shuffle<f64>(line, line, 1, 1);
  let e = f64x2.splat(0);
  let losses = f64x2.splat(0);
  for (let q = 0; ; q++) {
    let ofU: v128, ofV: v128, ofOne: v128;
    if (cutting) {
      const next = q < last ? w(borders, w(order, q)) : size;
      if (next < border) {
        inOrder = false;
        return e;
      }
      const row = sums + (<usize>next << 5);
      const nextUs = v128.load(row);
      const nextVs = v128.load(row, 16);
      ofU = f64x2.sub(nextUs, us);
      ofV = f64x2.sub(nextVs, vs);
      const weight = weights != 0 ? f(weights, next) - f(weights, border) : <f64>(next - border);
      ofOne = v128.shuffle<f64>(f64x2.splat(weight), ofU, 0, 2);
      border = next;
      us = nextUs;
      vs = nextVs;
    } else {
      ofU = v128.load(segment);
      ofV = v128.load(segment, 16);
      ofOne = v128.load(segment, 32);
      segment += 48;
    }
    const added = f64x2.add(f64x2.mul(s, ofU), f64x2.sub(f64x2.mul(t, ofOne), ofV));
    e = f64x2.add(e, added);
    losses = f64x2.add(losses, f64x2.mul(v128.shuffle<f64>(t, s, 0, 2), f64x2.sub(added, ofV)));
    if (q == last) break;
    const j = w(order, q);
    v128.store(errors + (<usize>j << 4), e);
    s = f64x2.add(s, v128.load64_splat(slopes + (<usize>j << 3)));
    t = f64x2.add(t, v128.load64_splat(heights + (<usize>j << 3)));
  }
  whole = f64x2.extract_lane(losses, 0) + f64x2.extract_lane(losses, 1) + squares;
  return e;
}

/** Calls itself, so that it stays a function of its own: inlined it slows all that it is inlined in. */
function sumCut(line: v128): v128 {
  inOrder = true;
  const all = sumUp(true, line);
  if (inOrder) return all;
  sort();
  return sumCut(line);
}

export function moments(line: v128): v128 {
  if (changed == MANY_CHANGED) {
    if (size > MANY) touch();
    if (moving >= MANY_CHANGED) {
      return sumCut(line);
    }
    while (!cutAll()) sort();
  } else if (changed > 0 && !cutChanged()) {
    do sort(); while (!cutAll());
  }
  changed = 0;
  return sumUp(false, line);
}
