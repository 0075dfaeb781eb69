// problem.ts (AssemblyScript): where the numbers of a problem lie, and what all loops know of it.
//
// One instance holds one problem: `layout` makes room for it and sets the addresses below, the caller fills them in, and
// `advance` takes steps. AssemblyScript lets who imports a variable set it: `changed` and `whole` are set by the loops.

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
export let P: usize = 0;
export let G: usize = 0;
export let STATE1: usize = 0; // Momentum's or Adam's first state, f64 × (2 + 3·even)
export let STATE2: usize = 0; // Adam's second
export let ERRORS: usize = 0; // f64 × 2·even: the two sums over the rows before each border
export let SLOPES: usize = 0; // f64 × even: how much the slope of f rises at each border
export let HEIGHTS: usize = 0; // f64 × even: and its value at u = 0
export let BEFORE: usize = 0; // f64 × even: x of the row before each border, −∞ if none
export let AFTER: usize = 0; // f64 × even: x of the row after it, ∞ if none
export let LEFT: usize = 0; // u64 × ⌈even/64⌉: a bit for each unit whose border has left its place in this step
export let AT: usize = 0; // i32 × even
export let FAR: usize = 0; // i32 × even: the units whose borders are searched for in this step
export let AWAITED: usize = 0; // usize × 2·even: addresses of what `touch` loads, where there are many rows
export let GUESSES: usize = 0; // i32 × even: where the search for each of them begins
export let PASSED: usize = 0; // f64 × 2·even: how many rows each border has passed, and how much of x, the last ones counting most
export let MOVES: usize = 0; // i32 × even: over how many rows each border went last, to the right if more than 0
export let CHANGED: usize = 0; // i32 × MANY_CHANGED: the units whose borders have moved since SEGMENTS were made
export let SPANS: usize = 0; // i32 × 2·MANY_CHANGED: the first and the last place in ORDER that each of them has come by
export let ORDER: usize = 0; // i32 × units
export let RANK: usize = 0; // i32 × units: where each unit is in ORDER
export let SEGMENTS: usize = 0; // f64 × 6·(units + 1): Σwu, Σwu², Σwv, Σwuv, Σw, Σwu over the rows between borders, by ascending border

export const MSE: i32 = 0;
export const MAE: i32 = 1;
/** Rows to each side of a border that are looked at before a search. */
export const NEAR: i32 = 8;

export let size: i32 = 0;
export let units: i32 = 0;
export let even: i32 = 0;
export let lossRule: i32 = 0;
export let delta: f64 = 0;
export let meanX: f64 = 0;
export let meanY: f64 = 0;
export let total: f64 = 0;
/** The loss times `total`; divided when steps are over, for a quotient in each is what a step of few units would wait for. */
export let whole: f64 = 0;
/** What it is multiplied by to see whether the loss is finite: 1/total where that is more than 1. */
export let excess: f64 = 1;

/** 2/Σw, or for sweeps −1/Σw: what makes the sums of errors a gradient. */
export let share: f64 = 0;

/** −∞, in a variable: V8 makes constant vectors anew in every turn of a loop. */
export let nowhere: f64 = 0;

/** So many borders that have moved, or more, are not told apart. */
export const MANY_CHANGED: i32 = 16;

/** How many borders have moved since ORDER and SEGMENTS were made. */
export let changed: i32 = 0;

/** Rows of which the sums at all borders lie in a cache that is near. */
export const MANY: i32 = 1 << 15;

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
  PASSED = take(16 * even);
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

@inline export function f(address: usize, i: i32): f64 { return load<f64>(address + (<usize>i << 3)); }
@inline export function w(address: usize, i: i32): i32 { return load<i32>(address + (<usize>i << 2)); }
@inline export function put(address: usize, i: i32, value: f64): void { store<f64>(address + (<usize>i << 3), value); }
@inline export function putWhole(address: usize, i: i32, value: i32): void { store<i32>(address + (<usize>i << 2), value); }
