// orthonormal.ts: columns as an orthonormal basis, and what it says of rows left out.
import type { Columns } from "./columns-table.ts";
import { type Span, type Term, termColumn } from "./terms.ts";

/** What is left of a column's squares when it counts as a combination of others. */
export const OWN = 1e-9;

/** A row with this leverage is fitted by itself alone. */
const ALONE = 1 - 1e-9;

/** What a column has outside of an orthonormal basis, by Gram and Schmidt, twice, with length 1; nothing if that is rounding. */
export function ownOf(column: Float64Array, basis: readonly Float64Array[]): Float64Array | undefined {
  const own = column.slice();
  for (let pass = 0; pass < 2; pass++) for (const other of basis) takeOut(own, other);
  const left = squares(own);
  if (!(left > OWN * squares(column))) return undefined;
  const length = Math.sqrt(left);
  return own.map((value) => value / length);
}

/**
 * The squares of what is left of each row by the terms fitted to all others, which is its residual divided by 1 − its leverage; no
 * number where a row decides alone what a term does. Allen (1974), doi:10.1080/00401706.1974.10489157.
 */
export function leftOneByOne(terms: readonly Term[], table: Columns, spans: readonly Span[]): number {
  const rest = table.y.slice();
  const leverage = new Float64Array(rest.length);
  const basis: Float64Array[] = [];
  for (const term of [[], ...terms]) {
    const own = ownOf(termColumn(term, table, spans), basis);
    if (!own) continue;
    takeOut(rest, own);
    basis.push(own);
    for (let i = 0; i < own.length; i++) leverage[i] += own[i] * own[i];
  }
  return rest.reduce(
    (sum, residual, i) => sum + (leverage[i] < ALONE ? residual / (1 - leverage[i]) : Number.NaN) ** 2,
    0,
  );
}

/** Takes out of a column what it has of another one of length 1. */
export function takeOut(column: Float64Array, unit: Float64Array): void {
  const share = inner(column, unit);
  for (let i = 0; i < column.length; i++) column[i] -= share * unit[i];
}

export const squares = (column: Float64Array): number => inner(column, column);

export function inner(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
