// unpacked.ts: columns of numbers as short texts, and back.

/** A divisor, and the differences from row to row times it, in base 36. */
export type PackedColumn = readonly [divisor: number, differences: string];

export function unpacked([divisor, differences]: PackedColumn): Float64Array {
  let sum = 0;
  return Float64Array.from(differences.split(" "), (difference) => {
    sum += Number.parseInt(difference, 36);
    return sum / divisor;
  });
}
