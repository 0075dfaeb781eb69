// stacking.ts: what was told of rows that were held out, by several ways and in shares of them, and by what that is judged.
import { huber, type Loss, mse } from "../losses.ts";

/** Shares are multiples of one such part. */
const GRAIN = 20;
/** Rows are far off that are missed by more than so many times what so large a share of the rows is missed by at most. */
const OFF = 10;
const NEAR = 0.9;

/**
 * What ways are compared by, and the rows that are far off whatever way is taken. It is the loss; but squares of rows that are far off
 * count as in Huber's, lest a cell that was mistyped decide.
 */
export function judgeOf(
  loss: Loss,
  y: Float64Array,
  told: readonly Float64Array[],
): { readonly judge: Loss; readonly far: Uint32Array } {
  const misses = told.map((values) => y.map((value, i) => Math.abs(value - values[i])));
  const most = misses.map((of) => of.slice().sort()[Math.floor(NEAR * (y.length - 1))]);
  const off = OFF * Math.min(...most);
  const far = Uint32Array.from(y.keys()).filter((row) => misses.every((of) => of[row] > off));
  return { judge: loss === mse && far.length > 0 && off > 0 ? huber(off) : loss, far };
}

/** The loss of what was told, in these shares. */
export function mixed(loss: Loss, y: Float64Array, told: readonly Float64Array[], shares: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    let residual = y[i];
    for (let k = 0; k < told.length; k++) residual -= shares[k] * told[k][i];
    sum += loss.of(residual);
  }
  return sum / y.length;
}

/** Of the mean difference of the losses of what was told in two ways. */
export function standardError(loss: Loss, y: Float64Array, one: Float64Array, other: Float64Array): number {
  const differences = y.map((value, i) => loss.of(value - one[i]) - loss.of(value - other[i]));
  const mean = differences.reduce((sum, value) => sum + value, 0) / y.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (y.length - 1) / y.length);
}

/** Shares, multiples of 1/20 that add up to 1: from the best alone, one such part goes to another as long as the loss falls. */
export function bestShares(
  loss: Loss,
  y: Float64Array,
  told: readonly Float64Array[],
): { readonly shares: readonly number[]; readonly value: number } {
  const at = (parts: readonly number[]) => {
    const shares = parts.map((part) => part / GRAIN);
    return { parts, shares, value: mixed(loss, y, told, shares) };
  };
  const least = (mixes: ReturnType<typeof at>[]) => mixes.reduce((best, mix) => (mix.value < best.value ? mix : best));
  const every = told.map((_, i) => i);
  let best = least(every.map((i) => at(every.map((j) => (i === j ? GRAIN : 0)))));
  for (;;) {
    const { parts } = best;
    const pairs = every.flatMap((from) => (parts[from] > 0 ? every.map((to) => [from, to]) : []));
    const next = least([best, ...pairs.map(([from, to]) => at(moved(parts, from, to)))]);
    if (next === best) return best;
    best = next;
  }
}

const moved = (parts: readonly number[], from: number, to: number): readonly number[] =>
  parts.map((part, i) => part + (i === to ? 1 : 0) - (i === from ? 1 : 0));
