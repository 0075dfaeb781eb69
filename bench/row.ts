// row.ts: one line of a benchmark's table.

export interface Row {
  readonly name: string;
  /** Microseconds a call, the median of its runs. */
  readonly microseconds: number;
  /** How many times longer the row that everything is compared with took (above 1: this row is faster). */
  readonly ratio?: number;
  /** How many times longer this row took than ours (above 1: ours is faster). */
  readonly ours?: number;
  /** What was compared to make sure that both did the same work. */
  readonly check?: string;
}
