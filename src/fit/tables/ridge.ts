// ridge.ts: a straight function of several inputs, with slopes drawn towards 0.
import { type PlaneSum, reluSum } from "../../core/index.ts";
import type { Columns } from "../hinges/columns-table.ts";
import { crossProducts, leastSquares, roundingOf, withoutIdle } from "../hinges/least-squares.ts";
import { reweighted } from "../hinges/robust.ts";
import { predictions } from "../hinges/solved.ts";
import { type Loss, mse } from "../losses.ts";

/** Penalties that are tried, as shares of a column's variance: none, and others half a power of ten apart. */
const PENALTIES = [0, ...Array.from({ length: 17 }, (_, i) => 10 ** ((i - 10) / 2))];

/**
 * intercept + slope·x with the least Σ(y − f(x))² + λ·n·Σ(slope·deviation)², so that no input's units matter: Hoerl & Kennard (1970),
 * doi:10.1080/00401706.1970.10488634. λ is what generalized cross-validation is least for: Golub, Heath & Wahba (1979),
 * doi:10.1080/00401706.1979.10489751. For another loss squares are weighted until they go down it.
 */
export function ridge(table: Columns, loss: Loss): PlaneSum {
  if (loss === mse) return solved(table);
  const left = (weights?: Float64Array) => {
    const told = predictions(solved({ ...table, weights }), table.x, 0, table.y.length);
    return table.y.map((value, i) => value - told[i]);
  };
  return solved({ ...table, weights: reweighted(left, table, loss).weights });
}

function solved({ x, y, weights }: Columns): PlaneSum {
  const n = y.length;
  const fill = (c: number, from: number, out: Float64Array) => out.set((x[c] ?? y).subarray(from, from + out.length));
  const products = crossProducts(n, x.length + 1, fill, weights);
  const rounding = roundingOf(products);
  const every = x.map((_, input) => input);
  let best: { readonly gcv: number; readonly penalty: number } | undefined;
  for (const penalty of PENALTIES) {
    const { freedom, squares } = leastSquares(products, every, penalty);
    const free = n - freedom;
    const gcv = free > 0 ? Math.max(squares, rounding) / free ** 2 : Number.POSITIVE_INFINITY;
    if (!best || gcv < best.gcv) best = { gcv, penalty };
  }
  const { penalty } = best!;
  const kept = withoutIdle(products, every, penalty);
  const { intercept, coefficients } = leastSquares(products, kept, penalty);
  const slope = every.map((input) => (kept.includes(input) ? coefficients[kept.indexOf(input)] : 0));
  return reluSum([], { intercept, slope });
}
