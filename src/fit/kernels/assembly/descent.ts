// descent.ts (AssemblyScript): the loops of ../moments.ts, ../sweep.ts, ../borders.ts and ../../optimizers.ts, compiled.
//
// One instance holds one problem: `layout` makes room for it and sets the addresses below, the caller fills them in, and
// `advance` takes steps. Sums are made in the order in which the TypeScript makes them, so that moments agree to the last
// bit; sweeps add two rows at a time, and agree but for rounding.

/** Addresses, in bytes, and what lies there; `count` is 2 + 3·units, `even` the units and one more if they are odd. */
export let X: usize = 0; // f64 × size, ascending; NEAR times −∞ before them, ∞ after
export let U: usize = 0; // f64 × size, x − meanX; for sweeps alone, as V
export let V: usize = 0; // f64 × size, y − meanY
export let SUMS: usize = 0; // f64 × 4·(size + 1): Σwu, Σwu², Σwv, Σwuv; for moments alone
export let WEIGHT_SUMS: usize = 0; // f64 × (size + 1): Σw; where there are weights
export let PARAMS: usize = 0; // f64 × count: intercept, slope, m, b, weight
export let GRADIENT: usize = 0; // f64 × count
export let STATE: usize = 0; // f64 × (2 + 2·count), as the optimizer's `init` lays it out
export let RATES: usize = 0; // f64 × stretch
export let RANGES: usize = 0; // i32 × 10: [start, end) of the parameters that are trained, counted as in P
// Where steps are taken: as the three above, but with an even number of units, so that what is stored two at a time is
// loaded two at a time: a processor waits where a load spans two stores. They are the same places if units are even.
let P: usize = 0;
let G: usize = 0;
let STATE1: usize = 0; // Momentum's or Adam's first state, f64 × (2 + 3·even)
let STATE2: usize = 0; // Adam's second
let ERRORS: usize = 0; // f64 × 2·even: the two sums over the rows before each border
let SLOPES: usize = 0; // f64 × even: how much the slope of f rises at each border
let HEIGHTS: usize = 0; // f64 × even: and its value at u = 0
let BEFORE: usize = 0; // f64 × even: x of the row before each border, −∞ if none
let AFTER: usize = 0; // f64 × even: x of the row after it, ∞ if none
let LEFT: usize = 0; // u64 × ⌈even/64⌉: a bit for each unit whose border has left its place in this step
let AT: usize = 0; // i32 × even
let FAR: usize = 0; // i32 × even: the units whose borders are searched for in this step
let AWAITED: usize = 0; // usize × 2·even: addresses of what `touch` loads, where there are many rows
let GUESSES: usize = 0; // i32 × even: where the search for each of them begins
let MOVES: usize = 0; // i32 × even: over how many rows each border went last, to the right if more than 0
let CHANGED: usize = 0; // i32 × MANY_CHANGED: the units whose borders have moved since SEGMENTS were made
let SPANS: usize = 0; // i32 × 2·MANY_CHANGED: the first and the last place in ORDER that each of them has come by
let ORDER: usize = 0; // i32 × units
let RANK: usize = 0; // i32 × units: where each unit is in ORDER
let SEGMENTS: usize = 0; // f64 × 6·(units + 1): Σwu, Σwu², Σwv, Σwuv, Σw, Σwu over the rows between borders, by ascending border

/** The loss at the parameters, after `evaluate` and `advance`. */
export let loss: f64 = 0;

const MSE: i32 = 0;
const MAE: i32 = 1;
const SGD: i32 = 0;
const MOMENTUM: i32 = 1;

/** Rows to each side of a border that are looked at before a search. */
const NEAR: i32 = 8;

let size: i32 = 0;
let units: i32 = 0;
let even: i32 = 0;
let lossRule: i32 = 0;
let delta: f64 = 0;
let meanX: f64 = 0;
let meanY: f64 = 0;
let total: f64 = 0;
/** The loss times `total`; divided when steps are over, for a quotient in each is what a step of few units would wait for. */
let whole: f64 = 0;
/** What it is multiplied by to see whether the loss is finite: 1/total where that is more than 1. */
let excess: f64 = 1;

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
  share = (rule == MSE ? 2 : -1) / weight;
  excess = min(max(1, 1 / weight), f64.MAX_VALUE);
  even = (units + 1) & ~1;
  const count = <usize>(2 + 3 * units);
  const padded = <usize>(2 + 3 * even);
  const pairs = <usize>even << 4;
  top = (__heap_base + 63) & ~63;
  PARAMS = take(8 * count);
  GRADIENT = take(8 * count);
  STATE = take(8 * (2 + 2 * count));
  RATES = take(8 * stretch);
  RANGES = take(4 * 10);
  P = PARAMS;
  G = GRADIENT;
  if (units != even) {
    P = take(8 * padded);
    G = take(8 * padded);
  }
  STATE1 = take(8 * padded);
  STATE2 = take(8 * padded);
  ERRORS = take(pairs);
  SLOPES = take(pairs >> 1);
  HEIGHTS = take(pairs >> 1);
  BEFORE = take(pairs >> 1);
  AFTER = take(pairs >> 1);
  LEFT = take(8 * <usize>((even + 63) >>> 6));
  AT = take(4 * even);
  FAR = take(4 * even);
  GUESSES = take(4 * even);
  AWAITED = take(8 * even);
  MOVES = take(4 * even);
  CHANGED = take(4 * MANY_CHANGED);
  SPANS = take(8 * MANY_CHANGED);
  ORDER = take(4 * even);
  RANK = take(4 * even);
  SEGMENTS = take(48 * <usize>(units + 1));
  X = take(8 * <usize>(rows + 2 * NEAR)) + 8 * NEAR;
  if (rule == MSE) {
    SUMS = take(32 * (<usize>rows + 1));
    if (weighted) WEIGHT_SUMS = take(8 * (<usize>rows + 1));
  } else {
    U = take(8 * <usize>rows);
    V = take(8 * <usize>rows);
  }
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return false;
  for (let i = 1; i <= NEAR; i++) {
    put(X, -i, -Infinity);
    put(X, rows - 1 + i, Infinity);
  }
  nowhere = -Infinity;
  changed = MANY_CHANGED;
  for (let j = 0; j < units; j++) {
    putWhole(ORDER, j, j);
    put(BEFORE, j, NaN); // no border is known yet: NaN fails every test of it
    put(AFTER, j, NaN);
  }
  if (units != even) {
    // The unit that makes them even falls, with no row before its border: nothing comes of it.
    put(P, 2 + units, -1);
    put(BEFORE, units, -Infinity);
    put(AFTER, units, Infinity);
  }
  return true;
}

@inline function f(address: usize, i: i32): f64 { return load<f64>(address + (<usize>i << 3)); }
@inline function w(address: usize, i: i32): i32 { return load<i32>(address + (<usize>i << 2)); }
@inline function put(address: usize, i: i32, value: f64): void { store<f64>(address + (<usize>i << 3), value); }
@inline function putWhole(address: usize, i: i32, value: i32): void { store<i32>(address + (<usize>i << 2), value); }

/** −1 for each of two rows that lies before the border of a unit, as in `find` in ../borders.ts; `turns` where m > 0. */
// @ts-ignore
@inline
function before2(rows: v128, m: v128, b: v128, turns: v128, zero: v128): v128 {
  return v128.xor(f64x2.gt(f64x2.add(f64x2.mul(m, rows), b), zero), turns);
}

/** How many of eight rows lie before it, in two parts, their signs turned. */
// @ts-ignore
@inline
function before8(rows: usize, m: v128, b: v128, turns: v128, zero: v128): v128 {
  return i64x2.add(
    i64x2.add(before2(v128.load(rows), m, b, turns, zero), before2(v128.load(rows, 16), m, b, turns, zero)),
    i64x2.add(before2(v128.load(rows, 32), m, b, turns, zero), before2(v128.load(rows, 48), m, b, turns, zero)),
  );
}

// @ts-ignore
@inline
function counted(parts: v128): i32 {
  return -<i32>(i64x2.extract_lane(parts, 0) + i64x2.extract_lane(parts, 1));
}

/** Where the border of a unit is, m ≠ 0, if no farther than three rows from where it was; else −1. */
// @ts-ignore
@inline
function nearBy(m: f64, b: f64, was: i32): i32 {
  const ms = f64x2.splat(m);
  const zero = f64x2.splat(0);
  const first = was - 4;
  const before = counted(before8(X + (<usize>first << 3), ms, f64x2.splat(b), f64x2.gt(ms, zero), zero));
  return before > 0 && before < 8 ? first + before : -1;
}

/**
 * As `find` in ../borders.ts, for one unit whose border has moved, from where it is supposed to be. Most are found among
 * the rows near by, all of which are tested at once: knots that settle on a row jump over it at every step, and no
 * branch could be foretold.
 */
function search(m: f64, b: f64, from: i32): i32 {
  const rows = X;
  const rising = m > 0;
  const ms = f64x2.splat(m);
  const bs = f64x2.splat(b);
  const zero = f64x2.splat(0);
  const turns = f64x2.gt(ms, zero);
  const first = rows + (<usize>(from - NEAR) << 3);
  const before = counted(i64x2.add(before8(first, ms, bs, turns, zero), before8(first + 64, ms, bs, turns, zero)));
  if (before > 0 && before < 2 * NEAR) return from - NEAR + before;
  const count = size;
  let low = from;
  let high = from;
  for (let stride = NEAR; low > 0 && m * f(rows, low - 1) + b > 0 == rising; stride <<= 1) {
    high = low - 1;
    low = max(0, low - stride);
  }
  if (high == low) {
    for (let stride = NEAR; high < count && m * f(rows, high) + b > 0 != rising; stride <<= 1) {
      low = high + 1;
      high = min(count, high + stride);
    }
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (m * f(rows, middle) + b > 0 == rising) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** So many borders that have moved, or more, are not told apart. */
const MANY_CHANGED: i32 = 16;

/** How many borders have moved since ORDER and SEGMENTS were made. */
let changed: i32 = 0;
/** How many left their places in the last step. */
let moving: i32 = 0;
/** Whether a unit has come to be never on in it, or has ceased to be. */
let turned: bool = false;

/** Puts the border of a unit where it is now. */
function arrive(j: i32, at: i32): void {
  const seen = f(BEFORE, j) == -Infinity;
  const x = X + (<usize>at << 3);
  put(BEFORE, j, load<f64>(x - 8));
  put(AFTER, j, load<f64>(x));
  const move = at - w(AT, j);
  putWhole(AT, j, at);
  putWhole(MOVES, j, move);
  if (!(f(P, 2 + j) > 0) && seen != (at == 0)) turned = true;
  if (move != 0 && changed < MANY_CHANGED) putWhole(CHANGED, changed++, j);
}

let touched: i32 = 0;

/**
 * Lists the units whose borders have left their places. Of few rows most have gone to one of the next, and are found at once.
 * The others are supposed to go on as they went last, and the rows there are loaded all at once, instead of one after the other as
 * the searches come to them. Both ends of the rows that a search looks at first are loaded, since they may lie in two cache lines.
 * Returns how many are to be searched for.
 */
function foresee(): i32 {
  const M = P + 16;
  const B = M + (<usize>even << 3);
  const few = size <= MANY;
  const last = size - 1;
  const guesses = GUESSES;
  let movers = 0;
  let far = 0;
  for (let first = 0; first < even; first += 64) {
    for (let left = load<u64>(LEFT + (<usize>first >>> 3)); left != 0; left &= left - 1) {
      const j = first + <i32>ctz(left);
      const was = w(AT, j);
      movers++;
      if (few) {
        const m = f(M, j);
        const next = m != 0 ? nearBy(m, f(B, j), was) : -1;
        if (next >= 0) {
          arrive(j, next);
          continue;
        }
      }
      putWhole(FAR, far, j);
      putWhole(guesses, far++, max(0, min(last, was + w(MOVES, j))));
    }
  }
  moving = movers;
  if (few) return far;
  let sum = 0;
  const rows = X - 8 * NEAR;
  for (let q = 0; q < far; q++) {
    const at = rows + (<usize>w(guesses, q) << 3);
    sum ^= load<i32>(at) ^ load<i32>(at, 8 * (2 * NEAR - 1));
  }
  touched = sum;
  return far;
}

/** How far beyond where a border is expected next the farthest rows are that the next step's search may look at first. */
const AHEAD: i32 = 14;

/**
 * Loads all at once what would be waited for one by one: the sums at the borders that have moved, and the rows that the searches of
 * the next step will come to, so that a step waits for memory once.
 */
function touch(): void {
  let sum = 0;
  const end = AWAITED + (<usize>moving << 3);
  for (let at = AWAITED; at < end; at += 8) sum ^= load<i32>(load<usize>(at)) ^ load<i32>(load<usize>(at, 4));
  touched = sum;
}

/** Σwv² over all rows, for moments. */
let squares: f64 = 0;
export function setSquares(value: f64): void { squares = value; }

/** 2/Σw, or for sweeps −1/Σw: what makes the sums of errors a gradient. */
let share: f64 = 0;

/** Bytes of the numbers of 64 units. */
const CHUNK: usize = 512;

/** −∞, in a variable: V8 makes constant vectors anew in every turn of a loop. */
let nowhere: f64 = 0;

// Of two units: `falling` where m ≤ 0; `flip` the sign bit there; `alive` where they do not fall with no row before them.

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

/**
 * What f's line changes by at each border, and [S, T], the line left of them all: S·u + T is the error but for −v. Tells in LEFT
 * which borders are no longer between the same two rows, without branches, since none could be foretold.
 */
// @ts-ignore
@inline
function see(follows: bool): v128 {
  const M = P + 16;
  const size8 = <usize>even << 3;
  const B = M + size8;
  const W = B + size8;
  const slopes = SLOPES;
  const heights = HEIGHTS;
  const befores = BEFORE;
  const afters = AFTER;
  const zero = f64x2.splat(0);
  const none = f64x2.splat(nowhere);
  const center = f64x2.splat(meanX);
  const s = load<f64>(P, 8);
  let firstSlopes = f64x2.replace_lane(zero, 0, s);
  let firstHeights = f64x2.replace_lane(zero, 0, load<f64>(P) + s * meanX - meanY);
  let left = LEFT;
  let any: u64 = 0;
  let at: usize = 0;
  do {
    const end = min(size8, at + CHUNK);
    const unused = <u64>(64 - ((end - at) >>> 3));
    let bits: u64 = -1; // those of units fall in from above
    for (; at < end; at += 16) {
      const m = v128.load(M + at);
      const b = v128.load(B + at);
      const weight = v128.load(W + at);
      const rising = f64x2.gt(m, zero);
      const falling = f64x2.le(m, zero);
      const before = v128.load(befores + at);
      const on = f64x2.gt(f64x2.add(f64x2.mul(m, before), b), zero);
      const then = f64x2.gt(f64x2.add(f64x2.mul(m, v128.load(afters + at)), b), zero);
      const stays = v128.and(v128.xor(on, rising), v128.xor(then, falling));
      bits = (bits >>> 2) | (<u64>i64x2.bitmask(stays) << 62);
      // What the line of a unit that falls loses there has its sign turned. One that is never on stays out, so that its size
      // costs no digits.
      const alive = v128.or(f64x2.ne(before, none), rising);
      const change = v128.xor(weight, i64x2.shl(falling, 63));
      const slope = v128.and(f64x2.mul(change, m), alive);
      const height = v128.and(f64x2.mul(change, f64x2.add(f64x2.mul(m, center), b)), alive);
      v128.store(slopes + at, slope);
      v128.store(heights + at, height);
      firstSlopes = f64x2.sub(firstSlopes, v128.and(slope, falling));
      firstHeights = f64x2.sub(firstHeights, v128.and(height, falling));
    }
    const gone = ~bits >>> unused;
    store<u64>(left, gone);
    any |= gone;
    left += 8;
  } while (at < size8);
  const line = f64x2.add(v128.shuffle<f64>(firstSlopes, firstHeights, 0, 2), v128.shuffle<f64>(firstSlopes, firstHeights, 1, 3));
  if (!follows) return line;
  moving = 0;
  return any != 0 ? follow(line) : line;
}

function look(): v128 {
  return see(false);
}

/** The same, and then finds the borders that have left their places. */
// @ts-ignore
@inline
function enter(): v128 {
  return see(true);
}

/** Finds the borders that have left their places; [S, T] with them where they are. */
function follow(line: v128): v128 {
  turned = false;
  const far = foresee();
  const many = size > MANY;
  const last = size - 1;
  let awaited = AWAITED;
  for (let q = 0; q < far; q++) {
    const j = w(FAR, q);
    const m = f(P, 2 + j);
    const b = f(P, 2 + even + j);
    const at = m == 0 ? (b > 0 ? size : 0) : search(m, b, w(GUESSES, q));
    const move = at - w(AT, j);
    arrive(j, at);
    if (many) {
      store<usize>(awaited, SUMS + (<usize>at << 5));
      store<usize>(awaited, X + (<usize>max(0, min(last, at + move + (move < 0 ? -AHEAD : AHEAD))) << 3), 4);
      awaited += 8;
    }
  }
  return turned ? look() : line;
}

/** Insertion: they were in order one step ago. */
function sort(): void {
  const order = ORDER;
  const at = AT;
  let last = units > 0 ? w(at, w(order, 0)) : 0;
  for (let q = 1; q < units; q++) {
    const unit = w(order, q);
    const border = w(at, unit);
    if (last <= border) {
      last = border;
      continue;
    }
    let r = q - 1;
    for (; r >= 0 && w(at, w(order, r)) > border; r--) putWhole(order, r + 1, w(order, r));
    putWhole(order, r + 1, unit);
  }
}

/** Rows of which the sums at all borders lie in a cache that is near. */
const MANY: i32 = 1 << 15;

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

function moments(line: v128): v128 {
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

function sweep(line: v128): v128 {
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
function descend(rate: f64, ranges: i32, rule: i32, beta1: f64, beta2: f64, epsilon: f64): void {
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
