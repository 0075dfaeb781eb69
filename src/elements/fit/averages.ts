// averages.ts: a large table as few weighted points.

/** Averages of rows that are neighbours in x, in ascending x. */
export interface Averages {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** How many rows each stands for. */
  readonly weights: Float64Array;
  /** Mean square of what averaging took away from y: no smooth function explains it. */
  readonly scatter: number;
}

/** From so many rows the edges between stretches are drawn, and into so many cells x is cut to find its stretch. */
const SAMPLE = 20_000;
const CELLS = 4096;

/**
 * At most `most` averages over stretches of x that hold about as many rows each: Σ weights·(y − f)² + rows·scatter is the
 * squared error of all the rows for any f that is constant over each stretch. O(rows).
 */
export function averages(x: Float64Array, y: Float64Array, most: number): Averages {
  const stride = Math.max(1, Math.floor(x.length / SAMPLE));
  const sample = Float64Array.from({ length: Math.ceil(x.length / stride) }, (_, i) => x[i * stride]).sort();
  const edges = Float64Array.from(
    new Set(Array.from({ length: most - 1 }, (_, i) => sample[Math.floor(((i + 1) * sample.length) / most)])),
  );
  const [lo, hi] = [edges[0], edges[edges.length - 1]];
  const perX = hi > lo ? CELLS / (hi - lo) : 0;
  const cell = (at: number) => Math.min(CELLS - 1, Math.max(0, Math.floor((at - lo) * perX)));
  // The number of edges left of each cell: only the cell's own are searched.
  const first = new Int32Array(CELLS + 1);
  for (const edge of edges) first[cell(edge) + 1]++;
  for (let i = 0; i < CELLS; i++) first[i + 1] += first[i];
  const count = new Float64Array(edges.length + 1);
  const [meanX, meanY, squares] = [count.slice(), count.slice(), count.slice()];
  for (let i = 0; i < x.length; i++) {
    const at = cell(x[i]);
    let [j, end] = [first[at], first[at + 1]];
    while (j < end) {
      const middle = (j + end) >> 1;
      if (edges[middle] <= x[i]) j = middle + 1;
      else end = middle;
    }
    const n = ++count[j];
    const off = y[i] - meanY[j];
    meanX[j] += (x[i] - meanX[j]) / n;
    meanY[j] += off / n;
    squares[j] += off * (y[i] - meanY[j]);
  }
  const held = Array.from(count.keys()).filter((i) => count[i] > 0);
  const of = (column: Float64Array) => Float64Array.from(held, (i) => column[i]);
  const scatter = squares.reduce((sum, value) => sum + value, 0) / x.length;
  return { x: of(meanX), y: of(meanY), weights: of(count), scatter };
}
