// borders.ts (AssemblyScript): between which rows each unit turns on or off, as ../borders.ts, and the line of f there.
import {
  AFTER, AT, AWAITED, BEFORE, CHANGED, FAR, GUESSES, HEIGHTS, LEFT, MANY, MANY_CHANGED, MOVES, NEAR, ORDER, P, PASSED, SLOPES,
  SUMS, X, changed, even, f, meanX, meanY, nowhere, put, putWhole, size, units, w,
} from "./problem";

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

/** How many left their places in the last step. */
export let moving: i32 = 0;
/** Whether a unit has come to be never on in it, or has ceased to be. */
let turned: bool = false;

/** Whether most that moved in the last step went about as far as they had gone before, as under Adam they do not; of few rows never. */
let steady: bool = false;

/** What the rows that a border has passed count for after it has moved again. */
const FADING: f64 = 0.75;

/** Puts the border of a unit where it is now. */
function arrive(j: i32, at: i32): void {
  const seen = f(BEFORE, j) == -Infinity;
  const x = X + (<usize>at << 3);
  const old = f(AFTER, j);
  const after = load<f64>(x);
  put(BEFORE, j, load<f64>(x - 8));
  put(AFTER, j, after);
  const move = at - w(AT, j);
  putWhole(AT, j, at);
  if (!(f(P, 2 + j) > 0) && seen != (at == 0)) turned = true;
  if (move == 0) return;
  if (changed < MANY_CHANGED) putWhole(CHANGED, changed++, j);
  if (steady) return;
  const passed = PASSED + (<usize>j << 4);
  const width = abs(after - old);
  const way = f64x2.replace_lane(f64x2.splat(<f64>abs(move)), 1, width);
  const faded = f64x2.mul(f64x2.splat(FADING), v128.load(passed));
  v128.store(passed, width < Infinity ? f64x2.add(faded, way) : f64x2.splat(0)); // from or to where no row is: nothing is known
}

let touched: i32 = 0;

/**
 * Lists the units whose borders have left their places. Of few rows most have gone to one of the next, and are found at once.
 * Of the others it guesses where they are: where steps are steady they go on as they went last, otherwise rows lie about as close
 * as where a border went last. The rows there are loaded all at once, instead of one after the other as the searches come to them,
 * both ends of those that a search looks at first, since they may lie in two cache lines. Returns how many are to be searched for.
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
      let more = 0;
      if (steady) more = w(MOVES, j);
      else {
        const m = f(M, j);
        const b = f(B, j);
        const next = few && m != 0 ? nearBy(m, b, was) : -1;
        if (next >= 0) {
          arrive(j, next);
          continue;
        }
        const passed = f(PASSED, 2 * j);
        const rows = (-b / m - f(AFTER, j)) * (passed / f(PASSED, 2 * j + 1));
        if (abs(rows) < 2 * passed) more = <i32>rows; // neither NaN, where all x are the same, nor absurd
      }
      putWhole(FAR, far, j);
      putWhole(guesses, far++, max(0, min(last, was + more)));
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
 * Loads all at once what would be waited for one by one: the sums at the borders that have moved and, where steps are steady, the
 * rows that the searches of the next step will come to, so that a step waits for memory once.
 */
export function touch(): void {
  let sum = 0;
  const end = AWAITED + (<usize>moving << 3);
  for (let at = AWAITED; at < end; at += 8) sum ^= load<i32>(load<usize>(at)) ^ load<i32>(load<usize>(at, 4));
  touched = sum;
}

/** Bytes of the numbers of 64 units. */
const CHUNK: usize = 512;

// Of two units: `falling` where m ≤ 0; `alive` where they do not fall with no row before them.

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
export function enter(): v128 {
  return see(true);
}

/** Steps are steady where at most one border in so many goes elsewhere. */
const STRAYS: i32 = 4;

/** Finds the borders that have left their places; [S, T] with them where they are. */
function follow(line: v128): v128 {
  turned = false;
  const far = foresee();
  const many = size > MANY;
  const last = size - 1;
  let awaited = AWAITED;
  let strays = 0;
  for (let q = 0; q < far; q++) {
    const j = w(FAR, q);
    const m = f(P, 2 + j);
    const b = f(P, 2 + even + j);
    const at = m == 0 ? (b > 0 ? size : 0) : search(m, b, w(GUESSES, q));
    const move = at - w(AT, j);
    arrive(j, at);
    if (many) {
      strays += <i32>(abs(move - w(MOVES, j)) >= NEAR);
      putWhole(MOVES, j, move);
      const ahead = steady ? move + (move < 0 ? -AHEAD : AHEAD) : 0;
      store<usize>(awaited, SUMS + (<usize>at << 5));
      store<usize>(awaited, X + (<usize>max(0, min(last, at + ahead)) << 3), 4);
      awaited += 8;
    }
  }
  if (many) steady = STRAYS * strays <= far;
  return turned ? look() : line;
}

/** Insertion: they were in order one step ago. */
export function sort(): void {
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
