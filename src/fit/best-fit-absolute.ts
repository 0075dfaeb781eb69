// best-fit-absolute.ts: with the knots fixed, the values that make the mean absolute error least, exactly.

/** Rows as hats see them: row i lies in segment `segment[i]`, at the share `share[i]` of its width. */
interface Placing {
  readonly segment: Int32Array;
  readonly share: Float64Array;
}

/** Exchanges of rows that one call may make. */
const EXCHANGES = 300;

/**
 * Values at the nodes with the least Σ w·|y − f|, f being the straight lines between them. Some best f goes through as many rows as
 * there are nodes, so rows are exchanged, one leaving as another enters where the loss along that edge is least, until none helps: the
 * simplex method for absolute errors (Barrodale & Roberts 1973, doi:10.1137/0710069).
 *
 * @param start values to begin near; returned as they are if the rows do not determine all nodes
 */
export function absoluteValues(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  nodes: Float64Array,
  start: Float64Array,
): Float64Array {
  const placing = placed(x, nodes);
  const held = startingRows(residualsOf(placing, y, start), placing, nodes.length);
  if (held === undefined) return start;
  let inverse = inverseOf(held, placing);
  let values = through(held, y, inverse);
  for (let exchange = 0; exchange < EXCHANGES; exchange++) {
    const residuals = residualsOf(placing, y, values);
    for (const row of held) residuals[row] = 0;
    const edge = steepestEdge(held, weights, residuals, placing, inverse);
    if (edge === undefined) break;
    const entering = firstMinimum(edge, weights, residuals, placing);
    if (entering < 0) break;
    held[edge.place] = entering;
    inverse = inverseOf(held, placing);
    values = through(held, y, inverse);
  }
  return values;
}

function placed(x: Float64Array, nodes: Float64Array): Placing {
  const segment = new Int32Array(x.length);
  const share = new Float64Array(x.length);
  for (let i = 0, j = 0; i < x.length; i++) {
    while (j + 2 < nodes.length && x[i] > nodes[j + 1]) j++;
    segment[i] = j;
    share[i] = (x[i] - nodes[j]) / (nodes[j + 1] - nodes[j]);
  }
  return { segment, share };
}

/** Σ of a vector over the nodes by row i's two hats. */
function at({ segment, share }: Placing, i: number, values: Float64Array): number {
  return values[segment[i]] * (1 - share[i]) + values[segment[i] + 1] * share[i];
}

function residualsOf(placing: Placing, y: Float64Array, values: Float64Array): Float64Array {
  return y.map((value, i) => value - at(placing, i, values));
}

/** Rows with the smallest residuals whose hats are independent, one for each node; nothing if there are too few. */
function startingRows(residuals: Float64Array, placing: Placing, count: number): Int32Array | undefined {
  const order = Array.from(residuals.keys()).sort((a, b) => Math.abs(residuals[a]) - Math.abs(residuals[b]));
  const held: number[] = [];
  const reduced: { readonly pivot: number; readonly row: Float64Array }[] = [];
  for (const i of order) {
    if (held.length === count) break;
    const row = new Float64Array(count);
    row[placing.segment[i]] = 1 - placing.share[i];
    row[placing.segment[i] + 1] = placing.share[i];
    for (const { pivot, row: other } of reduced) {
      const factor = row[pivot];
      if (factor !== 0) for (let j = 0; j < count; j++) row[j] -= factor * other[j];
    }
    let pivot = 0;
    for (let j = 1; j < count; j++) if (Math.abs(row[j]) > Math.abs(row[pivot])) pivot = j;
    if (Math.abs(row[pivot]) < 1e-6) continue;
    const scale = row[pivot];
    reduced.push({ pivot, row: row.map((value) => value / scale) });
    held.push(i);
  }
  return held.length === count ? Int32Array.from(held) : undefined;
}

/** Column a is what the nodes do when held row a rises by 1 and the others stay: Gauss-Jordan with pivots. */
function inverseOf(held: Int32Array, { segment, share }: Placing): Float64Array[] {
  const count = held.length;
  const rows = Array.from(held, (i, a) => {
    const row = new Float64Array(2 * count);
    row[segment[i]] = 1 - share[i];
    row[segment[i] + 1] = share[i];
    row[count + a] = 1;
    return row;
  });
  for (let j = 0; j < count; j++) {
    let pivot = j;
    for (let r = j + 1; r < count; r++) if (Math.abs(rows[r][j]) > Math.abs(rows[pivot][j])) pivot = r;
    [rows[j], rows[pivot]] = [rows[pivot], rows[j]];
    const scale = rows[j][j];
    for (let c = j; c < 2 * count; c++) rows[j][c] /= scale;
    for (let r = 0; r < count; r++) {
      const factor = rows[r][j];
      if (r !== j && factor !== 0) for (let c = j; c < 2 * count; c++) rows[r][c] -= factor * rows[j][c];
    }
  }
  return Array.from(held, (_, a) => Float64Array.from(rows, (row) => row[count + a]));
}

function through(held: Int32Array, y: Float64Array, inverse: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(held.length);
  held.forEach((row, a) => {
    for (let j = 0; j < values.length; j++) values[j] += y[row] * inverse[a][j];
  });
  return values;
}

interface Edge {
  /** which held row leaves */
  readonly place: number;
  /** how the nodes move */
  readonly direction: Float64Array;
  /** the loss's derivative along it, below 0 */
  readonly slope: number;
}

/** The edge along which the loss falls fastest; nothing at the optimum. */
function steepestEdge(
  held: Int32Array,
  weights: Float64Array,
  residuals: Float64Array,
  placing: Placing,
  inverse: readonly Float64Array[],
): Edge | undefined {
  const pull = new Float64Array(held.length);
  let total = 0;
  for (let i = 0; i < residuals.length; i++) {
    const force = weights[i] * Math.sign(residuals[i]);
    pull[placing.segment[i]] += force * (1 - placing.share[i]);
    pull[placing.segment[i] + 1] += force * placing.share[i];
    total += weights[i];
  }
  let best: Edge | undefined;
  inverse.forEach((column, place) => {
    const along = column.reduce((sum, value, j) => sum + value * pull[j], 0);
    const slope = weights[held[place]] - Math.abs(along);
    if (slope < (best?.slope ?? -1e-12 * total)) {
      best = { place, slope, direction: along > 0 ? column : column.map((value) => -value) };
    }
  });
  return best;
}

/** The row at which the loss stops falling along an edge: a weighted median of where residuals reach 0. */
function firstMinimum(edge: Edge, weights: Float64Array, residuals: Float64Array, placing: Placing): number {
  const crossings: { readonly row: number; readonly step: number; readonly turn: number }[] = [];
  for (let row = 0; row < residuals.length; row++) {
    const rise = at(placing, row, edge.direction);
    const step = residuals[row] / rise;
    if (step > 0 && step < Infinity) crossings.push({ row, step, turn: 2 * weights[row] * Math.abs(rise) });
  }
  crossings.sort((a, b) => a.step - b.step);
  let slope = edge.slope;
  for (const { row, turn } of crossings) {
    slope += turn;
    if (slope >= 0) return row;
  }
  return -1;
}
