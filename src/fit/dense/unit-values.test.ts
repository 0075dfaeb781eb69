import { evaluate, network } from "piecewise";
import { expect, test } from "vitest";
import { parametersOf } from "./scorer.ts";
import { startNetwork } from "./starts.ts";
import { unitValues } from "./unit-values.ts";

test.each([
  { sizes: [2, 3, 1], rows: 5 },
  { sizes: [2, 8, 8, 8, 3], rows: 400 },
  { sizes: [3, 64, 5, 2], rows: 1001 },
])("every unit of $sizes at $rows rows is what evaluate says", ({ sizes, rows }) => {
  const x = Float32Array.from({ length: rows * sizes[0] }, (_, i) => Math.sin(7 * i));
  const look = unitValues(sizes, x);
  for (const seed of [1, 2]) {
    const f = startNetwork(sizes, { seed });
    const seen = look(parametersOf(f));
    f.layers.forEach((_, l) => {
      const part = network(f.layers.slice(0, l + 1));
      const values = evaluate(part, Float64Array.from(x)) as Float64Array;
      const units = sizes[l + 1];
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < units; j++) {
          const value = values[r * units + j];
          const expected = l < f.layers.length - 1 ? Math.max(0, value) : value;
          expect(seen[l].values[r * seen[l].width + j]).toBeCloseTo(expected, 4);
        }
      }
    });
  }
});
