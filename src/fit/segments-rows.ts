// segments-rows.ts: a table made ready for fits: sorted, equal x merged, scaled, with moments of any run of rows.

import * as runs from "./segments.ts";
import { sortedOrder } from "./sorted-order.ts";

// Once, not at each use: where modules run unbundled an import is looked up each time, which these loops would feel.
const { absorb, absorbRow, MOMENTS } = runs;

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
 * x is shifted by its middle row and y by its mean, so that offsets cost no digits.
 *
 * @param weights one number ≥ 0 a row, or nothing for 1 each; at least one must be above 0
 */
export function prepareRows(xs: Float64Array, ys: Float64Array, weights?: Float64Array): Rows {
  const table = sortedColumns(xs, ys, weights);
  const count = table.x.length;
  const xShift = table.x[count >> 1];
  const xScale = powerOfTwo(Math.max(table.x[count - 1] - xShift, xShift - table.x[0]));
  const yShift = meanOf(table.y, table.weights);
  const yScale = powerOfTwo(deviationOf(table.y, table.weights, yShift));

  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const weight = new Float64Array(count);
  const counts = new Float64Array(count + 1);
  let size = 0;
  let scatter = 0;
  let totalWeight = 0;
  for (let from = 0; from < count; ) {
    const value = table.x[from];
    let to = from;
    let sum = 0;
    let mean = 0;
    for (; to < count && table.x[to] === value; to++) {
      const added = table.weights[to];
      const part = (table.y[to] - yShift) / yScale - mean;
      sum += added;
      scatter += (added * (sum - added) * part * part) / sum;
      mean += (part * added) / sum;
    }
    x[size] = (value - xShift) / xScale;
    y[size] = mean;
    weight[size] = sum;
    totalWeight += sum;
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
    moments: momentTable(columns.x, columns.y, columns.weight),
  };
}

/** Copies of the columns in ascending order of x, rows of weight 0 left out; weights are 1 where none are given. */
export function sortedColumns(xs: Float64Array, ys: Float64Array, given?: Float64Array) {
  let order = sortedOrder(xs);
  if (given) order = order.filter((row) => given[row] > 0);
  const x = new Float64Array(order.length);
  const y = new Float64Array(order.length);
  const weights = new Float64Array(order.length).fill(1);
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    x[i] = xs[row];
    y[i] = ys[row];
    if (given) weights[i] = given[row];
  }
  return { x, y, weights };
}

/** The same rows with other y and weights (both one number per merged x), for a fit of residuals or reweighted rows. */
export function withColumns(rows: Rows, y: Float64Array, weight: Float64Array = rows.weight): Rows {
  return { ...rows, y, weight, moments: momentTable(rows.x, y, weight) };
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

/** Up to this many rows each is its own block; beyond, blocks of BLOCK rows keep the table below within memory. */
const SINGLE_ROWS = 4096;
const BLOCK = 16;

/**
 * Moments of any run of rows from two records: a disjoint sparse table over blocks of rows. Level l cuts the blocks into
 * aligned groups of 2^(l+1) and holds, for each block, the moments from it to the group's middle. A run of blocks whose
 * first and last numbers differ first in bit l straddles the middle of one such group.
 */
function momentTable(x: Float64Array, y: Float64Array, weight: Float64Array): Rows["moments"] {
  const size = x.length <= SINGLE_ROWS ? 1 : BLOCK;
  const blocks = Math.floor(x.length / size);
  const levels = Math.max(1, 32 - Math.clz32(Math.max(0, blocks - 1)));
  const table = new Float64Array(levels * blocks * MOMENTS);
  const addRows = (from: number, to: number, out: Float64Array, i: number) => {
    for (let row = from; row < to; row++) absorbRow(out, i, weight[row], x[row], y[row]);
  };
  for (let block = 0; block < blocks; block++) addRows(block * size, (block + 1) * size, table, block * MOMENTS);
  for (let level = 1; level < levels; level++) {
    const base = level * blocks;
    for (let middle = 1 << level; middle < blocks; middle += 2 << level) {
      for (let block = middle - 1; block >= middle - (1 << level); block--) {
        const at = (base + block) * MOMENTS;
        if (block + 1 < middle) table.copyWithin(at, at + MOMENTS, at + 2 * MOMENTS);
        absorb(table, at, table, block * MOMENTS);
      }
      for (let block = middle; block < Math.min(blocks, middle + (1 << level)); block++) {
        const at = (base + block) * MOMENTS;
        if (block > middle) table.copyWithin(at, at - MOMENTS, at);
        absorb(table, at, table, block * MOMENTS);
      }
    }
  }
  const addBlocks = (first: number, last: number, out: Float64Array, i: number) => {
    if (first > last) return;
    const level = first === last ? 0 : 31 - Math.clz32(first ^ last);
    const base = level * blocks;
    absorb(out, i, table, (base + first) * MOMENTS);
    if (first < last) absorb(out, i, table, (base + last) * MOMENTS);
  };
  return (from, to, out, i) => {
    for (let m = i; m < i + MOMENTS; m++) out[m] = 0;
    if (size === 1) {
      addBlocks(from, to - 1, out, i);
      return;
    }
    const first = Math.ceil(from / size);
    const last = Math.floor(to / size);
    if (first >= last) {
      addRows(from, to, out, i);
      return;
    }
    addRows(from, first * size, out, i);
    addBlocks(first, last - 1, out, i);
    addRows(last * size, to, out, i);
  };
}

/** The largest power of two that is not above |value|; 1 for 0. Dividing by it rounds nothing. */
function powerOfTwo(value: number): number {
  return value > 0 ? 2 ** Math.max(-1000, Math.floor(Math.log2(value))) : 1;
}

function meanOf(values: Float64Array, weight: Float64Array): number {
  const pivot = values[0];
  let mean = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += weight[i];
    mean += ((values[i] - pivot - mean) * weight[i]) / total;
  }
  return pivot + mean;
}

function deviationOf(values: Float64Array, weight: Float64Array, mean: number): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] - mean));
  if (largest === 0) return 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const part = (values[i] - mean) / largest;
    sum += weight[i] * part * part;
    total += weight[i];
  }
  return largest * Math.sqrt(sum / total);
}
