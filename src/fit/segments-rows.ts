// segments-rows.ts: a table made ready for fits: sorted, equal x merged, scaled, with moments of any run of rows.

import { absorb, absorbRow, MOMENTS } from "./segments.ts";

/** A table sorted by x with equal x merged. Columns are shifted and divided by a power of two: x' = (x − shift)/scale. */
export interface Rows {
  /** how many different x there are */
  readonly size: number;
  readonly x: Float64Array;
  /** weighted mean of the y that share this x */
  readonly y: Float64Array;
  readonly weight: Float64Array;
  /** counts[i] rows of the table stand before the i-th x; size + 1 numbers */
  readonly counts: Float64Array;
  readonly totalWeight: number;
  /** Σ w·(y − mean of its x)²: what no function of x can explain, in units of y'² */
  readonly scatter: number;
  readonly xShift: number;
  readonly xScale: number;
  readonly yShift: number;
  readonly yScale: number;
  /** moments of rows [from, to), written to `out` at i */
  readonly moments: (from: number, to: number, out: Float64Array, i: number) => void;
}

/**
 * Sorts, merges and scales a table of finite numbers; rows of weight 0 are left out.
 * x is shifted by its weighted middle row and y by its mean, so that offsets cost no digits.
 *
 * @param weights one number ≥ 0 a row, or nothing for 1 each; at least one must be above 0
 */
export function prepareRows(xs: Float64Array, ys: Float64Array, weights?: Float64Array): Rows {
  const order = sortedOrder(xs);
  const kept = weights ? order.filter((row) => weights[row] > 0) : order;
  const count = kept.length;
  const xShift = xs[kept[count >> 1]];
  const xScale = powerOfTwo(Math.max(xs[kept[count - 1]] - xShift, xShift - xs[kept[0]]));
  const yShift = meanOf(ys, kept, weights);
  const yScale = powerOfTwo(deviationOf(ys, kept, weights, yShift));

  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const weight = new Float64Array(count);
  const counts = new Float64Array(count + 1);
  let size = 0;
  let scatter = 0;
  let totalWeight = 0;
  const group = new Float64Array(MOMENTS);
  for (let from = 0; from < count; ) {
    const value = xs[kept[from]];
    let to = from;
    group.fill(0);
    for (; to < count && xs[kept[to]] === value; to++) {
      const row = kept[to];
      absorbRow(group, 0, weights ? weights[row] : 1, 0, (ys[row] - yShift) / yScale);
    }
    x[size] = (value - xShift) / xScale;
    weight[size] = group[0];
    y[size] = group[2];
    scatter += group[5];
    totalWeight += group[0];
    size++;
    counts[size] = to;
    from = to;
  }
  const columns = { x: x.slice(0, size), y: y.slice(0, size), weight: weight.slice(0, size) };
  return {
    size,
    ...columns,
    counts: counts.slice(0, size + 1),
    totalWeight,
    scatter,
    xShift,
    xScale,
    yShift,
    yScale,
    moments: momentTree(columns.x, columns.y, columns.weight),
  };
}

/** The same rows with other y and weights (both one number per merged x), for a fit of residuals or reweighted rows. */
export function withColumns(rows: Rows, y: Float64Array, weight: Float64Array = rows.weight): Rows {
  return { ...rows, y, weight, moments: momentTree(rows.x, y, weight) };
}

/** How many rows have x ≤ t: the index of the first that is greater. */
export function rowsUpTo(x: Float64Array, t: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many rows have x < t. */
export function rowsBelow(x: Float64Array, t: number): number {
  const index = rowsUpTo(x, t);
  return index > 0 && x[index - 1] === t ? index - 1 : index;
}

const BLOCK = 16;

/** Moments of any run of rows in O(log n): a binary tree of centred moments over blocks of rows. */
function momentTree(x: Float64Array, y: Float64Array, weight: Float64Array): Rows["moments"] {
  const blocks = Math.floor(x.length / BLOCK);
  const tree = new Float64Array(2 * Math.max(1, blocks) * MOMENTS);
  const addRows = (from: number, to: number, out: Float64Array, i: number) => {
    for (let row = from; row < to; row++) absorbRow(out, i, weight[row], x[row], y[row]);
  };
  for (let block = 0; block < blocks; block++) {
    addRows(block * BLOCK, (block + 1) * BLOCK, tree, (blocks + block) * MOMENTS);
  }
  for (let node = blocks - 1; node > 0; node--) {
    absorb(tree, node * MOMENTS, tree, 2 * node * MOMENTS);
    absorb(tree, node * MOMENTS, tree, (2 * node + 1) * MOMENTS);
  }
  return (from, to, out, i) => {
    out.fill(0, i, i + MOMENTS);
    let first = Math.ceil(from / BLOCK);
    let last = Math.floor(to / BLOCK);
    if (first >= last) {
      addRows(from, to, out, i);
      return;
    }
    addRows(from, first * BLOCK, out, i);
    addRows(last * BLOCK, to, out, i);
    for (first += blocks, last += blocks; first < last; first >>= 1, last >>= 1) {
      if (first & 1) absorb(out, i, tree, first++ * MOMENTS);
      if (last & 1) absorb(out, i, tree, --last * MOMENTS);
    }
  };
}

/** The largest power of two that is not above |value|; 1 for 0. Dividing by it rounds nothing. */
function powerOfTwo(value: number): number {
  return value > 0 ? 2 ** Math.max(-1000, Math.floor(Math.log2(value))) : 1;
}

function meanOf(values: Float64Array, order: Uint32Array, weights?: Float64Array): number {
  const pivot = values[order[0]];
  let mean = 0;
  let total = 0;
  for (const row of order) {
    const weight = weights ? weights[row] : 1;
    total += weight;
    mean += ((values[row] - pivot - mean) * weight) / total;
  }
  return pivot + mean;
}

function deviationOf(
  values: Float64Array,
  order: Uint32Array,
  weights: Float64Array | undefined,
  mean: number,
): number {
  let largest = 0;
  for (const row of order) largest = Math.max(largest, Math.abs(values[row] - mean));
  if (largest === 0) return 0;
  let sum = 0;
  let total = 0;
  for (const row of order) {
    const weight = weights ? weights[row] : 1;
    const part = (values[row] - mean) / largest;
    sum += weight * part * part;
    total += weight;
  }
  return largest * Math.sqrt(sum / total);
}

/**
 * The row numbers in ascending order of their keys, equal keys in the order of the table: a radix sort by 16 bits at a
 * time over the bits of the numbers, O(n) and four passes for any n. −0 and 0 are equal.
 */
export function sortedOrder(keys: Float64Array): Uint32Array {
  const count = keys.length;
  let order = Uint32Array.from({ length: count }, (_, i) => i);
  let sorted = true;
  for (let i = 1; i < count && sorted; i++) sorted = keys[i - 1] <= keys[i];
  if (sorted) return order;
  const bits = new Uint32Array(Float64Array.from(keys, (key) => key + 0).buffer);
  const little = new Uint8Array(Uint32Array.of(1).buffer)[0];
  for (let i = 0; i < count; i++) {
    const high = 2 * i + little;
    const low = 2 * i + 1 - little;
    // Turned so that unsigned order is numeric order: negative numbers all flipped, the others only their sign.
    if (bits[high] >>> 31) {
      bits[high] = ~bits[high];
      bits[low] = ~bits[low];
    } else bits[high] ^= 0x80000000;
  }
  let other = new Uint32Array(count);
  const starts = new Uint32Array(65537);
  for (let digit = 0; digit < 4; digit++) {
    const word = digit < 2 ? 1 - little : little;
    const shift = (digit & 1) * 16;
    starts.fill(0);
    for (let i = 0; i < count; i++) starts[((bits[2 * i + word] >>> shift) & 0xffff) + 1]++;
    for (let value = 0; value < 65536; value++) starts[value + 1] += starts[value];
    for (let i = 0; i < count; i++) {
      const row = order[i];
      other[starts[(bits[2 * row + word] >>> shift) & 0xffff]++] = row;
    }
    [order, other] = [other, order];
  }
  return order;
}
