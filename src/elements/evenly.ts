// evenly.ts: some values of a long column.

/** Of the first `length` values `count`, one from the middle of each of as many equal stretches; all, where count is length. */
export const evenly = (values: ArrayLike<number>, length: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => values[Math.floor(((i + 0.5) * length) / count)]);
