// least-squares.ts: linear least squares of columns that are made block by block, so that no matrix of all rows is kept.

/** (Weighted) means of columns, and Σ weight·(a − mean a)·(b − mean b) over the rows for each two of them. */
export interface CrossProducts {
  readonly means: Float64Array;
  /** size × size, row by row */
  readonly products: Float64Array;
  /** Σ weight */
  readonly total: number;
}

const BLOCK = 1024;

/**
 * @param fill puts rows [from, from + length) of column c into a block
 * @param weights of the rows, not all 0; 1 unless said
 */
export function crossProducts(
  rows: number,
  size: number,
  fill: (column: number, from: number, out: Float64Array) => void,
  weights?: Float64Array,
): CrossProducts {
  const shifts = new Float64Array(size);
  const sums = new Float64Array(size);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  const products = new Float64Array(size * size);
  for (let from = 0; from < rows; from += BLOCK) {
    const length = Math.min(BLOCK, rows - from);
    const block = Array.from({ length: size }, (_, c) => {
      const column = new Float64Array(length);
      fill(c, from, column);
      // Near the mean, so that little is lost when what the shift has added is taken out again.
      if (from === 0) shifts[c] = column.reduce((sum, value) => sum + value, 0) / length;
      for (let i = 0; i < length; i++) {
        column[i] -= shifts[c];
        sums[c] += weights ? weights[from + i] * column[i] : column[i];
      }
      return column;
    });
    const own = weights ? block.map((column) => times(column, weights, from)) : block;
    for (let a = 0; a < size; a += 2) addProducts(own, block, a, products);
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      products[b * size + a] = products[a * size + b] -= (sums[a] * sums[b]) / total;
    }
  }
  return { means: shifts.map((shift, c) => shift + sums[c] / total), products, total };
}

function times(column: Float64Array, weights: Float64Array, from: number): Float64Array {
  const out = new Float64Array(column.length);
  for (let i = 0; i < out.length; i++) out[i] = weights[from + i] * column[i];
  return out;
}

/**
 * Adds the products of columns `a` and the next one with the columns up to them: of those four at once, since each sum waits
 * for its own last term, and each number that is read serves more than one.
 */
function addProducts(
  own: readonly Float64Array[],
  columns: readonly Float64Array[],
  a: number,
  sums: Float64Array,
): void {
  const size = columns.length;
  const last = Math.min(a + 1, size - 1);
  const [one, two] = [own[a], own[last]];
  for (let b = 0; b <= last; b += 4) {
    const [c0, c1, c2, c3] = [0, 1, 2, 3].map((k) => columns[Math.min(b + k, last)]);
    let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < one.length; i++) {
      const value = one[i];
      const next = two[i];
      s0 += value * c0[i];
      s1 += value * c1[i];
      s2 += value * c2[i];
      s3 += value * c3[i];
      t0 += next * c0[i];
      t1 += next * c1[i];
      t2 += next * c2[i];
      t3 += next * c3[i];
    }
    [s0, s1, s2, s3].slice(0, a + 1 - b).forEach((sum, k) => {
      sums[a * size + b + k] += sum;
    });
    if (last === a) continue;
    [t0, t1, t2, t3].slice(0, last + 1 - b).forEach((sum, k) => {
      sums[last * size + b + k] += sum;
    });
  }
}

export interface Solution {
  readonly intercept: number;
  /** of the columns kept, in their order; 0 where one follows from those before it */
  readonly coefficients: Float64Array;
  /** (weighted) Σ of the squared residuals, but for rounding */
  readonly squares: number;
  /** how many parameters the fit amounts to, the intercept among them: the trace of what maps y to the fitted values */
  readonly freedom: number;
  /** by how much `squares` grows without each of the columns kept */
  readonly growth: Float64Array;
}

/** Of the squares of numbers, those of what rounding took from them. */
export const ROUNDED = 2 ** -104;

/** Of y's variance, what cross products cannot tell from nothing. */
const UNTOLD = 1e-14;

/** Squares that are no more than rounding: of y itself, and in cross products. */
export function roundingOf({ means, products, total }: CrossProducts): number {
  const variance = products[products.length - 1];
  return UNTOLD * variance + ROUNDED * (variance + total * means[means.length - 1] ** 2);
}

/** The columns without those, from the last on, that explain no more than rounding where the others are. */
export function withoutIdle(products: CrossProducts, columns: readonly number[], ridge = 0): readonly number[] {
  const rounding = roundingOf(products);
  for (let kept = columns; ; ) {
    const idle = leastSquares(products, kept, ridge).growth.findLastIndex((growth) => growth <= rounding);
    if (idle < 0) return kept;
    kept = kept.toSpliced(idle, 1);
  }
}

/** An intercept that is no more than this share of the sizes of its parts is what is left of them when they have cancelled. */
export const NO_INTERCEPT = 1e-14;

/** Of a column's variance, what must be its own for it to count as independent of those before it. */
const OWN = 1e-9;

/**
 * The least-squares fit of the last column by an intercept and some of the others: normal equations of columns brought to
 * one size, by Cholesky.
 *
 * @param ridge added to each normalized variance
 */
export function leastSquares({ means, products }: CrossProducts, kept: readonly number[], ridge = 0): Solution {
  const size = means.length;
  const y = size - 1;
  const count = kept.length;
  const scale = kept.map((c) => Math.sqrt(products[c * size + c]));
  const lower = new Float64Array(count * count);
  const inverse = new Float64Array(count * count); // of lower
  const own = scale.map((s) => s > 0);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i && own[i]; j++) {
      if (!own[j]) continue;
      let sum = products[kept[i] * size + kept[j]] / (scale[i] * scale[j]) + (i === j ? ridge : 0);
      for (let k = 0; k < j; k++) sum -= lower[i * count + k] * lower[j * count + k];
      if (i > j) lower[i * count + j] = sum / lower[j * count + j];
      else if (sum > OWN) lower[i * count + i] = Math.sqrt(sum);
      else own[i] = false;
    }
    if (!own[i]) {
      lower.fill(0, i * count, (i + 1) * count);
      continue;
    }
    inverse[i * count + i] = 1 / lower[i * count + i];
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= lower[i * count + k] * inverse[k * count + j];
      inverse[i * count + j] = sum / lower[i * count + i];
    }
  }
  const half = new Float64Array(count); // lower⁻¹·(columns·y)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      if (own[j]) half[i] += (inverse[i * count + j] * products[kept[j] * size + y]) / scale[j];
    }
  }
  const coefficients = new Float64Array(count);
  const growth = new Float64Array(count);
  let intercept = means[y];
  let parts = Math.abs(intercept);
  let squares = half.reduce((left, value) => left - value * value, products[y * size + y]);
  let freedom = 1;
  for (let j = 0; j < count; j++) {
    if (!own[j]) continue;
    let value = 0;
    let variance = 0;
    for (let i = j; i < count; i++) {
      value += inverse[i * count + j] * half[i];
      variance += inverse[i * count + j] * inverse[i * count + j];
    }
    growth[j] = (value * value) / variance;
    coefficients[j] = value / scale[j];
    const part = coefficients[j] * means[kept[j]];
    intercept -= part;
    parts += Math.abs(part);
    squares -= ridge * value * value;
    freedom += 1 - ridge * variance;
  }
  if (Math.abs(intercept) <= NO_INTERCEPT * parts) intercept = 0;
  return { intercept, coefficients, squares: Math.max(0, squares), freedom, growth };
}
