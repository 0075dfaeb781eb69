// merge-terms.ts: terms that the rows cannot tell apart, made one.
import type { Columns } from "./columns-table.ts";
import { type Hinge, type Span, type Term, termColumn } from "./terms.ts";

/** What the rows may see of a merger, as a share of the reach of y. */
const UNSEEN = 1e-9;

/**
 * Two terms whose knots differ in one input only, with no row between them, are to every row a single one with its knot at their
 * mean, weighted by their coefficients. Pairs of which that is true become that one.
 */
export function mergedTerms(
  terms: readonly Term[],
  coefficients: ArrayLike<number>,
  table: Columns,
  spans: readonly Span[],
): readonly Term[] {
  const parts = terms.map((term, k) => ({ term, weight: coefficients[k] }));
  const [least, most] = table.y.reduce(
    ([low, high], y) => [Math.min(low, y), Math.max(high, y)],
    [Infinity, -Infinity],
  );
  for (let i = 0; i < parts.length; i++) {
    for (let j = parts.length - 1; j > i; j--) {
      const [one, other] = [parts[i], parts[j]];
      const weight = one.weight + other.weight;
      const place = difference(one.term, other.term);
      if (place === undefined || weight === 0) continue;
      const [a, b] = [one.term[place], other.term[place]];
      const knot = a.knot + (other.weight / weight) * (b.knot - a.knot);
      const both = { term: one.term.with(place, { ...a, knot }), weight };
      const [first, second, sum] = [one, other, both].map(({ term }) => termColumn(term, table, spans));
      const seen = first.some((value, row) => {
        const off = one.weight * value + other.weight * second[row] - weight * sum[row];
        return !(Math.abs(off) <= UNSEEN * (most - least));
      });
      if (seen) continue;
      parts[i] = both;
      parts.splice(j, 1);
    }
  }
  return parts.map(({ term }) => term);
}

/** Where two terms differ, if that is in one knot alone. */
function difference(one: Term, other: Term): number | undefined {
  if (one.length !== other.length) return undefined;
  const alike = (a: Hinge, b: Hinge) => a.input === b.input && a.side === b.side && a.end === b.end;
  if (!one.every((hinge, h) => alike(hinge, other[h]))) return undefined;
  const places = one.flatMap((hinge, h) => (hinge.knot === other[h].knot ? [] : [h]));
  return places.length === 1 ? places[0] : undefined;
}
