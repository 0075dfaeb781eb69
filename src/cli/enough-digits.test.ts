import { expect, test } from "vitest";
import { reluSum } from "../core/index.ts";
import { enoughDigits } from "./enough-digits.ts";

const x = [0, 1].map((j) => Float64Array.from({ length: 100 }, (_, i) => ((37 * i + 11 * j) % 100) / 100));
const reach = Float64Array.from({ length: 100 }, (_, i) => i / 99);

test("four, unless two knots are so close that four would not tell them apart", () => {
  const gentle = reluSum([{ m: [1, 0], b: -1 / 3, weight: 2 / 3 }], { slope: [0, 0] });
  expect(enoughDigits(gentle, x, reach)).toBe(4);
  const step = reluSum(
    [-0.500001, -0.500012].map((b, i) => ({ m: [1, 0], b, weight: (i === 0 ? 1 : -1) / 1.1e-5 })),
    { slope: [0, 0] },
  );
  expect(enoughDigits(step, x, reach)).toBe(6);
});
