// growth.bench.ts: how does a step of descent grow with the number of rows?
import { random, reluSum } from "piecewise";
import { mse, sgd, train } from "piecewise/fit";
import type { Row } from "./row.ts";

export const title =
  "A step of full-batch gradient descent on 100 ReLUs, as the rows grow: the same start, the same steps";

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];

/** Knots go fast at first, over many rows a step where there are many, and settle. */
const STRETCHES = [
  ["steps 1 to 1,000", 1000],
  ["to 10,000", 9000],
  ["to 50,000", 40_000],
  ["to 100,000", 50_000],
  ["to 200,000", 100_000],
] as const;

const RUNS = 3;

/** Times each stretch of a descent for each number of rows, the median of three runs; by turns, so that none is favoured. */
export async function bench(): Promise<Row[]> {
  const { normal } = random(100);
  const units = Array.from({ length: 100 }, () => ({ m: normal(), b: normal(), weight: normal() / 10 }));
  const start = reluSum(units);
  take(start, SIZES[0]);
  const times = SIZES.map(() => [] as number[][]);
  for (let run = 0; run < RUNS; run++) for (const [s, n] of SIZES.entries()) times[s].push(take(start, n));
  const median = (s: number, stretch: number) => times[s].map((run) => run[stretch]).sort((a, b) => a - b)[RUNS >> 1];
  return STRETCHES.flatMap(([name], stretch) =>
    SIZES.map((n, s) => {
      const microseconds = median(s, stretch);
      const times = microseconds / median(0, stretch);
      return {
        name: `${name}, n = ${n.toLocaleString("en")}`,
        microseconds,
        check: `${times.toFixed(1)} × a step at n = ${SIZES[0].toLocaleString("en")}`,
      };
    }),
  );
}

/** Microseconds a step in each stretch. */
function take(start: ReturnType<typeof reluSum>, n: number): number[] {
  const { uniform, normal } = random(n);
  const x = new Float64Array(n).map(() => 4 * uniform() - 2);
  const y = x.map((value) => Math.sin(3 * value) + 0.3 * value + 0.1 * normal());
  const run = train(start, { x, y }, { loss: mse, optimizer: sgd({ learningRate: 1e-3 }) });
  return STRETCHES.map(([, steps]) => {
    const before = performance.now();
    run.step(steps);
    return ((performance.now() - before) * 1000) / steps;
  });
}
