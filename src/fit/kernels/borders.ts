// borders.ts: where each unit switches among sorted rows.

/** For each unit, the rows to one side of which it is on; kept from call to call, since a step moves few of them far. */
export interface Borders {
  /** a unit with m > 0 is on in rows [at, n), any other in rows [0, at) */
  readonly at: Int32Array;
  /** the units by ascending border */
  readonly order: Int32Array;
  /** finds the borders for these parameters */
  readonly find: (params: Float64Array) => void;
}

/**
 * On means m·x + b > 0 as rounded, the very test of the loop over rows: rounding keeps order, so on sorted x each unit has
 * one border and both agree row for row. A galloping search from where the border was costs O(log of how far it moved).
 */
export function borders(x: Float64Array, units: number): Borders {
  const n = x.length;
  const at = new Int32Array(units);
  const order = Int32Array.from({ length: units }, (_, j) => j);
  const find = (params: Float64Array): void => {
    for (let j = 0; j < units; j++) {
      const m = params[2 + j];
      const b = params[2 + units + j];
      if (m === 0) {
        at[j] = b > 0 ? n : 0;
        continue;
      }
      const rising = m > 0;
      let low = at[j]; // grows while the row before it may lie past the border
      let high = low; // falls while the row at it may lie before the border
      for (let stride = 1; low > 0 && m * x[low - 1] + b > 0 === rising; stride *= 2) {
        high = low - 1;
        low = Math.max(0, low - stride);
      }
      if (high === low) {
        for (let stride = 1; high < n && m * x[high] + b > 0 !== rising; stride *= 2) {
          low = high + 1;
          high = Math.min(n, high + stride);
        }
      }
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (m * x[middle] + b > 0 === rising) high = middle;
        else low = middle + 1;
      }
      at[j] = low;
    }
    // Insertion: they were in order one step ago.
    for (let q = 1; q < units; q++) {
      const unit = order[q];
      const border = at[unit];
      let r = q - 1;
      for (; r >= 0 && at[order[r]] > border; r--) order[r + 1] = order[r];
      order[r + 1] = unit;
    }
  };
  return { at, order, find };
}
